"""The frame of a programme: founding it, who takes part, who is charged with what, who steers."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.recording import ask, record
from tadafor.programme.actions.settling import settle
from tadafor.programme.models import (
    Committee,
    Commune,
    Partner,
    Programme,
    Region,
    Role,
    Sitting,
)
from tadafor.territories import queries as territories
from tadafor.territories.rules import PlaceKind

FRAME = rules.Act.FRAME


@dataclass(frozen=True, kw_only=True)
class ProgrammeFacts:
    """What a programme is called, what it is for, how long it lasts, and who says so."""

    slug: str
    name_ar: str
    name_fr: str
    purpose_ar: str
    purpose_fr: str
    starts_on: date
    months: int
    source: str = ""
    source_fr: str = ""


@dataclass(frozen=True, kw_only=True)
class CommuneFacts:
    """Which commune joined, when, where it lies, and where that is written."""

    code: str
    joined_on: date
    source: str = ""
    source_fr: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@transaction.atomic
def found_programme(
    *, facts: ProgrammeFacts, officer_id: int, actor: Who, now: datetime, is_demonstration: bool = False
) -> Programme:
    """Found a programme with its first officer; by the command line, since nobody has a charge yet."""
    taken = queries.is_slug_taken(facts.slug)
    if refusal := rules.refuse_programme(months=facts.months, is_taken=taken):
        raise Refused(refusal)
    ends_on = rules.last_day(facts.starts_on, facts.months)
    made = Programme.objects.create(**vars(facts), ends_on=ends_on, is_demonstration=is_demonstration)
    Role.objects.create(
        programme=made,
        person_id=officer_id,
        charge=rules.Charge.OFFICER,
        since=min(facts.starts_on, day_of(now)),
    )
    record(actor, "found_programme", f"programme:{made.pk}", now, officer=officer_id, **vars(facts))
    return made


@transaction.atomic
def add_partner(
    *, programme: Programme, kind: rules.PartnerKind, name_ar: str, name_fr: str, actor: Who, now: datetime
) -> Partner:
    """Say who pays for, carries or supports a programme."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    if held.partners.filter(kind=kind, name_ar=name_ar).exists():
        raise Refused(rules.FrameRefusal.ALREADY_IN)
    made = Partner.objects.create(programme=held, kind=kind, name_ar=name_ar, name_fr=name_fr)
    record(actor, "add_partner", f"partner:{made.pk}", now, kind=kind, name=name_ar)
    return made


@transaction.atomic
def add_region(*, programme: Programme, code: str, actor: Who, now: datetime) -> Region:
    """Add a region in which the programme works."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    place = territories.place_by_code(code)
    is_region = place is not None and place.kind == PlaceKind.REGION
    is_in = queries.region_at(held, code) is not None
    if refusal := rules.refuse_region(is_region=is_region, is_in=is_in):
        raise Refused(refusal)
    made = Region.objects.create(programme=held, place_id=code)
    record(actor, "add_region", f"region:{made.pk}", now, code=code)
    return made


@transaction.atomic
def add_commune(
    *, programme: Programme, facts: CommuneFacts, actor: Who, now: datetime, is_demonstration: bool = False
) -> Commune:
    """Let a commune join, from a day on; what no source names is marked as demonstration."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    place = territories.place_by_code(facts.code)
    regions = {one.place_id: one for one in held.regions.all()}
    refusal = rules.refuse_commune(
        is_commune=place is not None and place.kind == PlaceKind.COMMUNE,
        region=(place.region_id or "") if place else "",
        regions=regions.keys(),
        is_in=held.communes.filter(place_id=facts.code).exists(),
        joined_on=facts.joined_on,
        ends_on=held.ends_on,
    )
    if refusal or place is None:
        raise Refused(refusal or rules.FrameRefusal.NOT_A_COMMUNE)
    made = Commune.objects.create(
        programme=held,
        region=regions[place.region_id or ""],
        place=place,
        joined_on=facts.joined_on,
        source=facts.source,
        source_fr=facts.source_fr,
        latitude=facts.latitude,
        longitude=facts.longitude,
        is_demonstration=is_demonstration or not facts.source,
    )
    settle([made.region_id])
    record(actor, "add_commune", f"commune:{made.pk}", now, code=facts.code, joined_on=facts.joined_on)
    return made


@transaction.atomic
def charge(
    *,
    programme: Programme,
    person_id: int,
    kind: rules.Charge,
    actor: Who,
    now: datetime,
    region: Region | None = None,
    commune: Commune | None = None,
) -> Role:
    """Charge somebody with something in a programme, from today on."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    ours = all(one is None or one.programme_id == held.pk for one in (region, commune))
    refusal = rules.refuse_charge(
        kind,
        region=region.place_id if region else "",
        commune=commune.pk if commune else None,
        is_held=queries.is_charged(held, person_id, kind, region, commune),
        region_is_in=ours,
    )
    if refusal:
        raise Refused(refusal)
    made = Role.objects.create(
        programme=held, person_id=person_id, charge=kind, region=region, commune=commune, since=day_of(now)
    )
    record(actor, "charge", f"role:{made.pk}", now, person=person_id, charge=kind)
    return made


@transaction.atomic
def end_charge(*, role: Role, actor: Who, now: datetime) -> Role:
    """End a charge today; the last officer names another first."""
    held, today = queries.locked(role.programme), day_of(now)
    ask(held, actor, FRAME, now)
    role = Role.objects.get(pk=role.pk)
    kind = rules.Charge(role.charge)
    refusal = rules.refuse_end_of_charge(
        kind, has_ended=role.until is not None, officers=queries.officers(held, today)
    )
    if refusal:
        raise Refused(refusal)
    role.until = max(role.since, today)
    role.save(update_fields=["until"])
    record(actor, "end_charge", f"role:{role.pk}", now, person=role.person_id, charge=kind)
    return role


@transaction.atomic
def found_committee(
    *,
    programme: Programme,
    name_ar: str,
    name_fr: str,
    members_ar: str,
    members_fr: str,
    actor: Who,
    now: datetime,
    region: Region | None = None,
) -> Committee:
    """Record a steering committee, its members by capacity."""
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    if held.committees.filter(name_ar=name_ar).exists():
        raise Refused(rules.FrameRefusal.ALREADY_IN)
    made = Committee.objects.create(
        programme=held,
        region=region,
        name_ar=name_ar,
        name_fr=name_fr,
        members_ar=members_ar,
        members_fr=members_fr,
    )
    record(actor, "found_committee", f"committee:{made.pk}", now, name=name_ar)
    return made


@transaction.atomic
def record_sitting(
    *,
    committee: Committee,
    held_on: date,
    decisions_ar: str,
    decisions_fr: str,
    reference: str,
    actor: Who,
    now: datetime,
) -> Sitting:
    """Record what a committee decided, once a day."""
    held = queries.locked(committee.programme)
    ask(held, actor, FRAME, now)
    refusal = rules.refuse_sitting(held_on, today=day_of(now))
    if refusal is None and committee.sittings.filter(held_on=held_on).exists():
        refusal = rules.FrameRefusal.ALREADY_IN
    if refusal:
        raise Refused(refusal)
    made = Sitting.objects.create(
        committee=committee,
        held_on=held_on,
        decisions_ar=decisions_ar,
        decisions_fr=decisions_fr,
        reference=reference,
    )
    record(actor, "record_sitting", f"sitting:{made.pk}", now, held_on=held_on)
    return made
