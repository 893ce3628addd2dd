"""The yearly evaluation of a plan, and its next version (``docs/rules/commitments.md``)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from tadafor.commitments.rules.plans import PlanKind
from tadafor.commitments.rules.standing import LONGEST_REASON, SHORTEST_REASON

# An action programme is brought up to date from its third year (organic law 113.14, article 80).
_WHOLE_YEARS = {PlanKind.ACTION_PROGRAMME: 2}


class YearlyRefusal(StrEnum):
    """Why the evaluation of a year is not closed."""

    NOT_PUBLISHED = "not_published"
    YEAR_OUTSIDE = "year_outside"
    NOT_OVER = "not_over"
    TOO_LATE = "too_late"
    CLOSED = "closed"
    LATER_CLOSED = "later_closed"
    WORDS_NEEDED = "words_needed"
    WORDS_TOO_LONG = "words_too_long"


class RenewalRefusal(StrEnum):
    """Why a plan has no new version now."""

    NOT_PUBLISHED = "not_published"
    TOO_EARLY = "too_early"
    OVER = "over"
    PENDING = "pending"
    REASON_NEEDED = "reason_needed"
    REASON_TOO_LONG = "reason_too_long"


def refuse_year(
    year: int,
    *,
    is_published: bool,
    closed: Collection[int],
    words: str,
    starts_on: date,
    ends_on: date,
    today: date,
) -> YearlyRefusal | None:
    """Return why the evaluation of a year is not closed (§ commitments-21).

    Its figures are those of the day it is closed: once the year is over, within the year that follows.
    """
    if not is_published:
        return YearlyRefusal.NOT_PUBLISHED
    if not starts_on.year <= year <= ends_on.year:
        return YearlyRefusal.YEAR_OUTSIDE
    if year in closed:
        return YearlyRefusal.CLOSED
    if today.year <= year:
        return YearlyRefusal.NOT_OVER
    if today.year > year + 1:
        return YearlyRefusal.TOO_LATE
    if any(one > year for one in closed):
        return YearlyRefusal.LATER_CLOSED
    if len(words) < SHORTEST_REASON:
        return YearlyRefusal.WORDS_NEEDED
    return YearlyRefusal.WORDS_TOO_LONG if len(words) > LONGEST_REASON else None


def renewed_from(kind: PlanKind, starts_on: date) -> date:
    """Return the first day on which a plan of this kind may have a new version (§ commitments-22)."""
    return date(starts_on.year + _WHOLE_YEARS.get(kind, 0), starts_on.month, 1)


def refuse_renewal(
    kind: PlanKind,
    *,
    is_published: bool,
    has_next: bool,
    reason: str,
    starts_on: date,
    ends_on: date,
    today: date,
) -> RenewalRefusal | None:
    """Return why a plan has no new version now (§ commitments-22)."""
    if not is_published:
        return RenewalRefusal.NOT_PUBLISHED
    if has_next:
        return RenewalRefusal.PENDING
    if today > ends_on:
        return RenewalRefusal.OVER
    if today < renewed_from(kind, starts_on):
        return RenewalRefusal.TOO_EARLY
    if len(reason) < SHORTEST_REASON:
        return RenewalRefusal.REASON_NEEDED
    return RenewalRefusal.REASON_TOO_LONG if len(reason) > LONGEST_REASON else None
