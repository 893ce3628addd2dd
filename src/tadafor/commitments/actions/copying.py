"""Rows of a plan copied into its next version, and what happens when that takes its place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from tadafor.commitments import queries
from tadafor.commitments.models import Commitment, FundingLine, Indicator, Measure, Milestone, Plan
from tadafor.traces import actions as traces
from tadafor.traces.rules import Becoming, Visibility

Kind = TypeVar("Kind", bound=models.Model)
_AT_ONCE = 500
# What lives in a commitment: taken again from the version everybody reads when the new one takes its place.
_LIVING = (
    "status", "reason", "progress", "ends_on", "due_on", "told_on", "planned", "committed", "paid", "warned",
)  # fmt: skip


def copied(rows: Iterable[Kind], parent: str, parents: dict[int, Any]) -> dict[int, Kind]:
    """Copy rows under other parents; return the copies by the key of what they copy."""
    found = list(rows)
    made = [_copy(one, **{parent: parents[getattr(one, f"{parent}_id")]}) for one in found]
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=_AT_ONCE)  # noqa: SLF001 -- Django's own name
    return {one.pk: copy for one, copy in zip(found, made, strict=True)}


def _copy(one: Kind, **facts: Any) -> Kind:  # noqa: ANN401 -- what the row points at
    held = {name: value for name, value in vars(one).items() if name not in {"id", "_state"}}
    for name in facts:
        held.pop(f"{name}_id", None)
    return type(one)(**held | facts)


def promised_again(
    plan: Plan, axes: dict[int, Any], objectives: dict[int, Any], now: datetime
) -> list[tuple[Commitment, Commitment]]:
    """Copy the commitments of the version before, each with a trace of its own."""
    ones = list(Commitment.objects.filter(plan=plan.origin).select_related("trace").order_by("pk"))
    at = plan.trace.address
    opened = traces.open_many(
        [
            traces.NewTrace(one.trace.title, one.trace.text, f"{at}{one.number}/", one.language)
            for one in ones
        ],
        territory_id=plan.territory_id,
        room=queries.ROOM,
        now=now,
        visibility=Visibility.HELD,
    )
    made = []
    for one, trace in zip(ones, opened, strict=True):
        of = {"axis": axes[one.axis_id], "objective": objectives.get(one.objective_id or 0)}
        made.append(_copy(one, plan=plan, trace=trace, changed_at=now, last_remark=0, **of))
    Commitment.objects.bulk_create(made, batch_size=_AT_ONCE)
    return list(zip(ones, made, strict=True))


def children_copied(pairs: Iterable[tuple[Commitment, Commitment]]) -> None:
    """Copy milestones, money, indicators and their measures."""
    made: dict[int, Any] = {old.pk: new for old, new in pairs}
    of = {"commitment__in": list(made)}
    copied(Milestone.objects.filter(**of).order_by("pk"), "commitment", made)
    copied(FundingLine.objects.filter(**of).order_by("pk"), "commitment", made)
    indicators = copied(Indicator.objects.filter(**of).order_by("pk"), "commitment", made)
    measures = Measure.objects.filter(indicator__in=list(indicators)).order_by("pk")
    copied(measures, "indicator", dict(indicators))


def take_over(plan: Plan, now: datetime) -> None:
    """Put a new version in the place of the one it comes from; a part of ``publish`` (§ commitments-22).

    What nobody touched in the new version is as it stands in the old one today. Those who follow the old
    one follow the new one.
    """
    if plan.origin is None:
        return
    old = queries.locked_plan(plan.origin)
    before = {one.number: one for one in Commitment.objects.filter(plan=old).select_related("trace")}
    after = Commitment.objects.filter(plan=plan, number__in=list(before)).select_related("trace")
    pairs = [(before[one.number], one) for one in after]
    _lived(plan, [(one, new) for one, new in pairs if new.changed_at == plan.created_at])
    old.superseded_at = now
    old.save(update_fields=["superseded_at"])
    for origin, successor in [(old.trace, plan.trace), *((one.trace, new.trace) for one, new in pairs)]:
        traces.succeed(origin=origin, successor=successor, kind=Becoming.BECAME, now=now)
        traces.follow_on(origin=origin, successor=successor, now=now)


def _lived(plan: Plan, pairs: list[tuple[Commitment, Commitment]]) -> None:
    """Bring what was done under the old version since the new one was drawn up."""
    untouched = {"commitment__plan": plan, "commitment__in": [new.pk for _, new in pairs]}
    Milestone.objects.filter(**untouched).delete()
    FundingLine.objects.filter(**untouched).delete()
    Indicator.objects.filter(**untouched).delete()
    children_copied(pairs)
    for one, new in pairs:
        for name in _LIVING:
            setattr(new, name, getattr(one, name))
    if pairs:
        Commitment.objects.bulk_update([new for _, new in pairs], _LIVING, batch_size=_AT_ONCE)
