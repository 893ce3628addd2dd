"""What a clerk types of a petition that came on paper."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tadafor.documents.forms import CleanFileField
from tadafor.documents.rules import IMAGES, Kind
from tadafor.kernel.identifiers import token
from tadafor.petitions import actions, rules
from tadafor.petitions.forms.signing import CardForm, Data, choices_of, offer
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, DayAndHour


class CounterForm(CardForm):
    """The petition as it stands on paper, who brings it, what comes with it."""

    association = forms.TypedChoiceField(label=_("الجمعية"), coerce=int, empty_value=None)
    title = CleanLine(label=_("عنوان العريضة"), max_length=rules.LONGEST_TITLE)
    object = CleanText(label=_("ما تطلبه العريضة"), max_length=rules.LONGEST_TEXT, rows=3)
    reasons = CleanText(label=_("الأسباب"), max_length=rules.LONGEST_TEXT, rows=4, required=False)
    aims = CleanText(label=_("الأهداف"), max_length=rules.LONGEST_TEXT, rows=3, required=False)
    agent_name = CleanLine(label=_("اسم الوكيل(ة) كما في البطاقة"), max_length=120)
    agent_address = CleanLine(label=_("عنوان الوكيل(ة)"), max_length=200, required=False)
    deputy = CleanLine(label=_("نائب(ة) الوكيل(ة)"), max_length=120, required=False)
    lines = forms.IntegerField(
        label=_("عدد الأسطر التي يصرح بها الوكيل(ة)"),
        min_value=0,
        max_value=rules.MOST_LINES,
        help_text=_("كما يصرح بها: لا تُعد في الشباك. تُدخل الأوراق بعد ذلك سطرا سطرا."),
    )
    sheets = forms.IntegerField(label=_("عدد أوراق التوقيعات"), min_value=0, max_value=rules.MOST_SHEETS)
    annexes = forms.MultipleChoiceField(
        label=_("الوثائق التي أُحضرت"),
        required=False,
        widget=CheckCards,
        help_text=_("وثيقة ناقصة لا تمنع الوصل: يسجلها المكتب عند فحص الشروط."),
    )
    deposited_at = forms.DateTimeField(label=_("تاريخ الإيداع وساعته"), widget=DayAndHour)
    registry_number = CleanLine(label=_("رقم مكتب الضبط"), max_length=40, required=False)
    scan = CleanFileField(
        label=_("نسخة مصورة من العريضة"),
        wanted=frozenset({Kind.PDF, *IMAGES}),
        required=False,
        help_text=_("وثيقة PDF أو صورة. تبقى خاصة: لا يراها إلا مكتب المجلس."),
    )
    is_another = forms.BooleanField(
        label=_("راجعتُ ما سُجل: هذه عريضة أخرى"), required=False, widget=forms.HiddenInput
    )
    known = forms.CharField(widget=forms.HiddenInput, max_length=400, required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    field_order = (
        "association", "title", "object", "reasons", "aims", "agent_name", "card_kind", "card_number",
        "agent_address", "deputy", "lines", "sheets", "annexes", "deposited_at", "registry_number", "scan",
        "is_another",
    )  # fmt: skip

    def __init__(
        self,
        data: Data = None,
        files: Any = None,  # noqa: ANN401 -- what Django hands on
        *,
        asked: rules.Requirements,
        kind: rules.Kind,
        associations: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, {"token": token(), **(initial or {})})
        if files is not None:
            self.files = files
        self.kind = kind
        self.fields["card_number"].required = False
        offer(self, "annexes", choices_of(asked.annexes))
        if kind is rules.Kind.ASSOCIATION:
            offer(self, "association", [("", ""), *associations])
            del self.fields["lines"], self.fields["sheets"]
        else:
            del self.fields["association"]

    def ask_again(self, like: list[str]) -> None:
        """Show the box that says it is another petition than those just shown, ticked by nobody yet."""
        self.fields["is_another"].widget = forms.CheckboxInput()
        assert isinstance(self.data, QueryDict)  # noqa: S101 -- only what was sent is asked again
        typed = self.data.copy()
        typed["known"] = ",".join(like)
        typed.pop("is_another", None)
        self.data = typed

    def brought(self) -> actions.Counter:
        typed = self.cleaned_data
        return actions.Counter(
            words=actions.Words(typed["title"], typed["object"], typed["reasons"], typed["aims"]),
            agent=actions.Agent(typed["agent_name"], typed["agent_address"], typed["card"]),
            deposited_at=typed["deposited_at"],
            kind=self.kind,
            association=typed.get("association"),
            deputy=typed["deputy"],
            lines=typed.get("lines", 0),
            sheets=typed.get("sheets", 0),
            annexes=[rules.Annex(name) for name in typed["annexes"]],
            registry_number=typed["registry_number"],
            known=frozenset(typed["known"].split(",")) if typed["is_another"] else frozenset(),
        )
