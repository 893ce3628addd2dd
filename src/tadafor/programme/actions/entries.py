"""Activities: planned, told with proof and figures, approved by a second person or sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.documents.actions import CleanFile
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.programme import notices, queries, rules
from tadafor.programme.actions.proofs import keep_files
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
    files: Sequence[CleanFile] = ()
    is_public: bool = False


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
    _ask_day(held, facts)
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


def _ask_day(programme: Programme, facts: PlanFacts) -> None:
    left_on = facts.commune.left_on if facts.commune else None
    span = {"starts_on": programme.starts_on, "ends_on": programme.ends_on}
    _refused(rules.refuse_plan(facts.planned_on, left_on=left_on, **span))


@transaction.atomic
def change_plan(*, activity: Activity, facts: PlanFacts, actor: Who, now: datetime) -> Activity:
    """Move a plan to another day or place, or word it better, while nothing was told of it."""
    one = queries.locked_activity(activity)
    programme = one.programme
    for where in (where_of(one.region, one.commune), where_of(facts.region, facts.commune)):
        ask(programme, actor, rules.Act.ENTER, now, where)
    _refused(rules.refuse_replanning(one.standing))
    _ask_day(programme, facts)
    for name, value in vars(facts).items():
        setattr(one, name, value)
    one.region = facts.commune.region if facts.commune else facts.region
    one.revision += 1
    one.save()
    subject = f"activity:{one.pk}"
    record(actor, "change_plan", subject, now, title=facts.title_ar, planned_on=facts.planned_on)
    return one


@transaction.atomic
def call_off(*, activity: Activity, because: str, actor: Who, now: datetime) -> Activity:
    """Say that an activity will not be held, and why; it is no longer late, and stays readable."""
    one = queries.locked_activity(activity)
    ask(one.programme, actor, rules.Act.ENTER, now, where_of(one.region, one.commune))
    _refused(rules.refuse_calling_off(one.standing, because=because))
    one.state, one.called_off_because, one.returned_because = rules.State.CALLED_OFF, because, ""
    one.revision += 1
    one.save(update_fields=["state", "called_off_because", "returned_because", "revision"])
    record(actor, "call_off", f"activity:{one.pk}", now, reason=because)
    return one


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
        left_on=commune.left_on if commune else None,
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
    marks = keep_files(one, told.files, is_public=told.is_public, actor=actor, now=now)
    counts = {str(key): vars(number) for key, number in told.numbers.items()}
    record(actor, "tell_activity", f"activity:{one.pk}", now, proof=told.proof, numbers=counts, files=marks)
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
