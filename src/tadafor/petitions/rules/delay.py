"""The legal clock: from the receipt to the reasoned answer (``docs/rules/petitions.md``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WARNINGS = (50, 80, 100)


class Pace(StrEnum):
    """How much of the delay is used, as the desk is warned of it."""

    CALM = "calm"
    HALF = "half"
    PRESSING = "pressing"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"


@dataclass(frozen=True)
class Delay:
    """From which day to which day the bureau may answer, and when it did."""

    starts_on: date
    ends_on: date
    answered_on: date | None = None

    def used(self, today: date) -> int:
        """Return the share of the delay that is over, in percent, 100 on its last day (§ petitions-10)."""
        whole = (self.ends_on - self.starts_on).days or 1
        return max(0, (today - self.starts_on).days * 100 // whole)

    def left(self, today: date) -> int:
        return (self.ends_on - today).days


def pace(delay: Delay, *, today: date) -> Pace:
    """Return how the delay stands; silence past its last day is late, and said so (§ petitions-10)."""
    if delay.answered_on is not None:
        return Pace.ANSWERED if delay.answered_on <= delay.ends_on else Pace.ANSWERED_LATE
    if today > delay.ends_on:
        return Pace.LATE
    used = delay.used(today)
    if used >= WARNINGS[1]:
        return Pace.PRESSING
    return Pace.HALF if used >= WARNINGS[0] else Pace.CALM


def warning_due(delay: Delay, *, today: date, warned: int) -> int:
    """Return the highest mark reached that the desk was not warned of yet, or 0 (§ petitions-10)."""
    if delay.answered_on is not None:
        return 0
    used = delay.used(today)
    reached = max((mark for mark in WARNINGS if used >= mark), default=0)
    return reached if reached > warned else 0
