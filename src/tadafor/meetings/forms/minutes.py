"""What staff type of a meeting afterwards."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.words import word
from tadafor.meetings import actions, rules
from tadafor.meetings.forms.desk import Lines, lines_of
from tadafor.meetings.forms.registering import Data
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day

_PARTS = 2


class Duties(CleanText):
    """What is to be done, one a line: what | who | by when."""

    def clean(self, value: object) -> list[rules.Duty]:
        found = [self._read(line) for line in lines_of(super().clean(value))]
        if len(found) > rules.MOST_FOLLOW_UPS:
            raise ValidationError(_("ثلاثون سطرا على الأكثر."))
        return found

    def _read(self, line: str) -> rules.Duty:
        what, _bar, rest = line.partition("|")
        owner, _bar, due = (part.strip() for part in rest.partition("|"))
        try:
            day = parse_date(due) if due else None
        except ValueError:
            day = None
        is_wrong = (due and day is None) or not what.strip() or len(what) > rules.LONGEST_WHAT
        if is_wrong or not owner or len(owner) > rules.LONGEST_WHAT - 100:
            raise ValidationError(
                _("اكتبوا في كل سطر: ما العمل | من المكلف به | التاريخ (2026-12-31). السطر: %(line)s"),
                params={"line": line[:80]},
            )
        return rules.Duty(what.strip(), owner, day)


class MinutesForm(forms.Form):
    """The template of minutes: what was said, decided, made, and is to be done."""

    summary = CleanText(
        label=_("ماذا دار في اللقاء؟"),
        max_length=rules.LONGEST_TEXT,
        rows=8,
        help_text=_("بلا أسماء أشخاص: اذكروا الصفات."),
    )
    decisions = Lines(label=_("ما تقرر"), rows=3, required=False, help_text=_("قرار في كل سطر."))
    outputs_note = CleanLine(label=_("بيان المخرجات"), max_length=300, required=False)
    duties = Duties(
        label=_("ما يجب تتبعه"),
        rows=3,
        required=False,
        help_text=_("في كل سطر: ما العمل | من المكلف به | التاريخ (2026-12-31)."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for one in rules.Product:
            self.fields[f"made_{one.value}"] = forms.IntegerField(
                label=word(one), min_value=0, max_value=rules.MOST_OUTPUTS, required=False
            )
        made = [f"made_{one.value}" for one in rules.Product]
        self.order_fields(["summary", "decisions", *made, "outputs_note", "duties", "seen"])

    def account(self) -> actions.Account:
        typed = self.cleaned_data
        return actions.Account(
            summary=typed["summary"],
            decisions=typed["decisions"],
            outputs={one: typed[f"made_{one.value}"] or 0 for one in rules.Product},
            outputs_note=typed["outputs_note"],
            duties=typed["duties"],
        )


class SettleForm(forms.Form):
    """When it was done, and a word on it."""

    done_on = forms.DateField(label=_("تاريخ الإنجاز"), widget=Day)
    note = CleanLine(label=_("ملاحظة"), max_length=300, required=False)
