"""What the desk confirms: a link to the territory."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.models import Link, Person
from tadafor.people.rules import (
    CONFIRM_LINKS,
    Evidence,
    LinkKind,
    LinkRefusal,
    refuse_link,
)


@transaction.atomic
def confirm_link(
    *, actor: Actor, territory_id: int, person: Person, kind: LinkKind, evidence: Evidence, now: datetime
) -> Link:
    """Confirm that ``person`` lives or works here: the document was seen, its number is not kept."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    with within(territory_id):
        confirmed = Link.objects.active().filter(person=person, kind=kind.value).exists()
    refusal = refuse_link(
        kind,
        evidence,
        staff=actor.roles_in(territory_id),
        yourself=person.pk == actor.person_id,
        closed=person.closed_at is not None,
        confirmed=confirmed,
    )
    if refusal is not None:
        raise Refused(refusal)
    link = Link(
        territory_id=territory_id,
        person=person,
        kind=kind.value,
        evidence=evidence.value,
        confirmed_by_id=actor.person_id,
        confirmed_at=now,
    )
    link.save(force_insert=True)
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.confirm_link",
        subject=f"person:{person.pk}",
        now=now,
        content={"kind": kind.value, "evidence": evidence.value},
    )
    return link


@transaction.atomic
def end_link(*, actor: Actor, territory_id: int, link_id: int, reason: str, now: datetime) -> Link:
    """End a link that is no longer true, or never was."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(LinkRefusal.NOT_ALLOWED)
    if not reason.strip():
        raise Refused(LinkRefusal.NO_REASON)
    with within(territory_id):
        link = Link.objects.active().select_for_update().filter(pk=link_id).first()
    if link is None:
        raise Refused(LinkRefusal.ALREADY_ENDED)
    link.ended_at, link.ended_by_id, link.end_reason = now, actor.person_id, reason
    link.save(update_fields=["ended_at", "ended_by", "end_reason"])
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.end_link",
        subject=f"person:{link.person_id}",
        now=now,
        reason=reason,
        content={"kind": link.kind},
    )
    return link
