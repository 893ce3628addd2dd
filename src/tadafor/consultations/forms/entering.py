"""What staff type of contributions: what came on paper, and how the list is narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.consultations import actions, rules
from tadafor.consultations.forms.desk import Data, choices_of, offer
from tadafor.consultations.rules import contributing
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.people.rules import Channel
from tadafor.ui import queue
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day


class EntryForm(forms.Form):
    """What came on paper, at the desk or in a workshop."""

    passage = forms.ChoiceField(label=_("المادة"), required=False)
    kind = forms.ChoiceField(label=_("النوع"))
    title = CleanLine(label=_("عنوان المادة المقترحة"), max_length=contributing.LONGEST_TITLE, required=False)
    proposed = CleanText(
        label=_("النص المقترح"), max_length=contributing.LONGEST_PROPOSAL, required=False, rows=4
    )
    body = CleanText(
        label=_("التعليق أو السبب"), max_length=contributing.LONGEST_BODY, required=False, rows=4
    )
    author_kind = forms.ChoiceField(label=_("صاحبة أو صاحب المساهمة"))
    name = CleanLine(
        label=_("الاسم كما يريد أن يُعرف به"),
        max_length=120,
        required=False,
        help_text=_("اتركوه فارغا إن لم يرد ذكره."),
    )
    channel = forms.ChoiceField(label=_("القناة"))
    received_on = forms.DateField(label=_("تاريخ التوصل"), widget=Day)
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(
        self,
        data: Data = None,
        *,
        articles: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"token": token(), **(initial or {})})
        in_person = [channel for channel in Channel if channel is not Channel.ONLINE]
        for name, offered in (
            ("passage", [("", str(_("النص كله"))), *articles]),
            ("kind", choices_of(rules.Kind)),
            ("author_kind", choices_of(rules.AuthorKind)),
            ("channel", choices_of(in_person)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = offered

    def words(self) -> actions.Words:
        """Return what was written."""
        typed = self.cleaned_data
        kind = rules.Kind(typed["kind"])
        is_amendment = kind is rules.Kind.AMENDMENT
        return actions.Words(
            kind=kind,
            body=typed["body"],
            title=typed["title"] if kind is rules.Kind.NEW_ARTICLE else "",
            proposed="" if kind is rules.Kind.COMMENT else typed["proposed"],
            passage=typed["passage"] or None if kind is not rules.Kind.NEW_ARTICLE or is_amendment else None,
        )

    def received(self) -> actions.Received:
        """Return how it came."""
        typed = self.cleaned_data
        return actions.Received(
            channel=Channel(typed["channel"]),
            on=typed["received_on"],
            name=typed["name"],
            author_kind=rules.AuthorKind(typed["author_kind"]),
        )


class PaperForm(forms.Form):
    """Where the sheet comes from; all but its number waits for the next one."""

    workshop = forms.TypedChoiceField(label=_("الورشة"), coerce=int, empty_value=None, required=False)
    table = forms.IntegerField(label=_("رقم الطاولة"), required=False, min_value=1, max_value=999)
    serial = CleanLine(
        label=_("رقم الورقة المطبوع"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("سبعة أحرف وأرقام قرب الرمز المربع. اتركوه فارغا إن لم تُطبع الورقة من هنا."),
    )
    told_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    sent_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        data: Data = None,
        *,
        workshops: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["workshop"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("خارج الورشات")), *workshops]

    def paper(self) -> actions.Paper:
        """Return what is known of the sheet."""
        typed = self.cleaned_data
        return actions.Paper(
            serial=typed["serial"],
            workshop=typed["workshop"],
            table=typed["table"],
            told_at=queue.hour(typed["told_at"]),
            sent_at=queue.hour(typed["sent_at"]),
        )

    def refused(self, refused: Refused) -> None:
        """Show a refusal beside the box it speaks of."""
        self.add_error(_BOXES.get(refused.refusal), refused.sentence)


_BOXES: dict[object, str] = {
    rules.SheetRefusal.SERIAL_WRONG: "serial",
    rules.SheetRefusal.SERIAL_TAKEN: "serial",
    rules.SheetRefusal.TAKEN_ALREADY: "serial",
    rules.SheetRefusal.UNKNOWN_WORKSHOP: "workshop",
    rules.SheetRefusal.UNKNOWN_TABLE: "table",
}


class StaffFilterForm(forms.Form):
    """How the list of contributions is narrowed at the desk."""

    text = CleanLine(label=_("كلمات أو رقم"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("الجواب"),
        required=False,
        choices=[
            ("", _("الكل")),
            ("none", _("بلا جواب")),
            ("drafted", _("جواب مُعدّ")),
            ("back", _("أُعيد للتحرير")),
            ("approved", _("جواب معتمد")),
        ],
    )
    passage = forms.ChoiceField(label=_("المادة"), required=False)
    kind = forms.ChoiceField(label=_("النوع"), required=False)
    channel = forms.ChoiceField(label=_("القناة"), required=False)
    group = forms.ChoiceField(label=_("المجموعة"), required=False)
    round = forms.ChoiceField(label=_("الجولة"), required=False)

    def __init__(
        self,
        data: Data,
        *,
        articles: list[tuple[str, str]],
        groups: list[tuple[str, str]],
        subject: rules.Subject = rules.Subject.TEXT,
        rounds: int = 0,
    ) -> None:
        super().__init__(data)
        whole = _("النص كله")
        if subject is rules.Subject.CARDS:
            whole, self.fields["passage"].label = _("مشاريع جديدة"), _("البطاقة")
        if rounds <= 1:
            del self.fields["round"]
        else:
            numbers = [str(n) for n in range(1, rounds + 1)]
            offer(self, "round", [("", _("الكل")), *((n, n) for n in numbers)])
        for name, offered in (
            ("passage", [("whole", str(whole)), *articles]),
            ("kind", choices_of(rules.KINDS_OF[subject])),
            ("channel", choices_of(Channel)),
            ("group", groups),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = [("", _("الكل")), *offered]

    def asked(self) -> dict[str, str]:
        """Return what was asked; what is not known is ignored."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
