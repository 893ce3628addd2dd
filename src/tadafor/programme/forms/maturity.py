"""The maturity grid as typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.forms.frame import TEXT, Data
from tadafor.programme.queries import Grid
from tadafor.ui.boxes import CleanText
from tadafor.ui.widgets import RadioCards


def _degrees(most: int = rules.Degree.ROOTED) -> list[tuple[str, str]]:
    return [(str(int(one)), word(rules.name_of(one))) for one in rules.Degree if one <= most]


class GridForm(forms.Form):
    """How far a commune is, criterion by criterion, and what shows it."""

    def __init__(self, data: Data, *, grid: Grid | None) -> None:
        lines = {one.criterion: one for one in grid.lines.all()} if grid else {}
        start: dict[str, Any] = {}
        for key, line in lines.items():
            start |= {f"degree_{key}": str(line.degree), f"evidence_{key}": line.evidence}
        super().__init__(data, initial=start)
        for one in rules.Criterion:
            self.fields[f"degree_{one.value}"] = forms.ChoiceField(
                label=word(one), choices=_degrees(), widget=RadioCards, required=False
            )
            self.fields[f"evidence_{one.value}"] = CleanText(
                label=gettext("ما يثبت ذلك: %(criterion)s") % {"criterion": word(one)},
                max_length=TEXT,
                rows=2,
                required=False,
            )

    def said(self) -> dict[rules.Criterion, rules.Said]:
        typed = self.cleaned_data
        return {
            one: rules.Said(rules.Degree(int(degree)), typed[f"evidence_{one.value}"])
            for one in rules.Criterion
            if (degree := typed[f"degree_{one.value}"])
        }


class ConfirmForm(forms.Form):
    """What is confirmed of each criterion: as said, or lower with a reason."""

    seen = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    returned_because = CleanText(
        label=_("أو أعيدوها كلها، مع ما ينبغي تصحيحه"), max_length=TEXT, rows=2, required=False
    )

    def __init__(self, data: Data, *, grid: Grid) -> None:
        self.lines = list(grid.lines.all())
        start: dict[str, Any] = {f"degree_{one.criterion}": str(one.degree) for one in self.lines}
        super().__init__(data, initial=start | {"seen": grid.revision})
        for one in self.lines:
            self.fields[f"degree_{one.criterion}"] = forms.ChoiceField(
                label=one.criterion_word,
                choices=_degrees(one.degree),
                widget=RadioCards,
                help_text=one.evidence or gettext("لم يُذكر إثبات."),
            )
            self.fields[f"reason_{one.criterion}"] = CleanText(
                label=gettext("سبب الخفض: %(criterion)s") % {"criterion": one.criterion_word},
                max_length=TEXT,
                rows=1,
                required=False,
            )
        self.order_fields([name for name in self.fields if name != "returned_because"])

    def confirmed(self) -> dict[rules.Criterion, rules.Degree]:
        return {
            rules.Criterion(one.criterion): rules.Degree(int(self.cleaned_data[f"degree_{one.criterion}"]))
            for one in self.lines
        }

    def reasons(self) -> dict[rules.Criterion, str]:
        return {
            rules.Criterion(one.criterion): self.cleaned_data[f"reason_{one.criterion}"] for one in self.lines
        }
