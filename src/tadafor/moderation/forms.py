"""What reporters, moderators, authors and appeal bodies type."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.text import clean
from tadafor.kernel.words import word
from tadafor.moderation.rules import WORDS_LIMIT, Decision, Outcome, Reason
from tadafor.moderation.words import EXPLAINED, SENTENCES, hidden_for
from tadafor.traces.rules import Visibility
from tadafor.ui.widgets import RadioCards


class Words(forms.CharField):
    """A few words, without hidden characters."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:  # noqa: ANN401 -- Django's own options
        super().__init__(max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "")


def _reasons() -> list[tuple[str, str]]:
    return [(reason.value, word(reason)) for reason in Reason]


class ReportForm(forms.Form):
    """Which rule a text breaks."""

    reason = forms.ChoiceField(
        label=_("ما المشكل في هذا النص؟"),
        choices=_reasons,
        widget=RadioCards({reason.value: sentence for reason, sentence in SENTENCES.items()}),
    )
    words = Words(label=_("توضيح بكلماتكم"), required=False)

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])


HIDE = f"{Decision.HIDE}:"
# What a moderator may do with a text, by what it is to the public.
DECISIONS: Mapping[Visibility, Decision] = {
    Visibility.VISIBLE: Decision.KEEP,
    Visibility.HELD: Decision.RELEASE,
    Visibility.HIDDEN: Decision.RESTORE,
}


class RulingForm(forms.Form):
    """One choice: publish, or hide for one of the reasons; and a word to the author."""

    ruling = forms.ChoiceField(label=_("القرار"), widget=RadioCards({}))
    words = Words(label=_("كلمة لصاحب النص"), required=False, rows=3)

    def __init__(
        self, data: Mapping[str, Any] | None, *, visibility: Visibility, has_case: bool = True
    ) -> None:
        super().__init__(data)
        public = DECISIONS[visibility]
        choices, help_texts = [], {}
        if has_case or visibility is not Visibility.VISIBLE:
            choices.append((public.value, word(public)))
            help_texts[public.value] = EXPLAINED[public]
        if visibility is not Visibility.HIDDEN:
            hidings = {f"{HIDE}{reason}": reason for reason in Reason}
            choices += [(key, hidden_for(reason)) for key, reason in hidings.items()]
            help_texts |= {key: SENTENCES[reason] for key, reason in hidings.items()}
        field = self.fields["ruling"]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget.descriptions = help_texts
        self.fields["words"].required = visibility is Visibility.HIDDEN

    def clean_ruling(self) -> tuple[Decision, Reason | None]:
        decision, _colon, reason = self.cleaned_data["ruling"].partition(":")
        return Decision(decision), Reason(reason) if reason else None


class AppealForm(forms.Form):
    """Why the author thinks that the hiding is wrong."""

    words = Words(label=_("لماذا ترون أن الحجب غير مبرر؟"), rows=6)


class AppealDecisionForm(forms.Form):
    """What becomes of an appeal, and why."""

    outcome = forms.ChoiceField(
        label=_("القرار"),
        choices=lambda: [(outcome.value, word(outcome)) for outcome in (Outcome.OVERTURNED, Outcome.UPHELD)],
        widget=RadioCards({outcome.value: EXPLAINED[outcome] for outcome in Outcome}),
    )
    words = Words(label=_("التعليل الذي يقرؤه صاحب النص"))

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
