"""What became of the winners of the demonstration: the steps of each, its progress, what was spent."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from tadafor.budgets.actions import following as verbs
from tadafor.budgets.rules.following import Reported, Step
from tadafor.demo import pictures
from tadafor.kernel.clock import day_of

if TYPE_CHECKING:
    from tadafor.demo.budgets import Edition

Act = tuple[str, Callable[[datetime], object]]


def acts(lived: "Edition", told: dict[str, Any]) -> Iterator[Act]:
    """Give every step and every report of one winner, with the moment each is written at."""
    title = told["project"]
    for row in told["steps"]:
        yield row["at"], partial(_step, lived, title, row)
    for row in told.get("progress", ()):
        yield row["at"], partial(_progress, lived, title, row)


def _step(lived: "Edition", title: str, row: dict[str, Any], now: datetime) -> None:
    verbs.record_step(
        project=lived.projects[title],
        step=Step(row["step"]),
        done_on=day_of(now),
        reference=row["reference"],
        actor=lived.organiser,
        now=now,
    )


def _progress(lived: "Edition", title: str, row: dict[str, Any], now: datetime) -> None:
    told = Reported(row["percent"], Decimal(row["spent"]), day_of(now), row.get("reason", ""))
    photos = [pictures.fountain(row["percent"])] if row.get("drawn") else []
    verbs.record_progress(
        project=lived.projects[title],
        told=told,
        note=row["note"],
        photos=photos,
        actor=lived.organiser,
        now=now,
    )
