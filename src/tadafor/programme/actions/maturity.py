"""The maturity grid: a commune fills it with evidence, a second person confirms or sends it back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.recording import ask, record, where_of
from tadafor.programme.models import Commune, Grid, GridLine

Saids = Mapping[rules.Criterion, rules.Said]


def _refused(refusal: rules.GridRefusal | None) -> None:
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def fill_grid(*, commune: Commune, year: int, said: Saids, send: bool, actor: Who, now: datetime) -> Grid:
    """Keep what a commune says of itself in a year; ``send`` it for confirmation (§ programme-12)."""
    programme = queries.locked(commune.programme)
    ask(programme, actor, rules.Act.ASSESS, now, where_of(None, commune))
    grid = queries.grid_of(commune, year)
    state = grid.standing if grid else rules.GridState.DRAFT
    _refused(rules.refuse_filling(state, year=year, years=programme.years))
    if send:
        shown = {one.criterion for one in grid.files.all()} if grid else set()
        _refused(
            rules.refuse_sending({one: replace(told, has_file=one in shown) for one, told in said.items()})
        )
    grid = grid or Grid(commune=commune, year=year, revision=0)
    grid.state = rules.GridState.SENT if send else rules.GridState.DRAFT
    grid.filled_by_id, grid.filled_at, grid.returned_because = actor.person_id, now, ""
    grid.revision += 1
    grid.save()
    GridLine.objects.filter(grid=grid).delete()
    GridLine.objects.bulk_create(
        GridLine(grid=grid, criterion=one, degree=int(told.degree), evidence=told.evidence)
        for one, told in said.items()
    )
    degrees = {one.value: int(told.degree) for one, told in said.items()}
    record(actor, "fill_grid", f"grid:{grid.pk}", now, year=year, sent=send, degrees=degrees)
    return grid


@transaction.atomic
def confirm_grid(
    *,
    grid: Grid,
    confirmed: Mapping[rules.Criterion, rules.Degree],
    reasons: Mapping[rules.Criterion, str],
    seen: int,
    actor: Who,
    now: datetime,
) -> Grid:
    """Confirm a grid, some degrees lowered with their reason; it is public from now on (§ programme-13)."""
    grid = _held(grid, actor, now)
    lines = {rules.Criterion(one.criterion): one for one in grid.lines.all()}
    refusal = rules.refuse_confirming(
        grid.standing,
        filled_by=queries.who_filled(grid),
        decided_by=actor.person_id or 0,
        said={key: rules.Said(rules.Degree(one.degree), one.evidence) for key, one in lines.items()},
        confirmed=confirmed,
        reasons=reasons,
        revision=grid.revision,
        seen=seen,
    )
    _refused(refusal)
    for key, line in lines.items():
        line.confirmed, line.reason = int(confirmed[key]), reasons.get(key, "")
        line.save(update_fields=["confirmed", "reason"])
    grid.state, grid.decided_by_id, grid.decided_at = rules.GridState.CONFIRMED, actor.person_id, now
    grid.save(update_fields=["state", "decided_by", "decided_at"])
    told = {key.value: int(degree) for key, degree in confirmed.items()}
    record(actor, "confirm_grid", f"grid:{grid.pk}", now, degrees=told)
    return grid


@transaction.atomic
def return_grid(*, grid: Grid, reason: str, seen: int, actor: Who, now: datetime) -> Grid:
    """Send a grid back, saying what is to be mended."""
    grid = _held(grid, actor, now)
    checks = (
        (grid.standing is not rules.GridState.SENT, rules.GridRefusal.NOT_SENT),
        (actor.person_id in queries.who_filled(grid), rules.GridRefusal.OWN_GRID),
        (grid.revision != seen, rules.GridRefusal.CHANGED),
        (not reason, rules.GridRefusal.NO_CAUSE),
    )
    _refused(next((refusal for refused, refusal in checks if refused), None))
    grid.state, grid.returned_because = rules.GridState.RETURNED, reason
    grid.decided_by_id, grid.decided_at = actor.person_id, now
    grid.save(update_fields=["state", "returned_because", "decided_by", "decided_at"])
    record(actor, "return_grid", f"grid:{grid.pk}", now, reason=reason)
    return grid


def _held(grid: Grid, actor: Who, now: datetime) -> Grid:
    """Hold the programme, then read the grid: what it says is what it says after the wait."""
    programme = queries.locked(grid.commune.programme)
    grid = Grid.objects.select_related("commune__region").prefetch_related("lines", "files").get(pk=grid.pk)
    ask(programme, actor, rules.Act.CONFIRM, now, where_of(None, grid.commune))
    return grid
