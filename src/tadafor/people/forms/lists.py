"""The spreadsheet of a list, read cell by cell."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import sentence
from tadafor.kernel.text import clean_line
from tadafor.people.rules.lists import Entry, Fault, ListFault, read_list
from tadafor.territories.queries import neighbourhoods
from tadafor.ui.documents.reading import NotAWorkbook, first_sheet
from tadafor.ui.widgets import Day

LARGEST = 5 * 1024 * 1024
SHOWN_FAULTS = 50
MOST_ROWS = 500_000
MOST_COLUMNS = 20
LONGEST_STAY = 366


class ListForm(forms.Form):
    """A list to import: refused with every fault, or ready to be looked at."""

    title = forms.CharField(label=_("اسم اللائحة"), max_length=120, help_text=_("مثل: لائحة سكان حي المنار"))
    holds_until = forms.DateField(
        label=_("تمحى بعد"), widget=Day(), help_text=_("بعد هذا اليوم تمحى كل أسطرها.")
    )
    file = forms.FileField(
        label=_("الملف (XLSX أو CSV)"),
        help_text=_("أعمدتها: نوع البطاقة، رقم البطاقة، نوع الصلة، ثم إن توفرا: الحي وتاريخ الازدياد."),
    )

    def __init__(self, *args: Any, territory_id: int, today: date, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.territory_id, self.today = territory_id, today
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []

    def clean_title(self) -> str:
        """One clean line."""
        return clean_line(self.cleaned_data["title"])

    def clean_holds_until(self) -> date:
        """A day to come, not farther than a year: a list is not a register."""
        day: date = self.cleaned_data["holds_until"]
        if not 0 <= (day - self.today).days <= LONGEST_STAY:
            raise ValidationError(_("اختاروا يوما بين اليوم وسنة من الآن."), code="day")
        return day

    def clean_file(self) -> None:
        """Read every row; tell every fault with its line and column."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise ValidationError(_("الملف أكبر من 5 ميغابايت."), code="large")
        places = {
            name: place.pk
            for place in neighbourhoods(self.territory_id)
            for name in (place.name_ar, place.name_fr)
            if name
        }
        try:
            self.entries, self.faults = read_list(
                _rows(sent.read(), sent.name), neighbourhoods=places, today=self.today
            )
        except (ValueError, csv.Error):
            self.faults = [Fault(ListFault.UNREADABLE)]
        if self.faults:
            raise ValidationError([fault_words(fault) for fault in self.faults[:SHOWN_FAULTS]], code="faults")


def fault_words(fault: Fault) -> str:
    """Say what is wrong, and where."""
    facts = {"line": fault.line, "column": fault.column, "other": fault.other_line, "heading": fault.heading}
    return sentence(fault.fault, **facts)


def _rows(sent: bytes, name: str) -> Iterable[Sequence[object]]:
    """Return the rows of the first sheet, or of the text."""
    if name.lower().endswith(".xlsx") or sent[:2] == b"PK":
        rows = first_sheet(sent, most_rows=MOST_ROWS + 1, most_columns=MOST_COLUMNS)
        if len(rows) > MOST_ROWS:
            raise NotAWorkbook
        return rows
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = sent.decode("cp1256")
    if "\0" in text:
        raise ValueError("not a text")
    first = text.partition("\n")[0]
    sign = max(";,\t", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=sign))
