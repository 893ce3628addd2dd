"""The official chapters, what is wrong with a line, sums and shares (``docs/rules/finances.md``)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tadafor.kernel.text import search_text

LONGEST_LABEL = 200
MOST_LINES = 2_000
FIRST_YEAR = 2009
HIGHEST = Decimal(10) ** 12
_PLACES = Decimal("0.01")
_THOUSANDS_OR_CENTS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # «1,234» is 1234 for one and 1,23 for another
_TOTAL = re.compile(r"(?:(?:ال)?(?:مجموع|مجاميع)|(?:sous )?total|totaux)\b")


class Side(StrEnum):
    """Whether money comes or goes."""

    REVENUE = "revenue"
    SPENDING = "spending"


class Part(StrEnum):
    """The two parts of a communal budget."""

    RUNNING = "running"
    INVESTMENT = "investment"


class Chapter(StrEnum):
    """The chapters of the budget of a commune, by their official number."""

    ADMINISTRATION = "10"
    SOCIAL = "20"
    TECHNICAL = "30"
    ECONOMIC = "40"
    SUPPORT = "50"
    RESULTS = "60"


class Origin(StrEnum):
    """From whom money comes, as people understand it; every line of revenue has one."""

    VALUE_ADDED_TAX = "value_added_tax"
    STATE_TAXES = "state_taxes"
    LOCAL_TAXES = "local_taxes"
    PROPERTY = "property"
    GRANTS = "grants"
    LOANS = "loans"
    SURPLUS = "surplus"
    OTHER = "other"


class Standing(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    DISCARDED = "discarded"


class LineFault(StrEnum):
    """What is wrong with a line of the file."""

    SIDE = "side"
    PART = "part"
    CHAPTER = "chapter"
    LABEL = "label"
    AMOUNT = "amount"
    ORIGIN = "origin"
    ORIGIN_OF_SPENDING = "origin_of_spending"
    TWICE = "twice"
    SUM = "sum"


class FinanceRefusal(StrEnum):
    """Why a budget is not brought or published."""

    NOT_STAFF = "not_staff"
    YEAR = "year"
    NO_LINE = "no_line"
    TOO_MANY = "too_many"
    FAULTS = "faults"
    ONE_SIDE = "one_side"
    NOT_BALANCED = "not_balanced"
    OTHER_TOTALS = "other_totals"
    NO_INHABITANTS = "no_inhabitants"
    NOT_A_DRAFT = "not_a_draft"
    OWN_WORK = "own_work"
    OLDER = "older"


@dataclass(frozen=True)
class Typed:
    """A line as it was read: nothing where a cell could not be."""

    row: int
    side: Side | None
    part: Part | None
    chapter: Chapter | None
    label: str
    amount: Decimal | None
    origin: Origin | None = None
    has_origin: bool = False  # whether something is typed there


@dataclass(frozen=True)
class Line:
    """A line without fault."""

    side: Side
    part: Part
    chapter: Chapter
    label: str
    amount: Decimal
    origin: Origin | None = None


@dataclass(frozen=True)
class Share:
    """What falls under one heading, against the whole, each inhabitant and the year before."""

    key: StrEnum
    amount: Decimal
    of_whole: Decimal
    each: Decimal
    before: Decimal | None = None  # nothing where the year before is not published
    change: Decimal | None = None  # in percent; nothing where there was nothing before


def amount_of(typed: str) -> Decimal | None:
    """Read dirhams as spreadsheets and people write them: «1 234 567,89», «١٢٣» too (§ finances-2).

    What two people would read differently is not read.
    """
    plain = "".join(typed.split()).replace("\u066b", ",").replace("\u066c", "").replace("\u202f", "")
    if _THOUSANDS_OR_CENTS.fullmatch(plain):
        return None
    plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain.replace(",", "")
    try:
        read = Decimal(plain)
        return read.quantize(_PLACES) if read.is_finite() and abs(read) < HIGHEST else None
    except InvalidOperation:
        return None


def faults_of(lines: Sequence[Typed]) -> list[tuple[int, LineFault]]:
    """Return what is wrong, line by line: all of it, so that a file is mended once (§ finances-2)."""
    found: list[tuple[int, LineFault]] = []
    seen: set[tuple[object, ...]] = set()
    for line in lines:
        found += [(line.row, fault) for fault in _faults(line)]
        if _TOTAL.match(search_text(line.label)):
            found.append((line.row, LineFault.SUM))
        key = (line.side, line.part, line.chapter, line.label)
        if line.label and key in seen:
            found.append((line.row, LineFault.TWICE))
        seen.add(key)
    return found


def _faults(line: Typed) -> Iterable[LineFault]:
    if line.side is None:
        yield LineFault.SIDE
    if line.part is None:
        yield LineFault.PART
    if line.chapter is None:
        yield LineFault.CHAPTER
    if not line.label or len(line.label) > LONGEST_LABEL:
        yield LineFault.LABEL
    if line.amount is None or line.amount < 0:
        yield LineFault.AMOUNT
    if line.side is Side.REVENUE and line.origin is None:
        yield LineFault.ORIGIN
    if line.side is Side.SPENDING and line.has_origin:
        yield LineFault.ORIGIN_OF_SPENDING


def whole(line: Typed) -> Line:
    """Return a line that has no fault."""
    if line.side is None or line.part is None or line.chapter is None or line.amount is None:
        raise ValueError(line.row)
    return Line(line.side, line.part, line.chapter, line.label, line.amount, line.origin)


def total(lines: Iterable[Line], side: Side, part: Part | None = None) -> Decimal:
    """Return the sum of one side, or of one part of it."""
    return sum((one.amount for one in lines if one.side is side and part in {None, one.part}), Decimal(0))


def refuse_budget(
    lines: Sequence[Line],
    *,
    year: int,
    this_year: int,
    faults: int,
    inhabitants: int | None,
    totals: tuple[Decimal, Decimal] | None = None,
) -> FinanceRefusal | None:
    """Return why these lines are no budget of this year (§ finances-3).

    ``totals`` are those of the adopted document, as somebody typed them.
    """
    if not FIRST_YEAR <= year <= this_year + 1:
        return FinanceRefusal.YEAR
    if faults:
        return FinanceRefusal.FAULTS
    if not lines:
        return FinanceRefusal.NO_LINE
    if len(lines) > MOST_LINES:
        return FinanceRefusal.TOO_MANY
    revenue, spending = total(lines, Side.REVENUE), total(lines, Side.SPENDING)
    if not revenue or not spending:
        return FinanceRefusal.ONE_SIDE
    if totals not in {None, (revenue, spending)}:
        return FinanceRefusal.OTHER_TOTALS
    if spending > revenue:
        return FinanceRefusal.NOT_BALANCED
    return None if inhabitants else FinanceRefusal.NO_INHABITANTS


def refuse_publication(standing: Standing, *, is_own: bool, is_older: bool) -> FinanceRefusal | None:
    """A second person publishes, and never a version older than the published one (§ finances-4)."""
    if standing is not Standing.DRAFT:
        return FinanceRefusal.NOT_A_DRAFT
    if is_own:
        return FinanceRefusal.OWN_WORK
    return FinanceRefusal.OLDER if is_older else None


def shares(
    lines: Iterable[tuple[StrEnum, Decimal]],
    *,
    inhabitants: int,
    before: Iterable[tuple[StrEnum, Decimal]] | None = None,
) -> list[Share]:
    """Return what falls under each heading, the largest first (§ finances-5)."""
    now, then = _sums(lines), None if before is None else _sums(before)
    everything = sum(now.values(), Decimal(0))
    keys = {**now, **(then or {})}
    found = [
        share(key, now.get(key, Decimal(0)), everything, inhabitants, _before(then, key)) for key in keys
    ]
    return sorted(found, key=lambda one: (-one.amount, one.key))


def share(
    key: StrEnum, amount: Decimal, everything: Decimal, inhabitants: int, before: Decimal | None
) -> Share:
    """Return one heading; nothing was, so nothing can be said of the change in percent."""
    change = (amount - before) * 100 / before if before else None
    of_whole = amount * 100 / everything if everything else Decimal(0)
    return Share(key, amount, of_whole, (amount / inhabitants).quantize(_PLACES), before, change)


def _sums(lines: Iterable[tuple[StrEnum, Decimal]]) -> dict[StrEnum, Decimal]:
    found: dict[StrEnum, Decimal] = {}
    for key, amount in lines:
        found[key] = found.get(key, Decimal(0)) + amount
    return found


def _before(then: dict[StrEnum, Decimal] | None, key: StrEnum) -> Decimal | None:
    return None if then is None else then.get(key, Decimal(0))
