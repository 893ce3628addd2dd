"""Who acts for an association: given, replaced, taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from tadafor.associations import notices, queries
from tadafor.associations.actions.entries import locked, record
from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import (
    CONFIRM,
    EVERYTHING,
    Mechanism,
    refuse_mandate,
    refuse_taking_back,
)
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.people import queries as people
from tadafor.people.actor import Actor

if TYPE_CHECKING:
    from tadafor.people.models import Person


@transaction.atomic
def give_mandate(
    *,
    actor: Actor,
    territory_id: int,
    association: Association,
    person: "Person",
    until: datetime | None,
    now: datetime,
    mechanisms: Iterable[Mechanism] = EVERYTHING,
    is_representative: bool = False,
) -> Mandate:
    """Let ``person`` act for ``association`` (§ mandates-given, § mandates-period, § mandates-limits).

    An earlier mandate of the same person ends now; so does that of the representative when another
    takes their place.
    """
    person = people.locked(person.pk)
    with within(territory_id):
        association = locked(association.pk)
        _refuse(actor, association, person, until, now, frozenset(mechanisms), is_representative)
        held = Mandate.objects.filter(association=association, ended_at__isnull=True)
        _close(held.filter(person=person), actor.person_id, now)
        if is_representative:
            _close(held.filter(is_representative=True), actor.person_id, now)
        mandate = Mandate.objects.create(
            association=association,
            person=person,
            is_representative=is_representative,
            mechanisms=sorted(mechanisms),
            since=now,
            until=until,
            given_by_id=actor.person_id,
        )
    record(
        "give_mandate",
        association,
        actor=actor,
        now=now,
        person=person.pk,
        until=until.isoformat() if until else None,
        mechanisms=mandate.mechanisms,
        is_representative=is_representative,
    )
    notices.mandated(association, mandate, now=now)
    return mandate


def _refuse(  # noqa: PLR0917 -- the facts of one act, named by the caller above
    actor: Actor,
    association: Association,
    person: "Person",
    until: datetime | None,
    now: datetime,
    mechanisms: frozenset[Mechanism],
    is_representative: bool,  # noqa: FBT001 -- same
) -> None:
    others = Mandate.objects.at(now).filter(association=association, is_representative=False)
    refusal = refuse_mandate(
        by_staff=actor.has_role(association.territory_id, *CONFIRM),
        by_representative=queries.is_representative(association, actor.person_id, now=now),
        as_representative=is_representative,
        yourself=person.pk == actor.person_id,
        closed=person.closed_at is not None,
        may_act=Association.objects.acting(now).filter(pk=association.pk).exists(),
        since=now,
        until=until,
        mechanisms=mechanisms,
        delegates=others.exclude(person=person).count(),
    )
    if refusal is not None:
        raise Refused(refusal)


def _close(mandates: object, by: int | None, now: datetime) -> None:
    """End mandates: at once if they still hold, on their own day if it has passed."""
    for mandate in mandates:  # type: ignore[attr-defined]  # a queryset of a scoped manager
        ends = now if mandate.until is None else min(mandate.until, now)
        mandate.until, mandate.ended_at, mandate.ended_by_id = max(ends, mandate.since), now, by
        mandate.save(update_fields=["until", "ended_at", "ended_by"])


@transaction.atomic
def take_back(*, association: Association, actor: Actor, mandate_id: int, now: datetime) -> Mandate:
    """Take a mandate back: it holds no longer, from this moment (§ mandates-back)."""
    association = locked(association.pk)
    mandate = Mandate.objects.select_for_update().get(pk=mandate_id, association=association)
    refusal = refuse_taking_back(
        by_staff=actor.has_role(association.territory_id, *CONFIRM),
        by_representative=queries.is_representative(association, actor.person_id, now=now),
        own=actor.person_id is not None and mandate.person_id == actor.person_id,
        as_representative=mandate.is_representative,
        holds=mandate.ended_at is None and (mandate.until is None or mandate.until > now),
    )
    if refusal is not None:
        raise Refused(refusal)
    mandate.until, mandate.ended_at, mandate.ended_by_id = max(now, mandate.since), now, actor.person_id
    mandate.save(update_fields=["until", "ended_at", "ended_by"])
    record("take_back", association, actor=actor, now=now, person=mandate.person_id)
    notices.taken_back(association, mandate, now=now)
    return mandate


def end_with_account(*, person_id: int, now: datetime) -> None:
    """End every mandate of an account that closes (``TADAFOR_CLOSING``)."""
    with everywhere():
        Mandate.objects.at(now).filter(person_id=person_id).update(
            until=Greatest(F("since"), now), ended_at=now, ended_by_id=person_id
        )
