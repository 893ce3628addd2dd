"""How a plan came to be, for everybody."""

from django.http import HttpResponse
from django.shortcuts import render

from tadafor.commitments.context import kept_until_midnight, path_frame, plan_here
from tadafor.kernel import clock
from tadafor.people.actor import Request


def path(request: Request, territory: str, plan: int) -> HttpResponse:
    """The steps of a plan with their days, its estimate, its self-assessment, its communication."""
    now, held = clock.now(), plan_here(plan)
    context = {"territory": request.territory} | path_frame(held, today=clock.day_of(now))
    return kept_until_midnight(request, render(request, "commitments/path.html", context), now)
