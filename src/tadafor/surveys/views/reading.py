"""The pages everybody reads: what is asked here, one form, its result."""

from itertools import pairwise

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tadafor.kernel import pages
from tadafor.people.actor import Request
from tadafor.surveys import datasets, queries
from tadafor.surveys.context import Asked, asked, kept, listed, read
from tadafor.surveys.context.results import told
from tadafor.surveys.rules import editing
from tadafor.surveys.rules.questions import Form


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
    return place, version.form


def results(request: Request, territory: str, slug: str) -> HttpResponse:
    """The result: charts drawn here, each with its table, and two questions crossed."""
    place, form = _published(slug)
    return read(request, "surveys/results.html", place, **told(place, form, request))


def export(request: Request, territory: str, slug: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The published result as CSV or JSON: counts, never an answer."""
    place, form = _published(slug)
    if kind not in datasets.FORMATS:
        raise Http404
    made = datasets.results_as(kind, place.one, form)
    response = HttpResponse(made, content_type=datasets.FORMATS[kind])
    mark = "demonstration-" if place.one.is_demonstration else ""
    name = content_disposition_header(as_attachment=True, filename=f"{mark}{slug}-results.{kind}")
    response.headers["Content-Disposition"] = name or "attachment"
    return kept(request, response)
