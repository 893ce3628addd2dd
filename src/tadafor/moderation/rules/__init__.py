"""The rules of moderation, as ``docs/rules/moderation.md`` states them.

Pure functions over plain values: no database, no request, no clock. ``off`` is always the days off of
the territory.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from tadafor.moderation.rules.private import (
    MASK,
    SURELY_PERSONAL,
    Signal,
    masked,
    personal_data_in,
    personal_data_spans,
)
from tadafor.territories.rules import add_working_days
from tadafor.traces.rules import Visibility

__all__ = [
    "MASK",
    "SURELY_PERSONAL",
    "Signal",
    "masked",
    "personal_data_in",
    "personal_data_spans",
]

DAYS_TO_RULE = 2
DAYS_TO_DECIDE_APPEAL = 5
DAYS_TO_APPEAL = 15
WORDS_LIMIT = 1_000


class Reason(StrEnum):
    """The closed list of reasons for which a text may be hidden (§ moderation-reasons)."""

    INSULT = "insult"
    HATRED = "hatred"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    IMPERSONATION = "impersonation"
    ILLEGAL = "illegal"


class Cause(StrEnum):
    """Why a case was opened."""

    BEFORE_PUBLICATION = "before_publication"
    PERSONAL_DATA = "personal_data"
    REPORTED = "reported"
    STAFF = "staff"


class Decision(StrEnum):
    """How a case was closed."""

    HIDE = "hide"
    RESTORE = "restore"
    RELEASE = "release"
    KEEP = "keep"


class Outcome(StrEnum):
    """What became of an appeal."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Refusal(StrEnum):
    """Why one may not report, rule or appeal."""

    CONTACT_NEEDED = "contact_needed"
    NOT_VISIBLE = "not_visible"
    OWN_TEXT = "own_text"
    ALREADY_REPORTED = "already_reported"
    WORDS_NEEDED = "words_needed"
    WORDS_TOO_LONG = "words_too_long"
    REASON_NEEDED = "reason_needed"
    NOT_A_MODERATOR = "not_a_moderator"
    ALREADY_RULED = "already_ruled"
    ALREADY_HIDDEN = "already_hidden"
    ALREADY_HELD = "already_held"
    NOT_HELD = "not_held"
    NOT_HIDDEN = "not_hidden"
    NOT_THE_AUTHOR = "not_the_author"
    NOTHING_TO_APPEAL = "nothing_to_appeal"
    APPEAL_TOO_LATE = "appeal_too_late"
    ALREADY_APPEALED = "already_appealed"
    NOT_AN_APPEAL_BODY = "not_an_appeal_body"
    RULED_BY_ONESELF = "ruled_by_oneself"
    APPEAL_DECIDED = "appeal_decided"
    APPEAL_PENDING = "appeal_pending"


def refuse_report(
    *, has_contact: bool, is_author: bool, visibility: Visibility, already_reported: bool, words: str
) -> Refusal | None:
    """Return why someone may not report a text (§ moderation-report).

    The reason is chosen from the closed list; words are free and short.
    """
    if not has_contact:
        return Refusal.CONTACT_NEEDED
    if is_author:
        return Refusal.OWN_TEXT
    if already_reported:
        return Refusal.ALREADY_REPORTED
    if visibility is not Visibility.VISIBLE:
        return Refusal.NOT_VISIBLE
    if len(words) > WORDS_LIMIT:
        return Refusal.WORDS_TOO_LONG
    return None


def refuse_hold(
    *, cause: Cause, is_moderator: bool, visibility: Visibility, has_open_case: bool
) -> Refusal | None:
    """Return why a text may not be held back (§ moderation-held).

    The mechanism itself holds what is read before publication; of their own accord only moderators do.
    """
    if cause is Cause.STAFF and not is_moderator:
        return Refusal.NOT_A_MODERATOR
    if visibility is Visibility.HIDDEN:
        return Refusal.ALREADY_HIDDEN
    if visibility is Visibility.HELD and has_open_case:
        return Refusal.ALREADY_HELD
    return None


def refuse_ruling(
    *,
    decision: Decision,
    is_moderator: bool,
    is_author: bool,
    visibility: Visibility,
    case_is_open: bool,
    has_pending_appeal: bool,
    reason: Reason | None,
    words: str,
) -> Refusal | None:
    """Return why a moderator may not rule so (§ moderation-ruling).

    ``case_is_open`` tells whether the case that the moderator looked at still waits: two moderators
    on one case, the second is told that it was ruled.
    """
    if not is_moderator:
        return Refusal.NOT_A_MODERATOR
    if is_author:
        return Refusal.OWN_TEXT
    if not case_is_open:
        return Refusal.ALREADY_RULED
    if len(words) > WORDS_LIMIT:
        return Refusal.WORDS_TOO_LONG
    return _refuse_decision(
        decision, visibility, has_pending_appeal=has_pending_appeal
    ) or _refuse_unreasoned(decision, reason, words)


