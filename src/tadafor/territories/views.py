"""What everybody sees of a territory's ground: its offices, its calendar, its logo."""

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tadafor.kernel import clock
from tadafor.kernel.pages import keep
from tadafor.territories import queries

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

LOGO_SECONDS = 60


class Request(HttpRequest):
    territory: "Territory"


@require_safe
def offices(request: Request, territory: str) -> HttpResponse:
    """Where and when people are received, and the sessions to come (§ time-10)."""
    now = clock.now()
    today = clock.day_of(now)
    found = queries.reception(request.territory.pk, now)
    sessions = queries.sessions(request.territory, range(today.year, today.year + 2))
    facts = {
        "reception": found,
        "sessions": [session for session in sessions if session.opens_on >= today][:3],
        "today": today,
    }
    return keep(render(request, "territories/offices.html", facts), now=now, until=found.changes_at)


@require_safe
def logo(request: Request, territory: str) -> HttpResponse | FileResponse:
    """The logo of the territory, as it was drawn again when it was sent."""
    if not request.territory.logo:
        raise Http404
    try:
        file = request.territory.logo.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={LOGO_SECONDS}"
    return response
