"""A commune's own spreadsheet: read cell by cell, its columns chosen."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadafor.commitments import queries, rules
from tadafor.commitments.forms.choosing import LONGEST_TOKEN, Data, choices_of, offer
from tadafor.commitments.queries import PlanImport
from tadafor.commitments.rules import Field, ImportRefusal
from tadafor.documents.actions import CleanFile
from tadafor.documents.forms import CleanFileField
from tadafor.documents.rules import Kind
from tadafor.kernel.refusals import sentence
from tadafor.kernel.text import clean, clean_line
from tadafor.ui.documents.spreadsheets import safe

_FIRST_ROWS = 15
_HEADING = 120
_EXAMPLE = 60


@dataclass(frozen=True)
class Table:
    """What a spreadsheet holds: its headings, then its rows, each behind the number of its line."""

    name: str
    headings: list[str]
    rows: list[list[Any]]


class SheetForm(forms.Form):
    """The plan in a spreadsheet of the commune's own."""

    file = CleanFileField(
        label=_("الملف (XLSX أو CSV)"),
        wanted=frozenset({Kind.XLSX, Kind.CSV}),
        help_text=_("خمسة آلاف سطر على الأكثر. لا يُكتب شيء قبل أن تروا ما سيتغير."),
    )

    def clean_file(self) -> Table:
        file: CleanFile = self.cleaned_data["file"]
        try:
            lines = list(islice(_lines(file), rules.MOST_ROWS + _FIRST_ROWS + 1))
        except Exception as broken:  # a broken file breaks its reader in many ways
            raise _refused(ImportRefusal.UNREADABLE) from broken
        table = table_of(file.name, lines)
        if not table.rows:
            raise _refused(ImportRefusal.NO_ROWS)
        return table


def _refused(refusal: ImportRefusal) -> ValidationError:
    return ValidationError(sentence(refusal), code=refusal.value)


def table_of(name: str, lines: Sequence[Sequence[str]]) -> Table:
    """Return the rows under the line that names the columns; empty ones are left out."""
    at = rules.heading_line(lines[:_FIRST_ROWS], queries.headings_known())
    headings = [clean_line(cell)[:_HEADING] for cell in lines[at]] if lines else []
    while headings and not headings[-1]:
        headings.pop()
    width = len(headings)
    rows = [
        [number, *([*line[:width], *[""] * (width - len(line))])]
        for number, line in enumerate(lines[at + 1 :], at + 2)
        if any(line[:width])
    ]
    return Table(name, headings, rows)


def _lines(file: CleanFile) -> Iterable[list[str]]:
    if file.kind is not Kind.XLSX:
        text = file.content.decode("utf-8-sig")
        sign = max(";,\t", key=text.partition("\n")[0].count)
        for line in csv.reader(StringIO(text), delimiter=sign):
            yield [_unsaved(clean(cell)) for cell in line]
        return
    from openpyxl import load_workbook  # noqa: PLC0415 -- a web process that reads no sheet does without it

    book = load_workbook(BytesIO(file.content), read_only=True, data_only=True)
    try:
        page = book.worksheets[0]
        page.reset_dimensions()
        for row in page.iter_rows(max_col=rules.MOST_COLUMNS + 1, values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _unsaved(cell: str) -> str:
    """Take away the apostrophe with which this house keeps a cell from running."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


class ColumnsForm(forms.Form):
    """What each column of the spreadsheet says; those of nothing are not read."""

    def __init__(self, data: Data = None, *, source: PlanImport) -> None:
        super().__init__(data)
        self.places = list(range(len(source.headings)))
        chosen = source.fields
        offered = [("", _("لا تُقرأ")), *choices_of(Field)]
        for place, heading in enumerate(source.headings):
            example = next((row[place + 1] for row in source.rows if row[place + 1]), "")
            letters = rules.letters(place)
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"{heading or '—'} ({letters})",
                help_text=str(example)[:_EXAMPLE],
                required=False,
                initial=chosen[place].value if place in chosen else "",
            )
            offer(self, f"column_{place}", offered)

    def columns(self) -> Mapping[int, Field]:
        typed = {place: self.cleaned_data[f"column_{place}"] for place in self.places}
        return {place: Field(value) for place, value in typed.items() if value}


class SeenForm(forms.Form):
    """The mark of what was looked at before it is written."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TOKEN)
