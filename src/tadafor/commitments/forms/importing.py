"""A commune's own spreadsheet: read cell by cell, its columns chosen."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadafor.commitments import queries, rules
from tadafor.commitments.forms.choosing import LONGEST_TOKEN, Data, choices_of, offer
from tadafor.commitments.queries import PlanImport
from tadafor.commitments.rules import Column, Field, ImportRefusal, Meaning, Source
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
        for row in page.iter_rows(max_col=rules.MOST_COLUMNS + 1):
            yield [_cell(cell.value, cell) for cell in row]
    finally:
        book.close()


def _unsaved(cell: str) -> str:
    """Take away the apostrophe with which this house keeps a cell from running."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def _cell(value: object, cell: Any) -> str:  # noqa: ANN401 -- openpyxl's own
    """Return what a cell shows: 0.55 in a cell of per cents is 55%."""
    if value is None:
        return ""
    if isinstance(value, int | float) and "%" in str(cell.number_format):
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


class ColumnsForm(forms.Form):
    """What each column of the spreadsheet says; those of nothing are not read.

    A column of milestones or of money is asked more: which milestone, which source and which year.
    """

    def __init__(self, data: Data = None, *, source: PlanImport) -> None:
        super().__init__(data)
        self.places = list(range(len(source.headings)))
        chosen = source.fields
        offered = [("", _("لا تُقرأ")), *choices_of(Field)]
        years = rules.funded_years(source.plan.starts_on, source.plan.ends_on)
        for place, heading in enumerate(source.headings):
            example = next((row[place + 1] for row in source.rows if row[place + 1]), "")
            letters, meaning = rules.letters(place), chosen.get(place)
            field = meaning.field if isinstance(meaning, Column) else meaning
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"{heading or '—'} ({letters})",
                help_text=str(example)[:_EXAMPLE],
                required=False,
                initial=field.value if field else "",
            )
            offer(self, f"column_{place}", offered)
            typed = self.data.get(f"column_{place}", "") if self.is_bound else field
            if typed in rules.REPEATED:
                known = meaning if isinstance(meaning, Column) else None
                self._ask_more(place, Field(typed), known or _said(heading), letters, years)

    def _ask_more(self, place: int, field: Field, known: Column, letters: str, years: Sequence[int]) -> None:
        """Ask of which milestone, or of which money, a column is; what its name says is already there."""
        names = [f"at_{place}"]
        if field in rules.SUMS:
            names += [f"source_{place}", f"label_{place}"]
            label = _("سنة المال في العمود %(letters)s") % {"letters": letters}
            self.fields[names[0]] = forms.TypedChoiceField(label=label, coerce=int, initial=known.at or "")
            offer(self, names[0], [("", _("اختاروا السنة")), *((year, year) for year in years)])
            label = _("مصدر المال في العمود %(letters)s") % {"letters": letters}
            self.fields[names[1]] = forms.ChoiceField(label=label, initial=known.source)
            offer(self, names[1], [("", _("اختاروا المصدر")), *choices_of(Source)])
            label = _("تسمية التمويل في العمود %(letters)s، إن وُجدت") % {"letters": letters}
            most = rules.LONGEST_TITLE
            self.fields[names[2]] = forms.CharField(
                label=label, required=False, max_length=most, initial=known.label
            )
        else:
            label = _("رتبة المرحلة في العمود %(letters)s") % {"letters": letters}
            self.fields[names[0]] = forms.IntegerField(
                label=label,
                min_value=1,
                max_value=rules.MOST_MILESTONES,
                initial=known.at or None,
            )
        if self.is_bound and names[0] not in self.data:  # asked only now: what the name says is taken
            said = dict(zip(names, (known.at or "", known.source, known.label), strict=False))
            self.data = {**{name: self.data.get(name) for name in self.data}, **said}

    def columns(self) -> Mapping[int, Meaning]:
        typed = {place: self.cleaned_data[f"column_{place}"] for place in self.places}
        return {place: self._meaning(place, Field(value)) for place, value in typed.items() if value}

    def _meaning(self, place: int, field: Field) -> Meaning:
        if field not in rules.REPEATED:
            return field
        told = self.cleaned_data
        return Column(
            field,
            told.get(f"at_{place}") or 0,
            told.get(f"source_{place}", ""),
            clean_line(told.get(f"label_{place}", "")),
        )


def _said(heading: str) -> Column:
    """Return what the name of a column says of its milestone or its money, as far as it does."""
    meaning = queries.meaning_of_heading(heading)
    return meaning if isinstance(meaning, Column) else Column(Field.PLANNED)


class SeenForm(forms.Form):
    """The mark of what was looked at before it is written."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TOKEN)
