"""A plan in a spreadsheet of the commune's own: its columns, its cells (``docs/rules/commitments.md``)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from tadafor.commitments.rules.funding import FundingRefusal, Source, refuse_money_year
from tadafor.commitments.rules.plans import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE
from tadafor.commitments.rules.standing import LONGEST_REASON

MOST_ROWS = 5_000
MOST_COLUMNS = 150
MOST_MILESTONES = 30
MOST_FAULTS = 500
MOST_SHOWN = 200
LARGEST_NUMBER = 99_999
_LARGEST_COST = Decimal(10) ** 12
_WRITTEN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Field(StrEnum):
    """What a column may say of a commitment."""

    NUMBER = "number"
    AXIS = "axis"
    TITLE = "title"
    PROBLEM = "problem"
    SOLUTION = "solution"
    DESCRIPTION = "description"
    BENEFICIARIES = "beneficiaries"
    PRINCIPLES = "principles"
    GENDER = "gender"
    SERVICE = "service"
    PARTNERS = "partners"
    NEIGHBOURHOOD = "neighbourhood"
    PLACE = "place"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    COST = "cost"
    WEIGHT = "weight"
    STATUS = "status"
    REASON = "reason"
    PROGRESS = "progress"
    MILESTONE = "milestone"
    MILESTONE_DUE = "milestone_due"
    MILESTONE_DONE = "milestone_done"
    MILESTONE_WHO = "milestone_who"
    MILESTONE_WEIGHT = "milestone_weight"
    MILESTONE_PROOF = "milestone_proof"
    PLANNED = "planned"
    COMMITTED = "committed"
    PAID = "paid"


OF_MILESTONES = (
    Field.MILESTONE, Field.MILESTONE_DUE, Field.MILESTONE_DONE, Field.MILESTONE_WHO, Field.MILESTONE_WEIGHT,
    Field.MILESTONE_PROOF,
)  # fmt: skip
SUMS = (Field.PLANNED, Field.COMMITTED, Field.PAID)
REPEATED = frozenset({*OF_MILESTONES, *SUMS})  # each has several columns
LIVING = (Field.STATUS, Field.REASON, Field.PROGRESS)
PROMISED = tuple(field for field in Field if field not in {*REPEATED, *LIVING})


@dataclass(frozen=True)
class Column:
    """What a column says of one milestone, by its place, or of the money of one source in one year."""

    field: Field
    at: int = 0
    source: str = ""
    label: str = ""

    @property
    def value(self) -> str:
        """Its name, as it is kept."""
        parts = [self.field.value, str(self.at)]
        return "/".join([*parts, self.source, self.label] if self.field in SUMS else parts)

    @property
    def is_whole(self) -> bool:
        """Whether it says which milestone, or which source and year."""
        return self.at > 0 and (self.field in OF_MILESTONES or self.source in set(Source))


Meaning = Field | Column


def meaning_of(name: str) -> Meaning | None:
    """Return what the column of this name says; None for a name that is not known."""
    field, _, rest = name.partition("/")
    if field not in set(Field):
        return None
    if not rest:
        return Field(field)
    at, source, label = [*rest.split("/", 2), "", ""][:3]
    return Column(Field(field), int(at) if at.isdecimal() else 0, source, label)


LINES = {
    Field.TITLE: LONGEST_TITLE,
    Field.AXIS: LONGEST_TITLE,
    Field.BENEFICIARIES: LONGEST_LINE,
    Field.SERVICE: LONGEST_LINE,
    Field.PARTNERS: LONGEST_LINE,
    Field.PLACE: LONGEST_TITLE,
    Field.MILESTONE: LONGEST_LINE,
    Field.MILESTONE_WHO: LONGEST_LINE,
    Field.MILESTONE_PROOF: LONGEST_LINE,
}
TEXTS = {
    Field.PROBLEM: LONGEST_TEXT,
    Field.SOLUTION: LONGEST_TEXT,
    Field.DESCRIPTION: LONGEST_TEXT,
    Field.REASON: LONGEST_REASON,
}
DAYS = frozenset({Field.STARTS_ON, Field.ENDS_ON, Field.MILESTONE_DUE, Field.MILESTONE_DONE})


class ImportStanding(StrEnum):
    """Where an import stands."""

    SENT = "sent"
    CHECKING = "checking"
    FAULTY = "faulty"
    READY = "ready"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"


MOVING = frozenset({ImportStanding.CHECKING, ImportStanding.WRITING})


class ImportRefusal(StrEnum):
    """Why a spreadsheet, a column or a cell of it is not taken."""

    UNREADABLE = "unreadable"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_KEY_COLUMN = "no_key_column"
    FIELD_TWICE = "field_twice"
    NOT_A_DAY = "not_a_day"
    NOT_A_NUMBER = "not_a_number"
    NOT_IN_THE_LIST = "not_in_the_list"
    TOO_LONG = "too_long"
    NO_TITLE = "no_title"
    NO_AXIS = "no_axis"
    TITLE_OF_SEVERAL = "title_of_several"
    ROW_TWICE = "row_twice"
    NOT_READY = "not_ready"
    CHANGED_MEANWHILE = "changed_meanwhile"
    OF_WHICH = "of_which"
    TOO_MANY_MILESTONES = "too_many_milestones"
    NOT_A_PERCENTAGE = "not_a_percentage"
    DONE_IS_WHOLE = "done_is_whole"


@dataclass(frozen=True)
class Fault:
    """What is wrong, on which line and in which column (its letters; empty for the whole row)."""

    line: int
    column: str
    refusal: StrEnum
    said: str = ""
    facts: Mapping[str, str] = dataclass_field(default_factory=dict)


def letters(place: int) -> str:
    """Return the name of a column by its place from 0, as spreadsheet programs write it."""
    named, place = "", place + 1
    while place > 0:
        place, rest = divmod(place - 1, 26)
        named = chr(ord("A") + rest) + named
    return named


def refuse_columns(
    columns: Mapping[int, Meaning], *, starts_on: date | None = None, ends_on: date | None = None
) -> ImportRefusal | FundingRefusal | None:
    """Return why these columns make no import: rows are known by number or title (§ commitments-20).

    A column of milestones says which, one of money its source and a year of the plan.
    """
    several = [one for one in columns.values() if isinstance(one, Column)]
    if any(one in REPEATED for one in columns.values()) or not all(one.is_whole for one in several):
        return ImportRefusal.OF_WHICH
    if any(one.field in OF_MILESTONES and one.at > MOST_MILESTONES for one in several):
        return ImportRefusal.TOO_MANY_MILESTONES
    if starts_on and ends_on:
        years = [one.at for one in several if one.field in SUMS]
        if late := next(filter(None, (refuse_money_year(year, starts_on, ends_on) for year in years)), None):
            return late
    if len(set(columns.values())) < len(columns):
        return ImportRefusal.FIELD_TWICE
    if not {Field.NUMBER, Field.TITLE} & set(columns.values()):
        return ImportRefusal.NO_KEY_COLUMN
    return None


def heading_line(rows: Iterable[Iterable[str]], known: Iterable[str]) -> int:
    """Return which of the first rows names the columns: that with most known names, else the first full one.

    A commune writes the name of its plan above its table.
    """
    names, first = set(known), [[cell.strip() for cell in row] for row in rows]
    counts = [sum(cell in names for cell in row if cell) for row in first]
    if counts and max(counts) > 1:
        return counts.index(max(counts))
    widths = [sum(bool(cell) for cell in row) for row in first]
    widest = max(widths, default=0)
    return next((at for at, width in enumerate(widths) if width * 2 >= widest and width > 1), 0)


def read_day(said: str) -> date | ImportRefusal:
    """Return the day in a cell: 2025-03-31, or 31/03/2025 as people write it here."""
    written = _WRITTEN_DAY.fullmatch(said)
    try:
        if written:
            day, month, year = map(int, written.groups())
            return date(year, month, day)
        return date.fromisoformat(said[:10])
    except ValueError:
        return ImportRefusal.NOT_A_DAY


def read_number(said: str) -> Decimal | ImportRefusal:
    """Return the number in a cell, as people group and write it: «1 250 000,50», «35.193»."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", said).replace("\u066b", ".").replace("\u066c", "")
    if "," in plain and "." in plain:  # the last of the two is the decimal sign
        thousands = "," if plain.rindex(",") < plain.rindex(".") else "."
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    try:
        read = Decimal(plain)
    except InvalidOperation:
        return ImportRefusal.NOT_A_NUMBER
    return read if read.is_finite() else ImportRefusal.NOT_A_NUMBER


