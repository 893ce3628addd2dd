"""Neighbourhoods and offices: added, changed, retired; never removed, since people point at them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.territories import queries, rules
from tadafor.territories.models import Neighbourhood, Office, OfficeHours
from tadafor.territories.rules import Hours, OfficeKind, Refusal
from tadafor.territories.rules.shapes import Shape


@dataclass(frozen=True, kw_only=True)
class NeighbourhoodFacts:
    name_ar: str
    name_fr: str = ""
    position: int = 0
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeFacts:
    kind: OfficeKind
    name_ar: str
    name_fr: str = ""
    address_ar: str = ""
    address_fr: str = ""
    phone: str = ""
    email: str = ""
    position: int = 0


@transaction.atomic
def keep_neighbourhood(
    *,
    territory_id: int,
    facts: NeighbourhoodFacts,
    actor: audit.Who,
    now: datetime,
    neighbourhood_id: int | None = None,
) -> Neighbourhood:
    """Add a neighbourhood, or change one."""
    queries.locked(territory_id)
    others = Neighbourhood.objects.filter(territory_id=territory_id).exclude(pk=neighbourhood_id or 0)
    if others.filter(name_ar=facts.name_ar).exists():
        raise Refused(Refusal.NAME_TAKEN)
    found = (
        Neighbourhood(territory_id=territory_id)
        if neighbourhood_id is None
        else Neighbourhood.objects.get(territory_id=territory_id, pk=neighbourhood_id)
    )
    return _kept(found, asdict(facts), {}, "keep_neighbourhood", actor=actor, now=now)


@transaction.atomic
def keep_shapes(
    *, territory_id: int, shapes: Mapping[int, Shape], actor: audit.Who, now: datetime
) -> list[Neighbourhood]:
    """Give neighbourhoods the shapes they have on maps, by their keys; an empty shape takes it away."""
    things = Neighbourhood.objects.select_for_update().filter(territory_id=territory_id, pk__in=shapes)
    found = list(things.order_by("pk"))
    for one in found:
        one.shape = shapes[one.pk]
        one.save(update_fields=["shape"])
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb="territories.keep_shapes",
        subject=f"territory:{territory_id}",
        now=now,
        content={
            "shapes": {str(one.pk): json.dumps(one.shape) for one in found}
        },  # the log keeps no fraction
    )
    return found


@transaction.atomic
def retire_neighbourhood(
    *, territory_id: int, neighbourhood_id: int, retired: bool, reason: str, actor: audit.Who, now: datetime
) -> Neighbourhood:
    """Retire a neighbourhood, or take it back (§ places-7)."""
    found = Neighbourhood.objects.select_for_update().get(territory_id=territory_id, pk=neighbourhood_id)
    return _retired(found, "retire_neighbourhood", retired=retired, reason=reason, actor=actor, now=now)


@transaction.atomic
def keep_office(
    *,
    territory_id: int,
    facts: OfficeFacts,
    hours: Sequence[Hours],
    actor: audit.Who,
    now: datetime,
    office_id: int | None = None,
) -> Office:
    """Add an office with its hours, or change one."""
    if refusal := rules.refuse_hours(hours):
        raise Refused(refusal)
    queries.locked(territory_id)
    others = Office.objects.filter(territory_id=territory_id).exclude(pk=office_id or 0)
    if others.filter(name_ar=facts.name_ar).exists():
        raise Refused(Refusal.NAME_TAKEN)
    office = (
        Office(territory_id=territory_id)
        if office_id is None
        else Office.objects.get(territory_id=territory_id, pk=office_id)
    )
    week = [[h.season, h.weekday, f"{h.opens:%H:%M}", f"{h.closes:%H:%M}"] for h in sorted(hours)]
    office = _kept(office, asdict(facts), {"hours": week}, "keep_office", actor=actor, now=now)
    OfficeHours.objects.filter(office=office).delete()
    OfficeHours.objects.bulk_create(
        OfficeHours(office=office, season=h.season, weekday=h.weekday, opens=h.opens, closes=h.closes)
        for h in hours
    )
    return office


@transaction.atomic
def retire_office(
    *, territory_id: int, office_id: int, retired: bool, reason: str, actor: audit.Who, now: datetime
) -> Office:
    """Retire an office, or take it back (§ places-7)."""
    found = Office.objects.select_for_update().get(territory_id=territory_id, pk=office_id)
    return _retired(found, "retire_office", retired=retired, reason=reason, actor=actor, now=now)


Kept = TypeVar("Kept", Neighbourhood, Office)


def _kept(
    found: Kept,
    values: dict[str, Any],
    more: dict[str, object],
    verb: str,
    *,
    actor: audit.Who,
    now: datetime,
) -> Kept:
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    audit.record(
        actor=actor,
        territory_id=found.territory_id,
        verb=f"territories.{verb}",
        subject=f"{type(found).__name__.lower()}:{found.pk}",
        now=now,
        content=values | more,
    )
    return found


def _retired(found: Kept, verb: str, *, retired: bool, reason: str, actor: audit.Who, now: datetime) -> Kept:
    if not reason:
        raise Refused(Refusal.REASON_NEEDED)
    if found.is_retired == retired:
        return found
    found.is_retired = retired
    found.save(update_fields=["is_retired"])
    audit.record(
        actor=actor,
        territory_id=found.territory_id,
        verb=f"territories.{verb}",
        subject=f"{type(found).__name__.lower()}:{found.pk}",
        now=now,
        reason=reason,
        content={"retired": retired},
    )
    return found
