"""From receipt to reply: states, who does what, once or again (``docs/rules/suggestions.md``)."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.suggestions.rules.writing import Kind

SHORTEST_REASON = 10
LONGEST_REASON = 2_000
LONGEST_NUMBER = 40
RATINGS = (1, 2, 3, 4, 5)
MOST_TOGETHER = 50
THRESHOLD = 100
SMALLEST_THRESHOLD = 2


class State(StrEnum):
    """Where a suggestion stands."""

    RECEIVED = "received"
    AT_SERVICE = "at_service"
    PLANNED = "planned"
    DONE = "done"
    NOT_DONE = "not_done"
    ELSEWHERE = "elsewhere"
    HANDED = "handed"
    MERGED = "merged"


OPEN = frozenset({State.RECEIVED, State.AT_SERVICE, State.PLANNED})
# What staff answer with; each needs its reason.
ANSWERS = (State.PLANNED, State.DONE, State.NOT_DONE, State.ELSEWHERE)
# What stops the clock: somebody told the author what becomes of it.
ANSWERED = frozenset({*ANSWERS, State.HANDED})
MAY_REOPEN = frozenset({State.DONE, State.NOT_DONE, State.ELSEWHERE})


class Act(StrEnum):
    """What is done to a suggestion, and in which states it may be."""

    ROUTE = "route"
    ANSWER = "answer"
    HAND = "hand"
    MERGE = "merge"
    SPLIT = "split"
    NOTE = "note"
    REDACT = "redact"
    WRITE_DOWN = "write_down"
    CARRY = "carry"
    SESSION = "session"
    REOPEN = "reopen"
    RATE = "rate"
    BACK = "back"


_ALL = frozenset(State)
WHEN: dict[Act, frozenset[State]] = {
    Act.ROUTE: OPEN,
    Act.ANSWER: OPEN,
    Act.HAND: OPEN,
    Act.MERGE: OPEN,
    Act.SPLIT: OPEN,
    Act.NOTE: _ALL,
    Act.REDACT: _ALL,
    Act.WRITE_DOWN: _ALL,
    Act.CARRY: _ALL - {State.MERGED},
    Act.SESSION: _ALL - {State.MERGED},
    Act.REOPEN: MAY_REOPEN,
    Act.RATE: MAY_REOPEN,
    Act.BACK: OPEN,
}
# What a clerk does at the counter; the rest is for the service and for those who decide.
FOR_CLERKS = frozenset({Act.ROUTE, Act.NOTE, Act.WRITE_DOWN, Act.REDACT})
FOR_DECIDERS = frozenset({Act.HAND, Act.CARRY, Act.SESSION})


class PathRefusal(StrEnum):
    """Why an act is not done."""

    NOT_STAFF = "not_staff"
    NOT_YOUR_SERVICE = "not_your_service"
    OWN = "own"
    NOT_NOW = "not_now"
    REASON_NEEDED = "reason_needed"
    REASON_TOO_LONG = "reason_too_long"
    SAME_STATE = "same_state"
    NOT_AN_ANSWER = "not_an_answer"
    NO_SERVICE = "no_service"
    NOT_AN_AGENT = "not_an_agent"
    COMPLAINT_ELSEWHERE = "complaint_elsewhere"
    NOT_A_COMPLAINT = "not_a_complaint"
    TREATED_HERE = "treated_here"
    NUMBER_NEEDED = "number_needed"
    NOT_AUTHOR = "not_author"
    WRONG_SECRET = "wrong_secret"  # noqa: S105 -- a refusal, not a password
    TOO_MANY_TRIES = "too_many_tries"
    REOPENED_ONCE = "reopened_once"
    NO_RATING = "no_rating"
    RATED = "rated"
    SIGN_IN_FIRST = "sign_in_first"
    NOT_VISIBLE = "not_visible"
    PRIVATE = "private"
    ITSELF = "itself"
    TOO_MANY = "too_many"
    NOT_OWED = "not_owed"
    NOT_SPOKEN = "not_spoken"
    UNCHANGED = "unchanged"


class SetUpRefusal(StrEnum):
    """Why a setting is not kept."""

    NAME_TAKEN = "name_taken"
    TOO_SMALL = "too_small"


@dataclass(frozen=True)
class Who:
    """Who does something to a suggestion: what they hold in its territory."""

    decides: bool = False
    is_agent: bool = False  # of the service that holds it
    is_agent_elsewhere: bool = False  # of another service, or of none
    is_clerk: bool = False
    is_author: bool = False

    @property
    def is_staff(self) -> bool:
        return self.decides or self.is_agent or self.is_agent_elsewhere or self.is_clerk


def refuse_staff(act: Act, state: State, who: Who) -> PathRefusal | None:
    """Return why someone of the staff may not do this now (§ suggestions-11).

    Nobody treats what they wrote themselves. An agent acts on what their service holds; a clerk receives
    and sends on; those who decide do everything.
    """
    if not who.is_staff:
        return PathRefusal.NOT_STAFF
    if who.is_author:
        return PathRefusal.OWN
    if state not in WHEN[act]:
        return PathRefusal.NOT_NOW
    if who.decides or (who.is_clerk and act in FOR_CLERKS):
        return None
    if act in FOR_DECIDERS or not (who.is_agent or who.is_agent_elsewhere):
        return PathRefusal.NOT_STAFF
    return None if who.is_agent else PathRefusal.NOT_YOUR_SERVICE


def refuse_reason(reason: str) -> PathRefusal | None:
    """Each state has its reason, in words that tell something (§ suggestions-10)."""
    if len(reason) < SHORTEST_REASON:
        return PathRefusal.REASON_NEEDED
    return PathRefusal.REASON_TOO_LONG if len(reason) > LONGEST_REASON else None


def refuse_answer(
    *, kind: Kind, before: State, after: State, reason: str, treats_complaints: bool
) -> PathRefusal | None:
    """Return why this answer may not be given (§ suggestions-10, § suggestions-16)."""
    if after not in ANSWERS:
        return PathRefusal.NOT_AN_ANSWER
    if kind is Kind.COMPLAINT and not treats_complaints:
        return PathRefusal.COMPLAINT_ELSEWHERE
    if before is after:
        return PathRefusal.SAME_STATE
    return refuse_reason(reason)


def refuse_handing(*, kind: Kind, number: str, treats_complaints: bool) -> PathRefusal | None:
    """Return why something is not handed to the national service of complaints (§ suggestions-16)."""
    if kind is not Kind.COMPLAINT:
        return PathRefusal.NOT_A_COMPLAINT
    if treats_complaints:
        return PathRefusal.TREATED_HERE
    return None if number and len(number) <= LONGEST_NUMBER else PathRefusal.NUMBER_NEEDED


def refuse_reopening(state: State, *, is_author: bool, was_reopened: bool, reason: str) -> PathRefusal | None:
    """Return why it is not reopened: by its author, once, with a reason (§ suggestions-12)."""
    if not is_author:
        return PathRefusal.NOT_AUTHOR
    if was_reopened:
        return PathRefusal.REOPENED_ONCE
    if state not in WHEN[Act.REOPEN]:
        return PathRefusal.NOT_NOW
    return refuse_reason(reason)


def refuse_rating(state: State, *, is_author: bool, rating: int, was_rated: bool) -> PathRefusal | None:
    """Return why an answer is not rated: by its author, once for each answer (§ suggestions-13)."""
    if not is_author:
        return PathRefusal.NOT_AUTHOR
    if state not in WHEN[Act.RATE]:
        return PathRefusal.NOT_NOW
    if was_rated:
        return PathRefusal.RATED
    return None if rating in RATINGS else PathRefusal.NO_RATING


def refuse_backing(
    kind: Kind, state: State, *, signed_in: bool, is_author: bool, is_visible: bool
) -> PathRefusal | None:
    """Return why someone may not stand behind it (§ suggestions-14)."""
    if not signed_in:
        return PathRefusal.SIGN_IN_FIRST
    if kind is Kind.COMPLAINT:
        return PathRefusal.PRIVATE
    if not is_visible:
        return PathRefusal.NOT_VISIBLE
    if is_author:
        return PathRefusal.ITSELF
    return None if state in WHEN[Act.BACK] else PathRefusal.NOT_NOW


def owes_a_session(supports: int, threshold: int) -> bool:
    """Whether so many stand behind it that the commune answers at a session (§ suggestions-15)."""
    return supports >= threshold


def refuse_try(*, tries_today: int, most: int) -> PathRefusal | None:
    """Return why no more secrets are tried today on this file (§ suggestions-17)."""
    return PathRefusal.TOO_MANY_TRIES if tries_today >= most else None
