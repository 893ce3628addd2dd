"""The counter can cheat too: the second check, one's own family, the seven days, the receipt, the list.

The prose is ``docs/rules/identity.md``; each rule names its anchor there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tadafor.people.rules import CONFIRM_LINKS, RoleKind


class Second(StrEnum):
    """Whether another member of staff looks at a confirmation, and whether it waits for that."""

    NONE = "none"
    DRAWN = "drawn"
    NEEDED = "needed"


class CounterRefusal(StrEnum):
    """Why the counter does not do it."""

    NOT_ALLOWED = "not_allowed"
    YOURSELF = "yourself"
    CARD_NEEDED = "card_needed"
    CARD_HELD = "card_held"
    NO_CONSENT = "no_consent"
    FAMILY_TWICE = "family_twice"
    SAME_PERSON = "same_person"
    OWN_FAMILY = "own_family"
    ALREADY_CHECKED = "already_checked"
    NO_REASON = "no_reason"
    NOBODY = "nobody"
    ENDED = "ended"
    ALREADY_SHOWN = "already_shown"


class ClaimRefusal(StrEnum):
    """Why a receipt does not open the account it speaks of."""

    NOT_TOGETHER = "not_together"
    TOO_MANY = "too_many"
    CLAIMED = "claimed"
    CONTACT_TAKEN = "contact_taken"


class MatchRefusal(StrEnum):
    """Why typing one's number confirms nothing; the first says the same for every cause."""

    NOT_FOUND = "not_found"
    TOO_MANY = "too_many"
    CONFIRMED = "confirmed"


class VotingRefusal(StrEnum):
    """Why a clerk does not enter the vote of this person."""

    YOURSELF = "yourself"
    SECOND_NEEDED = "second_needed"
    SECOND_IS_PARTY = "second_is_party"


# ---- the second check

SECOND_SHARE = 10
SECOND_DAYS = 3


def second_of(*, family: bool, drawn: int, share: int) -> Second:
    """Say whether a confirmation is checked by a second person (§ identity-second).

    ``drawn`` is a number below 100 that the clerk can neither foresee nor choose. A confirmation within
    the clerk's own family is always checked, and holds only after that.
    """
    if family:
        return Second.NEEDED
    return Second.DRAWN if drawn < share else Second.NONE


def is_family(*, declared: bool, household: str, clerks_households: Collection[str]) -> bool:
    """Whether clerk and person are of one family, said so or of one address (§ identity-family)."""
    return declared or (household != "" and household in clerks_households)


def refuse_family(*, family: bool, before: int) -> CounterRefusal | None:
    """Say why a clerk may not confirm their own family again (§ identity-family)."""
    return CounterRefusal.FAMILY_TWICE if family and before else None


def refuse_second(
    *,
    roles: Collection[RoleKind],
    checker: int | None,
    confirmed_by: int | None,
    person: int,
    waits: bool,
    of_their_family: bool = False,
) -> CounterRefusal | None:
    """Say why this member of staff may not be the second (§ identity-second)."""
    if not CONFIRM_LINKS & frozenset(roles):
        return CounterRefusal.NOT_ALLOWED
    if checker == confirmed_by:
        return CounterRefusal.SAME_PERSON
    if checker == person:
        return CounterRefusal.YOURSELF
    if of_their_family:
        return CounterRefusal.OWN_FAMILY
    return None if waits else CounterRefusal.ALREADY_CHECKED


# ---- voting at the desk

SEVEN_DAYS = timedelta(days=7)


def refuse_voting_with(
    clerk: int, person: int, registered_at: date | None, today: date, second: int | None
) -> VotingRefusal | None:
    """Say why ``clerk`` may not take the vote of ``person`` (§ identity-seven-days).

    ``registered_at`` is the day on which this same clerk registered or confirmed the person, None when
    another did. From that day and for seven days after it, a second member of staff stands beside.
    """
    if clerk == person:
        return VotingRefusal.YOURSELF
    if registered_at is None or today - registered_at > SEVEN_DAYS:
        return None
    if second is None:
        return VotingRefusal.SECOND_NEEDED
    return VotingRefusal.SECOND_IS_PARTY if second in {clerk, person} else None


# ---- the receipt

RECEIPT_LENGTH = 12
RECEIPT_TRIES = 5


def refuse_claim(*, together: bool, tries: int, claimed: bool) -> ClaimRefusal | None:
    """Say why a code and a card do not claim an account (§ identity-claim).

    ``together``: the code is of a receipt, and the card is the one shown when it was given.
    """
    if tries >= RECEIPT_TRIES:
        return ClaimRefusal.TOO_MANY
    if not together:
        return ClaimRefusal.NOT_TOGETHER
    return ClaimRefusal.CLAIMED if claimed else None


# ---- the list

MATCH_TRIES = 5
LONGEST_LIST = 20_000


def refuse_match(*, found: bool, tries: int, confirmed: bool, held_by_another: bool) -> MatchRefusal | None:
    """Say why a typed number confirms nothing (§ identity-match).

    Not in the list, used already, held by somebody: one sentence for all, or it would tell about others.
    """
    if tries >= MATCH_TRIES:
        return MatchRefusal.TOO_MANY
    if confirmed:
        return MatchRefusal.CONFIRMED
    return None if found and not held_by_another else MatchRefusal.NOT_FOUND


# ---- acting for somebody, and the shared tablet

ASSISTED = timedelta(minutes=20)
QUIET_SECONDS = 60
EXIT_TRIES = 5


class KioskRefusal(StrEnum):
    """Why a shared tablet does not leave its mode."""

    WRONG = "wrong"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Assisting:
    """A clerk acts for a person: until when, and whether they said it is over."""

    ends_at: datetime
    ended: bool

    def lasts(self, now: datetime) -> bool:
        """Whether acts are still theirs (§ identity-assisted)."""
        return not self.ended and now < self.ends_at
