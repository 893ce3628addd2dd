"""The report of an edition, on screen and on paper, and its data."""

from django.conf import settings
from django.http import Http404, HttpResponse

from tadafor.budgets import datasets
from tadafor.budgets.context import given, here, read
from tadafor.budgets.documents import reporting
from tadafor.budgets.queries.following import followed_of
from tadafor.budgets.views.results import counted_of, part_of, told_of
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.ui.documents import pdf


def _address(path: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(path)


def report(request: Request, territory: str, slug: str) -> HttpResponse:
    """Who took part, what was funded, and what became of it."""
    place = here(slug)
    tongue, counted = told_of(place)
    if not counted:
        raise Http404
    return read(
        request,
        "budgets/results/report.html",
        place,
        tongue,
        tables=reporting.participation(place.edition),
        parts=[part_of(one) for one in counted],
        followed=[tongue.followed(one) for one in followed_of(place.edition)],
        formats=datasets.FORMATS,
    )


def report_pdf(request: Request, territory: str, slug: str) -> HttpResponse:
    """The report as an official document."""
    place = here(slug)
    tongue, counted = told_of(place)
    if not counted:
        raise Http404
    data = reporting.pdf_data(
        request.territory,
        tongue.told(worded=("marks",)),
        counted,
        [tongue.followed(one) for one in followed_of(place.edition)],
        address=_address(f"{place.edition.trace.address}report/"),
    )
    made = pdf("budgets/documents/report.typ", data, day=place.edition.results_on or place.today)
    return given(request, place, made, "report.pdf", "application/pdf")


def export(request: Request, territory: str, slug: str, kind: str) -> HttpResponse:
    """Every project with its result as CSV, XLSX or JSON."""
    place = here(slug)
    counted = counted_of(place)
    if kind not in datasets.FORMATS or not counted:
        raise Http404
    rows = datasets.rows_of(counted, followed_of(place.edition))
    address = _address(f"{place.edition.trace.address}results/")
    facts = datasets.about(place.edition, territory=request.territory.name, address=address)
    made = datasets.written(kind, rows, facts, language=place.edition.language)
    return given(request, place, made, f"results.{kind}", datasets.FORMATS[kind])
