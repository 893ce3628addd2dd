"""Statements: what may be added to a conversation, and by whom."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.moderation.rules import SURELY_PERSONAL, personal_data_in
from tadafor.surveys.rules.standing import Phase

LONGEST_STATEMENT = 280
SHORTEST_STATEMENT = 12
MOST_A_DAY = 5
MOST_REPEATED = 6


class StatementRefusal(StrEnum):
    """Why a statement is not taken."""

    NOT_OPEN = "not_open"
    NOT_TAKEN = "not_taken"
    SIGN_IN = "sign_in"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PERSONAL_DATA = "personal_data"
    SPAM = "spam"
    SAID_ALREADY = "said_already"
    TOO_MANY_TODAY = "too_many_today"


@dataclass(frozen=True)
class Proposal:
    """A statement somebody would add, and what is known of them today."""

    body: str
    signed_in: bool
    made_today: int
    said_already: bool


def refuse_statement(proposal: Proposal, phase: Phase, *, takes: bool) -> StatementRefusal | None:
    """Say why a statement is not taken (§ surveys-statements)."""
    if phase is not Phase.OPEN:
        return StatementRefusal.NOT_OPEN
    if not takes:
        return StatementRefusal.NOT_TAKEN
    if not proposal.signed_in:
        return StatementRefusal.SIGN_IN
    return refuse_words(proposal.body) or _refuse_more(proposal)


def refuse_words(body: str) -> StatementRefusal | None:
    """Say why these words make no statement, whoever says them."""
    if len(body) < SHORTEST_STATEMENT:
        return StatementRefusal.TOO_SHORT
    if len(body) > LONGEST_STATEMENT:
        return StatementRefusal.TOO_LONG
    if SURELY_PERSONAL.intersection(personal_data_in(body)):
        return StatementRefusal.PERSONAL_DATA
    return StatementRefusal.SPAM if is_spam(body) else None


def _refuse_more(proposal: Proposal) -> StatementRefusal | None:
    if proposal.said_already:
        return StatementRefusal.SAID_ALREADY
    return StatementRefusal.TOO_MANY_TODAY if proposal.made_today >= MOST_A_DAY else None


def is_spam(body: str) -> bool:
    """Whether words lead elsewhere, or say one sign or one word over and over."""
    folded = body.casefold()
    if "://" in folded or "www." in folded or ".com" in folded:
        return True
    run, last = 0, ""
    for sign in folded:
        run, last = (run + 1, last) if sign == last else (1, sign)
        if run >= MOST_REPEATED and not sign.isspace():
            return True
    words = folded.split()
    return len(words) >= MOST_REPEATED and len(set(words)) <= len(words) // 3
