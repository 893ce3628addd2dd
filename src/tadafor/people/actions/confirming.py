"""Confirming that somebody lives or works here: by which proof, whom it displaces, who looks again.

Rows are locked in this order: the people by key, then the card, then the link.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.models import CounterSettings, HeldCard, Link, Person
from tadafor.people.queries import counter
from tadafor.people.rules import GIVE_ROLES, Evidence, LinkKind, LinkRefusal, refuse_link
from tadafor.people.rules.cards import Card
from tadafor.people.rules.confirming import Eligibility, Meeting, Proof, is_stronger, meeting
from tadafor.people.rules.counter import (
    CounterRefusal,
    Second,
    is_family,
    refuse_family,
    refuse_second,
    second_of,
)

DISPLACED = "displaced"


@dataclass(frozen=True)
class Shown:
    """What the person at the counter showed and said, besides the document."""

    card: Card | None = None
    eligibility: Eligibility = field(default_factory=Eligibility)
    household: str = ""
    family: bool = False


NOTHING_MORE = Shown()


def _locked_people(*keys: int | None) -> dict[int, Person]:
    """Lock people in the order of their keys, so that no two acts wait for each other."""
    rows = Person.objects.select_for_update().filter(pk__in={key for key in keys if key}).order_by("pk")
    return {person.pk: person for person in rows}


@transaction.atomic
def confirm_link(
    *,
    actor: Actor,
    territory_id: int,
    person: Person,
    kind: LinkKind,
    evidence: Evidence,
    now: datetime,
    shown: Shown = NOTHING_MORE,
) -> Link:
    """Confirm that ``person`` lives or works here: the document was seen, its number is not kept.

    ``link.displaced`` names the account that held the card with weaker evidence: it is to be told.
    """
    person = _locked_people(person.pk, actor.person_id)[person.pk]
    with within(territory_id):
        standing = Link.objects.standing().filter(person=person, kind=kind.value).select_for_update().first()
    refusal = refuse_link(
        kind,
        evidence,
        staff=actor.roles_in(territory_id),
        yourself=person.pk == actor.person_id,
        closed=person.closed_at is not None,
        confirmed=standing is not None and not is_stronger(Proof.DESK, Proof(standing.proof)),
    )
    if refusal is not None:
        raise Refused(refusal)
    if standing is not None:
        _end(standing, actor, now)
    displaced = None
    if shown.card is not None:
        card_hash = counter.link_hash(territory_id, shown.card)
        displaced = hold_card(territory_id, person, card_hash, Proof.DESK, actor=actor, now=now)
    link = _at_the_desk(actor, territory_id, person, shown, now)
    link.kind, link.evidence, link.displaced = kind.value, evidence.value, displaced
    link.save(force_insert=True)
    _record(actor, "confirm_link", link, now, evidence=evidence.value, second=link.second)
    return link


def _at_the_desk(actor: Actor, territory_id: int, person: Person, shown: Shown, now: datetime) -> Link:
    household = counter.household_hash(territory_id, shown.household)
    family = is_family(
        declared=shown.family,
        household=household,
        clerks_households=counter.households_of(territory_id, actor.person_id),
    )
    refusal = refuse_family(family=family, before=counter.family_confirmed_by(territory_id, actor.person_id))
    if refusal is not None:
        raise Refused(refusal)
    chosen = counter.settings_of(territory_id)
    second = second_of(
        family=family,
        drawn=counter.drawn(territory_id, f"{person.pk}:{now.isoformat()}"),
        share=chosen.second_share,
    )
    due = None if second is Second.NONE else day_of(now) + timedelta(days=chosen.second_days)
    return Link(
        territory_id=territory_id,
        person=person,
        proof=Proof.DESK.value,
        old_enough=list(shown.eligibility.old_enough),
        neighbourhood_id=shown.eligibility.neighbourhood_id,
        household=household,
        is_family=family,
        second=second.value,
        second_due=due,
        confirmed_by_id=actor.person_id,
        confirmed_at=now,
    )


def hold_card(
    territory_id: int, person: Person, card_hash: str, proof: Proof, *, actor: audit.Who, now: datetime
) -> int | None:
    """Give ``person`` their card; return whom that displaced; raise Refused when it yields.

    § identity-displaces
    """
    with within(territory_id):
        held, made = HeldCard.objects.get_or_create(
            territory_id=territory_id,
            card_hash=card_hash,
            defaults={"person": person, "proof": proof.value, "since": now},
        )
        if not made:
            held = HeldCard.objects.select_for_update().get(pk=held.pk)
    if made or held.person_id == person.pk:
        if is_stronger(proof, Proof(held.proof)):
            _give_card(held, person, proof, now)
        return None
    if meeting(proof, Proof(held.proof)) is Meeting.YIELDS:
        raise Refused(CounterRefusal.CARD_HELD)
    displaced = held.person_id
    _give_card(held, person, proof, now)
    _displace(territory_id, displaced, proof, actor=actor, now=now)
    return displaced


def _give_card(held: HeldCard, person: Person, proof: Proof, now: datetime) -> None:
    held.person, held.proof, held.since = person, proof.value, now
    held.save(update_fields=["person", "proof", "since"])


def _displace(territory_id: int, person_id: int, proof: Proof, *, actor: audit.Who, now: datetime) -> None:
    """End the links that rested on the weaker evidence."""
    with within(territory_id):
        links = list(Link.objects.standing().select_for_update().filter(person_id=person_id))
    for link in links:
        if is_stronger(proof, Proof(link.proof)):
            _end(link, actor, now)


def _end(link: Link, actor: audit.Who, now: datetime) -> None:
    link.ended_at, link.ended_by_id, link.end_reason = now, actor.person_id, DISPLACED
    link.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _record(actor, "end_link", link, now, why=DISPLACED)


@transaction.atomic
def confirm_by_openid(
    *, actor: Actor, territory_id: int, identity: str, eligibility: Eligibility, now: datetime
) -> Link:
    """Confirm a link on the word of the identity provider, whose subject is ``identity``.

    One subject belongs to one person here (§ identity-openid).
    """
    person = _locked_people(actor.signer)[actor.signer]
    with within(territory_id):
        standing = Link.objects.standing().filter(person=person, kind=LinkKind.RESIDENCE.value)
        held = standing.select_for_update().first()
    if held is not None and not is_stronger(Proof.OPENID, Proof(held.proof)):
        raise Refused(LinkRefusal.ALREADY_CONFIRMED)
    if held is not None:
        _end(held, actor, now)
    hold_card(
        territory_id,
        person,
        counter.subject_hash(territory_id, identity),
        Proof.OPENID,
        actor=actor,
        now=now,
    )
    return without_staff(
        territory_id, person, LinkKind.RESIDENCE, Proof.OPENID, eligibility, actor=actor, now=now
    )


def without_staff(
    territory_id: int,
    person: Person,
    kind: LinkKind,
    proof: Proof,
    eligibility: Eligibility,
    *,
    actor: Actor,
    now: datetime,
) -> Link:
    """Write a link that no member of staff saw, in the transaction of the verb that calls."""
    link = Link(
        territory_id=territory_id,
        person=person,
        kind=kind.value,
        proof=proof.value,
        old_enough=list(eligibility.old_enough),
        neighbourhood_id=eligibility.neighbourhood_id,
        confirmed_at=now,
    )
    link.save(force_insert=True)
    _record(actor, f"confirm_by_{proof.value}", link, now)
    return link


@transaction.atomic
def check_second(
    *, actor: Actor, territory_id: int, link_id: int, agrees: bool, reason: str, now: datetime
) -> Link:
    """Look again at what a colleague confirmed: it stands, or it ends with a reason (§ identity-second)."""
    with within(territory_id):
        link = Link.objects.standing().select_for_update().filter(pk=link_id).first()
    if link is None:
        raise Refused(CounterRefusal.ENDED)
    refusal = refuse_second(
        roles=actor.roles_in(territory_id),
        checker=actor.person_id,
        confirmed_by=link.confirmed_by_id,
        person=link.person_id,
        waits=link.second != Second.NONE.value and link.second_at is None,
        of_their_family=link.household in counter.households_of(territory_id, actor.person_id),
    )
    if refusal is not None:
        raise Refused(refusal)
    if not agrees and not reason.strip():
        raise Refused(CounterRefusal.NO_REASON)
    link.second_by_id, link.second_at = actor.person_id, now
    if not agrees:
        link.ended_at, link.ended_by_id, link.end_reason = now, actor.person_id, reason
    link.save(update_fields=["second_by", "second_at", "ended_at", "ended_by", "end_reason"])
    _record(actor, "check_second", link, now, reason=reason, agrees=agrees)
    return link


@transaction.atomic
def choose_counter(
    *, actor: Actor, territory_id: int, share: int, days: int, now: datetime
) -> CounterSettings:
    """Choose how many confirmations are looked at again, and how soon."""
    if not actor.has_role(territory_id, *GIVE_ROLES):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    with within(territory_id):
        chosen, _ = CounterSettings.objects.update_or_create(
            territory_id=territory_id, defaults={"second_share": share, "second_days": days}
        )
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.choose_counter",
        subject=f"territory:{territory_id}",
        now=now,
        content={"share": share, "days": days},
    )
    return chosen


def _record(
    actor: audit.Who, verb: str, link: Link, now: datetime, reason: str = "", **content: object
) -> None:
    audit.record(
        actor=actor,
        territory_id=link.territory_id,
        verb=f"people.{verb}",
        subject=f"person:{link.person_id}",
        now=now,
        reason=reason,
        content={"kind": link.kind, "proof": link.proof} | content,
    )
