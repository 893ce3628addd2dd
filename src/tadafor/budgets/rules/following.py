"""What follows the vote: the winners go to the council, and are carried out in public."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

WHOLE = 100  # per cent


class Step(StrEnum):
    """The steps of a winning project, in their order."""

    AGENDA = "agenda"
    DECISION = "decision"
    VISA = "visa"
    BUDGET_LINE = "budget_line"
    WORKS = "works"
    DELIVERED = "delivered"


class FollowRefusal(StrEnum):
    """Why a step or a progress is not recorded."""

    NOT_A_WINNER = "not_a_winner"
    BEFORE_THE_LAST = "before_the_last"
    IN_THE_FUTURE = "in_the_future"
    ALREADY_DONE = "already_done"
    EARLIER_MISSING = "earlier_missing"
    SPENT_OVER_PRICE = "spent_over_price"
    WORKS_FIRST = "works_first"
    NOT_DONE = "not_done"
    LATE_WITHOUT_REASON = "late_without_reason"


def refuse_step(
    step: Step, *, done: Collection[tuple[Step, date]], done_on: date, winner: bool, today: date
) -> FollowRefusal | None:
    """Say why a step may not be recorded; they come in order, none before the last (§ budgets-after)."""
    if not winner:
        return FollowRefusal.NOT_A_WINNER
    if done_on > today:
        return FollowRefusal.IN_THE_FUTURE
    reached = {one for one, _ in done}
    if step in reached:
        return FollowRefusal.ALREADY_DONE
    order = list(Step)
    if not set(order[: order.index(step)]) <= reached:
        return FollowRefusal.EARLIER_MISSING
    last = max((day for _, day in done), default=done_on)
    return FollowRefusal.BEFORE_THE_LAST if done_on < last else None


@dataclass(frozen=True)
class Reported:
    """How far a project is said to be."""

    percent: int
    spent: Decimal
    as_of: date
    reason: str = ""


def refuse_progress(
    told: Reported,
    *,
    price: Decimal,
    done: Collection[tuple[Step, date]],
    winner: bool,
    today: date,
) -> FollowRefusal | None:
    """Say why a progress is not recorded (§ budgets-progress)."""
    if not winner:
        return FollowRefusal.NOT_A_WINNER
    if told.as_of > today:
        return FollowRefusal.IN_THE_FUTURE
    reached = dict(done)
    if Step.WORKS not in reached:
        return FollowRefusal.WORKS_FIRST
    if told.as_of < reached[Step.WORKS]:
        return FollowRefusal.BEFORE_THE_LAST
    if Step.DELIVERED in reached and told.percent < WHOLE:
        return FollowRefusal.NOT_DONE
    over = told.spent > price and not told.reason.strip()
    return FollowRefusal.SPENT_OVER_PRICE if over else None


def due(done: Collection[tuple[Step, date]], months: int | None) -> date | None:
    """Return the day on which a project should be delivered: its months after the works began."""
    began = dict(done).get(Step.WORKS)
    if began is None or months is None:
        return None
    year, month = divmod(began.month - 1 + months, 12)
    last = monthrange(began.year + year, month + 1)[1]
    return date(began.year + year, month + 1, min(began.day, last))


def is_late(done: Collection[tuple[Step, date]], months: int | None, *, today: date) -> bool:
    """Whether a project is not delivered on the day it should have been (§ budgets-progress)."""
    day = due(done, months)
    return day is not None and today > day and Step.DELIVERED not in dict(done)


def next_step(done: Collection[tuple[Step, date]]) -> Step | None:
    """Return the step that comes next."""
    reached = dict(done)
    return next((one for one in Step if one not in reached), None)
