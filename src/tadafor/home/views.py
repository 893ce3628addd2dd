"""The first pages; the same for every visitor, kept until the next deadline."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tadafor.home import datasets, documents, queries
from tadafor.home.queries import owed as owing
from tadafor.kernel.clock import day_of, now, start_of
from tadafor.kernel.pages import keep, never_stored, page_of
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Request
from tadafor.ui.documents import pdf

LONGEST_QUERY = 120
OWED_A_PAGE = 40


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


# ---- what the territory owes


def _until_midnight(request: Request, response: HttpResponse, moment: datetime) -> HttpResponse:
    return _answer(request, response, moment, start_of(day_of(moment) + timedelta(days=1)))


def _owing(request: Request, moment: datetime) -> owing.Owing:
    return owing.owed_of(request.territory.pk, request.territory.slug, day_of(moment))


@require_safe
def owed(request: Request, territory: str) -> HttpResponse:
    """Every deadline of a territory, late ones first, then week by week (§ home-owed)."""
    moment = now()
    found = _owing(request, moment)
    page = page_of(found.lines, request.GET.get("page"), OWED_A_PAGE)
    facts = {
        "found": found,
        "late": owing.counted(found.late),
        "this_week": owing.counted(found.this_week),
        "this_month": owing.counted(found.this_month),
        "page": page,
        "weeks": owing.weeks(list(page.object_list), found.today),
        "tongues": found.tongues,
    }
    return _until_midnight(request, render(request, "home/owed.html", facts), moment)


@require_safe
def owed_calendar(request: Request, territory: str) -> HttpResponse:
    """The deadlines as a calendar to subscribe to (§ home-calendar)."""
    moment = now()
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    followed = owing.followed_of(request.territory.pk, request.territory.slug, moment)
    made = documents.calendar(followed, name=request.territory.name, host=host)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="owed.ics"'
    return _until_midnight(request, response, moment)


@require_safe
def owed_data(request: Request, territory: str) -> HttpResponse:
    """The deadlines as JSON (§ home-owed)."""
    moment = now()
    made = documents.as_json(_owing(request, moment), name=request.territory.name, now=moment)
    return _until_midnight(request, HttpResponse(made, content_type="application/json"), moment)


@require_safe
def owed_sheet(request: Request, territory: str) -> HttpResponse:
    """The president's sheet of the week, one page (§ home-sheet)."""
    moment = now()
    found = _owing(request, moment)
    address = documents.whole_address(reverse("home:owed", args=[territory]))
    told = documents.week_sheet(found, territory=request.territory.name, address=address)
    response = HttpResponse(
        pdf("home/documents/week.typ", told, day=found.today), content_type="application/pdf"
    )
    mark = "demonstration-" if told["demonstration"] else ""
    name = f"{mark}week-{territory}-{found.today:%Y-%m-%d}.pdf"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=name) or "inline"
    )
    return _until_midnight(request, response, moment)
