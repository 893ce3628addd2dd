"""What became of the winners: steps, progress, photographs, money."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from tadafor.budgets.models import Edition, FollowStep, Progress, Project
from tadafor.budgets.queries.projects import projects_of
from tadafor.budgets.queries.results import winners_of
from tadafor.budgets.rules import following
from tadafor.budgets.rules.following import Step
from tadafor.kernel.asked import asked_once


@dataclass(frozen=True)
class Followed:
    """One winning project since the vote."""

    project: Project
    steps: tuple[FollowStep, ...]
    progress: tuple[Progress, ...]

    @property
    def done(self) -> list[tuple[Step, date]]:
        return [(Step(one.step), one.done_on) for one in self.steps]

    @property
    def latest(self) -> Progress | None:
        return self.progress[0] if self.progress else None

    @property
    def percent(self) -> int:
        """How far it is, 100 once it is delivered."""
        if Step.DELIVERED in dict(self.done):
            return following.WHOLE
        return self.latest.percent if self.latest else 0

    @property
    def spent(self) -> Decimal:
        return self.latest.spent if self.latest else Decimal()

    @property
    def next_step(self) -> Step | None:
        return following.next_step(self.done)

    @property
    def due(self) -> date | None:
        return following.due(self.done, self.project.months)

    def is_late(self, today: date) -> bool:
        """Whether it should have been delivered by ``today``."""
        return following.is_late(self.done, self.project.months, today=today)


def followed_of(edition: Edition) -> list[Followed]:
    """Return the winners of a published result with all that was recorded of each since."""
    winners = winners_of(edition)
    steps: dict[int, list[FollowStep]] = defaultdict(list)
    for one in _steps.all(edition=edition.pk):
        steps[one.project_id].append(one)
    progress: dict[int, list[Progress]] = defaultdict(list)
    for told in _progress.all(edition=edition.pk):
        progress[told.project_id].append(told)
    return [
        Followed(one, tuple(steps[one.pk]), tuple(progress[one.pk]))
        for one in projects_of(edition)
        if one.key in winners
    ]


@asked_once
def _steps(edition: int) -> QuerySet[FollowStep]:
    return FollowStep.objects.filter(project__edition_id=edition).order_by("done_on", "pk")


@asked_once
def _progress(edition: int) -> QuerySet[Progress]:
    return Progress.objects.filter(project__edition_id=edition).order_by("-as_of", "-pk")


def followed(edition: Edition, number: int) -> Followed | None:
    """Return one winner by its public number."""
    return next((one for one in followed_of(edition) if one.project.number == number), None)


__all__ = ["FollowStep", "Followed", "Progress", "followed", "followed_of"]
