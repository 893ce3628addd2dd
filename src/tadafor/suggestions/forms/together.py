"""What staff type for several files at once: those that were ticked in the inbox."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.suggestions import queries, rules
from tadafor.suggestions.forms.desk import AnswerForm
from tadafor.suggestions.forms.writing import Data, offer
from tadafor.suggestions.queries import Service, Suggestion
from tadafor.ui.boxes import CleanLine, CleanText


class Ticked(forms.Form):
    """The numbers that were ticked, carried on; ``sent`` tells a form from the list it began in."""

    numbers = forms.TypedMultipleChoiceField(coerce=int, choices=(), widget=forms.MultipleHiddenInput)
    sent = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    field_order: Sequence[str] = ("numbers", "sent")

    def __init__(self, data: Data = None, *, ones: Sequence[Suggestion]) -> None:
        super().__init__(data)
        self.ones = ones
        self.initial["numbers"] = [one.number for one in ones]
        field = self.fields["numbers"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.number, one.number) for one in ones]

    def facts(self) -> dict[str, Any]:
        """Return what the verb is told beside the files."""
        raise NotImplementedError


class AnswerTogetherForm(Ticked, AnswerForm):
    """One answer for several."""

    def facts(self) -> dict[str, Any]:
        state = rules.State(self.cleaned_data["state"])
        return {"state": state, "reason": self.reason_in(self.ones[0].language)}


class SendTogetherForm(Ticked):
    """One service for several, and why they move."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("المصلحة"), queryset=None, empty_label=_("اختاروا…")
    )
    reason = CleanText(
        label=_("السبب"),
        help_text=_("لازم إن نُقل الملف من مصلحة إلى أخرى. يقرؤه صاحب الملف."),
        max_length=rules.LONGEST_REASON,
        required=False,
        rows=2,
    )

    def __init__(self, data: Data = None, *, ones: Sequence[Suggestion]) -> None:
        super().__init__(data, ones=ones)
        service = self.fields["service"]
        assert isinstance(service, forms.ModelChoiceField)  # noqa: S101 -- declared above
        service.queryset = queries.services()

    def facts(self) -> dict[str, Any]:
        return {"service": self.cleaned_data["service"], "reason": self.cleaned_data["reason"]}


class MergeTogetherForm(Ticked):
    """Which of them stays."""

    stays = forms.TypedChoiceField(
        label=_("أي ملف يبقى؟"),
        help_text=_("تُضم إليه الأخرى، ويصير مؤيدوها مؤيدين له."),
        coerce=int,
        choices=(),
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Data = None, *, ones: Sequence[Suggestion]) -> None:
        super().__init__(data, ones=ones)
        most = max(ones, key=lambda one: (one.supports_count, -one.number))
        self.initial["stays"] = most.number
        offer(self, "stays", [(one.number, f"{one.number} · {one.title}") for one in ones])

    def facts(self) -> dict[str, Any]:
        return {"into": next(one for one in self.ones if one.number == self.cleaned_data["stays"])}


class HandTogetherForm(Ticked):
    """The number that the national service gave to each complaint."""

    def __init__(self, data: Data = None, *, ones: Sequence[Suggestion]) -> None:
        super().__init__(data, ones=ones)
        for one in ones:
            self.fields[f"number_{one.number}"] = CleanLine(
                label=_("رقم الملف %(number)s في البوابة الوطنية") % {"number": one.number},
                max_length=rules.LONGEST_NUMBER,
            )

    def facts(self) -> dict[str, Any]:
        return {"numbers": {one.number: self.cleaned_data[f"number_{one.number}"] for one in self.ones}}
