"""What people add to a conversation, and what staff state of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.text import slug
from tadafor.kernel.words import word
from tadafor.surveys import actions
from tadafor.surveys.rules.conversing import LONGEST_STATEMENT
from tadafor.surveys.rules.standing import Audience
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day, RadioCards

TAKEN = frozenset({"desk", "opinions", "new"})
LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ")]


class DaysForm(forms.Form):
    """A title, an address, an introduction, and from when to when."""

    title = CleanLine(label=_("العنوان"), max_length=200)
    slug = CleanLine(
        label=_("العنوان في الرابط"),
        max_length=80,
        required=False,
        help_text=_("يُقترح من العنوان إن تركتموه فارغا."),
    )
    intro = CleanText(label=_("لماذا نسأل؟"), max_length=4_000, rows=4, required=False)
    language = forms.ChoiceField(label=_("لغة النصوص"), choices=LANGUAGES)
    opens_on = forms.DateField(label=_("أول يوم"), widget=Day)
    closes_on = forms.DateField(label=_("آخر يوم"), widget=Day)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["slug"] = slug(typed.get("slug") or typed.get("title", ""))[:80]
        if typed.get("title") and (not typed["slug"] or typed["slug"] in TAKEN):
            self.add_error("slug", _("اختاروا عنوانا آخر في الرابط."))
        opens, closes = typed.get("opens_on"), typed.get("closes_on")
        if isinstance(opens, date) and isinstance(closes, date) and closes < opens:
            self.add_error("closes_on", _("آخر يوم قبل أول يوم."))
        return typed


class SubjectForm(DaysForm):
    """A conversation, before its statements."""

    audience = forms.ChoiceField(label=_("من يشارك؟"), widget=RadioCards)
    takes_statements = forms.BooleanField(
        label=_("يمكن للمشاركين إضافة آراء (تمر عبر الإشراف)"), required=False, initial=True
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:  # noqa: ANN401
        super().__init__(data, initial=initial)
        field = self.fields["audience"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.value, word(one)) for one in (Audience.CONTACT, Audience.RESIDENTS)]

    def stated(self) -> actions.Subject:
        """Return what was typed as the verbs take it."""
        typed = self.cleaned_data
        return actions.Subject(**(typed | {"audience": Audience(typed["audience"])}))


class StatementForm(forms.Form):
    """One statement of a participant."""

    body = CleanText(
        label=_("رأي يمكن الموافقة عليه أو رفضه"),
        help_text=_("جملة تامة وفكرة واحدة، مثل: يجب أن تمر الحافلة كل ربع ساعة."),
        max_length=LONGEST_STATEMENT,
        rows=3,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40)


class StatementsForm(forms.Form):
    """The statements with which staff begin."""

    bodies = CleanText(
        label=_("الآراء، واحد في كل سطر"),
        help_text=_("ليجد كل طرف ما يقوله: موافقون ورافضون ومترددون."),
        max_length=20_000,
        rows=10,
    )

    def lines(self) -> list[str]:
        """Return the statements, one a line."""
        return [line.strip() for line in self.cleaned_data["bodies"].splitlines() if line.strip()]
