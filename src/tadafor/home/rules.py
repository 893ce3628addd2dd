"""What a subscribed calendar is told when a deadline moves or is no longer there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A deadline as calendars were told of it; ``revision`` grows with what they must hear."""

    key: str
    address: str
    on: date
    is_event: bool
    changed_at: datetime
    revision: int = 0
    was_on: date | None = None
    gone_at: datetime | None = None

    def moved_from(self, now: datetime) -> date | None:
        """Return the day it was moved from, while that is still said."""
        return self.was_on if self.gone_at is None and now < self.changed_at + KEPT else None


def telling(
    known: Iterable[Told], shown: Iterable[tuple[str, str, date, bool]], *, now: datetime, today: date
) -> dict[str, Told]:
    """Return what calendars are to be told now, by key (§ home-calendar).

    ``known`` is what they were told, ``shown`` what is due now: key, address, day, whether it is an event.
    """
    told = {one.key: one for one in known}
    found = {
        key: _met(told.get(key), key, address, on, is_event, now, today)
        for key, address, on, is_event in shown
    }
    for one in told.values():
        if one.key not in found and (left := _missed(one, now, today)):
            found[one.key] = left
    return found


def _met(  # noqa: PLR0917 -- the columns of a row, and the one before
    before: Told | None,
    key: str,
    address: str,
    on: date,
    is_event: bool,  # noqa: FBT001
    now: datetime,
    today: date,
) -> Told:
    if before is None:
        return Told(key=key, address=address, on=on, is_event=is_event, changed_at=now)
    same = replace(before, address=address, is_event=is_event)
    if before.on == on and before.gone_at is None:
        return same
    took_place = before.is_event and before.on < today
    was_on = before.on if before.on != on and not took_place else None
    return replace(same, on=on, was_on=was_on, gone_at=None, revision=before.revision + 1, changed_at=now)


def _missed(before: Told, now: datetime, today: date) -> Told | None:
    if before.gone_at is not None:
        return before if now < before.gone_at + KEPT else None
    if before.is_event and before.on < today:
        return None  # it took place
    return replace(before, gone_at=now, revision=before.revision + 1, changed_at=now)
