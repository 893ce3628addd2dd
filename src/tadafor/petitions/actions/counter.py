"""At the counter: a petition collected entirely on paper, and its receipt at once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.associations.queries import listed as associations_listed
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Visibility as FileVisibility
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Actor
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.agent import expect_agent
from tadafor.petitions.actions.depositing import against_a_receipt, answer_due
from tadafor.petitions.actions.recording import ask, record
from tadafor.petitions.actions.writing import Agent, Words, begun, fill_agent
from tadafor.petitions.models import CounterDeposit, Petition, PetitionAnswer, PetitionParty, Sheet
from tadafor.petitions.rules import CounterRefusal, PathRefusal, SheetState, State
from tadafor.territories import queries as territories
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

SHEET_CODE_LENGTH = 8


@dataclass(frozen=True)
class Counter:
    """What the paper says, what came with it, and when it was handed over."""

    words: Words
    agent: Agent
    deposited_at: datetime
    kind: rules.Kind = rules.Kind.CITIZENS
    association: int | None = None
    deputy: str = ""
    lines: int = 0
    sheets: int = 0
    annexes: list[rules.Annex] = field(default_factory=list)
    registry_number: str = ""
    known: frozenset[str] = frozenset()  # petitions that seem the same and are others, the clerk says

    @property
    def of_citizens(self) -> bool:
        return self.kind is rules.Kind.CITIZENS


@transaction.atomic
def deposit_at_counter(
    *,
    territory: "Territory",
    brought: Counter,
    token: str,
    actor: Actor,
    now: datetime,
    scan: CleanFile | None = None,
    is_demonstration: bool = False,
) -> Petition:
    """Record a petition that came on paper and return it with its receipt (§ petitions-32). Raises Refused.

    Whoever deposits in one territory waits for the others; a form sent twice makes one petition.
    """
    ask(None if actor.has_role(territory.pk, *queries.CLERKS) else CounterRefusal.NOT_CLERK)
    territories.locked(territory.pk)
    if already := queries.counter_form(actor.signer, token):
        return already
    words, number = brought.words.cleaned(), clean_line(brought.registry_number)
    ask(rules.refuse_counter(_fact(brought, words), now=now))
    ask(PathRefusal.REGISTRY_TAKEN if number and queries.registry_taken(territory.pk, number) else None)
    like = queries.like_at_counter(
        territory.pk, title=words.title, card=brought.agent.card, moment=brought.deposited_at
    )
    ask(rules.refuse_like_another([one.code for one in like], known=brought.known))
    petition = begun(
        territory=territory,
        words=words,
        now=brought.deposited_at,
        author_id=None,
        association_id=None if brought.of_citizens else brought.association,
        is_demonstration=is_demonstration,
    )
    _deposited(petition, brought.deposited_at)
    _parties(petition, brought, now)
    PetitionAnswer.objects.create(
        petition=petition,
        registry_number=number,
        registered_on=day_of(brought.deposited_at) if number else None,
    )
    _counter(petition, brought, token=token, actor=actor, now=now, scan=scan)
    facts = {"receipt": petition.receipt, "lines": brought.lines, "sheets": brought.sheets}
    if like:
        facts["beside"] = [one.code for one in like]
    record(petition, actor, "deposit_at_counter", now, **facts)
    notices.deposited(petition, now=now)
    return petition


def _fact(brought: Counter, words: Words) -> rules.Brought:
    known = brought.of_citizens or (
        brought.association is not None and associations_listed().filter(pk=brought.association).exists()
    )
    return rules.Brought(
        kind=brought.kind,
        title=words.title,
        object=words.object,
        agent=clean_line(brought.agent.name),
        deposited_at=brought.deposited_at,
        lines=brought.lines,
        sheets=brought.sheets,
        in_the_register=known,
    )


def _deposited(petition: Petition, moment: datetime) -> None:
    """Number the receipt; nothing is counted yet, so no count is written."""
    asked = queries.asked_of(petition.territory, petition.sort, on=day_of(moment))
    against_a_receipt(petition, moment)
    petition.state, petition.opened_at = State.DEPOSITED, moment
    petition.asked_at_deposit = petition.asked_at_opening = queries.kept(asked)
    petition.answer_due = answer_due(petition.territory_id, day_of(moment), asked.answer_months)
    petition.save()
    traces.set_visibility(item=petition.trace, visibility=Visibility.VISIBLE)


def _parties(petition: Petition, brought: Counter, now: datetime) -> None:
    """Write who answers for it, and the deputy if one is named; none of them needs an account."""
    moment = brought.deposited_at
    agent = PetitionParty(petition=petition, role=rules.Party.AGENT, invited_at=moment, accepted_at=moment)
    fill_agent(agent, petition, brought.agent, now)
    agent.save()
    if brought.agent.card is not None:
        expect_agent(petition, brought.agent.card)
    if name := clean_line(brought.deputy)[:120]:
        PetitionParty.objects.create(
            petition=petition, role=rules.Party.DEPUTY, name=name, invited_at=moment, accepted_at=moment
        )


def _counter(
    petition: Petition, brought: Counter, *, token: str, actor: Actor, now: datetime, scan: CleanFile | None
) -> None:
    kept = None
    if scan is not None:
        kept = documents.attach(
            territory_id=petition.territory_id,
            actor=actor,
            file=scan,
            now=now,
            title=f"{petition.code} {petition.receipt}",
            visibility=FileVisibility.PRIVATE,
        )
    CounterDeposit.objects.create(
        petition=petition,
        taken_by_id=actor.signer,
        taken_at=now,
        token=token,
        lines=brought.lines,
        sheets=brought.sheets,
        annexes=sorted({annex.value for annex in brought.annexes}),
        scan=kept,
    )
    to_enter = rules.sheets_to_enter(lines=brought.lines, sheets=brought.sheets)
    Sheet.objects.bulk_create(
        Sheet(
            petition=petition,
            number=number,
            code=code(SHEET_CODE_LENGTH),
            state=SheetState.PRINTED,
            printed_at=brought.deposited_at,
        )
        for number in range(1, to_enter + 1)
    )
