"""What follows the vote: the winners go to the council, and are carried out in public."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum


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
