"""The desk: one page, for staff of one territory."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tadafor.desk import queries
from tadafor.kernel.clock import now
from tadafor.people.actor import Request, staff_only


@require_safe
@staff_only()
def today(request: Request, territory: str) -> HttpResponse:
    """What awaits me today, with its deadlines (§ desk-staff)."""
    moment = now()
    day = queries.day_of_work(request.actor, request.territory.pk, moment)
    roles = sorted(request.actor.roles_in(request.territory.pk))
    return render(request, "desk/today.html", {"day": day, "roles": roles, "now": moment})
