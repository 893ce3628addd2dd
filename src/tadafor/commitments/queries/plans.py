"""Named reads of plans: one by its number, its parts, its rates by axis and by neighbourhood."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DecimalField, F, QuerySet, Sum

from tadafor.commitments import rules
from tadafor.commitments.models import Axis, Commitment, Objective, Plan, PlanMember
from tadafor.kernel.asked import asked_once
from tadafor.people.actor import Actor
from tadafor.people.queries import names_of, staff_ids
from tadafor.people.rules import RoleKind
from tadafor.territories.queries import neighbourhood_names
from tadafor.traces import queries as traces

if TYPE_CHECKING:
    from tadafor.traces.models import Trace

DECIDERS = (RoleKind.DIRECTOR, RoleKind.FOCAL_POINT)
READERS = (*DECIDERS, RoleKind.AGENT, RoleKind.PRESIDENT)
_ORIGINS = ("petitions", "suggestions", "budgets", "meetings", "consultations", "surveys", "councils")
_HEARD = ("consultations", "meetings", "surveys", "suggestions")
_MOST_ORIGINS = 60
_WEIGHED = ("status", "progress", "weight", "planned", "committed", "paid")
_HEAPED = ("n", "reached", "weights", "weighed", "sum_planned", "sum_committed", "sum_paid")
_EXACT: "DecimalField[Any, Any]" = DecimalField(max_digits=20, decimal_places=2)


def plan_at(number: int) -> Plan | None:
    """Return the plan of this number in the open territory, published or not."""
    return _plan_at.first(number=number)


@asked_once
def _plan_at(number: int) -> QuerySet[Plan]:
    return Plan.objects.filter(number=number).select_related("trace", "origin").defer("trace__text")


def locked_plan(plan: Plan) -> Plan:
    """Return the plan, held until the act is done, with its trace and its territory."""
    return (
        Plan.objects.select_for_update(of=("self",))
        .prefetch_related("trace", "territory")  # asked for once the row is held
        .get(pk=plan.pk)
    )


def plans() -> list[Plan]:
    """Return what everybody reads in the open territory, the newest first, in its last version."""
    return _plans.all()


@asked_once
def _plans() -> QuerySet[Plan]:
    return Plan.objects.current().select_related("trace").defer("trace__text")


def all_plans() -> list[Plan]:
    """Return every plan of the open territory, for its staff."""
    return list(Plan.objects.select_related("trace").order_by("superseded_at", "-starts_on", "-number"))


def next_version(plan: Plan) -> Plan | None:
    """Return the plan that took the place of this one."""
    return Plan.objects.filter(origin=plan).first()


def axes_of(plan: Plan) -> list[Axis]:
    return _axes_of.all(plan=plan.pk)


@asked_once
def _axes_of(plan: int) -> QuerySet[Axis]:
    return Axis.objects.filter(plan_id=plan)


def axis_at(plan: Plan, position: int) -> Axis | None:
    return Axis.objects.filter(plan=plan, position=position).first()


def objectives_of(plan: Plan) -> list[Objective]:
    """Return the objectives of a plan, axis by axis."""
    return list(Objective.objects.filter(axis__plan=plan).select_related("axis"))


def members_of(plan: Plan) -> list[PlanMember]:
    """Return the seats of the committee that follows a plan."""
    return _members_of.all(plan=plan.pk)


@asked_once
def _members_of(plan: int) -> QuerySet[PlanMember]:
    return PlanMember.objects.filter(plan_id=plan)


def objective_at(axis: Axis, position: int) -> Objective | None:
    return Objective.objects.filter(axis=axis, position=position).select_related("axis").first()


def agents(territory_id: int) -> list[tuple[int, str]]:
    """Return who may be charged with a commitment: the agents, by name."""
    names = names_of(staff_ids(territory_id, RoleKind.AGENT))
    return sorted(names.items(), key=lambda one: one[1])


def origins() -> "list[Trace]":
    """Return what a commitment may come from: petitions, suggestions, ideas, texts, opinions, cards."""
    return [one for room in _ORIGINS for one in traces.of_room(room, limit=_MOST_ORIGINS)]


def consulted() -> "list[Trace]":
    """Return the consultations, meetings and surveys of the territory that a step may have been."""
    return [one for room in _HEARD for one in traces.of_room(room, limit=_MOST_ORIGINS)]


def neighbourhood_keys(territory_id: int) -> set[int]:
    """Return the neighbourhoods in which a commitment may stand."""
    return {key for key, _ in neighbourhood_names(territory_id)}


def decides(actor: Actor, territory_id: int) -> bool:
    """Whether somebody keeps the plans of a territory."""
    return actor.has_role(territory_id, *DECIDERS)


# ---- rates


@dataclass(frozen=True)
class AxisRates:
    """One axis and what its commitments come to."""

    axis: Axis
    rates: rules.Rates


@dataclass(frozen=True)
class PlanRates:
    """A plan: all together, and axis by axis."""

    whole: rules.Rates
    weighted: Decimal | None  # by the weights of the axes, then of the commitments
    axes: list[AxisRates]
    statuses: dict[rules.Status, int] = field(default_factory=dict)


def rates_of(plan: Plan, axes: list[Axis] | None = None) -> PlanRates:
    """Return the rates of a plan, its commitments added up by the database (§ commitments-7)."""
    heaps = [(axis, _heap(rest)) for axis, *rest in _heaps_of.all(plan=plan.pk)]
    parts = [
        AxisRates(axis, rules.rates_of_heaps(heap for of, heap in heaps if of == axis.pk))
        for axis in (axes_of(plan) if axes is None else axes)
    ]
    every = [heap for _, heap in heaps]
    return PlanRates(
        whole=rules.rates_of_heaps(every),
        weighted=rules.together((one.axis.weight, one.rates.weighted) for one in parts),
        axes=parts,
        statuses={one: sum(heap.count for heap in every if heap.status is one) for one in rules.Status},
    )


def rates_of_places(plan: Plan) -> dict[int | None, rules.Rates]:
    """Return the rates of a plan by neighbourhood (None: no place), in the same way."""
    heaps: dict[int | None, list[rules.Heap]] = {}
    for place, *rest in _heaps_of_places.all(plan=plan.pk):
        heaps.setdefault(place, []).append(_heap(rest))
    return {place: rules.rates_of_heaps(several) for place, several in heaps.items()}


@asked_once
def _heaps_of(plan: int) -> QuerySet[Commitment, tuple[Any, ...]]:
    return _heaped(Commitment.objects.filter(plan_id=plan), "axis_id")


@asked_once
def _heaps_of_places(plan: int) -> QuerySet[Commitment, tuple[Any, ...]]:
    return _heaped(Commitment.objects.filter(plan_id=plan), "neighbourhood_id")


def _heaped(things: QuerySet[Commitment], by: str) -> QuerySet[Commitment, tuple[Any, ...]]:
    sums = (
        Count("pk"),
        Sum("progress"),
        Sum("weight"),
        Sum(F("progress") * F("weight"), output_field=_EXACT),
    )
    money = (Sum("planned"), Sum("committed"), Sum("paid"))
    told = dict(zip(_HEAPED, (*sums, *money), strict=True))
    heaps: QuerySet[Commitment, tuple[Any, ...]] = things.order_by().values(by, "status").annotate(**told)
    return heaps.values_list(by, "status", *_HEAPED)


def _heap(row: Iterable[Any]) -> rules.Heap:
    status, *numbers = row
    return rules.Heap(rules.Status(status), *numbers)


def _line(row: Iterable[Any]) -> rules.Line:
    status, progress, *numbers = row
    return rules.Line(rules.Status(status), progress, *numbers)


def rates_of_plans(plan_ids: list[int]) -> dict[int, rules.Rates]:
    """Return the rates of several plans, each commitment alike and by weight: one query."""
    lines: dict[int, list[rules.Line]] = {key: [] for key in plan_ids}
    for plan, *rest in _lines_of_plans.all(plans=plan_ids) if plan_ids else ():
        lines[plan].append(_line(rest))
    return {key: rules.rates(rows) for key, rows in lines.items()}


@asked_once
def _lines_of_plans(plans: list[int]) -> QuerySet[Commitment, tuple[Any, ...]]:
    found = Commitment.objects.filter(plan__pk__any=plans).order_by("pk")
    return found.values_list("plan_id", *_WEIGHED)


def done_in(territory_id: int) -> tuple[int, int]:
    """Return how many of a territory's commitments that everybody reads are done, and how many count.

    For who looks over several communes, within ``everywhere()``; cancelled ones count in none.
    """
    counts = dict(_by_status.all(territory=territory_id))
    done, cancelled = (counts.get(one.value, 0) for one in (rules.Status.DONE, rules.Status.CANCELLED))
    return done, sum(counts.values()) - cancelled


@asked_once
def _by_status(territory: int) -> "QuerySet[Commitment, tuple[str, int]]":
    found = Commitment.objects.current().filter(plan__territory_id=territory).order_by()
    return found.values_list("status").annotate(n=Count("pk"))
