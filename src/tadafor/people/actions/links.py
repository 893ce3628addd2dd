"""What the desk confirms: a link to the territory, an association, who speaks for it."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.text import clean_line, sort_key
from tadafor.people.actor import Actor
from tadafor.people.models import Association, Link, Mandate, Person
from tadafor.people.rules import (
    CONFIRM_ASSOCIATIONS,
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


@transaction.atomic
def register_association(
    *, actor: Actor, territory_id: int, name: str, receipt_number: str, now: datetime
) -> Association:
    """Register an association whose receipt of declaration was seen."""
    if not actor.has_role(territory_id, *CONFIRM_ASSOCIATIONS):
        raise Refused(LinkRefusal.NOT_ALLOWED)
    name, receipt_number = clean_line(name), clean_line(receipt_number)
    with within(territory_id):
        found, made = Association.objects.get_or_create(
            territory_id=territory_id,
            receipt_number=receipt_number,
            defaults={
                "name": name,
                "sort_key": sort_key(name)[:220],
                "confirmed_by_id": actor.person_id,
                "confirmed_at": now,
            },
        )
    if not made:
        raise Refused(LinkRefusal.RECEIPT_TAKEN, name=found.name)
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.register_association",
        subject=f"association:{found.pk}",
        now=now,
        content={"name": name, "receipt_number": receipt_number},
    )
    return found


@transaction.atomic
def give_mandate(
    *,
    actor: Actor,
    territory_id: int,
    association: Association,
    person: Person,
    until: datetime | None,
    now: datetime,
) -> Mandate:
    """Let ``person`` speak for ``association`` until the mandate ends (§ mandates-period).

    An earlier mandate of the same person ends now.
    """
    if not actor.has_role(territory_id, *CONFIRM_ASSOCIATIONS):
        raise Refused(LinkRefusal.NOT_ALLOWED)
    if person.pk == actor.person_id:
        raise Refused(LinkRefusal.YOURSELF)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.closed_at is not None:
        raise Refused(LinkRefusal.CLOSED)
    if until is not None and until <= now:
        raise Refused(LinkRefusal.PERIOD)
    with within(territory_id):
        association = Association.objects.get(pk=association.pk)
        Mandate.objects.at(now).filter(association=association, person=person, since__lt=now).update(
            until=now
        )
    mandate = Mandate(
        association=association, person=person, since=now, until=until, given_by_id=actor.person_id
    )
    mandate.save(force_insert=True)
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.give_mandate",
        subject=f"association:{association.pk}",
        now=now,
        content={"person": person.pk, "until": until.isoformat() if until else None},
    )
    return mandate
