"""The pages everyone reads: the plans, one plan, its places, its line of time, one commitment."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.commitments import queries, rules
from tadafor.commitments.context import (
    Shown,
    axis_word,
    frame,
    here,
    kept_until_midnight,
    plan_here,
    points_of,
    quarters,
)
from tadafor.commitments.forms.saying import FilterForm
from tadafor.commitments.queries import Plan
from tadafor.kernel import clock, pages
from tadafor.kernel.together import ahead
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.territories import queries as territories
from tadafor.traces import queries as traces
from tadafor.ui.components import Bar, Tab, Tone

_STATUS_TONES = {
    rules.Status.DONE: Tone.GREEN,
    rules.Status.UNDER_WAY: Tone.SAFFRON,
    rules.Status.DELAYED: Tone.TERRACOTTA,
}


def index(request: Request, territory: str) -> HttpResponse:
    """What the territory bound itself by."""
    now = clock.now()
    plans, tongues = queries.plans_in_language(queries.plans())
    rates = queries.rates_of_plans([one.pk for one in plans])
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plans": [(one, rates[one.pk]) for one in plans],
    }
    return kept_until_midnight(request, render(request, "commitments/index.html", context), now)


def asked(request: Request, plan: Plan, axes: list[Any]) -> dict[str, Any]:
    """Return what the list is asked for; what makes no sense is not asked."""
    form = FilterForm(request.GET)
    form.full_clean()
    typed = getattr(form, "cleaned_data", {})
    positions = {one.position: one for one in axes}
    return {
        "shelf": request.GET.get("shelf", ""),
        "text": typed.get("text", ""),
        "axis": positions.get(typed.get("axis")),
        "neighbourhood": typed.get("neighbourhood"),
    }


def plan(request: Request, territory: str, plan: int) -> HttpResponse:
    """One plan: its rates by axis, what is late and why, its commitments."""
    now, held = clock.now(), plan_here(plan)
    today, axes = clock.day_of(now), queries.axes_of(held)
    wanted = asked(request, held, axes)
    axis = wanted["axis"]
    things = queries.listed(held, today=today, **wanted | {"axis": axis.pk if axis else None})
    page = pages.page_of(things, request.GET.get("page"))
    said, axes, shown, tongues = queries.listed_in_language(
        held, axes, list(page.object_list), bound=queries.BOUND
    )
    rates = queries.rates_of(held, axes)
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said,
        "axes": axes,
        "axis_word": axis_word(held),
        "rates": rates,
        "statuses": status_bars(rates),
        "page": page,
        "cards": [Shown(one, today) for one in shown],
        "tabs": _tabs(request, held, wanted["shelf"]),
        "wanted": wanted,
        "is_filtered": any(wanted[name] for name in ("text", "axis", "neighbourhood")),
        "neighbourhoods": territories.neighbourhood_names(request.territory.pk),
        "members": queries.members_in_language(held, queries.members_of(held), tongues),
        "follows": traces.follows(held.trace, request.actor.person_id),
        "next_version": queries.newer_in_language(held) if held.superseded_at else None,
    }
    return kept_until_midnight(request, render(request, "commitments/plan.html", context), now)


def status_bars(rates: queries.PlanRates) -> list[Bar]:
    """Return the statuses as the parts of one bar; those of nothing are left out."""
    return [
        Bar(word(status), count, _STATUS_TONES.get(status, Tone.PLAIN))
        for status, count in rates.statuses.items()
        if count
    ]


def _tabs(request: Request, held: Plan, shelf: str) -> list[Tab]:
    names = {
        "": _("الكل"),
        "late": _("ما تأخر ولماذا"),
        "under_way": word(rules.Status.UNDER_WAY),
        "done": word(rules.Status.DONE),
    }
    path = reverse("commitments:plan", args=[request.territory.slug, held.number])
    return [
        Tab(
            names[key],
            f"{path}?shelf={key}#list" if key else f"{path}#list",
            current=shelf == key or (not key and shelf not in names),
        )
        for key in names
    ]


def places(request: Request, territory: str, plan: int) -> HttpResponse:
    """A plan on the map, and its rates by neighbourhood."""
    now, held = clock.now(), plan_here(plan)
    today = clock.day_of(now)
    rates = queries.rates_of_places(held)
    names = dict(territories.neighbourhood_names(request.territory.pk))
    rows = [
        (key, names.get(key) if key else None, each)
        for key, each in sorted(rates.items(), key=lambda one: (one[0] is None, -one[1].count))
    ]
    counts = {key: each.count for key, each in rates.items()}
    said, _axes, ones, tongues = queries.listed_in_language(
        held, (), queries.every(held), names=queries.TITLE
    )
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said,
        "rows": rows,
        "points": points_of(Shown(one, today) for one in ones),
        "quarters": quarters(request, held, counts),
    }
    return kept_until_midnight(request, render(request, "commitments/places.html", context), now)


def timeline(request: Request, territory: str, plan: int) -> HttpResponse:
    """The promised days of a plan, a year a page."""
    now, held = clock.now(), plan_here(plan)
    today = clock.day_of(now)
    years = list(range(held.starts_on.year, held.ends_on.year + 1))
    typed = request.GET.get("year", "")
    year = int(typed) if typed in map(str, years) else min(max(today.year, years[0]), years[-1])
    path = reverse("commitments:timeline", args=[request.territory.slug, held.number])
    said, events, tongues = queries.events_in_language(held, queries.timeline(held, year))
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said,
        "today": today,
        "year": year,
        "events": events,
        "tabs": [Tab(str(one), f"{path}?year={one}", current=one == year) for one in years],
    }
    return kept_until_midnight(request, render(request, "commitments/timeline.html", context), now)


def commitment(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """One commitment: its card, where it stands, its money, its indicators, what people say."""
    now = clock.now()
    _held, one = here(plan, number)
    with ahead(queries.wanted_around(one)):
        response = render(request, "commitments/commitment.html", frame(request, one, now))
    return kept_until_midnight(request, response, now)
