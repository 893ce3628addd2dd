"""A petition that came on paper to the counter of the bureau (``docs/rules/petitions.md``)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tadafor.petitions.rules.law import Condition, Kind
from tadafor.petitions.rules.path import Finding
from tadafor.petitions.rules.sheets import LINES_A_SHEET

MOST_LINES = 100_000
MOST_SHEETS = 1_000
LATEST_ENTRY = timedelta(days=30)


class CounterRefusal(StrEnum):
    """Why what came on paper may not be recorded so."""

    NOT_CLERK = "not_clerk"
    TITLE_MISSING = "title_missing"
    OBJECT_MISSING = "object_missing"
    AGENT_MISSING = "agent_missing"
    ASSOCIATION_MISSING = "association_missing"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    SHEETS_MISSING = "sheets_missing"
    FEWER_LINES = "fewer_lines"
    TOO_MANY = "too_many"
    LIKE_ANOTHER = "like_another"
    NOT_ALL_ENTERED = "not_all_entered"
    ROWS_TOO_FEW = "rows_too_few"


@dataclass(frozen=True)
class Brought:
    """What the paper says, as far as a refusal may rest on it; the rest is for the bureau to find."""

    kind: Kind
    title: str
    object: str
    agent: str
    deposited_at: datetime
    lines: int = 0
    sheets: int = 0
    in_the_register: bool = True


def refuse_counter(brought: Brought, *, now: datetime) -> CounterRefusal | None:
    """Return why this cannot be recorded (§ petitions-32).

    The law gives the receipt at once: a document that lacks, too few lines or an agent without an address are
    findings of the bureau, never a refusal here.
    """
    if not brought.title:
        return CounterRefusal.TITLE_MISSING
    if not brought.object:
        return CounterRefusal.OBJECT_MISSING
    if not brought.agent:
        return CounterRefusal.AGENT_MISSING
    if brought.kind is Kind.ASSOCIATION and not brought.in_the_register:
        return CounterRefusal.ASSOCIATION_MISSING
    return _refuse_moment(brought.deposited_at, now) or _refuse_numbers(brought.lines, brought.sheets)


def _refuse_moment(deposited_at: datetime, now: datetime) -> CounterRefusal | None:
    if deposited_at > now:
        return CounterRefusal.IN_THE_FUTURE
    return CounterRefusal.TOO_LONG_AGO if now - deposited_at > LATEST_ENTRY else None


def _refuse_numbers(lines: int, sheets: int) -> CounterRefusal | None:
    if lines > MOST_LINES or sheets > MOST_SHEETS:
        return CounterRefusal.TOO_MANY
    if lines and not sheets:
        return CounterRefusal.SHEETS_MISSING
    return CounterRefusal.FEWER_LINES if lines < sheets else None


def sheets_to_enter(*, lines: int, sheets: int) -> int:
    """Return how many sheets of twenty lines hold what was declared: a long one goes on in the next."""
    return max(sheets, -(-lines // LINES_A_SHEET))


TITLES_ALIKE = 0.7


def alike(one: set[int], other: set[int]) -> bool:
    """Whether two titles, cut into pieces, are nearly the same (§ petitions-37)."""
    return bool(one) and len(one & other) >= TITLES_ALIKE * len(one | other)


def refuse_like_another(found: Collection[str], *, known: Collection[str]) -> CounterRefusal | None:
    """Return why a clerk must look again at petitions that seem to be this one (§ petitions-37).

    Both are codes; ``known`` are those that the clerk saw and said are others.
    """
    return CounterRefusal.LIKE_ANOTHER if set(found) - set(known) else None


COUNTED_BY_ROWS = frozenset({Condition.SIGNATURES, Condition.SPREAD})


def refuse_count_finding(
    condition: Condition, finding: Finding, *, to_enter: int, enough: bool
) -> CounterRefusal | None:
    """Return why the bureau may not say yet how many signed: the rows say it (§ petitions-33)."""
    if condition not in COUNTED_BY_ROWS:
        return None
    if to_enter:
        return CounterRefusal.NOT_ALL_ENTERED
    return CounterRefusal.ROWS_TOO_FEW if finding is Finding.MET and not enough else None
