"""What awaits a member of staff, in the order in which it presses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tadafor.kernel.addresses import in_language
from tadafor.kernel.awaiting import Task, tasks_of
from tadafor.kernel.clock import day_of
from tadafor.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One heap of work as the desk shows it."""

    task: Task
    href: str
    days: int | None  # until it is due; negative when it is past


@dataclass(frozen=True, slots=True)
class Day:
    """A member of staff's day."""

    late: Sequence[Line]
    today: Sequence[Line]
    later: Sequence[Line]

    @property
    def waiting(self) -> int:
        """How many things wait in all."""
        return sum(line.task.count for part in (self.late, self.today, self.later) for line in part)

    @property
    def overdue(self) -> int:
        """How many of them are late."""
        return sum(line.task.late for line in self.late)


def day_of_work(actor: Actor, territory_id: int, now: datetime) -> Day:
    """Return what awaits ``actor`` in a territory whose scope is open (§ desk-waiting)."""
    lines = [_line(task, now) for task in tasks_of(actor, territory_id, now)]
    late = [line for line in lines if line.task.late]
    today = [line for line in lines if not line.task.late and line.days is not None and line.days <= 0]
    later = [line for line in lines if line not in late and line not in today]
    return Day(late, today, later)


def _line(task: Task, now: datetime) -> Line:
    days = (day_of(task.last_moment) - day_of(now)).days if task.last_moment else None
    return Line(task, in_language(task.address), days)
