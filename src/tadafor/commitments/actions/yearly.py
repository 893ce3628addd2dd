"""The evaluation of a year, closed; a new version of a plan, drawn from the one everybody reads."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tadafor.commitments import queries, rules
from tadafor.commitments.actions.copying import children_copied, copied, promised_again
from tadafor.commitments.actions.recording import ask, held_plan, record, step
from tadafor.commitments.models import (
    Axis,
    Objective,
    Plan,
    PlanMember,
    YearlyReport,
)
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import clean
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility
from tadafor.translations import actions as translations


@transaction.atomic
def close_year(*, plan: Plan, year: int, words: str, actor: Actor, now: datetime) -> YearlyReport:
    """Close the evaluation of a year: its figures stand as they are today. Raises Refused."""
    held = held_plan(plan, actor)
    words, today = clean(words), day_of(now)
    refusal = rules.refuse_year(
        year,
        is_published=held.is_public,
        closed=[one.year for one in queries.yearly_of(held)],
        words=words,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        today=today,
    )
    ask(refusal)
    told = queries.frozen(queries.evaluation(held, today=today))
    made = YearlyReport.objects.create(
        plan=held, year=year, words=words, told=told, closed_on=today, by_id=actor.person_id, at=now
    )
    record(held, actor, "close_year", now, year=year)
    return made


@transaction.atomic
def renew(*, plan: Plan, reason: str, actor: Actor, now: datetime) -> Plan:
    """Draw up the next version of a plan, out of sight. Raises Refused (§ commitments-22)."""
    held = held_plan(plan, actor)
    reason = clean(reason)
    refusal = rules.refuse_renewal(
        held.sort,
        is_published=held.is_public,
        has_next=queries.next_version(held) is not None,
        reason=reason,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        today=day_of(now),
    )
    ask(refusal, first=rules.renewed_from(held.sort, held.starts_on).isoformat())
    territories.locked(held.territory_id)  # so that two at once have two numbers
    made = _next(held, reason, actor, now)
    parents = {held.pk: made}
    axes = copied(Axis.objects.filter(plan=held), "plan", parents)
    objectives = copied(Objective.objects.filter(axis__plan=held), "axis", dict(axes))
    copied(PlanMember.objects.filter(plan=held), "plan", parents)
    pairs = promised_again(made, axes, objectives, now)
    children_copied(pairs)
    for _old, new in pairs:
        step(new, new.reason, actor=actor, now=now)
    things = {queries.thing(old.pk): queries.thing(new.pk) for old, new in pairs}
    things |= {queries.axis_thing(key): queries.axis_thing(one.pk) for key, one in axes.items()}
    of = queries.objective_thing
    things |= {of(key): of(one.pk) for key, one in objectives.items()}
    things[queries.plan_thing(held.pk)] = queries.plan_thing(made.pk)
    translations.carry(things, things)
    record(made, actor, "renew", now, origin=held.number, reason=reason)
    return made


def _next(held: Plan, reason: str, actor: Actor, now: datetime) -> Plan:
    number = (Plan.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    trace = traces.open_trace(
        territory_id=held.territory_id,
        room=queries.ROOM,
        title=held.title,
        text=held.summary,
        address=f"/{held.territory.slug}/commitments/{number}/",
        language=held.language,
        visibility=Visibility.HELD,
        now=now,
    )
    names = (
        "territory_id",
        "kind",
        "title",
        "summary",
        "language",
        "starts_on",
        "ends_on",
        "committee_decision",
    )
    return Plan.objects.create(
        trace=trace,
        number=number,
        version=held.version + 1,
        origin=held,
        renewed_for=reason,
        created_at=now,
        changed_at=now,
        created_by_id=actor.person_id,
        is_demonstration=held.is_demonstration,
        **{name: getattr(held, name) for name in names},
    )
