"""The register in a spreadsheet, read line by line."""

import csv
import io
import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tadafor.associations.actions import Facts, Fault, Row, Seat
from tadafor.associations.forms.entries import MOST_SEATS
from tadafor.associations.models import ACTIVITY_LENGTH, NAME_LENGTH, PLACE_LENGTH
from tadafor.associations.queries import DAYS
from tadafor.associations.rules import Capacity, Kind, Presence, Receipt, Theme
from tadafor.kernel.text import clean_line, search_text
from tadafor.kernel.words import word
from tadafor.territories import queries as territories
from tadafor.ui.documents.reading import first_sheet

LARGEST_SHEET = 5 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
_DATES = ("receipt_on", "founded_on", "assembly_on", "board_until", "confirmed_until")
_KINDS = {"kind": Kind, "receipt": Receipt, "presence": Presence}
_TEXTS = ("name", "name_fr", "receipt_number", "address", "activity", "public_contact")


class SheetForm(forms.Form):
    """The register in a spreadsheet, with the columns of the export."""

    sheet = forms.FileField(label=_("الملف (XLSX أو CSV)"), help_text=_("بنفس أعمدة ملف التحميل."))

    def __init__(self, *args: Any, territory_id: int, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.places = {one.name_ar: one.pk for one in territories.neighbourhoods(territory_id)}
        self.faults: list[Fault] = []

    def clean_sheet(self) -> list[Row]:
        """Read every line; what cannot be read is told with its line and column."""
        sent = self.cleaned_data["sheet"]
        if sent.size > LARGEST_SHEET:
            raise forms.ValidationError(_("الملف أكبر من 5 ميغابايت."))
        lines = read_lines(sent.read())
        if lines is None or not lines or "name" not in lines[0]:
            raise forms.ValidationError(_("لم نجد أعمدة السجل في هذا الملف: حملوا السجل واستعملوا أعمدته."))
        if len(lines) - 1 > MOST_ROWS:
            raise forms.ValidationError(_("لا نستورد أكثر من 10000 صف في المرة الواحدة."))
        columns = lines[0]
        rows = []
        for at, line in enumerate(lines[1:], start=2):
            if any(line):
                rows.append(self._row(at, dict(zip(columns, line, strict=False))))
        if not rows:
            raise forms.ValidationError(_("لا صف في هذا الملف."))
        return [row for row in rows if row is not None]

    def _row(self, line: int, cells: dict[str, str]) -> Row | None:
        known = len(self.faults)
        days: dict[str, Any] = {name: self._day(line, name, cells.get(name, "")) for name in _DATES}
        members: dict[str, Any] = {name: self._member(line, name, cells.get(name, "")) for name in _KINDS}
        themes = self._themes(line, cells.get("themes", ""))
        place = cells.get("neighbourhood", "")
        if place and place not in self.places:
            self._fault(line, "neighbourhood", place)
        if not cells.get("name"):
            self.faults.append(Fault(line, _("العمود %(column)s: هذه الخانة مطلوبة.") % {"column": "name"}))
        seats = self._seats(line, cells)
        if len(self.faults) > known:
            return None
        until = days.pop("confirmed_until")
        texts: dict[str, Any] = {
            name: cells.get(name, "")[: _LIMITS.get(name, PLACE_LENGTH)] for name in _TEXTS
        }
        facts = Facts(
            **texts,
            **days,
            **members,
            themes=tuple(themes),
            neighbourhood_id=self.places.get(place),
            seats=seats,
        )
        return Row(line, facts, until, cells.get("code", "").upper(), _named(cells))

    def _seats(self, line: int, cells: dict[str, str]) -> list[Seat]:
        """Read how many sit on the board in each capacity; no more women than members."""
        seats = []
        for capacity in Capacity:
            members = self._count(line, f"members_{capacity}", cells)
            women = self._count(line, f"women_{capacity}", cells)
            if women is not None and women > (members or 0):
                self._fault(line, f"women_{capacity}", str(women))
            elif members:
                seats.append(Seat(capacity, members, women))
        return seats

    def _count(self, line: int, column: str, cells: dict[str, str]) -> int | None:
        value = cells.get(column, "").removesuffix(".0")
        if not value:
            return None
        if not (value.isascii() and value.isdecimal() and int(value) <= MOST_SEATS):
            self._fault(line, column, value)
            return None
        return int(value)

    def _fault(self, line: int, column: str, value: str) -> None:
        said = _("العمود %(column)s: القيمة «%(value)s» غير مقبولة.") % {"column": column, "value": value}
        self.faults.append(Fault(line, said))

    def _day(self, line: int, column: str, value: str) -> date | None:
        if not value:
            return None
        found = _day_of(value)
        if found is None:
            said = _("العمود %(column)s: اكتبوا التاريخ هكذا: %(shape)s، لا «%(value)s».")
            facts = {"column": column, "shape": "2018-05-24", "value": value}
            self.faults.append(Fault(line, said % facts))
        return found

    def _member(self, line: int, column: str, value: str) -> Any:  # noqa: ANN401 -- one of three enums
        kind: Any = _KINDS[column]
        default = {"kind": Kind.ASSOCIATION, "receipt": Receipt.FINAL, "presence": Presence.SEAT}[column]
        found = _said_as(kind, value) if value else default
        if found is None:
            self._fault(line, column, value)
        return found or default

    def _themes(self, line: int, value: str) -> list[Theme]:
        """Read themes: their codes apart by a space, or their words apart by a comma."""
        is_codes = set(value.split()) <= {one.value for one in Theme}
        found = []
        for one in value.split() if is_codes else re.split("[,،;؛]", value):
            theme: Any = _said_as(Theme, one.strip())
            if theme:
                found.append(theme)
            else:
                self._fault(line, "themes", one.strip())
        return found


def _day_of(value: str) -> date | None:
    """Read a day, as a spreadsheet keeps it or as people write it: 24/05/2018."""
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value)
    try:
        if written:
            day, month, year = map(int, written.groups())
            return date(year, month, day)
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _said_as(kind: type[StrEnum], value: str) -> StrEnum | None:
    """Return the member that a cell names, by its code or by its word in a language of the interface."""
    return _by_words(kind).get(search_text(value))


