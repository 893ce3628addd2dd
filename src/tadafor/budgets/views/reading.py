"""The pages everyone reads: the editions of a territory, and one of them."""

from django.http import HttpResponse
from django.shortcuts import render

from tadafor.budgets import queries
from tadafor.budgets.context import here, kept_list, read
from tadafor.kernel import clock
from tadafor.people.actor import Request


def index(request: Request, territory: str) -> HttpResponse:
    """The editions of a territory, the newest first."""
    rows = queries.editions_listed(today=clock.today())
    context = {"territory": request.territory, "rows": rows}
    return kept_list(request, render(request, "budgets/index.html", context))


def edition(request: Request, territory: str, slug: str) -> HttpResponse:
    """One edition: where it stands, what may be done now, its regulation and its money."""
    place = here(slug)
    return read(
        request,
        "budgets/edition.html",
        place,
        envelopes=queries.envelopes_of(place.edition),
        extensions=queries.extensions_of(place.edition),
    )
