"""Editions as pages and verbs read them: one by its address, its days, where it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from tadafor.budgets.models import Edition, Envelope, Extension, Idea, PhaseDays, Project
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel.asked import asked_once
from tadafor.kernel.together import Wanted, wanted
from tadafor.people.rules import RoleKind

ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
STUDIERS = (*ORGANISERS, RoleKind.AGENT)
WRITERS = (*STUDIERS, RoleKind.CLERK, RoleKind.COMMITTEE)
COMMITTEE = (*ORGANISERS, RoleKind.COMMITTEE)
READERS = (*STUDIERS, RoleKind.COMMITTEE, RoleKind.PRESIDENT, RoleKind.CLERK)


def edition_at(slug: str) -> Edition | None:
    """Return the announced edition of the open scope at this address."""
    return _announced_at.first(slug=slug)


@dataclass(frozen=True)
class Line:
    """An edition in a list: where it stands, how much money, the last day of what runs."""

    edition: Edition
    phase: cycle.Phase
    money: Decimal
    until: date | None


def editions_listed(*, today: date, drafts: bool = False) -> list[Line]:
    """Return the editions of the open scope, the newest first; drafts too, for staff."""
    things = Edition.objects.all() if drafts else Edition.objects.announced()
    things = things.select_related("trace").defer("trace__text").prefetch_related("days", "envelopes")
    return [_line(one, today) for one in things.order_by(F("announced_on").desc(nulls_first=True), "-pk")]


def cycle_in(edition: Edition) -> cycle.Cycle:
    """Return the cycle of an edition whose days were fetched with it."""
    return cycle.Cycle(
        tuple(cycle.Days(cycle.Phase(one.phase), one.opens_on, one.closes_on) for one in edition.days.all()),
        edition.announced_on,
        edition.results_on,
        edition.adopted_on,
        edition.vote_number > 1,
    )


def _line(edition: Edition, today: date) -> Line:
    found = cycle_in(edition)
    now = cycle.phase(found, today=today)
    running = next((one for one in found.days if one.phase is now and one.closes_on >= today), None)
    money = sum((one.amount for one in edition.envelopes.all()), Decimal())
    return Line(edition, now, money, running.closes_on if running else None)


@asked_once
def _announced_at(slug: str) -> QuerySet[Edition]:
    things = Edition.objects.announced().filter(slug=slug).select_related("trace", "territory__place")
    return things.defer("trace__text", "territory__place__search_text", "territory__place__grams")


def any_edition_at(slug: str) -> Edition | None:
    """Return the edition at this address, announced or not: for staff only."""
    return Edition.objects.select_related("trace", "territory__place").filter(slug=slug).first()


def locked(edition: Edition) -> Edition:
    """Return ``edition`` fresh, its row locked until the transaction ends.

    The order of locks is edition, project, idea (``docs/rules/locks.md``); rows that only point at it may
    be written meanwhile.
    """
    things = Edition.objects.select_for_update(of=("self",), no_key=True)
    return things.select_related("trace").get(pk=edition.pk)


def days_of(edition: Edition) -> list[PhaseDays]:
    """Return the days of its phases, in their order."""
    return _days.all(edition=edition.pk)


def phases_to_tell(today: date) -> list[PhaseDays]:
    """Return the phases that run in announced editions and whose followers have not been told."""
    running = PhaseDays.objects.filter(is_told=False, opens_on__lte=today, closes_on__gte=today)
    return list(running.filter(edition__announced_on__isnull=False).select_related("edition"))


@asked_once
def _days(edition: int) -> QuerySet[PhaseDays]:
    return PhaseDays.objects.filter(edition_id=edition).order_by("opens_on")


def cycle_of(edition: Edition) -> cycle.Cycle:
    """Return the cycle as the rules know it: its days and the acts that moved it on."""
    return cycle.Cycle(
        days=tuple(
            cycle.Days(cycle.Phase(one.phase), one.opens_on, one.closes_on) for one in days_of(edition)
        ),
        announced_on=edition.announced_on,
        results_on=edition.results_on,
        adopted_on=edition.adopted_on,
        again=edition.vote_number > 1,
    )


def phase_of(edition: Edition, *, today: date) -> cycle.Phase:
    """Return where the edition stands on ``today``."""
    return cycle.phase(cycle_of(edition), today=today)


def envelopes_of(edition: Edition) -> list[Envelope]:
    """Return its envelopes, in the order of the regulation."""
    return _envelopes.all(edition=edition.pk)


def wanted_envelopes(edition_id: int) -> Wanted:
    """Say what ``envelopes_of`` will ask, for a page that asks ahead."""
    return wanted(_envelopes, edition=edition_id)


@asked_once
def _envelopes(edition: int) -> QuerySet[Envelope]:
    return Envelope.objects.filter(edition_id=edition).select_related("neighbourhood").order_by("position")


def sizes_of(edition: Edition) -> tuple[int, int]:
    """Return how many ideas and how many projects anyone may read."""
    ideas = Idea.objects.filter(edition=edition, trace__visibility="visible", withdrawn_at__isnull=True)
    return ideas.count(), Project.objects.filter(edition=edition, trace__visibility="visible").count()


def extensions_of(edition: Edition) -> list[Extension]:
    """Return how phases were made longer, oldest first."""
    return _extensions.all(edition=edition.pk)


@asked_once
def _extensions(edition: int) -> QuerySet[Extension]:
    return Extension.objects.filter(edition_id=edition).order_by("decided_at", "pk")


_STATED = (
    "title", "slug", "language", "summary", "principles", "criteria", "roles", "void_rule",
    "study_criteria", "score_grid", "marks", "minimum_age", "ballot_rule", "least_choices", "most_choices",
    "points",
)  # fmt: skip


def stated_by(edition: Edition) -> dict[str, Any]:
    """Return what an edition states, by the names of ``actions.Regulation``: to change it, or to copy it."""
    stated = {name: getattr(edition, name) for name in _STATED}
    return stated | {"ballot_rule": BallotRule(edition.ballot_rule)}
