"""The report of a consultation, on screen and on paper, and its data."""

from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from tadafor.consultations import datasets, queries
from tadafor.consultations.context import Here, here, kept, shown
from tadafor.consultations.views import paper
from tadafor.kernel import pages
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.ui.documents import pdf

Answer = TypeVar("Answer", bound=HttpResponseBase)


def report(request: Request, territory: str, slug: str) -> HttpResponse:
    """The report: the words of the commune, the figures, every decision, what became of the text."""
    place = here(slug)
    ending = queries.ending_of(place.consultation)
    figures = ending.conclusion.figures if ending.conclusion else queries.figures_of(place.consultation)
    things = queries.public_list(place.consultation, by_number=True)
    page = pages.page_of(things, request.GET.get("page"))
    return shown(
        request,
        "consultations/report.html",
        place,
        ending=ending,
        figures=figures,
        charts=paper.charts(figures),
        declared=paper.declared(figures) if place.is_decided else [],
        page=page,
        views=queries.viewed_rows(place.consultation, page.object_list, phase=place.phase, redlines=False),
        versions=queries.published_versions(place.consultation),
    )


def report_pdf(request: Request, territory: str, slug: str) -> HttpResponse:
    """The report as an official document."""
    place = here(slug)
    if not place.is_decided:
        raise Http404
    data = paper.report(request.territory, place, address=_address(place, "report/"))
    made = pdf("consultations/documents/report.typ", data, day=place.consultation.concluded_on or place.today)
    return _file(request, place, made, "application/pdf", f"{slug}.pdf")


def sheet(request: Request, territory: str, slug: str) -> HttpResponse:
    """A sheet to contribute by hand, for those who have no screen."""
    place = here(slug)
    data = paper.sheet(request.territory, place, address=_address(place, ""))
    made = pdf("consultations/documents/sheet.typ", data, day=place.consultation.opens_on)
    return _file(request, place, made, "application/pdf", f"{slug}-sheet.pdf")


def export(request: Request, territory: str, slug: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Every contribution as CSV, XLSX or JSON."""
    place = here(slug)
    if kind not in datasets.FORMATS:
        raise Http404
    one, phase = place.consultation, place.phase
    titles = datasets.titles_of(one)
    facts = datasets.about(one, titles, territory=request.territory.name, address=_address(place, ""))
    name = f"{slug}-contributions.{kind}"
    if kind == "xlsx":
        made = datasets.as_xlsx(one, facts, titles, phase=phase)
        return _file(request, place, made, datasets.FORMATS[kind], name)
    as_csv = datasets.as_csv(one, titles, phase=phase)
    lines = as_csv if kind == "csv" else datasets.as_json(one, facts, titles, phase=phase)
    response = StreamingHttpResponse(lines, content_type=datasets.FORMATS[kind])
    return kept(request, _named(response, name, place), place)


def _address(place: Here, page: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(f"{place.consultation.trace.address}{page}")


def _file(request: Request, place: Here, made: bytes, kind: str, name: str) -> HttpResponse:
    return kept(request, _named(HttpResponse(made, content_type=kind), name, place), place)


def _named(response: Answer, name: str, place: Here) -> Answer:
    mark = "demonstration-" if place.consultation.is_demonstration else ""
    disposition = content_disposition_header(as_attachment=False, filename=f"{mark}{name}")
    response.headers["Content-Disposition"] = disposition or "inline"
    return response
