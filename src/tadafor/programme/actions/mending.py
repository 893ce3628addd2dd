"""The frame mended: what was written wrong, who left, what is no longer so."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Min

from tadafor.audit.actions import Who
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.frame import FRAME, CommuneFacts
from tadafor.programme.actions.recording import ask, record
from tadafor.programme.actions.settling import settle
from tadafor.programme.models import Activity, Committee, Commune, Node, Partner, Programme, Region, Sitting


def _refused(refusal: rules.FrameRefusal | None) -> None:
    if refusal:
        raise Refused(refusal)


def _held(programme: Programme, actor: Who, now: datetime) -> Programme:
    held = queries.locked(programme)
    ask(held, actor, FRAME, now)
    return held


@transaction.atomic
def change_programme(
    *,
    programme: Programme,
    name_ar: str,
    name_fr: str,
    purpose_ar: str,
    purpose_fr: str,
    months: int,
    source: str,
    source_fr: str = "",
    actor: Who,
    now: datetime,
) -> Programme:
    """Say better what a programme is, or make it longer or shorter around what it did (§ programme-1)."""
    held = _held(programme, actor, now)
    ends_on = rules.last_day(held.starts_on, months) if 0 < months <= rules.MOST_MONTHS else held.ends_on
    days = held.activities.exclude(state=rules.State.CALLED_OFF).aggregate(
        planned=Max("planned_on"), held=Max("held_on")
    )
    joined = held.communes.aggregate(last=Max("joined_on"))["last"]
    last = max((day for day in (*days.values(), joined) if day), default=None)
    _refused(rules.refuse_period(months=months, ends_on=ends_on, last=last))
    told = {"name_ar": name_ar, "name_fr": name_fr, "purpose_ar": purpose_ar, "purpose_fr": purpose_fr}
    told |= {"source": source, "source_fr": source_fr}
    for name, value in told.items():
        setattr(held, name, value)
    held.months, held.ends_on = months, ends_on
    held.save(update_fields=[*told, "months", "ends_on"])
    settle(held.regions.values_list("pk", flat=True))
    record(actor, "change_programme", f"programme:{held.pk}", now, months=months, **told)
    return held


@transaction.atomic
def change_partner(
    *, partner: Partner, kind: rules.PartnerKind, name_ar: str, name_fr: str, actor: Who, now: datetime
) -> Partner:
    """Correct what a partner is or is called."""
    held = _held(partner.programme, actor, now)
    partner = held.partners.get(pk=partner.pk)
    if held.partners.filter(kind=kind, name_ar=name_ar).exclude(pk=partner.pk).exists():
        raise Refused(rules.FrameRefusal.ALREADY_IN)
    partner.kind, partner.name_ar, partner.name_fr = kind, name_ar, name_fr
    partner.save()
    record(actor, "change_partner", f"partner:{partner.pk}", now, kind=kind, name=name_ar)
    return partner


@transaction.atomic
def remove_partner(*, partner: Partner, actor: Who, now: datetime) -> None:
    """Take off the list who is no longer, or never was, a partner; the log keeps the name."""
    held = _held(partner.programme, actor, now)
    found = held.partners.filter(pk=partner.pk).first()
    if found:
        record(actor, "remove_partner", f"partner:{found.pk}", now, kind=found.kind, name=found.name_ar)
        found.delete()


@transaction.atomic
def change_node(*, node: Node, title_ar: str, title_fr: str, actor: Who, now: datetime) -> Node:
    """Correct how a pillar, an objective or a result is worded; its code and its place stay."""
    held = _held(node.programme, actor, now)
    node = held.nodes.get(pk=node.pk)
    node.title_ar, node.title_fr = title_ar, title_fr
    node.save(update_fields=["title_ar", "title_fr"])
    record(actor, "change_node", f"node:{node.pk}", now, title=title_ar)
    return node


# ---- communes


@transaction.atomic
def change_commune(*, commune: Commune, facts: CommuneFacts, actor: Who, now: datetime) -> Commune:
    """Correct when a commune joined, where that is written, where it lies (§ programme-2)."""
    held = _held(commune.programme, actor, now)
    one = held.communes.get(pk=commune.pk)
    first = _told_of(one).aggregate(day=Min("held_on"))["day"]
    _refused(rules.refuse_membership(facts.joined_on, left_on=one.left_on, ends_on=held.ends_on, first=first))
    one.joined_on, one.source, one.source_fr = facts.joined_on, facts.source, facts.source_fr
    one.latitude, one.longitude = facts.latitude, facts.longitude
    one.is_demonstration = not facts.source
    one.save()
    settle([one.region_id])
    record(
        actor,
        "change_commune",
        f"commune:{one.pk}",
        now,
        joined_on=facts.joined_on,
        source=facts.source,
    )
    return one


@transaction.atomic
def leave(*, commune: Commune, left_on: date, because: str, actor: Who, now: datetime) -> Commune:
    """Record that a commune left: its figures stay up to then, its later plans end (§ programme-18)."""
    held, today = _held(commune.programme, actor, now), day_of(now)
    one = held.communes.get(pk=commune.pk)
    last = _told_of(one).aggregate(day=Max("held_on"))["day"]
    _refused(
        rules.refuse_leaving(
            left_on, joined_on=one.joined_on, left_on=one.left_on, last=last, today=today, because=because
        )
    )
    one.left_on, one.left_because = left_on, because
    one.save(update_fields=["left_on", "left_because"])
    open_plans = one.activities.filter(state__in=[rules.State.PLANNED, rules.State.RETURNED])
    later = open_plans.filter(planned_on__gt=left_on)
    ended = later.update(state=rules.State.CALLED_OFF, called_off_because=because, returned_because="")
    for role in one.roles.filter(until__isnull=True):
        role.until = max(role.since, today)
        role.save(update_fields=["until"])
    settle([one.region_id])
    subject = f"commune:{one.pk}"
    record(actor, "leave", subject, now, reason=because, left_on=left_on, plans_called_off=ended)
    return one


@transaction.atomic
def come_back(*, commune: Commune, actor: Who, now: datetime) -> Commune:
    """Take back a leaving that was recorded by mistake; plans and charges are given again by hand."""
    held = _held(commune.programme, actor, now)
    one = held.communes.get(pk=commune.pk)
    _refused(rules.refuse_coming_back(one.left_on))
    one.left_on, one.left_because = None, ""
    one.save(update_fields=["left_on", "left_because"])
    settle([one.region_id])
    record(actor, "come_back", f"commune:{one.pk}", now)
    return one


def _told_of(one: Commune) -> "queries.Activities":
    """Return the activities of a commune of which figures wait or were approved."""
    states = [rules.State.WAITING, rules.State.APPROVED]
    return Activity.objects.filter(commune=one, state__in=states).order_by()


# ---- committees


@transaction.atomic
def change_committee(
    *,
    committee: Committee,
    name_ar: str,
    name_fr: str,
    members_ar: str,
    members_fr: str,
    actor: Who,
    now: datetime,
    region: Region | None = None,
) -> Committee:
    """Correct what a committee is called, how far it reaches, or who sits in it."""
    held = _held(committee.programme, actor, now)
    one = held.committees.get(pk=committee.pk)
    if held.committees.filter(name_ar=name_ar).exclude(pk=one.pk).exists():
        raise Refused(rules.FrameRefusal.ALREADY_IN)
    one.name_ar, one.name_fr, one.region = name_ar, name_fr, region
    one.members_ar, one.members_fr = members_ar, members_fr
    one.save()
    record(actor, "change_committee", f"committee:{one.pk}", now, name=name_ar, members=members_ar)
    return one


@transaction.atomic
def remove_committee(*, committee: Committee, actor: Who, now: datetime) -> None:
    """Take off a committee that never sat (§ programme-5)."""
    held = _held(committee.programme, actor, now)
    one = held.committees.filter(pk=committee.pk).first()
    if one:
        _refused(rules.refuse_removal(sittings=one.sittings.count()))
        record(actor, "remove_committee", f"committee:{one.pk}", now, name=one.name_ar)
        one.delete()


@transaction.atomic
def change_sitting(
    *,
    sitting: Sitting,
    held_on: date,
    decisions_ar: str,
    decisions_fr: str,
    reference: str,
    actor: Who,
    now: datetime,
) -> Sitting:
    """Correct the day or the decisions of a sitting."""
    _held(sitting.committee.programme, actor, now)
    one = Sitting.objects.get(pk=sitting.pk)
    refusal = rules.refuse_sitting(held_on, today=day_of(now))
    others = Sitting.objects.filter(committee=one.committee_id, held_on=held_on).exclude(pk=one.pk)
    if refusal is None and others.exists():
        refusal = rules.FrameRefusal.ALREADY_IN
    _refused(refusal)
    before = {"held_on": one.held_on, "decisions": one.decisions_ar}
    one.held_on, one.reference = held_on, reference
    one.decisions_ar, one.decisions_fr = decisions_ar, decisions_fr
    one.save()
    record(actor, "change_sitting", f"sitting:{one.pk}", now, held_on=held_on, before=before)
    return one
