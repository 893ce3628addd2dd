"""The verbs of this room."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import CONFIRM, Refusal
from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.text import clean_line, sort_key
from tadafor.people import queries as people
from tadafor.people.actor import Actor

if TYPE_CHECKING:
    from tadafor.people.models import Person


@transaction.atomic
def register_association(
    *, actor: Actor, territory_id: int, name: str, receipt_number: str, now: datetime
) -> Association:
    """Register an association whose receipt of declaration was seen (§ associations-receipt)."""
    if not actor.has_role(territory_id, *CONFIRM):
        raise Refused(Refusal.NOT_ALLOWED)
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
        raise Refused(Refusal.RECEIPT_TAKEN, name=found.name)
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="associations.register_association",
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
    person: "Person",
    until: datetime | None,
    now: datetime,
) -> Mandate:
    """Let ``person`` speak for ``association`` until the mandate ends (§ mandates-period).

    An earlier mandate of the same person ends now.
    """
    if not actor.has_role(territory_id, *CONFIRM):
        raise Refused(Refusal.NOT_ALLOWED)
    if person.pk == actor.person_id:
        raise Refused(Refusal.YOURSELF)
    person = people.locked(person.pk)
    if person.closed_at is not None:
        raise Refused(Refusal.ACCOUNT_CLOSED)
    if until is not None and until <= now:
        raise Refused(Refusal.PERIOD)
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
        verb="associations.give_mandate",
        subject=f"association:{association.pk}",
        now=now,
        content={"person": person.pk, "until": until.isoformat() if until else None},
    )
    return mandate


def end_with_account(*, person_id: int, now: datetime) -> None:
    """End every mandate of an account that closes (``TADAFOR_CLOSING``)."""
    with everywhere():
        Mandate.objects.at(now).filter(person_id=person_id, since__lt=now).update(until=now)
