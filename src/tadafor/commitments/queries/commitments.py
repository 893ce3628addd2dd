"""Named reads of commitments: one by its number, lists, what is late, what belongs to one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet

from tadafor.commitments import rules
from tadafor.commitments.models import (
    Commitment,
    CommitmentStep,
    Evidence,
    FundingLine,
    Indicator,
    Measure,
    Milestone,
    Plan,
)
from tadafor.commitments.queries.plans import DECIDERS
from tadafor.kernel.asked import Answers, asked_once
from tadafor.kernel.search import Mark, mark, saying, words_of
from tadafor.kernel.together import Wanted, wanted
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

UNSEEN = ("search_text", "grams", "trace__text")
_WITH = ("trace", "plan", "axis", "objective", "neighbourhood")
MOST_LATE = 100
SHELVES = ("late", "delayed", "under_way", "done")


def commitment_at(plan: Plan, number: int) -> Commitment | None:
    """Return the commitment of this number in a plan."""
    return _at.first(plan=plan.pk, number=number)


@asked_once
def _at(plan: int, number: int) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(plan_id=plan, number=number)
    return found.select_related(*_WITH).defer(*UNSEEN)


def published_at(plan: int, number: int) -> Commitment | None:
    """Return the commitment of these numbers that everybody reads, with its plan, in one question."""
    return _published_at.first(plan=plan, number=number)


@asked_once
def _published_at(plan: int, number: int) -> QuerySet[Commitment]:
    found = Commitment.objects.public().filter(plan__number=plan, number=number)
    return found.select_related(*_WITH).defer(*UNSEEN)


def locked(commitment: Commitment) -> Commitment:
    """Return the commitment, held until the act is done; its plan, trace and axis as they are then."""
    return (
        Commitment.objects.select_for_update(of=("self",))
        .prefetch_related("trace", "plan", "plan__territory", "axis")
        .get(pk=commitment.pk)
    )


def who(commitment: Commitment, actor: Actor) -> rules.Who:
    """Return what somebody holds towards a commitment (§ commitments-10)."""
    place = commitment.plan.territory_id
    is_agent = actor.has_role(place, RoleKind.AGENT)
    return rules.Who(
        decides=actor.has_role(place, *DECIDERS),
        is_charged=is_agent and actor.person_id is not None and commitment.agent_id == actor.person_id,
        is_agent=is_agent,
    )


# ---- lists


def listed(
    plan: Plan,
    *,
    today: date,
    shelf: str = "",
    axis: int | None = None,
    neighbourhood: int | None = None,
    text: str = "",
) -> Answers[Commitment]:
    """Return the commitments of a plan, axis by axis, filtered; the late ones by how late they are."""
    return _listed.pages(
        plan=plan.pk,
        late_on=today if shelf == "late" else None,
        status=shelf if shelf in set(rules.Status) else None,
        axis=axis,
        place=neighbourhood,
        **words_of(text, near=mark(Mark.PROCEDURE, plan.pk)),
    )


@asked_once
def _listed(
    *,
    plan: int,
    late_on: date | None,
    status: str | None,
    axis: int | None,
    place: int | None,
    **words: Any,  # noqa: ANN401
) -> QuerySet[Commitment]:
    things: QuerySet[Commitment] = saying(Commitment.objects.filter(plan_id=plan), words)
    if late_on is not None:
        things = things.filter(
            Q(due_on__lt=late_on) & ~Q(status__in=sorted(rules.ENDED)) | Q(status=rules.Status.DELAYED)
        )
    for name, value in (("status", status), ("axis_id", axis), ("neighbourhood_id", place)):
        if value is not None:
            things = things.filter(**{name: value})
    things = things.select_related("trace", "axis", "neighbourhood").defer(*UNSEEN)
    return things.order_by("due_on", "number") if late_on is not None else things


def next_number(plan: Plan) -> int:
    """Return the number that a new commitment of a plan may bear."""
    return (Commitment.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1


def every(plan: Plan) -> list[Commitment]:
    """Return all the commitments of a plan, for its timeline, its map and its export."""
    return _every.all(plan=plan.pk)


@asked_once
def _every(plan: int) -> QuerySet[Commitment]:
    things = Commitment.objects.filter(plan_id=plan)
    return things.select_related("trace", "axis", "neighbourhood").defer(*UNSEEN)


# ---- the line of time


@dataclass(frozen=True)
class Event:
    """A promised day: of a milestone, or of the end of a commitment."""

    on: date
    commitment: Commitment
    milestone: Milestone | None
    is_done: bool

    @property
    def is_end(self) -> bool:
        return self.milestone is None


def timeline(plan: Plan, year: int) -> list[Event]:
    """Return the promised days of a year in a plan, in order: two questions."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ends = _ending.all(plan=plan.pk, first=first, last=last)
    steps = _falling.all(plan=plan.pk, first=first, last=last)
    found = [Event(one.ends_on, one, None, one.standing is rules.Status.DONE) for one in ends if one.ends_on]
    found += [Event(one.due_on, one.commitment, one, one.done_on is not None) for one in steps if one.due_on]
    return sorted(found, key=lambda one: (one.on, one.commitment.number, one.is_end))


