"""Roles are given and taken by an administrator of the territory, with a reason.

Rows are locked in this order: the person, then the territory's roles.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.models import Person, Role
from tadafor.people.rules import RoleKind, RoleRefusal, clashes, refuse_role, refuse_taking


@transaction.atomic
def give_role(
    *, actor: Actor, territory_id: int, person: Person, kind: RoleKind, reason: str, now: datetime
) -> Role:
    """Charge ``person`` with ``kind`` in this territory."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    held = _held(territory_id, person)
    refusal = refuse_role(
        kind,
        giver=actor.roles_in(territory_id),
        held=held,
        reason=reason,
        closed=person.closed_at is not None,
    )
    if refusal is not None:
        raise Refused(refusal, held="، ".join(sorted(word(role) for role in clashes(kind, held))))
    return _give(actor=actor, territory_id=territory_id, person=person, kind=kind, reason=reason, now=now)


def _held(territory_id: int, person: Person) -> list[RoleKind]:
    with within(territory_id):
        kinds = Role.objects.active().filter(person=person).values_list("kind", flat=True)
        return [RoleKind(kind) for kind in kinds]


def _give(
    *, actor: audit.Who, territory_id: int, person: Person, kind: RoleKind, reason: str, now: datetime
) -> Role:
    role = Role(
        territory_id=territory_id,
        person=person,
        kind=kind.value,
        given_by_id=actor.person_id,
        given_at=now,
        reason=reason,
    )
    role.save(force_insert=True)
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.give_role",
        subject=f"person:{person.pk}",
        now=now,
        reason=reason,
        content={"kind": kind.value},
    )
    return role


@transaction.atomic
def take_role(*, actor: Actor, territory_id: int, role_id: int, reason: str, now: datetime) -> Role:
    """Take a role away; the last administrator stays until another is named."""
    with within(territory_id):
        active = list(Role.objects.active().select_for_update().order_by("pk"))
    role = next((role for role in active if role.pk == role_id), None)
    refusal = refuse_taking(
        RoleKind(role.kind) if role else RoleKind.AGENT,
        taker=actor.roles_in(territory_id),
        held=role is not None,
        administrators=sum(role.kind == RoleKind.ADMINISTRATOR.value for role in active),
        reason=reason,
    )
    if role is None or refusal is not None:
        raise Refused(refusal or RoleRefusal.NOT_HELD)
    role.ended_at, role.ended_by_id, role.end_reason = now, actor.person_id, reason
    role.save(update_fields=["ended_at", "ended_by", "end_reason"])
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="people.take_role",
        subject=f"person:{role.person_id}",
        now=now,
        reason=reason,
        content={"kind": role.kind},
    )
    return role


@transaction.atomic
def appoint_first_administrators(
    *, territory_id: int, people: Sequence[Person], reason: str, now: datetime
) -> list[Role]:
    """Name the first administrators of a territory that has none (``tadafor init``)."""
    locked = list(
        Person.objects.select_for_update().filter(pk__in=[person.pk for person in people]).order_by("pk")
    )
    with within(territory_id):
        if Role.objects.active().filter(kind=RoleKind.ADMINISTRATOR.value).exists():
            raise Refused(RoleRefusal.HAS_ADMINISTRATORS)
    return [
        _give(
            actor=audit.HOUSE,
            territory_id=territory_id,
            person=person,
            kind=RoleKind.ADMINISTRATOR,
            reason=reason,
            now=now,
        )
        for person in locked
    ]
