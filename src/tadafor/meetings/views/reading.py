"""The pages everyone reads: the list, one meeting, its calendar file."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.meetings import documents as paper
from tadafor.meetings import queries, rules
from tadafor.meetings.context import Here, counts_shown, frame, here, kept, turns, whole_address
from tadafor.meetings.forms import FilterForm
from tadafor.people.actor import Request
from tadafor.traces import queries as traces
from tadafor.ui.components import Tab
from tadafor.ui.documents import pdf
from tadafor.ui.formatting import number


def index(request: Request, territory: str) -> HttpResponse:
    """The meetings to come or the past ones, searched."""
    now = clock.now()
    form = FilterForm(request.GET)
    asked = form.asked()
    is_past = request.GET.get("shelf") == "past"
    things = queries.listed(now=now, is_past=is_past, **asked)
    page = pages.page_of(things, request.GET.get("page"))
    said, tongues = queries.listed_in_language(list(page.object_list))
    rows = [(one, one.stage(now)) for one in said]
    path = reverse("meetings:index", args=[request.territory.slug])
    context = {
        "territory": request.territory,
        "page": page,
        "rows": rows,
        "tongues": tongues,
        "form": form,
        "asked": asked,
        "is_past": is_past,
        "tabs": [
            Tab(_("القادمة"), path, current=not is_past),
            Tab(_("المنعقدة"), f"{path}?shelf=past", current=is_past),
        ],
    }
    moments = [moment for one, _stage in rows for moment in turns(one)]
    return kept(request, render(request, "meetings/index.html", context), now, *moments)


def meeting(request: Request, territory: str, code: str) -> HttpResponse:
    """One meeting: what, when, where, for whom; how to come, and what became of it."""
    place = here(code)
    one = place.meeting
    pools = queries.pools_of(one) if place.takes else []
    context = frame(request, place) | {
        "documents": documents.of_trace(one.trace),
        "pools": [pool.seats for pool in pools if pool.capacity is not None],
        "mine": queries.registration_of(one, request.actor.person_id),
        "others": queries.in_series(one),
        "agenda": queries.agenda_of(one),
        "counts": counts_shown(one) if one.list_closed_at else [],
        "corrections": queries.corrections_of(one) if one.list_closed_at else [],
        **_told(place),
        **_room(place),
        "follows": traces.follows(one.trace, request.actor.person_id),
    }
    context |= queries.in_language(context)
    return kept(request, render(request, "meetings/meeting.html", context), place.now, *turns(one))


def series(request: Request, territory: str, key: int) -> HttpResponse:
    """The meetings of a series in their order, and what they come to together (§ meetings-series)."""
    found = queries.series_at(key)
    if found is None:
        raise Http404
    now = clock.now()
    whole = queries.whole_of(found, now)
    said, tongues = queries.listed_in_language(whole.meetings)
    context = {
        "territory": request.territory,
        "series": said[0].series,
        "tongues": tongues,
        "rows": [(one, one.stage(now)) for one in said],
        "whole": whole,
        "products": [(word(product), count) for product, count in whole.products],
    }
    moments = [moment for one in whole.meetings for moment in turns(one)]
    return kept(request, render(request, "meetings/series.html", context), now, *moments)


def _room(place: Here) -> dict[str, Any]:
    """Return whether there is a room to enter or to read; none before the day it is opened."""
    if place.stage is rules.Stage.COMING and place.now < place.meeting.starts_at - rules.OPENS_BEFORE:
        return {}
    held = queries.room_of(place.meeting)
    return {"room": held, "room_is_live": held is not None and held.stands.is_live(place.now)}


def _told(place: Here) -> dict[str, Any]:
    """Return the published minutes of a meeting that was held, and what goes with them."""
    held = queries.minutes_of(place.meeting) if place.stage is rules.Stage.HELD else None
    if held is None or not held.is_published:
        return {"minutes": None}
    return {
        "minutes": held,
        "outputs": queries.outputs_of(place.meeting),
        "follow_ups": queries.follow_ups_of(place.meeting),
        "cards": queries.shown_cards(place.meeting).count(),
    }


def cards(request: Request, territory: str, code: str) -> HttpResponse:
    """The cards of the tables, once the minutes are published."""
    place = here(code)
    page = pages.page_of(queries.shown_cards(place.meeting), request.GET.get("page"), per_page=50)
    context = frame(request, place) | {"page": page}
    return kept(request, render(request, "meetings/cards.html", context), place.now)


def card(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """One card, and what became of it."""
    place = here(code)
    found = queries.card_numbered(place.meeting, number)
    if found is None or found.trace.visibility != "visible":
        raise Http404
    context = frame(request, place) | {"card": found, "story": traces.story_of(found.trace)}
    return kept(request, render(request, "meetings/card.html", context), place.now)


def minutes_pdf(request: Request, territory: str, code: str) -> HttpResponse:
    """The published minutes, printable."""
    place = here(code)
    told = _told(place)
    if told["minutes"] is None:
        raise Http404
    counts = [
        (one.of or word(one.fact), number(one.count))
        for one in counts_shown(place.meeting)
        if one.count is not None
    ]
    said = queries.in_language(told | {"meeting": place.meeting})
    data = paper.minutes(
        request.territory,
        said["meeting"],
        written=said.get("minutes", told["minutes"]),
        outputs=told["outputs"],
        follow_ups=told["follow_ups"],
        counts=counts,
        address=whole_address(place.meeting.trace.address),
    )
    made = pdf("meetings/documents/minutes.typ", data, day=clock.day_of(told["minutes"].published_at))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="minutes-{place.meeting.code}.pdf"'
    return kept(request, response, place.now)


def figures(request: Request, territory: str) -> HttpResponse:
    """The meetings of a year in figures."""
    now = clock.now()
    years = queries.years_with_meetings(now)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years} else (years[0] if years else None)
    told = queries.year_of(year, now) if year else queries.Year()
    path = reverse("meetings:figures", args=[request.territory.slug])
    context = {
        "territory": request.territory,
        "tabs": [Tab(str(one), f"{path}?year={one}", current=one == year) for one in years],
        "year": told,
        "kinds": [(word(kind), count) for kind, count in told.kinds],
        "products": [(word(product), count) for product, count in told.products],
    }
    return kept(request, render(request, "meetings/figures.html", context), now)


def calendar(request: Request, territory: str, code: str) -> HttpResponse:
    """The meeting for the calendar of a phone."""
    place = here(code)
    address = whole_address(place.meeting.trace.address)
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    said = queries.in_language({"meeting": place.meeting})["meeting"]
    made = paper.calendar(said, address=address, host=host)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="meeting-{place.meeting.code}.ics"'
    return kept(request, response, place.now, *turns(place.meeting))