def read_amount(field: Field, said: str) -> Decimal | ImportRefusal:
    """Return the amount, the weight, the degrees or the number in a cell, as exact as the column is kept."""
    read = read_number(said)
    if isinstance(read, ImportRefusal):
        return read
    if field is Field.NUMBER:
        return read if read == read.to_integral_value() and 0 < read <= LARGEST_NUMBER else _NAN
    if abs(read) >= _LARGEST_COST or (field in _NOT_NEGATIVE and read < 0):
        return _NAN
    return round(read, 5) if field in {Field.LATITUDE, Field.LONGITUDE} else round(read, 2)


def read_progress(said: str) -> int | ImportRefusal:
    """Return the progress in a cell, in per cent: «55», «55 %», «٥٥٪».

    A fraction without its sign is not guessed at: 0.55 may be half a per cent.
    """
    read = read_number(re.sub(r"[%٪]", "", said))
    if isinstance(read, ImportRefusal) or not 0 <= read <= _WHOLE or 0 < read < 1:
        return ImportRefusal.NOT_A_PERCENTAGE
    return int(read.quantize(Decimal(1), ROUND_HALF_UP))


_WHOLE = 100
_NAN = ImportRefusal.NOT_A_NUMBER
_NOT_NEGATIVE = frozenset({Field.COST, *SUMS})
NUMBERS = frozenset({
    Field.NUMBER, Field.LATITUDE, Field.LONGITUDE, Field.COST, Field.WEIGHT, Field.MILESTONE_WEIGHT, *SUMS,
})  # fmt: skip


def plain(value: object) -> str:
    """Return a value as text, the same for the same value: what is compared and shown (§ commitments-20)."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value)
    return str(value)


def changed(
    before: Mapping[Meaning, object], after: Mapping[Meaning, object]
) -> dict[Meaning, tuple[str, str]]:
    """Return what a row says that the plan does not, field by field (§ commitments-20)."""
    found = {field: (plain(before.get(field)), plain(value)) for field, value in after.items()}
    return {field: pair for field, pair in found.items() if pair[0] != pair[1]}
