"""What people type about the vote: a ballot, a key, an opened urn, sheets of paper."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tadafor.budgets.models import Envelope, Project
from tadafor.budgets.queries.voting import Asked
from tadafor.budgets.rules.urn import MOST_SHARES, Said
from tadafor.budgets.rules.voting import POINTED, BallotRefusal, BallotRule
from tadafor.kernel.refusals import Refused
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day

Data = Mapping[str, Any] | None
LONGEST_URN = 25 * 1024 * 1024
LONGEST_TYPED = 4


@dataclass(frozen=True)
class Item:
    """A project on a ballot, with what was typed beside it."""

    project: Project
    typed: str = ""

    @property
    def is_chosen(self) -> bool:
        return self.typed not in {"", "0"}


class TypedBallot:
    """A ballot as it was ticked or filled in; nothing of it is kept anywhere."""

    @sensitive_variables()
    def __init__(self, data: QueryDict | None, asked: Asked, order: Sequence[Project]) -> None:
        self.asked = asked
        self.pointed = asked.limits.rule in POINTED
        self.unknown = False
        typed: dict[str, str] = {}
        if data is not None and self.pointed:
            typed = {one.key: data.get(f"worth-{one.key}", "").strip()[:LONGEST_TYPED] for one in order}
        elif data is not None:
            ticked = data.getlist("choice")
            typed = dict.fromkeys(ticked, "1")
            self.unknown = not set(ticked) <= {one.key for one in order}
        self.items = [Item(one, typed.get(one.key, "")) for one in order]

    @sensitive_variables()
    def shown(self, say: Callable[[Project], Project]) -> "TypedBallot":
        """Return a copy to be drawn, its projects in the words of who votes; their keys are the same."""
        twin = copy.copy(self)
        twin.items = [replace(one, project=say(one.project)) for one in self.items]
        return twin

    @property
    def chosen(self) -> list[Item]:
        """What was chosen; by rank where there are ranks."""
        found = [one for one in self.items if one.is_chosen]
        if self.asked.limits.rule is BallotRule.RANKING:
            found.sort(key=lambda one: (len(one.typed), one.typed))
        return found

    @property
    def total(self) -> Any:  # noqa: ANN401 -- a Decimal, or 0
        """What the chosen projects cost together."""
        return sum(one.project.price or 0 for one in self.chosen)

    @property
    def spent(self) -> list[tuple[Envelope, Any]]:
        """Each envelope, and what the projects chosen in it cost together."""
        costs = [(one.project.envelope_id, one.project.price or 0) for one in self.chosen]
        return [
            (purse, sum(price for envelope, price in costs if envelope == purse.pk))
            for purse in self.asked.envelopes
        ]

    @property
    def spent_points(self) -> int:
        return sum(int(one.typed) for one in self.chosen if one.typed.isdecimal())

    @sensitive_variables()
    def said(self) -> Said:
        """Return the ballot; raise Refused for what is no number or no project."""
        if self.unknown:
            raise Refused(BallotRefusal.UNKNOWN_PROJECT)
        if not all(one.typed.isdecimal() and one.typed.isascii() for one in self.chosen):
            ranks = self.asked.limits.rule is BallotRule.RANKING
            raise Refused(BallotRefusal.RANKS_WRONG if ranks else BallotRefusal.POINTS_WRONG)
        return tuple(sorted((one.project.key, int(one.typed)) for one in self.chosen))


class TextFileField(forms.FileField):
    """A text file, as its text."""

    def clean(self, data: Any, initial: Any = None) -> str:  # noqa: ANN401 -- Django's own
        sent: UploadedFile[bytes] | None = super().clean(data, initial)
        if not sent:
            return ""
        if (sent.size or 0) > LONGEST_URN:
            raise ValidationError(_("الملف أكبر مما يقبل."))
        try:
            return str(sent.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("ليس هذا ملفا نصيا.")) from None


class KeyForm(forms.Form):
    """The half of the key that seals, pasted or sent."""

    file = TextFileField(label=_("الملف urn-key.txt"), required=False)
    text = CleanText(label=_("أو ألصقوا محتواه هنا"), max_length=2_000, rows=4, required=False)
    shares = forms.IntegerField(label=_("عدد الحصص المطبوعة"), min_value=2, max_value=MOST_SHARES, initial=5)
    threshold = forms.IntegerField(
        label=_("عدد الحصص الكافي للفتح"), min_value=2, max_value=MOST_SHARES, initial=3
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("file") and not typed.get("text"):
            self.add_error("text", _("أودعوا الملف أو ألصقوا محتواه."))
        return typed

    def half(self) -> str:
        """The text that was sent, the file before what was pasted."""
        return str(self.cleaned_data["file"] or self.cleaned_data["text"])


class OpenedForm(forms.Form):
    """What the committee opened on its own computer."""

    file = TextFileField(label=_("الملف المفتوح (ينتهي اسمه بـ opened.txt)"))


class ObserveForm(forms.Form):
    """The hash that an observer found."""

    observer = CleanLine(label=_("صفة الملاحظة أو الملاحظ"), max_length=120)
    typed = CleanLine(label=_("البصمة كما ظهرت في حاسوب الملاحظة"), max_length=100)


class VoidForm(forms.Form):
    """Why the vote is void."""

    reason = CleanText(label=_("السبب"), max_length=2_000, rows=3)


class AgainForm(forms.Form):
    """When a void vote is held again."""

    opens_on = forms.DateField(label=_("أول يوم للتصويت المعاد"), widget=Day)
    closes_on = forms.DateField(label=_("آخر يوم للتصويت المعاد"), widget=Day)


class CheckForm(forms.Form):
    """A receipt."""

    code = CleanText(label=_("رمز الوصل"), max_length=400, rows=3)


class SecondForm(forms.Form):
    """What a second member of staff told the clerk."""

    second = CleanLine(
        label=_("رمز الموظف(ة) الثاني(ة)"), max_length=20, required=False,
        help_text=_("يلزم إن سجلتم هذا الشخص أو أكدتم صلته قبل أقل من سبعة أيام."),
    )  # fmt: skip


class PrintForm(forms.Form):
    """How many sheets, and for whom."""

    label = CleanLine(label=_("لمن هذه الحزمة؟ (المكتب أو المسؤول(ة))"), max_length=120)
    sheets = forms.IntegerField(label=_("عدد أوراق التصويت"), min_value=1, max_value=200, initial=50)


class SheetForm(forms.Form):
    """The number of a sheet, and whether it is void."""

    serial = forms.IntegerField(label=_("الرقم التسلسلي المطبوع"), min_value=1, max_value=10_000_000)
    is_void = forms.BooleanField(label=_("ورقة لاغية: فيها ما يخالف القاعدة أو ما لا يُفهم"), required=False)


class CloseForm(forms.Form):
    """How the sheets that were not used are accounted for."""

    spoilt = forms.IntegerField(label=_("الأوراق التالفة المعادة"), min_value=0, max_value=100_000)
    left = forms.IntegerField(label=_("الأوراق الباقية البيضاء"), min_value=0, max_value=100_000)
