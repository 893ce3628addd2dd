"""What an agent does before and while collecting: words, parties, documents, opening, taking back."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from tadafor.associations.queries import names_of
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Visibility as FileVisibility
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code, token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.people import actions as people
from tadafor.people import queries as people_queries
from tadafor.people.actor import Actor
from tadafor.people.rules.cards import Card
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.recording import ask, for_its_agent, record
from tadafor.petitions.models import Petition, PetitionAnnex, PetitionParty, SignatureCount
from tadafor.petitions.rules import Act, PathRefusal, State
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

CODE_LENGTH = 8


@dataclass(frozen=True)
class Words:
    """The words of a petition as its agent writes them."""

    title: str
    object: str = ""
    reasons: str = ""
    aims: str = ""

    @property
    def told(self) -> str:
        return "\n".join(part for part in (self.title, self.object, self.reasons, self.aims) if part)

    def cleaned(self) -> "Words":
        return Words(clean_line(self.title), clean(self.object), clean(self.reasons), clean(self.aims))


@dataclass(frozen=True)
class Agent:
    """Who answers for a petition, as the decree wants it: name, address, card."""

    name: str = ""
    address: str = ""
    card: Card | None = None


@transaction.atomic
def draft_petition(
    *,
    territory: "Territory",
    words: Words,
    actor: Actor,
    now: datetime,
    speaks_for: int | None = None,
    is_demonstration: bool = False,
) -> Petition:
    """Begin a petition; who writes it is its agent. Raises Refused."""
    _refuse_writer(territory.pk, actor, speaks_for, now)
    petition = begun(
        territory=territory,
        words=words.cleaned(),
        now=now,
        author_id=actor.person_id,
        association_id=speaks_for,
        is_demonstration=is_demonstration,
    )
    PetitionParty.objects.create(
        petition=petition,
        role=rules.Party.AGENT,
        person_id=actor.signer,
        name=actor.name,
        invited_at=now,
        accepted_at=now,
    )
    record(petition, actor, "draft_petition", now, title=petition.title)
    return petition


def begun(
    *,
    territory: "Territory",
    words: Words,
    now: datetime,
    author_id: int | None,
    association_id: int | None,
    is_demonstration: bool,
) -> Petition:
    """Return a new draft with its trace and its count; a part of other verbs."""
    one = code(CODE_LENGTH)
    with override("ar"):
        address = reverse("petitions:petition", args=[territory.slug, one])
    language = script_of(words.told)
    trace = traces.open_trace(
        territory_id=territory.pk,
        room="petitions",
        title=words.title,
        text=words.told,
        address=address,
        language=language,
        visibility=Visibility.HELD,
        now=now,
        author_id=author_id,
        association_id=association_id,
    )
    petition = Petition.objects.create(
        territory=territory,
        trace=trace,
        code=one,
        kind=rules.Kind.ASSOCIATION if association_id else rules.Kind.CITIZENS,
        association_id=association_id,
        association_name=names_of([association_id]).get(association_id, "") if association_id else "",
        language=language,
        title=words.title,
        object=words.object,
        reasons=words.reasons,
        aims=words.aims,
        state=State.DRAFT,
        drafted_at=now,
        is_demonstration=is_demonstration,
        search_text=search_text(words.told),
        grams=grams(words.told),
    )
    SignatureCount.objects.create(petition=petition)
    return petition


def _refuse_writer(territory_id: int, actor: Actor, speaks_for: int | None, now: datetime) -> None:
    if not actor.is_signed_in:
        raise Refused(PathRefusal.SIGN_IN_FIRST)
    if speaks_for is not None:
        if not queries.holds_mandate(speaks_for, actor, now=now):
            raise Refused(PathRefusal.NOT_YOUR_ASSOCIATION)
    elif not actor.linked_to(territory_id):
        raise Refused(PathRefusal.LINK_NEEDED)


@transaction.atomic
def write(
    *, petition: Petition, words: Words, agent: Agent, seen: int, actor: Actor, now: datetime
) -> Petition:
    """Write the words and who answers for them; of two who write at once the second is told."""
    petition = for_its_agent(petition, actor, Act.WRITE, now)
    ask(PathRefusal.CHANGED_MEANWHILE if seen != petition.revision else None)
    words = words.cleaned()
    petition.title, petition.object = words.title, words.object
    petition.reasons, petition.aims = words.reasons, words.aims
    petition.revision += 1
    petition.language = script_of(words.told)
    petition.search_text, petition.grams = search_text(words.told), grams(words.told)
    petition.save()
    traces.describe(trace=petition.trace, title=words.title, text=words.told)
    _write_agent(petition, agent, now)
    record(petition, actor, "write", now, title=words.title)
    return petition


def _write_agent(petition: Petition, agent: Agent, now: datetime) -> None:
    row = PetitionParty.objects.select_for_update().get(
        petition=petition, role=rules.Party.AGENT, ended_at__isnull=True
    )
    fill_agent(row, petition, agent, now)
    row.save(update_fields=["name", "address", "card", "card_kind"])


def fill_agent(row: PetitionParty, petition: Petition, agent: Agent, now: datetime) -> None:
    """Write on a row who answers for a petition, the card sealed; a part of other verbs."""
    row.name, row.address = clean_line(agent.name), clean_line(agent.address)
    if agent.card is not None:
        row.card_kind = agent.card.kind.value
        row.card = people.sealed_card(
            queries.procedure(petition), territory_id=petition.territory_id, card=agent.card, now=now
        )


@transaction.atomic
def tick(*, petition: Petition, conditions: list[str], actor: Actor, now: datetime) -> Petition:
    """Answer for conditions, one by one (§ petitions-7)."""
    petition = for_its_agent(petition, actor, Act.DEPOSIT, now)
    known = {condition.value for condition in rules.Condition}
    petition.ticks = sorted(known & set(conditions))
    petition.save(update_fields=["ticks"])
    record(petition, actor, "tick", now, conditions=petition.ticks)
    return petition


@transaction.atomic
def invite(
    *, petition: Petition, part: rules.Party, name: str, actor: Actor, now: datetime
) -> tuple[PetitionParty, str]:
    """Invite a deputy, a co-initiator or a helper; return the secret of the link to give them."""
    petition = for_its_agent(petition, actor, Act.DEPOSIT, now)
    if part is rules.Party.DEPUTY:
        PetitionParty.objects.filter(petition=petition, role=part, ended_at__isnull=True).update(ended_at=now)
    secret = token()
    row = PetitionParty.objects.create(
        petition=petition,
        role=part,
        name=clean_line(name)[:120],
        invitation_hash=people_queries.keyed_hash("petition", secret),
        invited_at=now,
    )
    record(petition, actor, "invite", now, part=part.value)
    return row, secret


@transaction.atomic
def accept_invitation(*, secret: str, actor: Actor, now: datetime) -> PetitionParty:
    """Accept to stand behind a petition, by the link its agent gave. Raises Refused."""
    if not actor.is_signed_in:
        raise Refused(PathRefusal.SIGN_IN_FIRST)
    found = queries.invitation(people_queries.keyed_hash("petition", secret))
    if found is None or found.accepted_at is not None:
        raise Refused(PathRefusal.INVITATION_GONE)
    petition = queries.locked(found.petition)
    row = PetitionParty.objects.select_for_update().get(pk=found.pk)
    if row.accepted_at is not None or row.ended_at is not None:
        raise Refused(PathRefusal.INVITATION_GONE)
    ask(rules.refuse_act(Act.DEPOSIT, petition.standing))
    if queries.parts_of(petition, actor.person_id):
        raise Refused(PathRefusal.ALREADY_PARTY)
    row.person_id, row.accepted_at, row.invitation_hash = actor.signer, now, ""
    row.name = row.name or actor.name
    row.save(update_fields=["person", "accepted_at", "invitation_hash", "name"])
    record(petition, actor, "accept_invitation", now, part=row.role)
    return row


@transaction.atomic
def end_party(*, petition: Petition, party_id: int, actor: Actor, now: datetime) -> None:
    """Let somebody stand behind a petition no more; the agent stays."""
    petition = for_its_agent(petition, actor, Act.DEPOSIT, now)
    others = PetitionParty.objects.filter(petition=petition, pk=party_id, ended_at__isnull=True)
    others.exclude(role=rules.Party.AGENT).update(ended_at=now)
    record(petition, actor, "end_party", now, party=party_id)


@transaction.atomic
def join_annex(
    *, petition: Petition, annex: rules.Annex, file: CleanFile, actor: Actor, now: datetime
) -> PetitionAnnex:
    """Join a document that the law asks; it stays private (§ petitions-30)."""
    petition = for_its_agent(petition, actor, Act.DEPOSIT, now)
    document = documents.attach(
        territory_id=petition.territory_id,
        actor=actor,
        file=file,
        now=now,
        title=f"{petition.code} {annex.value}",
        visibility=FileVisibility.PRIVATE,
    )
    row = PetitionAnnex.objects.create(petition=petition, annex=annex, document=document, joined_at=now)
    record(petition, actor, "join_annex", now, annex=annex.value)
    return row


@transaction.atomic
def open_collecting(*, petition: Petition, actor: Actor, now: datetime) -> Petition:
    """Open a petition to signatures: its words are fixed from now on. Raises Refused."""
    petition = for_its_agent(petition, actor, Act.OPEN, now)
    missing = queries.missing_boxes(petition)
    asked = queries.asked_of(petition.territory, petition.sort, on=day_of(now))
    refusal = rules.refuse_opening(petition.standing, unfinished=missing, asked=asked, ticked=petition.ticks)
    ask(refusal, boxes=queries.box_names(missing))
    petition.state, petition.opened_at = State.COLLECTING, now
    petition.asked_at_opening = queries.kept(asked)
    petition.save(update_fields=["state", "opened_at", "asked_at_opening"])
    traces.set_visibility(item=petition.trace, visibility=Visibility.VISIBLE)
    record(petition, actor, "open_collecting", now, threshold=asked.threshold)
    return petition


@transaction.atomic
def withdraw(*, petition: Petition, reason: str, actor: Actor, now: datetime) -> Petition:
    """Take a petition back, before the council deliberates."""
    petition = for_its_agent(petition, actor, Act.WITHDRAW, now)
    petition.state, petition.withdrawn_at = State.WITHDRAWN, now
    petition.withdrawn_because, petition.ended_on = clean(reason), day_of(now)
    petition.save(update_fields=["state", "withdrawn_at", "withdrawn_because", "ended_on"])
    record(petition, actor, "withdraw", now, reason=petition.withdrawn_because)
    if petition.opened_at is not None:
        notices.withdrawn(petition, now=now)
    return petition
