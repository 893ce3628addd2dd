"""What an agent and those who help type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.documents.forms import CleanFileField
from tadafor.documents.rules import IMAGES, Kind
from tadafor.kernel.refusals import sentence
from tadafor.people.forms.identity import ReceiptForm
from tadafor.petitions import actions, rules
from tadafor.petitions.forms.signing import CardForm, Data, choices_of, offer
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, RadioCards


class DraftForm(CardForm):
    """The model form of the decree: object, reasons, aims, and who answers for it."""

    speaks_for = forms.TypedChoiceField(
        label=_("باسم من تُقدَّم العريضة؟"), coerce=int, empty_value=None, required=False, widget=RadioCards
    )
    title = CleanLine(label=_("عنوان العريضة"), max_length=rules.LONGEST_TITLE)
    object = CleanText(
        label=_("الموضوع"),
        max_length=rules.LONGEST_TEXT,
        rows=3,
        required=False,
        help_text=_("النقطة التي تطلبون إدراجها في جدول أعمال المجلس."),
    )
    reasons = CleanText(label=_("الأسباب"), max_length=rules.LONGEST_TEXT, rows=4, required=False)
    aims = CleanText(label=_("الأهداف"), max_length=rules.LONGEST_TEXT, rows=3, required=False)
    agent_name = CleanLine(label=_("اسم الوكيل(ة) كما في البطاقة"), max_length=120, required=False)
    agent_address = CleanLine(label=_("عنوان الوكيل(ة)"), max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    field_order = ("speaks_for", "title", "object", "reasons", "aims", "agent_name", "agent_address")
    unmarked = frozenset(
        {"speaks_for", "object", "reasons", "aims", "agent_name", "agent_address", "card_number"}
    )

    def __init__(
        self,
        data: Data = None,
        *,
        mandates: tuple[tuple[int, str], ...] = (),
        may_alone: bool = True,
        has_card: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial)
        self.fields["card_number"].required = False
        if has_card:
            self.fields["card_number"].help_text = _("الرقم مسجل ومشفر؛ اكتبوه من جديد إن أردتم تغييره فقط.")
        if mandates or self.data.get("speaks_for"):  # an association's never passes for one's own
            own = [("", _("باسمي ومع مواطنات ومواطنين"))] if may_alone else []
            offer(self, "speaks_for", [*own, *mandates])
        else:
            del self.fields["speaks_for"]

    def words(self) -> actions.Words:
        typed = self.cleaned_data
        return actions.Words(typed["title"], typed["object"], typed["reasons"], typed["aims"])

    def agent(self) -> actions.Agent:
        typed = self.cleaned_data
        return actions.Agent(typed["agent_name"], typed["agent_address"], typed["card"])


class TicksForm(forms.Form):
    """The agent answers for each condition."""

    conditions = forms.MultipleChoiceField(label=_("أؤكد أن"), required=False, widget=CheckCards)
    unmarked = frozenset({"conditions"})

    def __init__(self, data: Data = None, *, asked: list[str], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "conditions", choices_of([rules.Condition(name) for name in asked]))


class InviteForm(forms.Form):
    """Somebody to stand beside the agent."""

    part = forms.ChoiceField(label=_("الصفة"), widget=RadioCards)
    name = CleanLine(label=_("الاسم"), max_length=120)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        offer(self, "part", choices_of([part for part in rules.Party if part is not rules.Party.AGENT]))


class AnnexForm(forms.Form):
    """A document that the law asks."""

    annex = forms.ChoiceField(label=_("الوثيقة"))
    file = CleanFileField(
        label=_("الملف"), wanted=frozenset({Kind.PDF, *IMAGES}), help_text=_("وثيقة PDF أو صورة.")
    )

    def __init__(self, data: Data = None, files: Any = None, *, asked: list[str]) -> None:  # noqa: ANN401
        super().__init__(data, files)
        offer(self, "annex", choices_of([rules.Annex(name) for name in asked]))


class PlainForm(forms.Form):
    """A yes, with nothing to type; it carries the refusals of a verb."""


class WithdrawForm(forms.Form):
    """Why a petition is taken back."""

    reason = CleanText(label=_("السبب (يُنشر للعموم)"), max_length=1_000, rows=3, required=False)


class PrintForm(forms.Form):
    """How many sheets to number."""

    count = forms.IntegerField(
        label=_("عدد الأوراق"), min_value=1, max_value=rules.MOST_SHEETS_AT_ONCE, initial=5
    )


class LineForm(CardForm):
    """One line of a sheet, as it stands on the paper."""

    position = forms.IntegerField(label=_("رقم السطر"), min_value=1, max_value=rules.LINES_A_SHEET)
    state = forms.ChoiceField(label=_("حالة السطر"))
    name = CleanLine(label=_("الاسم"), max_length=rules.LONGEST_NAME, required=False)
    tie = forms.ChoiceField(label=_("الصلة بالجماعة الترابية"))
    province = forms.ChoiceField(label=_("العمالة أو الإقليم"), required=False)
    address = CleanLine(
        label=pgettext_lazy("address", "العنوان"),
        help_text=_("كما كُتب في الورقة؛ لا يفتحه إلا مكتب المجلس في اللائحة الرسمية."),
        max_length=rules.LONGEST_ADDRESS,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    field_order = ("position", "state", "name", "card_kind", "card_number", "address", "tie", "province")
    unmarked = frozenset({"name", "card_number", "province"})  # asked of a line that holds

    def __init__(
        self,
        data: Data = None,
        *,
        provinces: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial)
        self.fields["card_number"].required = False
        typed = (
            rules.LineState.VALID,
            rules.LineState.UNREADABLE,
            rules.LineState.UNSIGNED,
            rules.LineState.STRUCK,
        )
        offer(self, "state", choices_of(typed))
        offer(self, "tie", choices_of(rules.Tie))
        if provinces:
            offer(self, "province", [("", ""), *provinces])
        else:
            del self.fields["province"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("state") == rules.LineState.VALID:
            self._ask("name", rules.SheetRefusal.NAME_MISSING)
            self._ask("card_number", rules.SheetRefusal.CARD_WRONG)
            self._ask("province", rules.SheetRefusal.PROVINCE_NEEDED)
        return typed

    def _ask(self, name: str, refusal: rules.SheetRefusal) -> None:
        """Say at its own box what a line that holds wants."""
        if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence(refusal))

    def line(self) -> actions.Line:
        typed = self.cleaned_data
        return actions.Line(
            position=typed["position"],
            state=rules.LineState(typed["state"]),
            name=typed["name"],
            card=typed["card"],
            tie=rules.Tie(typed["tie"]),
            province=typed.get("province", ""),
            address=typed["address"],
        )


class CloseSheetForm(forms.Form):
    """How many lines the sheet bears, counted on the paper."""

    declared = forms.IntegerField(
        label=_("عدد الأسطر المملوءة كما تُعد على الورقة"), min_value=0, max_value=rules.LINES_A_SHEET
    )


class ScanForm(forms.Form):
    """The scan of a sheet; it stays private."""

    file = CleanFileField(
        label=_("صورة الورقة أو نسختها"),
        wanted=frozenset({Kind.PDF, *IMAGES}),
        help_text=_("وثيقة PDF أو صورة."),
    )


class TakeOverForm(ReceiptForm):
    """The code of the agent's receipt, and the card that the deposit recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- what Django hands on
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("رمز الوكيل(ة) المكتوب في الوصل")
