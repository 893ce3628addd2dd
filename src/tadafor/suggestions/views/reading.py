"""The pages everyone reads: the list, the places, one suggestion."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.people.actor import Request, signed_in_only
from tadafor.suggestions import queries
from tadafor.suggestions.context import frame, here, in_tongue, kept_until_midnight, points_of, quarters
from tadafor.suggestions.forms import FilterForm
from tadafor.ui.components import Tab


def asked(request: Request) -> dict[str, Any]:
    """Return what the list is asked for; what makes no sense is not asked."""
    form = FilterForm(request.GET)
    form.full_clean()
    typed = getattr(form, "cleaned_data", {})
    category = queries.category_at(typed["category"]) if typed.get("category") else None
    return {
        "shelf": request.GET.get("shelf", ""),
        "kind": typed.get("kind", ""),
        "text": typed.get("text", ""),
        "neighbourhood": typed.get("neighbourhood"),
        "category": category,
    }


def index(request: Request, territory: str) -> HttpResponse:
    """What people told the commune, searched and filtered; complaints are not in it."""
    now, wanted = clock.now(), asked(request)
    category = wanted["category"]
    narrow = wanted | {"category": category.pk if category else None}
    ask = partial(queries.listed, territory_id=request.territory.pk, **narrow)
    page = pages.stretch_of(ask, request.GET, key=queries.key_of(wanted["shelf"]))
    said, tongues = queries.listed_in_language(page.object_list)
    points = points_of(said)
    context = {
        "territory": request.territory,
        "page": page,
        "said": said,
        "tongues": tongues,
        "points": points,
        "quarters": quarters(request, {}) if points else [],
        "tabs": _tabs(request, wanted["shelf"]),
        "wanted": wanted,
        "categories": list(queries.categories()),
        "neighbourhoods": queries.neighbourhood_choices(request.territory.pk),
        "is_filtered": any(wanted[name] for name in ("kind", "text", "neighbourhood", "category")),
    }
    return kept_until_midnight(request, render(request, "suggestions/index.html", context), now)


def _tabs(request: Request, shelf: str) -> list[Tab]:
    names = {"": _("الأحدث"), "open": _("تنتظر"), "answered": _("أُجيب عنها"), "backed": _("الأكثر تأييدا")}
    path = reverse("suggestions:index", args=[request.territory.slug])
    return [
        Tab(
            names[key],
            f"{path}?shelf={key}" if key else path,
            current=shelf == key or (not key and shelf not in queries.SHELVES),
        )
        for key in names
    ]


def places(request: Request, territory: str) -> HttpResponse:
    """How many in each neighbourhood: what a map shows, as a list."""
    wanted = asked(request)
    names = dict(queries.neighbourhood_choices(request.territory.pk))
    category = wanted["category"]
    counted = queries.by_place(category=category.pk if category else None)
    rows = [
        (key, names.get(key, _("مكان آخر")) if key else _("مكان آخر"), every, still)
        for key, every, still in counted
    ]
    context = {
        "territory": request.territory,
        "rows": rows,
        "points": [],
        "quarters": quarters(request, {key: every for key, every, _still in counted}) if rows else [],
        "most": max((row[2] for row in rows), default=0),
        "wanted": wanted,
        "categories": list(queries.categories()),
    }
    return kept_until_midnight(request, render(request, "suggestions/places.html", context), clock.now())


def figures(request: Request, territory: str) -> HttpResponse:
    """What each service answered, in how many days, and what people thought of it."""
    names = {one.pk: one.name for one in queries.all_services()}
    today = clock.today()
    context = {
        "territory": request.territory,
        "rows": queries.by_service(today, names, _("بلا مصلحة")),
    }
    return kept_until_midnight(request, render(request, "suggestions/figures.html", context), clock.now())


def suggestion(request: Request, territory: str, number: int) -> HttpResponse:
    """One suggestion: what was said, where it stands, the reply owed; of a complaint, where it stands."""
    place = here(request, number)
    response = render(request, "suggestions/suggestion.html", in_tongue(frame(request, place)))
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    return kept_until_midnight(request, response, place.now)


@signed_in_only
def mine(request: Request, territory: str) -> HttpResponse:
    """What somebody wrote here."""
    person = request.actor.signer
    page = pages.page_of(queries.of_person(person), request.GET.get("page"))
    said, tongues = queries.listed_in_language(list(page.object_list))
    context = {"territory": request.territory, "page": page, "said": said, "tongues": tongues}
    return pages.never_stored(render(request, "suggestions/mine.html", context))
