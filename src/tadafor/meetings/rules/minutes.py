"""Afterwards: minutes written, approved by a second person, published; what was decided, followed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.meetings.rules.meeting import SHORTEST_REASON, Stage

SHORTEST_SUMMARY = 20
LONGEST_WHAT = 300
MOST_FOLLOW_UPS = 30
MOST_OUTPUTS = 1_000


class Standing(StrEnum):
    """How far the minutes are."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"


class Product(StrEnum):
    """What a meeting made, as the sources count it."""

    PETITIONS = "petitions"
    OPINIONS = "opinions"
    DRAFTS = "drafts"
    PROPOSALS = "proposals"
    RECOMMENDATIONS = "recommendations"


class MinutesRefusal(StrEnum):
    """Why minutes are not kept, submitted, sent back or published, or a follow-up not settled."""

    NOT_HELD = "not_held"
    CHANGED_MEANWHILE = "changed_meanwhile"
    SUMMARY_MISSING = "summary_missing"
    NOTHING_WRITTEN = "nothing_written"
    ALREADY_SUBMITTED = "already_submitted"
    NOT_SUBMITTED = "not_submitted"
    OWN_MINUTES = "own_minutes"
    ALREADY_PUBLISHED = "already_published"
    REASON_MISSING = "reason_missing"
    OWNER_MISSING = "owner_missing"
    DONE_ALREADY = "done_already"
    DONE_IN_FUTURE = "done_in_future"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True)
class Duty:
    """What is to be done after a meeting, by whom, by when."""

    what: str
    owner: str
    due: date | None = None


def refuse_writing(
    at: Stage,
    *,
    standing: Standing | None,
    summary: str,
    duties: Sequence[Duty],
    seen: int,
    revision: int,
) -> MinutesRefusal | None:
    """Return why minutes may not be kept as they were typed (§ meetings-minutes)."""
    if at is not Stage.HELD:
        return MinutesRefusal.NOT_HELD
    if standing is Standing.PUBLISHED:
        return MinutesRefusal.ALREADY_PUBLISHED
    if seen != revision:
        return MinutesRefusal.CHANGED_MEANWHILE
    if len(summary) < SHORTEST_SUMMARY:
        return MinutesRefusal.SUMMARY_MISSING
    return MinutesRefusal.OWNER_MISSING if any(not one.owner for one in duties) else None


def refuse_submitting(standing: Standing | None) -> MinutesRefusal | None:
    """Return why minutes may not be submitted for approval."""
    return {
        None: MinutesRefusal.NOTHING_WRITTEN,
        Standing.DRAFT: None,
        Standing.SUBMITTED: MinutesRefusal.ALREADY_SUBMITTED,
        Standing.PUBLISHED: MinutesRefusal.ALREADY_PUBLISHED,
    }[standing]


def refuse_approving(standing: Standing | None, *, is_own: bool) -> MinutesRefusal | None:
    """Return why minutes may not be approved: who wrote them does not approve them (§ meetings-approval)."""
    if standing is Standing.PUBLISHED:
        return MinutesRefusal.ALREADY_PUBLISHED
    if standing is not Standing.SUBMITTED:
        return MinutesRefusal.NOT_SUBMITTED
    return MinutesRefusal.OWN_MINUTES if is_own else None


def refuse_sending_back(standing: Standing | None, *, reason: str) -> MinutesRefusal | None:
    """Return why minutes may not be sent back to who wrote them (§ meetings-approval)."""
    if standing is not Standing.SUBMITTED:
        return MinutesRefusal.NOT_SUBMITTED
    return MinutesRefusal.REASON_MISSING if len(reason) < SHORTEST_REASON else None


def refuse_settling(
    standing: Standing | None, *, is_done: bool, done_on: date, today: date
) -> MinutesRefusal | None:
    """Return why a follow-up may not be marked as done (§ meetings-follow-up)."""
    if standing is not Standing.PUBLISHED:
        return MinutesRefusal.NOT_PUBLISHED
    if is_done:
        return MinutesRefusal.DONE_ALREADY
    return MinutesRefusal.DONE_IN_FUTURE if done_on > today else None
