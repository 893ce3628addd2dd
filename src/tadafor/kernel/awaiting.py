"""What awaits a member of staff: the shape in which each room says it to the desk.

``TADAFOR_AWAITING`` in the settings lists functions of this form, each in its room's ``queries``::

    def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]

It is called inside the territory's scope, returns only what this actor may do (an empty list for
others), one Task per heap of work (not per row), and asks as many queries for one row as for a
thousand. Words are in the reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tadafor.kernel.offers import offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One heap of work and the page where it is done."""

    room: str  # the label of the room: "moderation"
    title: str  # "مساهمات تنتظر النشر", without the count
    address: str  # the page where it is done
    count: int = 1  # how many wait
    late: int = 0  # how many of them are past their due moment
    due: datetime | None = None  # from which moment it is late (the soonest): midnight after the last day
    detail: str = ""  # which procedure it is about
    icon: str = "clipboard-list"
    language: str = "ar"  # of the detail

    @property
    def last_moment(self) -> datetime | None:
        """The last moment at which it is in time, whose day is the one to print."""
        return self.due - timedelta.resolution if self.due else None


def tasks_of(actor: Any, territory_id: int, now: datetime) -> Sequence[Task]:  # noqa: ANN401 -- Actor lives above
    """Return everything that awaits ``actor``: late first, then the soonest due, then without a date."""
    found = [
        task
        for ask in offered("TADAFOR_AWAITING")
        for task in ask(actor, territory_id, now)
        if task.count > 0
    ]
    return sorted(found, key=lambda task: (not task.late, task.due is None, task.due or now, task.room))
