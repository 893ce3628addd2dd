"""Who acts in the name of an association, for what, until when."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

MOST_DELEGATES = 10
LONGEST_MANDATE = timedelta(days=4 * 366)


class Mechanism(StrEnum):
    """What somebody may do in the name of an association (§ mandates-limits)."""

    CONTRIBUTE = "contribute"
    PETITION = "petition"
    MEETING = "meeting"
    VOTE = "vote"
    CALL = "call"


EVERYTHING = frozenset(Mechanism)


class MandateRefusal(StrEnum):
    """Why nobody acts for an association by this mandate, or it is not given."""

    NOT_ALLOWED = "not_allowed"
    YOURSELF = "yourself"
    ACCOUNT_CLOSED = "account_closed"
    PERIOD = "period"
    TOO_LONG = "too_long"
    NOTHING = "nothing"
    TOO_MANY = "too_many"
    NOT_CONFIRMED = "not_confirmed"
    ALREADY_ENDED = "already_ended"
    NO_MANDATE = "no_mandate"
    NOT_FOR_THIS = "not_for_this"


def refuse_mandate(
    *,
    by_staff: bool,
    by_representative: bool,
    as_representative: bool,
    yourself: bool,
    closed: bool,
    may_act: bool,
    since: datetime,
    until: datetime | None,
    mechanisms: Collection[Mechanism],
    delegates: int,
) -> MandateRefusal | None:
    """Say why this mandate is not given (§ mandates-given, § mandates-limits, § mandates-period).

    Staff write down who represents an association; the representative says who else acts for it.
    """
    if not by_staff and (as_representative or not by_representative):
        return MandateRefusal.NOT_ALLOWED
    if yourself:
        return MandateRefusal.YOURSELF
    if closed:
        return MandateRefusal.ACCOUNT_CLOSED
    if not may_act:
        return MandateRefusal.NOT_CONFIRMED
    if until is not None and until <= since:
        return MandateRefusal.PERIOD
    if not by_staff and (until is None or until > since + LONGEST_MANDATE):
        return MandateRefusal.TOO_LONG
    if not mechanisms:
        return MandateRefusal.NOTHING
    return MandateRefusal.TOO_MANY if delegates >= MOST_DELEGATES and not as_representative else None


def refuse_taking_back(
    *, by_staff: bool, by_representative: bool, own: bool, as_representative: bool, holds: bool
) -> MandateRefusal | None:
    """Say why a mandate is not taken back (§ mandates-back); one may always lay down one's own."""
    if not (by_staff or own or (by_representative and not as_representative)):
        return MandateRefusal.NOT_ALLOWED
    return None if holds else MandateRefusal.ALREADY_ENDED
