"""The first pages; the same for every visitor, kept until the next deadline."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tadafor.home import datasets, queries
from tadafor.kernel.clock import now
from tadafor.kernel.pages import keep, never_stored
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Request

LONGEST_QUERY = 120


def _answer(
    request: Request, response: HttpResponse, moment: datetime, until: datetime | None = None
) -> HttpResponse:
    """Let a visitor's page be kept by anyone, a person's page by nobody (§ home-kept)."""
    return never_stored(response) if request.actor.is_signed_in else keep(response, now=moment, until=until)


@require_safe
def front(request: Request) -> HttpResponse:
    """Everyone's front page: find your commune, what is open, what became of it."""
    moment = now()
    pages = queries.of_everyone(moment)
    facts = {"pages": pages, "tongues": pages.tongues, "regions": queries.regions()}
    return _answer(request, render(request, "home/front.html", facts), moment, pages.turns)


@require_safe
def territory(request: Request, territory: str) -> HttpResponse:
    """A territory's page: open now, coming, results, what became of it."""
    moment = now()
    pages = queries.of_territory(request.territory.pk, moment)
    offices = queries.offices(request.territory.pk)
    facts = {"pages": pages, "tongues": pages.tongues, "offices": offices}
    return _answer(request, render(request, "home/territory.html", facts), moment, pages.turns)


@require_safe
def places(request: Request) -> HttpResponse:
    """Find a commune, a province or a region by its name, in Arabic or French."""
    name = clean_line(request.GET.get("name", ""))[:LONGEST_QUERY]
    facts: dict[str, object] = {"name": name}
    if name:
        facts["page"] = queries.places_named(name, request.GET.get("page"))
    template = "home/places_found.html" if request.headers.get("HX-Request") else "home/places.html"
    response = render(request, template, facts | {"regions": [] if name else queries.regions()})
    response.headers["Vary"] = "HX-Request"
    return _answer(request, response, now())


@require_safe
def region(request: Request, code: str) -> HttpResponse:
    """Who joined in one region."""
    name, joined = queries.joined_in(code)
    if not name:
        raise Http404
    return _answer(request, render(request, "home/region.html", {"name": name, "joined": joined}), now())


@require_safe
def search(request: Request, territory: str = "") -> HttpResponse:
    """Search the procedures, their texts and what people wrote: here, or in all territories."""
    query = clean_line(request.GET.get("q", ""))[:LONGEST_QUERY]
    here = request.territory.pk if territory else None
    facts: dict[str, object] = {"query": query, "form": request.path, "most": queries.FOUND_AT_MOST}
    if query:
        facts["page"] = queries.found(query, here, request.GET.get("page"))
        facts["places"] = [] if here else queries.places_echoing(query)
    return _answer(request, render(request, "home/search.html", facts), now())


@require_safe
def feed(request: Request, territory: str) -> HttpResponse:
    """What opens, closes and is answered in a territory, for feed readers."""
    moment = now()
    pages = queries.of_territory(request.territory.pk, moment)
    text = datasets.atom(
        pages,
        name=request.territory.name,
        link=request.build_absolute_uri(reverse("home:territory", kwargs={"territory": territory})),
        here=request.build_absolute_uri(),
        absolute=request.build_absolute_uri,
    )
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    return keep(response, now=moment, until=pages.turns)