def _refuse_decision(
    decision: Decision, visibility: Visibility, *, has_pending_appeal: bool
) -> Refusal | None:
    if decision is Decision.HIDE and visibility is Visibility.HIDDEN:
        return Refusal.ALREADY_HIDDEN
    if decision is Decision.RELEASE and visibility is not Visibility.HELD:
        return Refusal.NOT_HELD
    if decision is Decision.RESTORE and visibility is not Visibility.HIDDEN:
        return Refusal.NOT_HIDDEN
    if decision is Decision.RESTORE and has_pending_appeal:
        return Refusal.APPEAL_PENDING
    if decision is Decision.KEEP and visibility is not Visibility.VISIBLE:
        return Refusal.NOT_VISIBLE
    return None


def _refuse_unreasoned(decision: Decision, reason: Reason | None, words: str) -> Refusal | None:
    """Hiding names a reason of the list; taking a hiding back says why in words."""
    if decision is Decision.HIDE and reason is None:
        return Refusal.REASON_NEEDED
    if decision is Decision.RESTORE and not words:
        return Refusal.WORDS_NEEDED
    return None


def refuse_appeal(
    *,
    may_speak_for_author: bool,
    visibility: Visibility,
    ruled_on: date | None,
    already_appealed: bool,
    words: str,
    today: date,
) -> Refusal | None:
    """Return why a hiding may not be appealed (§ moderation-appeal).

    Only the author appeals, once, within fifteen days; for a text without account a clerk writes
    the appeal down. A restored text has nothing to appeal.
    """
    if not may_speak_for_author:
        return Refusal.NOT_THE_AUTHOR
    if visibility is not Visibility.HIDDEN or ruled_on is None:
        return Refusal.NOTHING_TO_APPEAL
    if already_appealed:
        return Refusal.ALREADY_APPEALED
    if today > last_day_to_appeal(ruled_on):
        return Refusal.APPEAL_TOO_LATE
    return _refuse_words(words)


def last_day_to_appeal(ruled_on: date) -> date:
    """The fifteenth day after the ruling, that day included (§ moderation-appeal)."""
    return ruled_on + timedelta(days=DAYS_TO_APPEAL)


def refuse_appeal_decision(
    *, is_appeal_body: bool, ruled_by_oneself: bool, is_author: bool, is_decided: bool, words: str
) -> Refusal | None:
    """Return why someone may not decide an appeal (§ moderation-other-eyes).

    Neither who ruled nor who wrote ever may.
    """
    if not is_appeal_body:
        return Refusal.NOT_AN_APPEAL_BODY
    if ruled_by_oneself:
        return Refusal.RULED_BY_ONESELF
    if is_author:
        return Refusal.OWN_TEXT
    if is_decided:
        return Refusal.APPEAL_DECIDED
    return _refuse_words(words)


def _refuse_words(words: str) -> Refusal | None:
    if not words:
        return Refusal.WORDS_NEEDED
    if len(words) > WORDS_LIMIT:
        return Refusal.WORDS_TOO_LONG
    return None


def ruling_due_on(*, opened_on: date, off: frozenset[date]) -> date:
    """The last day on which a ruling is in time: the second working day (§ moderation-held)."""
    return add_working_days(opened_on, DAYS_TO_RULE, off)


def appeal_due_on(*, appealed_on: date, off: frozenset[date]) -> date:
    """The last day on which an appeal is decided in time: the fifth working day (§ moderation-appeal)."""
    return add_working_days(appealed_on, DAYS_TO_DECIDE_APPEAL, off)


def is_late(*, due_on: date, ended_on: date | None, today: date) -> bool:
    """Whether something ended, or still waits, after its last day (§ moderation-late)."""
    return (ended_on or today) > due_on


def sent_in_time(*, written_at: datetime, closes_at: datetime) -> bool:
    """What was sent before the closing counts, however long it was held back (§ moderation-in-time)."""
    return written_at < closes_at


def median_days(lengths: Iterable[int]) -> int | None:
    """The middle of some delays in days, the longer of two middles, or None without any."""
    ordered = sorted(lengths)
    return ordered[len(ordered) // 2] if ordered else None
