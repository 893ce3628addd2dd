"""The regulation of an edition: the list, the overview with the one thing to do next."""

from django.http import HttpResponse
from django.shortcuts import render

from tadafor.budgets import queries
from tadafor.budgets.context import any_here, shown
from tadafor.budgets.queries import READERS
from tadafor.kernel import clock
from tadafor.people.actor import Request, staff_only


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every edition of the territory, with where it stands."""
    context = {
        "territory": request.territory,
        "rows": queries.editions_listed(today=clock.today(), drafts=True),
    }
    return render(request, "budgets/desk/index.html", context)


@staff_only(*READERS)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where an edition stands, and the one thing to do next."""
    place = any_here(slug)
    return shown(request, "budgets/desk/overview.html", place, envelopes=queries.envelopes_of(place.edition))