@asked_once
def _ending(plan: int, first: date, last: date) -> QuerySet[Commitment]:
    things = Commitment.objects.filter(plan_id=plan, ends_on__gte=first, ends_on__lte=last)
    return things.exclude(status=rules.Status.CANCELLED).select_related("trace", "axis").defer(*UNSEEN)


@asked_once
def _falling(plan: int, first: date, last: date) -> QuerySet[Milestone]:
    things = Milestone.objects.filter(commitment__plan_id=plan, due_on__gte=first, due_on__lte=last)
    shown = things.exclude(commitment__status=rules.Status.CANCELLED).select_related(
        "commitment", "commitment__trace", "commitment__axis"
    )
    return shown.defer(*(f"commitment__{name}" for name in UNSEEN)).order_by("due_on", "pk")


# ---- what belongs to one


@dataclass(frozen=True)
class Measured:
    """An indicator with its measures, and how far the last one went."""

    indicator: Indicator
    measures: list[Measure]
    reached: Decimal | None

    @property
    def last(self) -> Measure | None:
        return self.measures[-1] if self.measures else None


def wanted_around(commitment: Commitment) -> list[Wanted]:
    """Say what the page of a commitment will ask, for who asks ahead."""
    every = (_milestones_of, _funding_of, _indicators_of, _measures_of, _steps_of, _evidence_of)
    return [wanted(one, commitment=commitment.pk) for one in every]


def milestones_of(commitment: Commitment) -> list[Milestone]:
    return _milestones_of.all(commitment=commitment.pk)


@asked_once
def _milestones_of(commitment: int) -> QuerySet[Milestone]:
    return Milestone.objects.filter(commitment_id=commitment)


def funding_of(commitment: Commitment) -> list[FundingLine]:
    return _funding_of.all(commitment=commitment.pk)


@asked_once
def _funding_of(commitment: int) -> QuerySet[FundingLine]:
    return FundingLine.objects.filter(commitment_id=commitment)


def indicators_of(commitment: Commitment) -> list[Measured]:
    """Return the indicators of a commitment with their measures: two questions, whatever their number."""
    indicators = _indicators_of.all(commitment=commitment.pk)
    measures = _measures_of.all(commitment=commitment.pk) if indicators else []
    found = []
    for one in indicators:
        own = [measure for measure in measures if measure.indicator_id == one.pk]
        value = own[-1].value if own else None
        found.append(Measured(one, own, rules.reached(one.baseline, one.target, value)))
    return found


@asked_once
def _indicators_of(commitment: int) -> QuerySet[Indicator]:
    return Indicator.objects.filter(commitment_id=commitment)


@asked_once
def _measures_of(commitment: int) -> QuerySet[Measure]:
    return Measure.objects.filter(indicator__commitment_id=commitment)


def steps_of(commitment: Commitment) -> list[CommitmentStep]:
    """Return the statuses it came to, in order, each with its reason."""
    return _steps_of.all(commitment=commitment.pk)


@asked_once
def _steps_of(commitment: int) -> QuerySet[CommitmentStep]:
    return CommitmentStep.objects.filter(commitment_id=commitment)


def evidence_of(commitment: Commitment) -> list[Evidence]:
    """Return what proves it and was not taken away."""
    return _evidence_of.all(commitment=commitment.pk)


@asked_once
def _evidence_of(commitment: int) -> QuerySet[Evidence]:
    found = Evidence.objects.filter(commitment_id=commitment, document__removed_at__isnull=True)
    return found.select_related("document")


def milestone_at(commitment: Commitment, position: int) -> Milestone | None:
    return Milestone.objects.filter(commitment=commitment, position=position).first()


def funding_line(commitment: Commitment, key: int) -> FundingLine | None:
    return FundingLine.objects.filter(commitment=commitment, pk=key).first()


def indicator_at(commitment: Commitment, position: int) -> Indicator | None:
    return Indicator.objects.filter(commitment=commitment, position=position).first()


def overdue(actor: Actor, territory_id: int, today: date) -> list[Commitment]:
    """Return what is late and somebody keeps: all of it for who decides, their own for an agent."""
    found: QuerySet[Commitment] = Commitment.objects.current().overdue(today)
    if not actor.has_role(territory_id, *DECIDERS):
        found = found.filter(agent_id=actor.person_id)
    return list(found.select_related("trace", "plan").defer(*UNSEEN).order_by("due_on", "pk")[:MOST_LATE])


def to_warn(today: date) -> list[Commitment]:
    """Return what everybody reads and is late, for the job that warns; within ``everywhere()``."""
    found = Commitment.objects.current().overdue(today)
    return list(found.select_related("trace", "plan").defer(*UNSEEN).order_by("pk"))
