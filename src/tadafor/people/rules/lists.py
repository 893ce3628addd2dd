"""Reading a list the commune holds: what each row says, and what is wrong with which cell.

The prose is ``docs/rules/identity.md`` (§ identity-list).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from tadafor.kernel.text import search_text
from tadafor.people.rules import LinkKind
from tadafor.people.rules.cards import Card, CardKind, normal_number, refuse_number
from tadafor.people.rules.confirming import ages_reached
from tadafor.people.rules.counter import LONGEST_LIST


class Column(StrEnum):
    """What a column holds."""

    CARD_KIND = "card_kind"
    CARD_NUMBER = "card_number"
    LINK_KIND = "link_kind"
    NEIGHBOURHOOD = "neighbourhood"
    BORN = "born"


class ListFault(StrEnum):
    """What is wrong with a list."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_COLUMN = "no_column"
    KIND = "kind"
    NUMBER = "number"
    SAME_NUMBER = "same_number"
    LINK = "link"
    NEIGHBOURHOOD = "neighbourhood"
    DATE = "date"


Kind = TypeVar("Kind", bound=StrEnum)
HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.CARD_KIND: ("نوع البطاقة", "نوع الوثيقة", "type de carte", "type de pièce"),
    Column.CARD_NUMBER: ("رقم البطاقة", "رقم الوثيقة", "numéro de carte", "numéro de la pièce", "cnie"),
    Column.LINK_KIND: ("نوع الصلة", "lien", "type de lien"),
    Column.NEIGHBOURHOOD: ("الحي", "quartier"),
    Column.BORN: ("تاريخ الازدياد", "date de naissance"),
}
NEEDED = (Column.CARD_KIND, Column.CARD_NUMBER, Column.LINK_KIND)
_CARDS = {
    CardKind.NATIONAL: ("البطاقة الوطنية", "وطنية", "cnie", "cin", "carte nationale", "nationale"),
    CardKind.RESIDENCE: ("سند الإقامة", "إقامة", "titre de séjour", "séjour"),
    CardKind.PASSPORT: ("جواز السفر", "جواز", "passeport"),
    CardKind.OTHER: ("أخرى", "autre"),
}
_LINKS = {
    LinkKind.RESIDENCE: ("السكنى", "سكنى", "résidence"),
    LinkKind.ACTIVITY: ("نشاط", "نشاط اقتصادي", "activité", "activité économique"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which line and column of the sheet; it repeats no number."""

    fault: ListFault
    line: int = 0
    column: int = 0
    other_line: int = 0
    heading: str = ""


@dataclass(frozen=True)
class Entry:
    """What a good row says."""

    line: int
    card: Card
    kind: LinkKind
    neighbourhood_id: int | None
    old_enough: tuple[int, ...]


def columns_of(heading: Sequence[object]) -> dict[Column, int]:
    """Find where each column stands, in Arabic or French, in any order."""
    said = [search_text(str(cell or "")) for cell in heading]
    found: dict[Column, int] = {}
    for column, names in HEADINGS.items():
        folded = {search_text(name) for name in names}
        places = [at for at, words in enumerate(said) if words in folded]
        if places:
            found[column] = places[0]
    return found


def read_list(
    rows: Iterable[Sequence[object]], *, neighbourhoods: Mapping[str, int], today: date
) -> tuple[list[Entry], list[Fault]]:
    """Return the entries of a list and all its faults, one for each bad cell (§ identity-list)."""
    lines = enumerate(rows, start=1)
    heading = next(lines, (1, ()))[1]
    columns = columns_of(heading)
    missing = [
        Fault(ListFault.NO_COLUMN, 1, heading=HEADINGS[one][0]) for one in NEEDED if one not in columns
    ]
    if missing:
        return [], missing
    places = {search_text(name): key for name, key in neighbourhoods.items()}
    entries: list[Entry] = []
    faults: list[Fault] = []
    seen: dict[tuple[CardKind, str], int] = {}
    for line, cells in lines:
        if not any(str(cell or "").strip() for cell in cells):
            continue
        if len(entries) + len(faults) >= LONGEST_LIST:
            return [], [Fault(ListFault.TOO_LONG, line)]
        row = _Row(line, cells, columns)
        entry = row.entry(places, today)
        if entry is not None:
            first = seen.setdefault((entry.card.kind, entry.card.number), line)
            if first != line:
                row.bad(ListFault.SAME_NUMBER, Column.CARD_NUMBER, other_line=first)
            entries.append(entry)
        faults += row.faults
    return entries, faults or ([] if entries else [Fault(ListFault.EMPTY)])


class _Row:
    """One row while it is read."""

    def __init__(self, line: int, cells: Sequence[object], columns: Mapping[Column, int]) -> None:
        self.line, self.cells, self.columns = line, cells, columns
        self.faults: list[Fault] = []

    def bad(self, fault: ListFault, column: Column, other_line: int = 0) -> None:
        self.faults.append(Fault(fault, self.line, self.columns[column] + 1, other_line))

    def cell(self, column: Column) -> object:
        at = self.columns.get(column)
        return None if at is None or at >= len(self.cells) else self.cells[at]

    def words(self, column: Column) -> str:
        cell = self.cell(column)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return str(cell if cell is not None else "").strip()

    def entry(self, places: Mapping[str, int], today: date) -> Entry | None:
        kind, link = self._one_of(Column.CARD_KIND, _CARDS), self._one_of(Column.LINK_KIND, _LINKS)
        if kind is None:
            self.bad(ListFault.KIND, Column.CARD_KIND)
        number = normal_number(kind or CardKind.OTHER, self.words(Column.CARD_NUMBER))
        if kind is not None and refuse_number(kind, number):
            self.bad(ListFault.NUMBER, Column.CARD_NUMBER)
        if link is None:
            self.bad(ListFault.LINK, Column.LINK_KIND)
        place, ages = self._neighbourhood(places), self._ages(today)
        if self.faults or kind is None or link is None:
            return None
        return Entry(self.line, Card(kind, number), link, place, ages)

    def _one_of(self, column: Column, names: Mapping[Kind, tuple[str, ...]]) -> Kind | None:
        said = search_text(self.words(column))
        return next((kind for kind, words in names.items() if said in {search_text(w) for w in words}), None)

    def _neighbourhood(self, places: Mapping[str, int]) -> int | None:
        said = search_text(self.words(Column.NEIGHBOURHOOD))
        if said and said not in places:
            self.bad(ListFault.NEIGHBOURHOOD, Column.NEIGHBOURHOOD)
        return places.get(said)

    def _ages(self, today: date) -> tuple[int, ...]:
        cell = self.cell(Column.BORN)
        if cell is None or not str(cell).strip():
            return ()
        born = _day(cell)
        if born is None or born > today:
            self.bad(ListFault.DATE, Column.BORN)
            return ()
        return ages_reached(born, today)


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(str(cell).strip(), form).date()  # noqa: DTZ007 -- a day, not a moment
        except ValueError:
            continue
    return None
