"""The agent of a petition that came on paper goes online with the receipt and the card (§ petitions-34)."""

from dataclasses import dataclass
from enum import StrEnum

AGENT_CODE_LENGTH = 12
AGENT_CODE_TRIES = 5


class AgentRefusal(StrEnum):
    """Why a code is not given, or why it makes nobody the agent; the first says the same for every cause."""

    NOT_TOGETHER = "not_together"
    BY_THE_COUNTER = "by_the_counter"
    CARD_MISSING = "card_missing"
    ALREADY_SHOWN = "already_shown"
    OTHER_CARD = "other_card"
    ONLINE = "online"


@dataclass(frozen=True)
class Paper:
    """What is known of the code that an agent receives at the counter."""

    has_card: bool = True
    shown: bool = False
    tries: int = 0
    taken: bool = False


def refuse_printing(paper: Paper) -> AgentRefusal | None:
    """Return why the counter prints no code now: it is shown once (§ petitions-34)."""
    if paper.taken:
        return AgentRefusal.ONLINE
    if not paper.has_card:
        return AgentRefusal.CARD_MISSING
    return AgentRefusal.ALREADY_SHOWN if paper.shown else None


def refuse_renewing(paper: Paper, *, same_card: bool) -> AgentRefusal | None:
    """Return why no other code is made; a deposit without a card takes the one shown now (§ petitions-34)."""
    if paper.taken:
        return AgentRefusal.ONLINE
    return AgentRefusal.OTHER_CARD if paper.has_card and not same_card else None


def refuse_taking_over(
    paper: Paper | None, *, same_card: bool, erased: bool, gave_it: bool
) -> AgentRefusal | None:
    """Return why a code and a card make nobody the agent (§ petitions-34).

    ``paper`` is None when no receipt has this code; ``gave_it`` when who asks took the deposit or printed it.
    """
    known = paper is not None and not paper.taken and paper.tries < AGENT_CODE_TRIES
    if not known or not same_card or erased:
        return AgentRefusal.NOT_TOGETHER
    return AgentRefusal.BY_THE_COUNTER if gave_it else None
