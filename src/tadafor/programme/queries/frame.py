"""Programmes, their communes, their people and their framework."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from django.db.models import Count, Q, QuerySet

from tadafor.programme import rules
from tadafor.programme.models import (
    Activity,
    Committee,
    Commune,
    Evidence,
    Indicator,
    Node,
    Partner,
    Programme,
    Proof,
    Region,
    Role,
    Sitting,
)

_PLACE = ("place", "place__parent")
Activities: TypeAlias = QuerySet[Activity]


def programmes() -> QuerySet[Programme]:
    """Return every programme with how many regions and communes it has."""
    return Programme.objects.annotate(
        regions_count=Count("regions", distinct=True), communes_count=Count("communes", distinct=True)
    )


def is_slug_taken(slug: str) -> bool:
    return Programme.objects.filter(slug=slug).exists()


def locked(programme: Programme) -> Programme:
    """Hold a programme: what it contains is added one act at a time."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


def partners(programme: Programme) -> QuerySet[Partner]:
    return programme.partners.all()


def regions(programme: Programme) -> QuerySet[Region]:
    """Return the regions of a programme with their places and how many communes joined in each."""
    return programme.regions.select_related("place").annotate(communes_count=Count("communes"))


def region_at(programme: Programme, code: str) -> Region | None:
    return programme.regions.select_related("place").filter(place_id=code).first()


def communes(programme: Programme, region: Region | None = None) -> QuerySet[Commune]:
    """Return the communes that joined, by name, with what they are called and where they lie."""
    things = programme.communes.select_related(*_PLACE, "region__place", "place__territory")
    things = things.filter(region=region) if region else things
    return things.order_by("place__sort_key_ar", "pk")


def commune_numbered(programme: Programme, key: int) -> Commune | None:
    return communes(programme).filter(pk=key).first()


def region_numbered(programme: Programme, key: int) -> Region | None:
    return programme.regions.select_related("place").filter(pk=key).first()


# ---- people


def charges_of(programme: Programme, person_id: int | None, today: date) -> list[rules.Held]:
    """Return what somebody is charged with today."""
    if person_id is None:
        return []
    found = _on(Role.objects.filter(programme=programme, person_id=person_id), today)
    return [_held(one) for one in found.select_related("region")]


def _held(one: Role) -> rules.Held:
    region = one.region.place_id if one.region else ""
    return rules.Held(rules.Charge(one.charge), region=region, commune=one.commune_id)


def _on(things: QuerySet[Role], today: date) -> QuerySet[Role]:
    return things.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))


def programmes_of(person_id: int, today: date) -> QuerySet[Programme]:
    """Return the programmes in which somebody is charged with something."""
    keys = _on(Role.objects.filter(person_id=person_id), today).values("programme")
    return Programme.objects.filter(pk__in=keys)


def roles(programme: Programme) -> QuerySet[Role]:
    """Return who is charged with what, those whose charge ended last."""
    things = programme.roles.select_related(
        "person", "region__place", "commune__place", "commune__place__parent"
    )
    return things.order_by("until", "charge", "pk")


def role_numbered(programme: Programme, key: int) -> Role | None:
    return roles(programme).filter(pk=key).first()


def is_charged(
    programme: Programme, person_id: int, charge: rules.Charge, region: Region | None, commune: Commune | None
) -> bool:
    held = Role.objects.filter(programme=programme, person_id=person_id, charge=charge, until__isnull=True)
    return held.filter(region=region, commune=commune).exists()


def officers(programme: Programme, today: date) -> int:
    return _on(Role.objects.filter(programme=programme, charge=rules.Charge.OFFICER), today).count()


def charged(programme: Programme, today: date, charges: Iterable[rules.Charge]) -> list[Role]:
    """Return those who hold one of these charges today."""
    found = _on(Role.objects.filter(programme=programme, charge__in=list(charges)), today)
    return list(found.select_related("region"))


# ---- committees and the framework


def committees(programme: Programme) -> QuerySet[Committee]:
    return programme.committees.select_related("region__place").prefetch_related("sittings")


def partner_numbered(programme: Programme, key: int) -> Partner | None:
    return programme.partners.filter(pk=key).first()


def sitting_numbered(committee: Committee, key: int) -> Sitting | None:
    return committee.sittings.filter(pk=key).first()


def committee_numbered(programme: Programme, key: int) -> Committee | None:
    return committees(programme).filter(pk=key).first()


def nodes(programme: Programme) -> QuerySet[Node]:
    return programme.nodes.select_related("above")


def node_numbered(programme: Programme, key: int) -> Node | None:
    return nodes(programme).filter(pk=key).first()


def is_code_taken(programme: Programme, code: str) -> bool:
    return (
        programme.nodes.filter(code=code).exists()
        or Indicator.objects.filter(programme=programme, code=code).exists()
    )


def indicators(programme: Programme) -> QuerySet[Indicator]:
    return (
        Indicator.objects.filter(programme=programme)
        .select_related("result__above__above")
        .prefetch_related("targets")
    )


# ---- activities


def activities(programme: Programme) -> QuerySet[Activity]:
    """Return the activities of a programme, the latest first, with where they happen."""
    return where_held(programme.activities.all())


def where_held(things: QuerySet[Activity]) -> QuerySet[Activity]:
    """Bring with activities where they happen and what they are for."""
    return things.select_related("region__place", "commune__place__parent", "result")


def late(programme: Programme, today: date, region: Region | None = None) -> QuerySet[Activity]:
    """Return the plans whose day is past and that were not told, the oldest first (§ programme-6)."""
    things = activities(programme).filter(
        state__in=[rules.State.PLANNED, rules.State.RETURNED], planned_on__lt=today
    )
    return (things.filter(region=region) if region else things).order_by("planned_on", "pk")


def activity_numbered(programme: Programme, number: int) -> Activity | None:
    return activities(programme).prefetch_related("entries__indicator").filter(number=number).first()


def proofs(activity: Activity) -> list[Proof]:
    """Return the files that prove what was done, in the order they came."""
    return list(activity.proofs.all())


def proof_coded(programme: Programme, code: str) -> Proof | None:
    found = Proof.objects.select_related("activity__region", "activity__commune__region")
    return found.filter(activity__programme=programme, code=code.upper()).first()


def is_stored(proof: Proof | Evidence) -> bool:
    """Whether the file is where its row says: a backup may have been restored without its files."""
    return bool(proof.file) and proof.file.storage.exists(str(proof.file.name))


def locked_activity(activity: Activity) -> Activity:
    """Hold an activity; where it happens is asked for after the wait."""
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    return Activity.objects.select_related("programme", "region", "commune__place__territory").get(pk=held.pk)


def sent_before(programme: Programme, token: str) -> Activity | None:
    return programme.activities.filter(token=token).first() if token else None
