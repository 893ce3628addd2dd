"""The pages everybody reads: what is asked here, one form, its result."""

from itertools import pairwise

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tadafor.kernel import pages
from tadafor.kernel.clock import day_of
from tadafor.people.actor import Request
from tadafor.surveys import datasets, documents, queries
from tadafor.surveys.context import Asked, asked, kept, listed, read
from tadafor.surveys.context.files import as_file
from tadafor.surveys.context.results import told
from tadafor.surveys.rules import editing
from tadafor.surveys.rules.questions import Form, on_paper
from tadafor.ui.documents import pdf


def index(request: Request, territory: str) -> HttpResponse:
    """Forms and conversations of a territory, what is open first."""
    page = pages.page_of(queries.surveys_listed(), request.GET.get("page"))
    talks = listed(list(queries.conversations_listed()[: pages.PER_PAGE]))
    context = {
        "territory": request.territory,
        "page": page,
        "rows": listed(list(page.object_list)),
        "talks": talks,
    }
    return kept(request, render(request, "surveys/index.html", context))


def survey(request: Request, territory: str, slug: str) -> HttpResponse:
    """One form: who answers, until when, what is kept, its versions and where it leads."""
    place = asked(slug)
    versions = queries.versions_of(place.one)
    changes = [(new, editing.changes(old.form, new.form)) for new, old in pairwise(versions)]
    return read(
        request,
        "surveys/survey.html",
        place,
        counted=queries.counted(place.one),
        changes=changes,
        questions=sum(one.asks for one in versions[0].form.questions) if versions else 0,
    )


def _published(slug: str) -> tuple[Asked, Form]:
    place = asked(slug)
    version = queries.asked_version(place.one)
    if place.one.results_at is None or version is None:
        raise Http404
    return place, queries.form_in_language(version, place.one.language)[0]


def results(request: Request, territory: str, slug: str) -> HttpResponse:
    """The result: charts drawn here, each with its table, and two questions crossed."""
    place, form = _published(slug)
    return read(request, "surveys/results.html", place, **told(place, form, request))


def export(request: Request, territory: str, slug: str, kind: str) -> HttpResponse:
    """The published result as CSV, JSON, XLSX or PDF: counts, never an answer."""
    place, form = _published(slug)
    if kind == "pdf":
        (one,), _tongues = queries.in_language([place.one])
        facts = documents.report(
            request.territory,
            one,
            told(place, form, request),
            address=request.build_absolute_uri(place.one.trace.address + "results/"),
        )
        made: str | bytes = pdf(
            "surveys/documents/report.typ", facts, day=day_of(place.one.results_at or place.now)
        )
    elif kind in datasets.FORMATS:
        made = datasets.results_as(kind, place.one, form, queries.result_of(place.one, form))
    else:
        raise Http404
    return kept(request, as_file(made, place, f"results.{kind}"))


def paper(request: Request, territory: str, slug: str) -> HttpResponse:
    """The form as a sheet to print and fill in by hand."""
    place = asked(slug)
    version = queries.asked_version(place.one)
    if version is None:
        raise Http404
    (one,), _tongues = queries.in_language([place.one])
    facts = documents.paper(
        request.territory,
        one,
        on_paper(queries.form_in_language(version, one.language)[0]),
        queries.places(place.one),
        version=version.number,
        address=request.build_absolute_uri(place.one.trace.address),
    )
    made = pdf("surveys/documents/form.typ", facts, day=day_of(version.published_at or place.now))
    return kept(request, as_file(made, place, "form.pdf"))
