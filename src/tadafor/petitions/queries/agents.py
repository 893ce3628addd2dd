"""Named reads of the code by which the agent of a petition on paper goes online."""

from datetime import datetime

from tadafor.kernel.search import grams
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


def like_at_counter(territory_id: int, *, title: str, card: Card | None, moment: datetime) -> list[Petition]:
    """Return what came to the counter lately with this card or nearly this title (§ petitions-37)."""
    near = (moment - rules.LATEST_ENTRY, moment + rules.LATEST_ENTRY)
    recent = Petition.objects.filter(
        territory_id=territory_id,
        counter__isnull=False,
        deposited_at__range=near,
        state__in=rules.WHEN[rules.Act.CHECK_SHEETS],
    ).select_related("trace", "agent_code")
    same = agent_hash(territory_id, card) if card is not None else ""
    wanted = set(grams(title))
    return [
        one
        for one in recent.order_by("pk")
        if (same and same == _card_of(one)) or rules.alike(wanted, set(grams(one.title)))
    ]


def _card_of(petition: Petition) -> str:
    row: AgentCode | None = getattr(petition, "agent_code", None)
    return row.card_hash if row else ""


def paper_of(row: AgentCode | None) -> rules.Paper:
    """Return what the rules need to know of a code; no row, no card."""
    if row is None:
        return rules.Paper(has_card=False)
    return rules.Paper(shown=row.shown_at is not None, tries=row.tries, taken=row.taken_at is not None)
