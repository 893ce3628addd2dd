"""Seats: the general ones, those reserved for a group, and who waits for one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tadafor.meetings.rules.meeting import Stage

REMINDED_BEFORE = timedelta(hours=30)
LONGEST_ANSWER = 500
MOST_QUESTIONS = 6


class Holding(StrEnum):
    """What a registration holds."""

    SEAT = "seat"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class RegistrationRefusal(StrEnum):
    """Why a registration is not taken or not cancelled."""

    NOT_ANNOUNCED = "not_announced"
    IS_CANCELLED = "is_cancelled"
    TOO_LATE = "too_late"
    NO_REGISTRATION = "no_registration"
    REGISTERED_ALREADY = "registered_already"
    UNKNOWN_GROUP = "unknown_group"
    ANSWER_MISSING = "answer_missing"
    NOT_REGISTERED = "not_registered"
    NAME_MISSING = "name_missing"
    CAME_ALREADY = "came_already"


@dataclass(frozen=True)
class Pool:
    """Seats kept together: for everybody (no name), or for one group; None is without limit."""

    key: int
    group: str
    capacity: int | None
    taken: int = 0

    @property
    def is_free(self) -> bool:
        return self.capacity is None or self.taken < self.capacity

    @property
    def left(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.taken)


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list, in the order of arrival."""

    key: int
    group: str = ""


def capacities(seats: int | None, groups: Sequence[tuple[str, int]]) -> list[tuple[str, int | None]]:
    """Return the pools of a meeting: what is reserved, then what is left for everybody."""
    if seats is None:
        return [("", None)]
    return [*groups, ("", seats - sum(count for _name, count in groups))]


def seat_for(group: str, pools: Iterable[Pool]) -> Pool | None:
    """Return the pool that seats a person: their group's first, then everybody's (§ meetings-seats)."""
    free = [pool for pool in pools if pool.is_free]
    own = [pool for pool in free if pool.group == group and group]
    return next(iter([*own, *(pool for pool in free if not pool.group)]), None)


def promotions(waiting: Sequence[Waiting], pools: Iterable[Pool]) -> list[tuple[int, int]]:
    """Return who is seated where now that seats are free, first come first served (§ meetings-waiting)."""
    held = {pool.key: pool for pool in pools}
    found = []
    for one in waiting:
        pool = seat_for(one.group, held.values())
        if pool is not None:
            held[pool.key] = replace(pool, taken=pool.taken + 1)
            found.append((one.key, pool.key))
    return found


def refuse_registration(
    at: Stage,
    *,
    takes: bool,
    closes_at: datetime,
    is_registered: bool,
    group: str,
    groups: Iterable[str],
    missing: bool,
    now: datetime,
) -> RegistrationRefusal | None:
    """Return why a person may not register (§ meetings-register)."""
    if refusal := _refuse_hour(at, closes_at=closes_at, now=now):
        return refusal
    if not takes:
        return RegistrationRefusal.NO_REGISTRATION
    if is_registered:
        return RegistrationRefusal.REGISTERED_ALREADY
    if group and group not in set(groups):
        return RegistrationRefusal.UNKNOWN_GROUP
    return RegistrationRefusal.ANSWER_MISSING if missing else None


def _refuse_hour(at: Stage, *, closes_at: datetime, now: datetime) -> RegistrationRefusal | None:
    if at is Stage.DRAFT:
        return RegistrationRefusal.NOT_ANNOUNCED
    if at is Stage.CANCELLED:
        return RegistrationRefusal.IS_CANCELLED
    return RegistrationRefusal.TOO_LATE if at is not Stage.COMING or now >= closes_at else None


def refuse_giving_up(at: Stage, *, holding: Holding | None, came: bool) -> RegistrationRefusal | None:
    """Return why a registration may not be cancelled (§ meetings-give-up)."""
    if holding is None or holding is Holding.CANCELLED:
        return RegistrationRefusal.NOT_REGISTERED
    if came:
        return RegistrationRefusal.CAME_ALREADY
    return None if at is Stage.COMING else RegistrationRefusal.TOO_LATE


def reminded_now(*, starts_at: datetime, now: datetime) -> bool:
    """Whether those who registered are reminded now: within the thirty hours before (§ meetings-reminder)."""
    return now < starts_at <= now + REMINDED_BEFORE
