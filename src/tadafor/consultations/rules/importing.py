"""Sheets that come in a spreadsheet: columns, cells, rows (``docs/rules/consultations.md``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tadafor.consultations.rules.cards import Subject

MOST_ROWS = 10_000
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_FAULTS_KEPT = 1_000
_EXCERPT = 60


class Column(StrEnum):
    """A column of the spreadsheet."""

    SERIAL = "serial"
    TABLE = "table"
    SUBJECT = "subject"
    KIND = "kind"
    TITLE = "title"
    AXIS = "axis"
    PROPOSED = "proposed"
    PROBLEM = "problem"
    SOLUTION = "solution"
    FUNDING = "funding"
    FOLLOW_UP = "follow_up"
    IMPACT = "impact"
    BODY = "body"
    AUTHOR_KIND = "author_kind"
    NAME = "name"
    CHANNEL = "channel"
    RECEIVED_ON = "received_on"


_OF_CARDS = {
    Column.AXIS,
    Column.PROBLEM,
    Column.SOLUTION,
    Column.FUNDING,
    Column.FOLLOW_UP,
    Column.IMPACT,
}
_NEEDED = (Column.SUBJECT, Column.BODY, Column.CHANNEL, Column.RECEIVED_ON)


class ImportStanding(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    CHECKING = "checking"
    WRITING = "writing"
    FAULTY = "faulty"
    DONE = "done"
    REFUSED = "refused"


MOVING = frozenset({ImportStanding.WAITING, ImportStanding.CHECKING, ImportStanding.WRITING})


class ImportRefusal(StrEnum):
    """Why a spreadsheet, a row or a cell of it is not taken."""

    UNREADABLE = "unreadable"
    SWELLS = "swells"
    MERGED_CELLS = "merged_cells"
    UNKNOWN_COLUMN = "unknown_column"
    MISSING_COLUMN = "missing_column"
    COLUMN_TWICE = "column_twice"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    ALREADY_IMPORTED = "already_imported"
    FORMULA = "formula"
    DATE_AS_TEXT = "date_as_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_IN_THE_LIST = "not_in_the_list"
    UNKNOWN_SUBJECT = "unknown_subject"
    SERIAL_TWICE = "serial_twice"
    NOTHING_TO_CORRECT = "nothing_to_correct"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which line and in which column (its letters; empty for the whole row)."""

    line: int
    column: str
    refusal: StrEnum
    said: str = ""


def columns_of(subject: Subject) -> tuple[Column, ...]:
    """Return the columns of a spreadsheet on this subject, in order (§ consultations-import)."""
    texts = {Column.KIND, Column.PROPOSED}
    left_out = texts if subject is Subject.CARDS else _OF_CARDS
    return tuple(column for column in Column if column not in left_out)


def letters(place: int) -> str:
    """Return the name of a column by its place, as spreadsheet programs write it."""
    named = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        named = chr(ord("A") + rest) + named
    return named


def understood_header(
    cells: Sequence[object], known: Mapping[str, Column]
) -> tuple[dict[int, Column], list[Fault]]:
    """Return which column stands where, and what is wrong with the first row (§ consultations-import)."""
    found: dict[int, Column] = {}
    faults: list[Fault] = []
    for place, cell in enumerate(cells):
        words = str(cell).strip() if cell is not None else ""
        if not words:
            continue
        column = known.get(words)
        if column is None:
            faults.append(Fault(1, letters(place + 1), ImportRefusal.UNKNOWN_COLUMN, words[:_EXCERPT]))
        elif column in found.values():
            faults.append(Fault(1, letters(place + 1), ImportRefusal.COLUMN_TWICE, words[:_EXCERPT]))
        else:
            found[place] = column
    missing = [column for column in _NEEDED if column not in found.values()]
    faults += [Fault(1, "", ImportRefusal.MISSING_COLUMN, column.value) for column in missing]
    return found, faults


def read_day(cell: object) -> date | ImportRefusal:
    """Return the day in a cell: a cell of dates, or the one way of writing that is not ambiguous.

    21/03/2023 as text is refused: 03/04/2023 would be read in two ways (§ consultations-import).
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell).strip())
    except ValueError:
        return ImportRefusal.DATE_AS_TEXT


def read_count(cell: object) -> int | ImportRefusal | None:
    """Return the whole number in a cell, None when it is empty."""
    said = str(cell).strip() if cell is not None else ""
    if not said:
        return None
    if isinstance(cell, float) and cell.is_integer():
        said = str(int(cell))
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else ImportRefusal.NOT_A_NUMBER  # noqa: PLR2004


def refuse_correction(*, standing: ImportStanding, good: int) -> ImportRefusal | None:
    """Return why the good rows alone may not be taken (§ consultations-import)."""
    if standing is not ImportStanding.FAULTY or good == 0:
        return ImportRefusal.NOTHING_TO_CORRECT
    return None
