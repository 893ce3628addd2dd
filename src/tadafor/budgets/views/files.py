"""What anybody needs to repeat the count: ballots, totals, seals, and the certificate."""

import json
from collections.abc import Iterable

from django.http import Http404, HttpResponse

from tadafor.budgets.context import Here, given, here
from tadafor.budgets.queries import projects_of, results
from tadafor.budgets.queries.results import Result
from tadafor.budgets.queries.voting import urn_of
from tadafor.people.actor import Request


def published(slug: str, position: int) -> tuple[Here, Result]:
    """Find the published result of one envelope, or raise Http404."""
    place = here(slug)
    result = results.whole_result(place.edition, position)
    if result is None:
        raise Http404
    return place, result


def ballots(request: Request, territory: str, slug: str, position: int) -> HttpResponse:
    """Every ballot of an envelope, with every setting of its count; where everybody may have it."""
    place, result = published(slug, position)
    if not results.file_for_all(place.edition, results.results_of(place.edition, projects_of(place.edition))):
        raise Http404
    return given(request, place, result.file, f"{position}.pb")


def totals(request: Request, territory: str, slug: str, position: int) -> HttpResponse:
    """The same file with the votes of each project, without the ballots."""
    place, result = published(slug, position)
    return given(request, place, result.totals, f"{position}-totals.pb")


def certificate(request: Request, territory: str, slug: str, position: int) -> HttpResponse:
    """Every step of the count and its proof, in whole numbers."""
    place, result = published(slug, position)
    told = {
        "winners": result.winners,
        "settings": result.settings_stated,
        "file_sha256": result.file_print,
        "totals_sha256": result.totals_print,
        **result.explained,
    }
    made = json.dumps(told, ensure_ascii=False, indent=1)
    return given(request, place, made, f"{position}-certificate.json", "application/json")


def seals(request: Request, territory: str, slug: str) -> HttpResponse:
    """The receipt of every sealed ballot that was in the urn, and the root over all of them."""
    place = here(slug)
    urn = urn_of(place.edition, whole=True)
    if urn is None:
        raise Http404
    return given(request, place, "".join(_seals(urn.root, bytes(urn.leaves))), "seals.txt")


def _seals(root: str, leaves: bytes) -> Iterable[str]:
    yield f"root: {root}\nballots: {len(leaves) // 32}\n\n"
    for at in range(0, len(leaves), 32):
        yield f"{leaves[at : at + 32].hex()}\n"
