"""The reply owed: in how many days, by which promise, and how it stands (``docs/rules/suggestions.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadafor.suggestions.rules.writing import Kind
from tadafor.territories.rules import add_working_days, working_day_from, working_days_between

MARKS = (50, 80, 100)
LONGEST_DAYS = 365
# What is promised where nobody promised and no law is known; said to be so (§ suggestions-7).
DAYS_WITHOUT_PROMISE = 20


class Pace(StrEnum):
    """How a reply stands against its last day."""

    CALM = "calm"
    HALF = "half"
    PRESSING = "pressing"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"


class PromiseRefusal(StrEnum):
    """Why a promise is not recorded."""

    NO_DAYS = "no_days"
    NO_SOURCE = "no_source"
    SAME_DAY = "same_day"
    NOT_ADMINISTRATOR = "not_administrator"


@dataclass(frozen=True)
class Promise:
    """In how many days a kind is answered, from a day on, as a text says."""

    kind: Kind
    days: int
    valid_from: date
    source: str
    in_working_days: bool = True
    is_legal: bool = False
    is_verified: bool = False
    article: str = ""


@dataclass(frozen=True)
class Due:
    """The last day to answer, and the promise it comes from (None: the house's own custom)."""

    on: date
    promise: Promise | None


def in_force(promises: Iterable[Promise], kind: Kind, on: date) -> list[Promise]:
    """Return the law and the promise that hold on a day: the latest of each (§ suggestions-7)."""
    held = [one for one in promises if one.kind is kind and one.valid_from <= on]
    found = []
    for is_legal in (True, False):
        mine = [one for one in held if one.is_legal is is_legal]
        if mine:
            found.append(max(mine, key=lambda one: one.valid_from))
    return found


def last_day(promise: Promise, received_on: date, off: frozenset[date]) -> date:
    """Return the last day of a promise: the day of receipt is not counted, and none ends on a day off."""
    if promise.in_working_days:
        return add_working_days(received_on, promise.days, off)
    return working_day_from(received_on + timedelta(days=promise.days), off)


def due(promises: Iterable[Promise], kind: Kind, received_on: date, off: frozenset[date]) -> Due:
    """Return when a reply is owed: the law and the commune's word, whichever ends first (§ suggestions-7)."""
    held = in_force(promises, kind, received_on)
    if not held:
        return Due(add_working_days(received_on, DAYS_WITHOUT_PROMISE, off), None)
    first = min(held, key=lambda one: last_day(one, received_on, off))
    return Due(last_day(first, received_on, off), first)


def refuse_promise(promise: Promise, existing: Iterable[Promise]) -> PromiseRefusal | None:
    """Return why a territory may not promise so (§ suggestions-8)."""
    if not 1 <= promise.days <= LONGEST_DAYS:
        return PromiseRefusal.NO_DAYS
    if not promise.source:
        return PromiseRefusal.NO_SOURCE
    same = [one for one in existing if one.kind is promise.kind and one.is_legal is promise.is_legal]
    if any(one.valid_from == promise.valid_from for one in same):
        return PromiseRefusal.SAME_DAY
    return None


@dataclass(frozen=True)
class Delay:
    """From which day to which day a reply is owed, and when it came."""

    starts_on: date
    ends_on: date
    answered_on: date | None = None

    def used(self, today: date, off: frozenset[date]) -> int:
        """Return the share of the working days that is over, in percent; 100 on the last day."""
        if today >= self.ends_on:
            return 100
        if today <= self.starts_on:
            return 0
        whole = working_days_between(self.starts_on, self.ends_on, off) or 1
        return min(99, working_days_between(self.starts_on, today, off) * 100 // whole)


def pace(delay: Delay, *, today: date, off: frozenset[date]) -> Pace:
    """Return how a reply stands; silence past its last day is late, and said so (§ suggestions-9)."""
    if delay.answered_on is not None:
        return Pace.ANSWERED if delay.answered_on <= delay.ends_on else Pace.ANSWERED_LATE
    if today > delay.ends_on:
        return Pace.LATE
    used = delay.used(today, off)
    if used >= MARKS[1]:
        return Pace.PRESSING
    return Pace.HALF if used >= MARKS[0] else Pace.CALM


def reminder_due(delay: Delay, *, today: date, off: frozenset[date], reminded: int) -> int:
    """Return the highest mark reached of which nobody was told yet, or 0 (§ suggestions-9).

    Past the last day it is 100: the director of services is told.
    """
    if delay.answered_on is not None:
        return 0
    used = delay.used(today, off)
    if used >= MARKS[-1] and today <= delay.ends_on:
        used = MARKS[-1] - 1
    reached = max((mark for mark in MARKS if used >= mark), default=0)
    return reached if reached > reminded else 0
