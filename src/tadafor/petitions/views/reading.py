"""The pages everyone reads: the list, one petition, its figures, the receipt and its proof."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.petitions import datasets, queries, rules
from tadafor.petitions import documents as paper
from tadafor.petitions.context import Here, frame, here, kept, kept_until_midnight, voices
from tadafor.petitions.forms import FilterForm
from tadafor.traces import queries as traces
from tadafor.ui import formatting
from tadafor.ui.components import Tab


def index(request: Request, territory: str) -> HttpResponse:
    """The petitions of a territory by where they stand, searched."""
    now = clock.now()
    form = FilterForm(request.GET)
    form.full_clean()
    text = getattr(form, "cleaned_data", {}).get("text", "")
    shelf = request.GET.get("shelf", "")
    page = pages.page_of(queries.listed(shelf=shelf, text=text), request.GET.get("page"))
    sizes = queries.shelf_sizes()
    page.object_list, tongues = queries.listed_in_language(list(page.object_list))
    context = {
        "tongues": tongues,
        "territory": request.territory,
        "page": page,
        "tabs": _tabs(request, sizes, shelf),
        "asked_text": text,
        "all": sum(sizes.values()),
    }
    return kept_until_midnight(request, render(request, "petitions/index.html", context), now)


def _tabs(request: Request, sizes: dict[str, int], shelf: str) -> list[Tab]:
    names = {
        "": _("الكل"),
        "collecting": _("جمع التوقيعات"),
        "examined": _("لدى المكتب"),
        "council": _("في طريقها إلى المجلس"),
        "ended": _("انتهت"),
    }
    path = reverse("petitions:index", args=[request.territory.slug])
    return [
        Tab(
            names[key],
            f"{path}?shelf={key}" if key else path,
            current=shelf == key or (not key and shelf not in sizes),
            count=sizes.get(key) if key else sum(sizes.values()),
        )
        for key in names
    ]


def petition(request: Request, territory: str, code: str) -> HttpResponse:
    """One petition: what it asks, where it stands, its legal clock, what it still needs."""
    place = here(request, code)
    one = place.petition
    context = frame(request, place) | {
        "documents": documents.of_trace(one.trace),
        "follow_ups": queries.follow_ups_of(one),
        "stands_behind": bool(queries.parts_of(one, request.actor.person_id)),
        "follows": traces.follows(one.trace, request.actor.person_id),
        "story": traces.story_of(one.trace),
    }
    if place.answer and place.answer.deliberated_on:
        context["recorded"] = voices(vars(place.answer))
        context["corrections"] = [(made, voices(made.before)) for made in queries.corrections_of(one)]
    context |= queries.in_language(one)
    return pages.given_again(kept(request, render(request, "petitions/petition.html", context), place))


def figures(request: Request, territory: str, code: str) -> HttpResponse:
    """How many by day and by way, and the names of those who wished theirs to show."""
    place = here(request, code)
    page = pages.page_of(queries.shown_names(place.petition), request.GET.get("page"))
    rows = datasets.figures(place.petition)
    days = [(formatting.day(date.fromisoformat(when)), count) for when, count in rows["days"]]
    context = frame(request, place) | {"rows": rows, "days": days, "page": page}
    context |= queries.in_language(place.petition, queries.TITLE)
    return kept(request, render(request, "petitions/figures.html", context), place)


def export(request: Request, territory: str, code: str, kind: str) -> HttpResponse:
    """The figures of one petition as JSON or CSV; never a name."""
    place = here(request, code)
    if kind not in datasets.FORMATS:
        raise Http404
    made = datasets.one_as(kind, place.petition, place.standing, address=_address(place, ""))
    return kept(request, HttpResponse(made, content_type=datasets.FORMATS[kind]), place)


def export_all(request: Request, territory: str, kind: str) -> HttpResponse:
    """Every petition of the territory as JSON or CSV."""
    made = datasets.all_as(kind, list(queries.listed()), root=settings.PUBLIC_ADDRESS.rstrip("/"))
    response = HttpResponse(made, content_type=datasets.FORMATS[kind])
    return kept_until_midnight(request, response, clock.now())


def receipt(request: Request, territory: str, receipt: str) -> HttpResponse:
    """Say whether a receipt is one of ours, and what it says."""
    found = queries.by_receipt(receipt)
    context = {"territory": request.territory, "found": found, "receipt": receipt.upper()}
    response = render(request, "petitions/receipt.html", context, status=200 if found else 404)
    return pages.never_stored(response)


def receipt_pdf(request: Request, territory: str, code: str) -> HttpResponse:
    """The receipt, printable: it proves nothing more than its page does."""
    place = here(request, code)
    one = place.petition
    if one.deposited_at is None:
        raise Http404
    made = paper.receipt(request.territory, place.standing)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="receipt-{one.receipt_code}.pdf"'
    return kept(request, response, place)


def _address(place: Here, page: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(f"{place.petition.trace.address}{page}")


def law(request: Request, territory: str) -> HttpResponse:
    """What the law asks of a petition here, each row with its source and whether it was checked."""
    asked = {kind: queries.asked_of(request.territory, kind, on=clock.today()) for kind in rules.Kind}
    groups = queries.law_by_topic(request.territory, on=clock.today())
    context = {"territory": request.territory, "asked": asked, "groups": groups}
    return kept_until_midnight(request, render(request, "petitions/law.html", context), clock.now())
