"""Plans and their parts: drawing up, axes, objectives, the committee, publication."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from tadafor.commitments import queries, rules
from tadafor.commitments.actions.copying import take_over
from tadafor.commitments.actions.recording import ask, held_plan, record
from tadafor.commitments.models import Axis, Commitment, CommunicationLine, Objective, Plan, PlanMember
from tadafor.commitments.rules import MemberGroup, PartRefusal, PlanKind, PlanRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line, script_of
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

ROOM = "commitments"


@dataclass(frozen=True)
class PlanFacts:
    """A plan as its staff describe it."""

    kind: PlanKind
    title: str
    starts_on: date
    ends_on: date
    summary: str = ""
    adopted_on: date | None = None
    adopted_by: str = ""

    def cleaned(self) -> "PlanFacts":
        """Return the same without hidden characters."""
        told = asdict(self) | {
            "title": clean_line(self.title),
            "summary": clean(self.summary),
            "adopted_by": clean_line(self.adopted_by),
        }
        return PlanFacts(**told)


def _asked(facts: PlanFacts, now: datetime) -> None:
    ask(None if facts.title else PlanRefusal.NO_TITLE)
    shape = rules.SHAPES[facts.kind]
    ask(
        rules.refuse_period(
            facts.kind,
            starts_on=facts.starts_on,
            ends_on=facts.ends_on,
            adopted_on=facts.adopted_on,
            today=day_of(now),
        ),
        fewest=shape.fewest_months,
        most=shape.most_months,
    )


@transaction.atomic
def draw_up(
    *,
    territory: "Territory",
    facts: PlanFacts,
    actor: Actor,
    now: datetime,
    is_demonstration: bool = False,
) -> Plan:
    """Begin a plan, out of sight; the same kind, title and first day sent twice make one. Raises Refused."""
    ask(None if queries.decides(actor, territory.pk) else PlanRefusal.NOT_STAFF)
    facts = facts.cleaned()
    _asked(facts, now)
    territories.locked(territory.pk)  # so that two at once have two numbers
    same = {"kind": facts.kind, "title": facts.title, "starts_on": facts.starts_on}
    if done := Plan.objects.filter(**same, superseded_at__isnull=True).first():
        return done
    last = Plan.objects.aggregate(last=Max("number"))["last"] or 0
    number = last + 1
    made = _opened(territory, facts, number, now, author=actor.person_id, is_demonstration=is_demonstration)
    record(made, actor, "draw_up", now, kind=facts.kind, title=facts.title)
    return made


def _opened(
    territory: "Territory",
    facts: PlanFacts,
    number: int,
    now: datetime,
    *,
    author: int | None,
    is_demonstration: bool,
) -> Plan:
    language = script_of(facts.title)
    trace = traces.open_trace(
        territory_id=territory.pk,
        room=ROOM,
        title=facts.title,
        text=facts.summary,
        address=f"/{territory.slug}/commitments/{number}/",
        language=language,
        visibility=Visibility.HELD,
        now=now,
    )
    return Plan.objects.create(
        trace=trace,
        territory=territory,
        number=number,
        language=language,
        created_at=now,
        changed_at=now,
        created_by_id=author,
        is_demonstration=is_demonstration,
        **asdict(facts),
    )


@transaction.atomic
def keep_plan(*, plan: Plan, facts: PlanFacts, actor: Actor, now: datetime) -> Plan:
    """Describe a plan again. Raises Refused."""
    held = held_plan(plan, actor)
    facts = facts.cleaned()
    _asked(facts, now)
    for name, value in asdict(facts).items():
        setattr(held, name, value)
    held.changed_at = now
    held.save()
    traces.describe(trace=held.trace, title=held.title, text=held.summary)
    record(held, actor, "keep_plan", now, title=held.title, adopted_on=str(held.adopted_on or ""))
    return held


@transaction.atomic
def publish(*, plan: Plan, actor: Actor, now: datetime) -> Plan:
    """Show a plan to everybody, with its commitments. Raises Refused (§ commitments-2)."""
    held = held_plan(plan, actor)
    ones = list(Commitment.objects.filter(plan=held).select_related("trace"))
    ask(rules.refuse_publication(is_published=held.is_public, commitments=len(ones)))
    held.published_at = held.changed_at = now
    held.save(update_fields=["published_at", "changed_at"])
    for trace in (held.trace, *(one.trace for one in ones)):
        traces.set_visibility(item=trace, visibility=Visibility.VISIBLE)
    take_over(held, now)
    record(held, actor, "publish", now, commitments=len(ones))
    return held


# ---- parts


@transaction.atomic
def keep_axis(
    *,
    plan: Plan,
    position: int,
    title: str,
    actor: Actor,
    now: datetime,
    description: str = "",
    weight: Decimal = Decimal(1),
    axis: Axis | None = None,
) -> Axis:
    """Name an axis, or a chapter of a charter, at its place. Raises Refused."""
    held = held_plan(plan, actor)
    one = axis or Axis(plan=held)
    ask(PlanRefusal.ELSEWHERE if one.plan_id != held.pk else None)
    one.title, one.description = clean_line(title), clean(description)
    one.position, one.weight = position, weight
    ask(None if one.title else PlanRefusal.NO_TITLE)
    ask(rules.refuse_weight(float(weight)))
    saved(one, PlanRefusal.PLACE_TAKEN)
    record(held, actor, "keep_axis", now, position=position, title=one.title, weight=str(weight))
    return one


@transaction.atomic
def remove_axis(*, axis: Axis, actor: Actor, now: datetime) -> None:
    """Take an empty axis away. Raises Refused."""
    held = held_plan(axis.plan, actor)
    ask(PlanRefusal.NOT_EMPTY if Commitment.objects.filter(axis=axis).exists() else None)
    position, title = axis.position, axis.title
    Axis.objects.filter(pk=axis.pk).delete()
    record(held, actor, "remove_axis", now, position=position, title=title)


@transaction.atomic
def keep_objective(
    *,
    axis: Axis,
    position: int,
    title: str,
    actor: Actor,
    now: datetime,
    objective: Objective | None = None,
) -> Objective:
    """Name what an axis wants to reach. Raises Refused."""
    held = held_plan(axis.plan, actor)
    one = objective or Objective(axis=axis)
    ask(PlanRefusal.ELSEWHERE if one.axis_id != axis.pk else None)
    one.position, one.title = position, clean_line(title)
    ask(None if one.title else PlanRefusal.NO_TITLE)
    saved(one, PlanRefusal.PLACE_TAKEN)
    record(held, actor, "keep_objective", now, axis=axis.position, position=position, title=one.title)
    return one


@transaction.atomic
def keep_committee(
    *,
    plan: Plan,
    decision: str,
    members: Sequence[tuple[MemberGroup, str]],
    actor: Actor,
    now: datetime,
) -> Plan:
    """Say who follows the plan, by capacities, and which decision named them (§ commitments-14)."""
    held = held_plan(plan, actor)
    held.committee_decision, held.changed_at = clean_line(decision), now
    held.save(update_fields=["committee_decision", "changed_at"])
    PlanMember.objects.filter(plan=held).delete()
    PlanMember.objects.bulk_create(
        PlanMember(plan=held, position=at, group=group, capacity=clean_line(capacity))
        for at, (group, capacity) in enumerate(members, 1)
    )
    record(held, actor, "keep_committee", now, decision=held.committee_decision, members=len(members))
    return held


def saved(one: Axis | Objective | CommunicationLine, refusal: PlanRefusal | PartRefusal) -> None:
    """Save, or refuse a place that another holds."""
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as clash:
        raise Refused(refusal) from clash
