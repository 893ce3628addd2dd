"""Making the panels in the background: what was found is kept as it goes, so a killed worker costs little."""

import os
import time
from datetime import datetime
from typing import TYPE_CHECKING

from tadafor.councils import queries
from tadafor.councils.actions.lot import fail_panels, keep_panels
from tadafor.councils.models import Draw
from tadafor.councils.rules.lot import evidence

if TYPE_CHECKING:
    from tadafor.councils.rules.lot.solving import Solving

KEPT_EVERY = 2.0


def make_panels(*, draw: Draw, now: datetime) -> None:
    """Make the panels of a frozen pool, or say which quotas stand in the way (§ councils-19)."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from tadafor.councils.rules.lot import solving  # noqa: PLC0415 -- numpy weighs much

    persons, wanted = queries.persons_of(draw.evidence or {"pool": []}), draw.wanted
    work = solving.Solving(
        persons, wanted, draw.seats, draw.one_per_household, found=[tuple(one) for one in draw.found]
    )
    try:
        _improve(draw, work)
    except solving.Infeasible as problem:
        fail_panels(draw=draw, relaxed=problem.relaxed, now=now)
        return
    made = evidence.made(
        persons,
        wanted,
        draw.seats,
        one_per_household=draw.one_per_household,
        columns=work.columns,
        bound=work.bound,
    )
    keep_panels(draw=draw, evidence=made, now=now)


def _improve(draw: Draw, work: "Solving") -> None:
    kept, rounds = time.monotonic(), draw.rounds
    for _ in work.rounds():
        rounds += 1
        if time.monotonic() - kept >= KEPT_EVERY:
            kept = time.monotonic()
            Draw.objects.filter(pk=draw.pk).update(
                found=work.found, rounds=rounds, smallest=work.smallest, bound=work.bound
            )
    work.even_out()
    Draw.objects.filter(pk=draw.pk).update(rounds=rounds, smallest=work.smallest, bound=work.bound)
