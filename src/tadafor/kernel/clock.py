"""The only clock of the house.

Views, tasks and commands read it; rules and actions receive ``now`` or ``today`` as values.
Times are stored in UTC and shown in Africa/Casablanca, whose offset changes in Ramadan.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

CASABLANCA = ZoneInfo("Africa/Casablanca")

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)  # noqa: TID251 -- the one place that asks the machine


def today() -> date:
    """The present day as the people of Morocco live it."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The Moroccan day on which ``moment`` falls."""
    return moment.astimezone(CASABLANCA).date()


def start_of(day: date) -> datetime:
    """The first moment of a Moroccan day, in UTC."""
    return datetime.combine(day, time.min, tzinfo=CASABLANCA).astimezone(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[datetime]:
    """Hold the clock at ``moment`` (aware), for demonstration loading and tests."""
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone is no moment")
    held = _stopped.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _stopped.reset(held)
