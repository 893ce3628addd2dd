"""The row that every verb leaves, the questions each asks first, what is worked out again after it."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import Sum

from tadafor.audit import actions as audit
from tadafor.commitments import queries, rules
from tadafor.commitments.models import Commitment, CommitmentStep, FundingLine, Milestone, Plan
from tadafor.commitments.rules import PlanRefusal
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor


def record(place: Plan | Commitment, actor: audit.Who, verb: str, now: datetime, **content: object) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    is_plan = isinstance(place, Plan)
    audit.record(
        actor=actor,
        territory_id=place.territory_id if isinstance(place, Plan) else place.plan.territory_id,
        verb=f"commitments.{verb}",
        subject=f"{'plan' if is_plan else 'commitment'}:{place.pk}",
        now=now,
        content=content,
    )


def ask(refusal: StrEnum | None, **facts: object) -> None:
    """Raise what a rule refused."""
    if refusal is not None:
        raise Refused(refusal, **facts)


def held_plan(plan: Plan, actor: Actor) -> Plan:
    """Hold a plan for an act of who keeps it, or raise Refused."""
    held = queries.locked_plan(plan)
    ask(None if queries.decides(actor, held.territory_id) else PlanRefusal.NOT_STAFF)
    ask(PlanRefusal.SUPERSEDED if held.superseded_at else None)
    return held


def held_for(commitment: Commitment, actor: Actor) -> Commitment:
    """Hold a commitment for an act of who keeps it up to date, or raise Refused."""
    held = queries.locked(commitment)
    ask(rules.refuse_staff(queries.who(held, actor)))
    ask(PlanRefusal.SUPERSEDED if held.plan.superseded_at else None)
    return held


def refreshed(held: Commitment, now: datetime) -> None:
    """Work out again, under the lock, what is counted from milestones and funding lines, and save."""
    milestones = list(Milestone.objects.filter(commitment=held))
    counted = rules.progress_of((one.weight, one.done_on is not None) for one in milestones)
    if held.standing is rules.Status.DONE:
        held.progress = 100
    elif counted is not None:
        held.progress = counted
    held.due_on = rules.next_due(held.ends_on, ((one.due_on, one.done_on is not None) for one in milestones))
    sums = FundingLine.objects.filter(commitment=held).aggregate(
        planned=Sum("planned"), committed=Sum("committed"), paid=Sum("paid")
    )
    for name, total in sums.items():
        setattr(held, name, total or Decimal(0))
    held.changed_at = now
    held.save()


def step(held: Commitment, words: str, *, actor: Actor, now: datetime) -> None:
    """Tell in public where a commitment stands now."""
    CommitmentStep.objects.create(
        commitment=held,
        status=held.status,
        words=words,
        progress=held.progress,
        new_day=held.ends_on if held.standing is rules.Status.DELAYED else None,
        by_id=actor.person_id,
        at=now,
    )
