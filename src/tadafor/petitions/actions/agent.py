"""The agent of a petition that came on paper takes it over online, by the receipt and the card."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from tadafor.audit import actions as audit
from tadafor.kernel.identifiers import code as drawn
from tadafor.kernel.refusals import Refused
from tadafor.people import actions as people
from tadafor.people.actor import Actor
from tadafor.people.queries import keyed_hash
from tadafor.people.rules.cards import Card
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.recording import ask, for_the_bureau, record
from tadafor.petitions.models import AgentCode, CounterDeposit, Petition, PetitionParty
from tadafor.petitions.rules import Act, AgentRefusal, PathRefusal
from tadafor.traces import actions as traces

PURPOSE = "petition.agent"


@transaction.atomic
def print_agent_code(*, petition: Petition, actor: Actor, now: datetime) -> str:
    """Return the code for the agent's receipt, this once; only its hash is kept (§ petitions-34).

    Raises Refused.
    """
    held = for_the_bureau(petition, actor, Act.REGISTER, clerks=True)
    row = AgentCode.objects.select_for_update().filter(petition=held).first()
    ask(rules.refuse_printing(queries.paper_of(row)))
    assert row is not None  # noqa: S101 -- without a row there is no card, and that is refused
    one = drawn(rules.AGENT_CODE_LENGTH)
    row.code_hash, row.shown_at, row.shown_by_id = keyed_hash(PURPOSE, one), now, actor.signer
    row.save(update_fields=["code_hash", "shown_at", "shown_by"])
    record(held, actor, "print_agent_code", now)
    return one


@transaction.atomic
def renew_agent_code(*, petition: Petition, card: Card, actor: Actor, now: datetime) -> AgentCode:
    """Let another code be printed, the card shown again; the earlier one opens nothing any more.

    A deposit that recorded no card takes the one shown now. Raises Refused.
    """
    held = for_the_bureau(petition, actor, Act.REGISTER, clerks=True)
    ask(PathRefusal.ERASED if held.erased_at is not None else None)
    row = AgentCode.objects.select_for_update().filter(petition=held).first()
    told = queries.agent_hash(held.territory_id, card)
    same = row is not None and constant_time_compare(row.card_hash, told)
    ask(rules.refuse_renewing(queries.paper_of(row), same_card=same))
    if row is None:
        row = expect_agent(held, card)
        _write_card(held, card, now)
    row.code_hash, row.shown_at, row.shown_by_id, row.tries = None, None, None, 0
    row.save(update_fields=["code_hash", "shown_at", "shown_by", "tries"])
    record(held, actor, "renew_agent_code", now)
    return row


def expect_agent(petition: Petition, card: Card) -> AgentCode:
    """Keep by which card the agent will be known; a part of other verbs."""
    return AgentCode.objects.create(
        petition=petition, card_hash=queries.agent_hash(petition.territory_id, card)
    )


def _agent(petition: Petition) -> PetitionParty:
    return PetitionParty.objects.select_for_update().get(
        petition=petition, role=rules.Party.AGENT, ended_at__isnull=True
    )


def _write_card(petition: Petition, card: Card, now: datetime) -> None:
    row = _agent(petition)
    row.card_kind = card.kind.value
    row.card = people.sealed_card(
        queries.procedure(petition), territory_id=petition.territory_id, card=card, now=now
    )
    row.save(update_fields=["card_kind", "card"])


def take_over(*, territory_id: int, code: str, card: Card, actor: Actor, now: datetime) -> Petition:
    """Make who holds the receipt and the card the agent online (§ petitions-34). Raises Refused.

    A wrong card counts even though it is refused.
    """
    petition, refusal = _try(territory_id, code, card, actor, now)
    if petition is None or refusal is not None:
        raise Refused(refusal or AgentRefusal.NOT_TOGETHER)
    return petition


@transaction.atomic
def _try(
    territory_id: int, code: str, card: Card, actor: Actor, now: datetime
) -> tuple[Petition | None, AgentRefusal | PathRefusal | None]:
    found = queries.agent_code_by(keyed_hash(PURPOSE, code))
    if found is None:
        return None, AgentRefusal.NOT_TOGETHER
    held = queries.locked(found.petition)
    row = AgentCode.objects.select_for_update().get(pk=found.pk)
    same = constant_time_compare(row.card_hash, queries.agent_hash(territory_id, card))
    current = row.code_hash == found.code_hash  # another code may have been made at this very moment
    refusal = rules.refuse_taking_over(
        queries.paper_of(row) if current else None,
        same_card=same,
        erased=held.erased_at is not None,
        gave_it=actor.signer in {row.shown_by_id, _taken_by(held)},
    )
    if refusal is AgentRefusal.NOT_TOGETHER and current and not same:
        row.tries += 1
        row.save(update_fields=["tries"])
        record(held, audit.HOUSE, "try_agent_code", now, tries=row.tries)
    refused = refusal or _refuse_person(held, actor, now)
    if refused is None:
        _taken(held, row, actor, now)
    return held, refused


def _taken_by(petition: Petition) -> int:
    return CounterDeposit.objects.values_list("taken_by_id", flat=True).get(petition=petition)


def _refuse_person(petition: Petition, actor: Actor, now: datetime) -> PathRefusal | None:
    """An association's agent is empowered by it; one person has one part."""
    if queries.parts_of(petition, actor.person_id):
        return PathRefusal.ALREADY_PARTY
    association = petition.association_id
    if association is not None and not queries.holds_mandate(association, actor, now=now):
        return PathRefusal.NOT_YOUR_ASSOCIATION
    return None


def _taken(petition: Petition, row: AgentCode, actor: Actor, now: datetime) -> None:
    party = _agent(petition)
    party.person_id = actor.signer
    party.save(update_fields=["person"])
    row.taken_at, row.code_hash = now, None
    row.save(update_fields=["taken_at", "code_hash"])
    with suppress(Refused):  # without a contact, or hidden: the page of the account tells them all the same
        traces.follow(trace=petition.trace, actor=actor, now=now)
    record(petition, actor, "take_over", now)
    notices.taken_over(petition, now=now)
