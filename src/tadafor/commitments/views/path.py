"""How a plan came to be, for everybody."""

from django.http import HttpResponse
from django.shortcuts import render

from tadafor.commitments import queries
from tadafor.commitments.context import kept_until_midnight, path_frame, plan_here
from tadafor.kernel import clock
from tadafor.people.actor import Request


def path(request: Request, territory: str, plan: int) -> HttpResponse:
    """The steps of a plan with their days, its estimate, its self-assessment, its communication."""
    now, held = clock.now(), plan_here(plan)
    context = {"territory": request.territory} | path_frame(held, today=clock.day_of(now))
    said, tongues = queries.way_in_language(
        held,
        [one for stage in context["stages"] for one in stage.taken],
        [one for _, one in context["sections"] if one],
        context["messages_told"],
    )
    context |= {"plan": said, "tongues": tongues}
    return kept_until_midnight(request, render(request, "commitments/path.html", context), now)
