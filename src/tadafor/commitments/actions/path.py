"""How a plan came to be: steps taken and taken back, the estimate, the self-assessment, communication."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tadafor.commitments import queries, rules
from tadafor.commitments.actions.plans import saved
from tadafor.commitments.actions.recording import ask, held_plan, record
from tadafor.commitments.models import Assessment, CommunicationLine, Plan, PlanStep, ResourceLine
from tadafor.commitments.rules import (
    Degree,
    PartRefusal,
    PlanRefusal,
    Section,
    Source,
    StepKind,
    Stride,
)
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import clean, clean_line
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.models import Trace
from tadafor.traces.rules import Becoming


@transaction.atomic
def take_step(
    *,
    plan: Plan,
    step: StepKind,
    on: date,
    actor: Actor,
    now: datetime,
    year: int = 0,
    words: str = "",
    origin: Trace | None = None,
) -> PlanStep:
    """Say that a step was taken, on its day. Raises Refused (§ commitments-17)."""
    held = held_plan(plan, actor)
    year, words = year if step in rules.YEARLY else 0, clean(words)
    taken = queries.taken(held)
    stride = Stride(step, on, year, words, has_origin=origin is not None)
    ask(PlanRefusal.ELSEWHERE if origin and origin.territory_id != held.territory_id else None)
    refusal = rules.refuse_step(
        held.sort,
        stride,
        taken=taken,
        held=queries.held_by(held),
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        today=day_of(now),
    )
    ask(refusal, **(_named(held, step, taken) if refusal else {}))
    made = PlanStep.objects.create(
        plan=held, step=step, year=year, on=on, words=words, origin=origin, by_id=actor.person_id, at=now
    )
    if step is StepKind.VOTE:
        held.adopted_on, held.adopted_by = on, clean_line(words)[: rules.LONGEST_LINE] or held.adopted_by
    held.changed_at = now
    held.save(update_fields=["adopted_on", "adopted_by", "changed_at"])
    if origin and held.is_public:
        traces.succeed(origin=origin, successor=held.trace, kind=Becoming.CARRIED, now=now)
    record(held, actor, "take_step", now, step=step, year=year, on=str(on))
    return made


def _named(plan: Plan, step: StepKind, taken: rules.Taken) -> dict[str, object]:
    """Return what the sentence of a refusal names: the step that is missing, the day of the last one."""
    if step not in rules.PATHS[plan.sort]:
        return {}
    missing = rules.missing_before(plan.sort, step, taken)
    last = rules.last_before(plan.sort, step, taken)
    years = rules.estimated_years(plan.starts_on)
    return {
        "missing": word(missing) if missing else "",
        "last": last.isoformat() if last else "",
        "first_year": years[0],
        "last_year": years[-1],
    }


@transaction.atomic
def take_back(*, plan: Plan, step: StepKind, actor: Actor, now: datetime, year: int = 0) -> Plan:
    """Take back the last step, said by mistake. Raises Refused (§ commitments-17)."""
    held = held_plan(plan, actor)
    ask(rules.refuse_taking_back(held.sort, step, year, queries.taken(held)))
    PlanStep.objects.filter(plan=held, step=step, year=year).delete()
    if step is StepKind.VOTE:
        held.adopted_on = None
    held.changed_at = now
    held.save(update_fields=["adopted_on", "changed_at"])
    record(held, actor, "take_back", now, step=step, year=year)
    return held


@transaction.atomic
def keep_resource(
    *, plan: Plan, year: int, source: Source, amount: Decimal, actor: Actor, now: datetime
) -> Plan:
    """Estimate what a source brings in one of the first three years; nothing takes the line away."""
    held = held_plan(plan, actor)
    ask(rules.refuse_estimate(held.sort, year=year, starts_on=held.starts_on))
    ask(PartRefusal.TOO_LARGE if not 0 <= amount <= rules.LARGEST else None)
    ask(PartRefusal.CLOSED if (StepKind.RESOURCES, 0) in queries.taken(held) else None)
    lines = ResourceLine.objects.filter(plan=held, year=year, source=source)
    if not amount:
        lines.delete()
    elif not lines.update(amount=amount):
        ResourceLine.objects.create(plan=held, year=year, source=source, amount=amount)
    record(held, actor, "keep_resource", now, year=year, source=source, amount=str(amount))
    return held


@transaction.atomic
def assess(
    *,
    plan: Plan,
    section: Section,
    degree: Degree,
    words: str,
    evidence: str,
    actor: Actor,
    now: datetime,
) -> Assessment:
    """Answer one section of the self-assessment, with what shows it. Raises Refused (§ commitments-18)."""
    held = held_plan(plan, actor)
    words, evidence = clean(words), clean_line(evidence)[: rules.LONGEST_LINE]
    is_closed = (StepKind.SELF_ASSESSMENT, 0) in queries.taken(held)
    ask(
        rules.refuse_assessment(held.sort, degree=degree, words=words, evidence=evidence, is_closed=is_closed)
    )
    told = {"degree": degree, "words": words, "evidence": evidence, "by_id": actor.person_id, "at": now}
    made, _ = Assessment.objects.update_or_create(plan=held, section=section, defaults=told)
    record(held, actor, "assess", now, section=section, degree=degree, evidence=evidence)
    return made


@dataclass(frozen=True)
class MessageFacts:
    """A line of a communication plan as its staff describe it."""

    position: int
    audience: str
    message: str
    channel: str
    on: date | None = None
    responsible: str = ""


@transaction.atomic
def keep_message(
    *, plan: Plan, facts: MessageFacts, actor: Actor, now: datetime, line: CommunicationLine | None = None
) -> CommunicationLine:
    """Write a line of the communication plan of a strategy. Raises Refused (§ commitments-19)."""
    held = held_plan(plan, actor)
    ask(rules.refuse_message(held.sort, on=facts.on, starts_on=held.starts_on, ends_on=held.ends_on))
    one = line or CommunicationLine(plan=held)
    ask(PlanRefusal.ELSEWHERE if one.plan_id != held.pk else None)
    one.position, one.on = facts.position, facts.on
    one.audience, one.message = clean_line(facts.audience), clean_line(facts.message)
    one.channel, one.responsible = clean_line(facts.channel), clean_line(facts.responsible)
    ask(None if one.audience and one.message and one.channel else PlanRefusal.NO_TITLE)
    saved(one, PartRefusal.PLACE_TAKEN)
    record(held, actor, "keep_message", now, position=one.position, message=one.message)
    return one


@transaction.atomic
def remove_message(*, line: CommunicationLine, actor: Actor, now: datetime) -> None:
    """Take a line out of a communication plan. Raises Refused."""
    held = held_plan(line.plan, actor)
    ask(PartRefusal.CLOSED if (StepKind.COMMUNICATION, 0) in queries.taken(held) else None)
    position = line.position
    CommunicationLine.objects.filter(pk=line.pk).delete()
    record(held, actor, "remove_message", now, position=position)
