"""A plan to print and to count with: its evaluation as a page and as PDF, its commitments as CSV."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tadafor.commitments import datasets, queries
from tadafor.commitments.context import Shown, axis_word, kept_until_midnight, plan_here
from tadafor.commitments.documents import evaluation_paper
from tadafor.commitments.views.reading import status_bars
from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.ui.documents import pdf


def evaluation(request: Request, territory: str, plan: int) -> HttpResponse:
    """Where a plan stands today: rates, what is late and why, the gender reading."""
    now, held = clock.now(), plan_here(plan)
    today = clock.day_of(now)
    said, found, tongues = queries.evaluation_in_language(held, queries.evaluation(held, today=today))
    context = {
        "territory": request.territory,
        "tongues": tongues,
        "plan": said,
        "today": today,
        "found": found,
        "rates": found.rates,
        "late": [Shown(one, today) for one in found.late],
        "statuses": status_bars(found.rates),
        "axis_word": axis_word(held),
    }
    return kept_until_midnight(request, render(request, "commitments/evaluation.html", context), now)


def evaluation_pdf(request: Request, territory: str, plan: int) -> HttpResponse:
    """The same as a paper for the session of the council."""
    now, held = clock.now(), plan_here(plan)
    today = clock.day_of(now)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + in_language(held.trace.address)
    said, found, _tongues = queries.evaluation_in_language(held, queries.evaluation(held, today=today))
    told = evaluation_paper(request.territory, said, found, today=today, address=address)
    made = pdf("commitments/documents/evaluation.typ", told, day=today)
    response = HttpResponse(made, content_type="application/pdf")
    mark = "demonstration-" if held.is_demonstration else ""
    name = f"{mark}evaluation-{held.number}-{today:%Y-%m-%d}.pdf"
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return kept_until_midnight(request, response, now)


def export(request: Request, territory: str, plan: int) -> HttpResponse:
    """Every commitment of a plan, as CSV."""
    now, held = clock.now(), plan_here(plan)
    made = datasets.as_csv(queries.every(held), today=clock.day_of(now))
    return kept_until_midnight(request, HttpResponse(made, content_type="text/csv; charset=utf-8"), now)
