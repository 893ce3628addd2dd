"""A clerk acts for somebody who stands before them with their card; it begins, and it ends."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.models import Assistance, Person
from tadafor.people.queries import counter
from tadafor.people.rules import CONFIRM_LINKS
from tadafor.people.rules.cards import Card
from tadafor.people.rules.counter import ASSISTED, CounterRefusal


@transaction.atomic
def begin_assisting(*, actor: Actor, territory_id: int, card: Card, now: datetime) -> Assistance:
    """Begin to act for the person whose card is shown; an earlier one ends (§ identity-assisted)."""
    if not actor.has_role(territory_id, *CONFIRM_LINKS):
        raise Refused(CounterRefusal.NOT_ALLOWED)
    Person.objects.select_for_update().get(pk=actor.signer)
    person = counter.holder_of(territory_id, card)
    if person is None:
        raise Refused(CounterRefusal.NOBODY)
    if person.pk == actor.person_id:
        raise Refused(CounterRefusal.YOURSELF)
    with within(territory_id):
        Assistance.objects.filter(clerk_id=actor.signer, ended_at__isnull=True).update(ended_at=now)
    begun = Assistance(
        territory_id=territory_id,
        clerk_id=actor.signer,
        person=person,
        begun_at=now,
        ends_at=now + ASSISTED,
    )
    begun.save(force_insert=True)
    _record(actor, "begin_assisting", begun, now)
    return begun


@transaction.atomic
def end_assisting(*, actor: Actor, territory_id: int, clerk_id: int, now: datetime) -> None:
    """End what a clerk does for somebody; nothing when nothing lasts."""
    with within(territory_id):
        lasting = Assistance.objects.select_for_update().filter(clerk_id=clerk_id, ended_at__isnull=True)
        begun = lasting.first()
    if begun is not None:
        begun.ended_at = now
        begun.save(update_fields=["ended_at"])
        _record(actor, "end_assisting", begun, now)


def _record(actor: Actor, verb: str, begun: Assistance, now: datetime) -> None:
    audit.record(
        actor=actor,
        territory_id=begun.territory_id,
        verb=f"people.{verb}",
        subject=f"person:{begun.person_id}",
        now=now,
    )
