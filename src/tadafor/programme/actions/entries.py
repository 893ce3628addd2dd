"""Activities: planned, told with proof and figures, approved by a second person or sent back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.programme import notices, queries, rules
from tadafor.programme.actions.recording import ask, record, where_of
from tadafor.programme.models import Activity, Commune, Entry, Indicator, Node, Programme, Region


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What is planned, where and when."""

    kind: rules.ActivityKind
    title_ar: str
    planned_on: date
    title_fr: str = ""
    result: Node | None = None
    region: Region | None = None
    commune: Commune | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was done: when, what proves it, and its figures by indicator (key)."""

    held_on: date
    proof: str
    numbers: Mapping[int, rules.Number]
    link: str = ""


def _refused(refusal: rules.EntryRefusal | None) -> None:
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def plan_activity(
    *,
    programme: Programme,
    facts: PlanFacts,
    actor: Who,
    now: datetime,
    token: str | None = None,
    is_demonstration: bool = False,
) -> Activity:
    """Plan an activity; the same token makes it once."""
    held = queries.locked(programme)
    if made := queries.sent_before(held, token or ""):
        return made
    ask(held, actor, rules.Act.ENTER, now, where_of(facts.region, facts.commune))
    _refused(rules.refuse_plan(facts.planned_on, starts_on=held.starts_on, ends_on=held.ends_on))
    held.last_number += 1
    held.save(update_fields=["last_number"])
    told = vars(facts) | {"region": facts.commune.region if facts.commune else facts.region}
    made = Activity.objects.create(
        programme=held,
        number=held.last_number,
        state=rules.State.PLANNED,
        token=token,
        is_demonstration=is_demonstration,
        **told,
    )
    subject = f"activity:{made.pk}"
    record(actor, "plan_activity", subject, now, title=facts.title_ar, planned_on=facts.planned_on)
    return made


@transaction.atomic
def tell_activity(*, activity: Activity, told: Told, actor: Who, now: datetime) -> Activity:
    """Tell what was done, with its proof and its figures; it then waits for a second person."""
    one = queries.locked_activity(activity)
    programme, commune = one.programme, one.commune
    ask(programme, actor, rules.Act.ENTER, now, where_of(one.region, commune))
    _refused(rules.refuse_change(one.standing))
    measured = dict(
        Indicator.objects.filter(programme=programme, pk__in=told.numbers).values_list("pk", "measure")
    )
    refusal = rules.refuse_entry(
        held_on=told.held_on,
        today=day_of(now),
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        proof=told.proof,
        numbers={key: number for key, number in told.numbers.items() if key in measured},
        counted={key: bool(measure) for key, measure in measured.items()},
        is_on_platform=commune is None or hasattr(commune.place, "territory"),
        joined_on=commune.joined_on if commune else None,
    )
    _refused(refusal)
    one.held_on, one.proof, one.link = told.held_on, told.proof, told.link
    one.state, one.returned_because = rules.State.WAITING, ""
    one.entered_by_id, one.entered_at, one.revision = actor.person_id, now, one.revision + 1
    one.save()
    Entry.objects.filter(activity=one).delete()
    Entry.objects.bulk_create(
        Entry(activity=one, indicator_id=key, **vars(number))
        for key, number in told.numbers.items()
        if key in measured
    )
    counts = {str(key): vars(number) for key, number in told.numbers.items()}
    record(actor, "tell_activity", f"activity:{one.pk}", now, proof=told.proof, numbers=counts)
    notices.waiting(one, now=now, but=actor.person_id)
    return one


@transaction.atomic
def approve_activity(*, activity: Activity, seen: int, actor: Who, now: datetime) -> Activity:
    """Approve figures that somebody else entered: they count from now on."""
    one = _to_decide(activity, actor, seen, now)
    one.state, one.decided_by_id, one.decided_at = rules.State.APPROVED, actor.person_id, now
    one.save(update_fields=["state", "decided_by", "decided_at"])
    record(actor, "approve_activity", f"activity:{one.pk}", now, revision=one.revision)
    notices.decided(one, now=now)
    return one


@transaction.atomic
def return_activity(*, activity: Activity, seen: int, reason: str, actor: Who, now: datetime) -> Activity:
    """Send figures back, saying what is to be mended."""
    one = _to_decide(activity, actor, seen, now)
    if not reason:
        raise Refused(rules.EntryRefusal.NO_REASON)
    one.state, one.returned_because = rules.State.RETURNED, reason
    one.decided_by_id, one.decided_at = actor.person_id, now
    one.save(update_fields=["state", "returned_because", "decided_by", "decided_at"])
    record(actor, "return_activity", f"activity:{one.pk}", now, reason=reason)
    notices.decided(one, now=now)
    return one


def _to_decide(activity: Activity, actor: Who, seen: int, now: datetime) -> Activity:
    one = queries.locked_activity(activity)
    ask(one.programme, actor, rules.Act.APPROVE, now, where_of(one.region, one.commune))
    _refused(
        rules.refuse_decision(
            one.standing,
            entered_by=one.entered_by_id,
            decided_by=actor.person_id or 0,
            revision=one.revision,
            seen=seen,
        )
    )
    return one
