"""The result of a vote, and the count as it is stated before it."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.budgets import queries
from tadafor.budgets.context import Here, file_name, here, read
from tadafor.budgets.documents import telling
from tadafor.budgets.queries import Project, Tongue, results
from tadafor.budgets.queries.in_language import TITLE
from tadafor.budgets.queries.results import Counted, Lot
from tadafor.budgets.queries.voting import urn_of
from tadafor.budgets.rules.publishing import LotWay
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.ui.formatting import percent

# With more projects than this the pictures of each stand on its own page alone.
DRAWN = 12


def counted_of(place: Here, projects: Sequence[Project] | None = None) -> list[Counted]:
    """Return the published results of an edition, one for each envelope."""
    found = results.results_of(place.edition, projects or queries.projects_of(place.edition))
    return [one for one in found if one.result.published_at is not None]


def told_of(place: Here, projects: Sequence[Project] | None = None) -> tuple[Tongue, list[Counted]]:
    """Return the published results as their reader understands them; what was counted is not touched."""
    projects = projects or queries.projects_of(place.edition)
    counted = counted_of(place, projects)
    tongue = queries.tongue_of(place.edition, projects=projects)
    return tongue, [tongue.counted(one) for one in counted]


def page(request: Request, territory: str, slug: str) -> HttpResponse:
    """The result: the winners and the others, each explained, and how to repeat the count."""
    place = here(slug)
    tongue, counted = told_of(place)
    if not counted:
        return _not_yet(request, place)
    return read(
        request,
        "budgets/results/page.html",
        place,
        tongue,
        parts=[part_of(one) for one in counted],
        for_all=results.file_for_all(place.edition, counted),
        urn=urn_of(place.edition),
        command=recount_command(counted[0]),
    )


def recount_command(counted: Counted) -> str:
    """Return what anybody types to count an envelope again from its file."""
    return f"tadafor recount {file_name(counted.edition, f'{counted.envelope.position}.pb')}"


def prints_of(counted: Counted) -> list[tuple[str, str]]:
    """Return the hashes by which a file is recognised."""
    return [(_("بصمة الملف الكامل (SHA-256)"), counted.result.file_print)]


def part_of(counted: Counted) -> dict[str, Any]:
    """Return what a page shows of the result of one envelope."""
    told = telling.all_told(counted)
    return {
        "counted": counted,
        "summary": telling.summary(counted),
        "told": told,
        "money": telling.shared_out(counted),
        "votes": telling.votes(counted),
        "drawn": len(told) <= DRAWN,
        "unique": percent(counted.result.unique_share * 100, 1),
        "proofs": telling.proofs(counted),
        "prints": prints_of(counted),
        "limit": percent(counted.edition.unique_limit * 100),
    }


def _not_yet(request: Request, place: Here) -> HttpResponse:
    response = read(request, "budgets/results/not_yet.html", place)
    response.status_code = 404
    return response


def project(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Why one project was funded, or was not."""
    place = here(slug)
    tongue, every = told_of(place)
    for counted in every:
        for fate in counted.fates:
            if fate.key == f"p{number}":
                told = telling.told(counted, fate)
                return read(
                    request,
                    "budgets/results/project.html",
                    place,
                    tongue,
                    told=told,
                    counted=counted,
                    others=_neighbours(counted, number),
                )
    raise Http404


def _neighbours(counted: Counted, number: int) -> list[Any]:
    return [telling.told(counted, one) for one in counted.winners if one.key != f"p{number}"]


def minutes(request: Request, territory: str, slug: str) -> HttpResponse:
    """How the vote is counted: every setting, the lot, and after the count the hashes."""
    place = here(slug)
    projects = queries.projects_of(place.edition)
    tongue, counted = told_of(place, projects)
    lot = results.lot_of(place.edition)
    by_key = {one.key: tongue.project(one, TITLE) for one in projects}
    settings = results.settings_of(place.edition)
    return read(
        request,
        "budgets/results/minutes.html",
        place,
        tongue,
        minutes=True,
        stated=telling.settings_told(settings, tongue.worded("marks") if settings.reserves else []),
        raw=telling.raw_settings(settings),
        lot=lot,
        lot_way=word(LotWay(lot.way)) if lot else "",
        lot_facts=_lot_facts(lot),
        order=[by_key[key] for key in lot.order] if lot else [],
        counted=counted,
        found=telling.found(place.edition, counted) if counted else [],
    )


def _lot_facts(lot: Lot | None) -> list[tuple[str, str]]:
    if lot is None:
        return []
    seed = lot.seed if lot.drawn_at else ""
    return [(_("بصمة الرقم السري، منشورة قبل كشفه"), lot.commitment), (_("الرقم السري"), seed)]
