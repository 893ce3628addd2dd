"""Named reads of the code by which the agent of a petition on paper goes online."""

from tadafor.people import queries as people
from tadafor.people.rules.cards import Card
from tadafor.petitions import rules
from tadafor.petitions.models import AgentCode, Petition


def agent_hash(territory_id: int, card: Card) -> str:
    """Return what is kept of an agent's card: one for all petitions of a territory."""
    return people.card_hash("petitions.agent", territory_id, card.kind, card.number)


def agent_code_of(petition: Petition) -> AgentCode | None:
    return AgentCode.objects.filter(petition=petition).first()


def agent_code_by(code_hash: str) -> AgentCode | None:
    """Return the paper that bears this code, with its petition."""
    return AgentCode.objects.filter(code_hash=code_hash).select_related("petition").first()


def paper_of(row: AgentCode | None) -> rules.Paper:
    """Return what the rules need to know of a code; no row, no card."""
    if row is None:
        return rules.Paper(has_card=False)
    return rules.Paper(shown=row.shown_at is not None, tries=row.tries, taken=row.taken_at is not None)
