"""The maturity grid as typed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.documents.forms import CleanFileField
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.forms.frame import TEXT, Data
from tadafor.programme.queries import Evidence, Grid
from tadafor.ui.boxes import CleanText
from tadafor.ui.widgets import RadioCards


def _degrees(most: int = rules.Degree.ROOTED) -> list[tuple[str, str]]:
    return [(str(int(one)), word(rules.name_of(one))) for one in rules.Degree if one <= most]


class GridForm(forms.Form):
    """How far a commune is, criterion by criterion, and what shows it."""

    def __init__(self, data: Data, *, grid: Grid | None) -> None:
        lines = {one.criterion: one for one in grid.lines.all()} if grid else {}
        self.shown = {one.criterion: one for one in grid.files.all()} if grid else {}
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

    def parts(self) -> Iterator[tuple[rules.Criterion, BoundField, BoundField, Evidence | None]]:
        """Give each criterion with its boxes and the file that shows it."""
        for one in rules.Criterion:
            boxes = self[f"degree_{one.value}"], self[f"evidence_{one.value}"]
            yield one, *boxes, self.shown.get(one.value)

    def clean(self) -> dict[str, Any]:
        """Say at each criterion what it lacks, once the grid is to be sent."""
        typed = self.cleaned_data
        if "send" in self.data:
            for one, refusal in rules.missing(self.said()).items():
                if refusal is rules.GridRefusal.NO_EVIDENCE:
                    self.add_error(f"evidence_{one.value}", word(refusal))
                else:
                    self.add_error(f"degree_{one.value}", gettext("أجيبوا عن هذا المعيار."))
        return typed

    def said(self) -> dict[rules.Criterion, rules.Said]:
        typed = self.cleaned_data
        return {
            one: rules.Said(
                rules.Degree(int(degree)), typed.get(f"evidence_{one.value}", ""), one in self.shown
            )
            for one in rules.Criterion
            if (degree := typed.get(f"degree_{one.value}"))
        }


class EvidenceForm(forms.Form):
    """The file that shows a criterion."""

    file = CleanFileField(
        label=_("الملف الذي يثبت ذلك"),
        help_text=_("صورة أو PDF أو وثيقة مكتبية. لا يقرؤه إلا فريق البرنامج."),
    )
    is_public = forms.BooleanField(
        label=_("يمكن للعموم قراءة هذا الملف بعد تأكيد الشبكة"),
        help_text=_("لا تختاروا هذا إن كانت فيه أسماء أو أرقام هواتف أو توقيعات."),
        required=False,
    )


class ConfirmForm(forms.Form):
    """What is confirmed of each criterion: as said, or lower with a reason."""

    seen = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    returned_because = CleanText(
        label=_("أو أعيدوها كلها، مع ما ينبغي تصحيحه"), max_length=TEXT, rows=2, required=False
    )

    def __init__(self, data: Data, *, grid: Grid) -> None:
        self.lines = list(grid.lines.all())
        self.shown = {one.criterion: one for one in grid.files.all()}
        start: dict[str, Any] = {f"degree_{one.criterion}": str(one.degree) for one in self.lines}
        super().__init__(data, initial=start | {"seen": grid.revision})
        for one in self.lines:
            self.fields[f"degree_{one.criterion}"] = forms.ChoiceField(
                label=one.criterion_word,
                choices=_degrees(one.degree),
                widget=RadioCards,
                help_text=one.evidence or ("" if one.criterion in self.shown else gettext("لم يُذكر إثبات.")),
            )
            self.fields[f"reason_{one.criterion}"] = CleanText(
                label=gettext("سبب الخفض: %(criterion)s") % {"criterion": one.criterion_word},
                max_length=TEXT,
                rows=1,
                required=False,
            )
        self.order_fields([name for name in self.fields if name != "returned_because"])

    def parts(self) -> Iterator[tuple[BoundField, BoundField, Evidence | None]]:
        """Give the boxes of each criterion with the file that shows it."""
        for one in self.lines:
            boxes = self[f"degree_{one.criterion}"], self[f"reason_{one.criterion}"]
            yield *boxes, self.shown.get(one.criterion)

    def clean(self) -> dict[str, Any]:
        """Say where a reason is missing: of a degree that is lowered, or of sending everything back."""
        typed = self.cleaned_data
        if "back" in self.data:
            if not typed.get("returned_because"):
                self.add_error("returned_because", word(rules.GridRefusal.NO_CAUSE))
            return typed
        for one in self.lines:
            degree, reason = typed.get(f"degree_{one.criterion}"), typed.get(f"reason_{one.criterion}")
            if degree and int(degree) < one.degree and not reason:
                self.add_error(f"reason_{one.criterion}", gettext("اذكروا سبب خفض هذه الدرجة."))
        return typed

    def confirmed(self) -> dict[rules.Criterion, rules.Degree]:
        return {
            rules.Criterion(one.criterion): rules.Degree(int(self.cleaned_data[f"degree_{one.criterion}"]))
            for one in self.lines
        }

    def reasons(self) -> dict[rules.Criterion, str]:
        return {
            rules.Criterion(one.criterion): self.cleaned_data[f"reason_{one.criterion}"] for one in self.lines
        }
