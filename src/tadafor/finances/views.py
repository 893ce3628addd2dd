"""What everybody reads: the last budget, one year, and the same on paper and as data."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from tadafor.finances import datasets, queries
from tadafor.finances.context import kept, told
from tadafor.finances.documents import budget_paper
from tadafor.finances.queries import Picture
from tadafor.people.actor import Request
from tadafor.ui.components import Tab
from tadafor.ui.documents import pdf


def _picture(year: int) -> Picture:
    budget = queries.published_in(year)
    if budget is None:
        raise Http404
    return queries.picture_of(budget)


def index(request: Request, territory: str) -> HttpResponse:
    """The budget of the last year that was published."""
    return _page(request, None)


def year(request: Request, territory: str, year: int) -> HttpResponse:
    """The budget of one year."""
    return _page(request, year)


def _page(request: Request, year: int | None) -> HttpResponse:
    every = queries.published()
    budget = next((one for one in every if year in {None, one.year}), None)
    if budget is None and year is not None:
        raise Http404
    context: dict[str, object] = {"territory": request.territory, "budget": None}
    if budget is not None:
        path = [request.territory.slug]
        context |= told(queries.picture_in_language(queries.picture_of(budget))) | {
            "tabs": [
                Tab(str(one.year), reverse("finances:year", args=[*path, one.year]), current=one is budget)
                for one in every
            ]
        }
    return kept(request, render(request, "finances/budget.html", context))


def paper(request: Request, territory: str, year: int) -> HttpResponse:
    """The budget of a year on paper."""
    picture = _picture(year)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("finances:year", args=[territory, year])
    day = picture.budget.published_at
    data = budget_paper(request.territory, picture, address=address)
    made = pdf("finances/documents/budget.typ", data, day=(day or picture.budget.brought_at).date())
    mark = "demonstration-" if picture.budget.is_demonstration else ""
    return _file(request, made, "application/pdf", f"{mark}budget-{year}-v{picture.budget.version}.pdf")


def as_csv(request: Request, territory: str, year: int) -> HttpResponse:
    """The lines of a year as CSV."""
    return _file(request, datasets.as_csv(_picture(year)), "text/csv; charset=utf-8", f"budget-{year}.csv")


def as_json(request: Request, territory: str, year: int) -> HttpResponse:
    """The picture of a year as JSON."""
    return _file(request, datasets.as_json(_picture(year)), "application/json", f"budget-{year}.json")


def _file(request: Request, made: bytes | str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=kind)
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return kept(request, response)
