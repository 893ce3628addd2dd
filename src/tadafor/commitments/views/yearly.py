"""The evaluation of a past year as it was, and what a version changed."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tadafor.commitments import queries
from tadafor.commitments.context import Shown, axis_word, kept_until_midnight, plan_here, said_of
from tadafor.commitments.documents import evaluation_paper
from tadafor.commitments.queries import Plan, YearlyReport
from tadafor.commitments.rules import Meaning
from tadafor.commitments.views.reading import status_bars
from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.ui.documents import pdf


def _report(plan: Plan, year: int) -> YearlyReport:
    found = queries.yearly_at(plan, year)
    if found is None:
        raise Http404
    return found


def evaluation(request: Request, territory: str, plan: int, year: int) -> HttpResponse:
    """The evaluation of a year, with its figures as they were on the day it was closed."""
    now, held = clock.now(), plan_here(plan)
    report = _report(held, year)
    said, found, tongues = queries.evaluation_in_language(held, queries.thawed(report), report)
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said,
        "report": report,
        "today": report.closed_on,
        "found": found,
        "rates": found.rates,
        "late": [Shown(one, report.closed_on) for one in found.late],
        "statuses": status_bars(found.rates),
        "axis_word": axis_word(held),
    }
    return kept_until_midnight(request, render(request, "commitments/evaluation.html", context), now)


def evaluation_pdf(request: Request, territory: str, plan: int, year: int) -> HttpResponse:
    """The same as a paper for the session of the council."""
    now, held = clock.now(), plan_here(plan)
    report = _report(held, year)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + in_language(f"{held.trace.address}evaluation/{year}/")
    said, found, _tongues = queries.evaluation_in_language(held, queries.thawed(report), report)
    told = evaluation_paper(request.territory, said, found, today=report.closed_on, address=address)
    told |= {"header": _("التقييم السنوي %(year)s") % {"year": year}, "analysis": report.words}
    made = pdf("commitments/documents/evaluation.typ", told, day=report.closed_on)
    response = HttpResponse(made, content_type="application/pdf")
    mark = "demonstration-" if held.is_demonstration else ""
    name = f"{mark}evaluation-{held.number}-{year}.pdf"
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return kept_until_midnight(request, response, now)


def versions(request: Request, territory: str, plan: int) -> HttpResponse:
    """What this version changed in the one it took the place of."""
    now, held = clock.now(), plan_here(plan)
    changes = queries.changes_of(held, held.origin) if held.origin else None
    said, changes, tongues = queries.changes_in_language(held, changes)
    told = [(one, _pairs(pairs)) for one, pairs in changes.changed] if changes else []
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said,
        "origin": held.origin,
        "changes": changes,
        "changed": told,
    }
    return kept_until_midnight(request, render(request, "commitments/versions.html", context), now)


def _pairs(pairs: dict[Meaning, tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [
        (queries.title_of(field), said_of(field, before), said_of(field, after))
        for field, (before, after) in pairs.items()
    ]
