"""Where a commitment stands, and how it moves (``docs/rules/commitments.md``)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHORTEST_REASON = 10
LONGEST_REASON = 2_000
ALMOST = 99  # what is taken back is not whole any more


class Status(StrEnum):
    """Where a commitment stands, as its service says."""

    PROGRAMMED = "programmed"
    UNDER_STUDY = "under_study"
    UNDER_WAY = "under_way"
    DELAYED = "delayed"
    DONE = "done"
    CANCELLED = "cancelled"


MOVES: dict[Status, frozenset[Status]] = {
    Status.PROGRAMMED: frozenset({Status.UNDER_STUDY, Status.UNDER_WAY, Status.DELAYED, Status.CANCELLED}),
    Status.UNDER_STUDY: frozenset({Status.UNDER_WAY, Status.DELAYED, Status.CANCELLED}),
    Status.UNDER_WAY: frozenset({Status.DONE, Status.DELAYED, Status.CANCELLED}),
    Status.DELAYED: frozenset({Status.UNDER_STUDY, Status.UNDER_WAY, Status.DONE, Status.CANCELLED}),
    Status.DONE: frozenset({Status.UNDER_WAY}),
    Status.CANCELLED: frozenset({Status.PROGRAMMED}),
}
ENDED = frozenset({Status.DONE, Status.CANCELLED})
OPEN = frozenset(Status) - ENDED
# What is taken back: what was said to be finished, or dropped, lives again.
_BACK = frozenset({(Status.DONE, Status.UNDER_WAY), (Status.CANCELLED, Status.PROGRAMMED)})


class StandingRefusal(StrEnum):
    """Why an act on a commitment is not done."""

    NOT_STAFF = "not_staff"
    NOT_YOURS = "not_yours"
    SAME = "same"
    NOT_FROM_HERE = "not_from_here"
    REASON_NEEDED = "reason_needed"
    REASON_TOO_LONG = "reason_too_long"
    NEW_DAY_NEEDED = "new_day_needed"
    NEW_DAY_PAST = "new_day_past"
    NEW_DAY_EARLIER = "new_day_earlier"
    MILESTONES_LEFT = "milestones_left"
    ENDED = "ended"
    DONE_IN_FUTURE = "done_in_future"
    ENDS_BEFORE = "ends_before"
    NO_PROGRESS = "no_progress"
    COUNTED = "counted"
    TELL_THE_DELAY = "tell_the_delay"


@dataclass(frozen=True)
class Who:
    """Who does something to a commitment: what they hold in its territory."""

    decides: bool = False
    is_charged: bool = False  # the agent to whom the commitment was given
    is_agent: bool = False


def refuse_staff(who: Who) -> StandingRefusal | None:
    """Return why someone may not keep a commitment up to date (§ commitments-10)."""
    if who.decides or who.is_charged:
        return None
    return StandingRefusal.NOT_YOURS if who.is_agent else StandingRefusal.NOT_STAFF


def needs_reason(before: Status, after: Status) -> bool:
    """Whether a move is told with a reason: a delay, an end, and what is taken back (§ commitments-3)."""
    return after in {Status.DELAYED, Status.CANCELLED, Status.DONE} or (before, after) in _BACK


def refuse_move(
    before: Status,
    after: Status,
    *,
    reason: str,
    milestones_left: int,
    ends_on: date | None = None,
    new_day: date | None = None,
    today: date,
) -> StandingRefusal | None:
    """Return why a commitment may not come to this status (§ commitments-3, § commitments-4)."""
    if before is after:
        return StandingRefusal.SAME
    if after not in MOVES[before]:
        return StandingRefusal.NOT_FROM_HERE
    if needs_reason(before, after) and len(reason) < SHORTEST_REASON:
        return StandingRefusal.REASON_NEEDED
    if len(reason) > LONGEST_REASON:
        return StandingRefusal.REASON_TOO_LONG
    if after is Status.DONE and milestones_left:
        return StandingRefusal.MILESTONES_LEFT
    if after is Status.DELAYED:
        return refuse_new_day(new_day, ends_on=ends_on, today=today)
    return None


def refuse_told(
    before: Status | None,
    after: Status,
    *,
    reason: str,
    last_words: str,
    milestones_left: int,
    ends_on: date | None = None,
    new_day: date | None = None,
    today: date,
) -> StandingRefusal | None:
    """Return why a row of a spreadsheet may not tell this status, with this reason (§ commitments-24).

    What is new (``before`` is None) may come in at any status, told with its reason. Where the status
    stays, other words than the last are told anew.
    """
    if before is after or (before is None and after is Status.PROGRAMMED):
        if not reason or reason == last_words:
            return None
        return refuse_words(reason)
    start = before or (Status.UNDER_WAY if after is Status.DONE else Status.PROGRAMMED)
    return refuse_move(
        start,
        after,
        reason=reason,
        milestones_left=milestones_left,
        ends_on=ends_on if before else None,
        new_day=new_day,
        today=today,
    )


def refuse_words(words: str) -> StandingRefusal | None:
    """Return why these words are not told in public."""
    if len(words) < SHORTEST_REASON:
        return StandingRefusal.REASON_NEEDED
    return StandingRefusal.REASON_TOO_LONG if len(words) > LONGEST_REASON else None


def refuse_new_day(new_day: date | None, *, ends_on: date | None, today: date) -> StandingRefusal | None:
    """Return why a delay may not be told so: it names a later day, which is to come (§ commitments-3)."""
    if new_day is None:
        return StandingRefusal.NEW_DAY_NEEDED
    if new_day < today:
        return StandingRefusal.NEW_DAY_PAST
    return StandingRefusal.NEW_DAY_EARLIER if ends_on and new_day <= ends_on else None


def refuse_days(*, starts_on: date | None, ends_on: date | None) -> StandingRefusal | None:
    """Return why a commitment may not run over these days (§ commitments-5)."""
    if starts_on and ends_on and ends_on < starts_on:
        return StandingRefusal.ENDS_BEFORE
    return None


def refuse_progress(*, is_counted: bool, progress: int, status: Status) -> StandingRefusal | None:
    """Return why a progress may not be told by hand (§ commitments-7).

    What has milestones is counted from them; what ended moves no more.
    """
    if status in ENDED:
        return StandingRefusal.ENDED
    if is_counted:
        return StandingRefusal.COUNTED
    return None if 0 <= progress <= 100 else StandingRefusal.NO_PROGRESS  # noqa: PLR2004 -- per cent