@cache
def _by_words(kind: type[StrEnum]) -> dict[str, StrEnum]:
    found = {search_text(member.value): member for member in kind}
    for language in ("ar", "fr"):
        with translation.override(language):
            found |= {search_text(word(member)): member for member in kind}
    return found


def _named(cells: dict[str, str]) -> frozenset[str]:
    """Return the facts that the header names; a closed list left empty says nothing."""
    plain = {*_TEXTS, *DAYS, "themes"} & cells.keys()
    closed = {name for name in _KINDS if cells.get(name)}
    place = {"neighbourhood_id"} if "neighbourhood" in cells else set()
    board = {"seats"} if any(f"members_{capacity}" in cells for capacity in Capacity) else set()
    return frozenset(plain | closed | place | board)


_LIMITS = {"receipt_number": 60, "activity": ACTIVITY_LENGTH, "name": NAME_LENGTH, "name_fr": NAME_LENGTH}


def read_lines(content: bytes) -> list[list[str]] | None:
    """Return the cells of a CSV or of the first sheet of a workbook as text; None when it is neither."""
    try:
        if content[:2] == b"PK":
            lines = first_sheet(content, most_rows=MOST_ROWS + 2, most_columns=MOST_COLUMNS)
        else:
            lines = _separated(content.decode("utf-8-sig"))
    except (csv.Error, ValueError):
        return None
    return [[_cell(value) for value in line] for line in lines]


def _separated(text: str) -> list[list[Any]]:
    """Read commas, or the semicolons of spreadsheets in French, as the first line has them."""
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    return list(csv.reader(io.StringIO(text), delimiter=mark))


def _cell(value: object) -> str:
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return clean_line(text).removeprefix("'")
