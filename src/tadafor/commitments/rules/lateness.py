"""What is late, worked out from dates, whatever the status says (``docs/rules/commitments.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadafor.commitments.rules.standing import ENDED, Status

SOON = timedelta(days=30)
# Past so many days without a word from the commune, the page says by itself that nothing was told.
SILENCE = timedelta(days=30)
# Days late after which the desk is warned; each mark once.
WARNINGS = (1, 30, 90, 180)
ANSWER_DAYS = 30


class Lateness(StrEnum):
    """How a commitment stands against its dates."""

    ENDED = "ended"
    NO_DATE = "no_date"
    CALM = "calm"
    SOON = "soon"
    LATE = "late"
    SILENT = "silent"


LATE = frozenset({Lateness.LATE, Lateness.SILENT})


@dataclass(frozen=True)
class Dates:
    """What lateness is worked out from."""

    status: Status
    due_on: date | None  # the first day that was promised and is not kept
    told_on: date | None = None  # the last day the commune said something of it


def next_due(ends_on: date | None, milestones: Iterable[tuple[date | None, bool]]) -> date | None:
    """Return the first promised day that is not kept: of a milestone left, or of the end (§ commitments-5).

    ``milestones`` are their days, and whether they are done.
    """
    days = [day for day, done in milestones if day and not done]
    return min([*days, *([ends_on] if ends_on else [])], default=None)


def lateness(dates: Dates, *, today: date) -> Lateness:
    """Return how a commitment stands today; its last day is still in time (§ commitments-5, -6)."""
    if dates.status in ENDED:
        return Lateness.ENDED
    if dates.due_on is None:
        return Lateness.NO_DATE
    if today <= dates.due_on:
        return Lateness.SOON if dates.due_on - today <= SOON else Lateness.CALM
    told = dates.told_on if dates.told_on and dates.told_on > dates.due_on else dates.due_on
    return Lateness.SILENT if today - told > SILENCE else Lateness.LATE


def days_late(dates: Dates, *, today: date) -> int:
    """Return how many days a commitment is late."""
    if dates.status in ENDED or dates.due_on is None:
        return 0
    return max(0, (today - dates.due_on).days)


def warning_due(dates: Dates, *, today: date, warned: int) -> int:
    """Return the mark at which the desk is warned now, 0 if none (§ commitments-6)."""
    late = days_late(dates, today=today)
    reached = max((mark for mark in WARNINGS if late >= mark), default=0)
    return reached if reached > warned else 0


def answer_due(written_on: date) -> date:
    """Return the last day on which a correction is answered in time (§ commitments-12)."""
    return written_on + timedelta(days=ANSWER_DAYS)
