"""What the staff pages share: finding a consultation in any state, its frame, writing with refusals shown."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tadafor.consultations import context as public
from tadafor.consultations import queries, rules
from tadafor.consultations.queries import Consultation
from tadafor.kernel import clock
from tadafor.people.actor import Request
from tadafor.people.rules import RoleKind

SEE_OTHER = 303
DRAFTERS = queries.DRAFTERS
ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
CLERKS = (*queries.DRAFTERS, RoleKind.CLERK)
READERS = (*queries.DRAFTERS, RoleKind.PRESIDENT, RoleKind.CLERK)


@dataclass(frozen=True)
class Desk:
    """One consultation as staff meet it: now, whatever its state."""

    consultation: Consultation
    now: datetime
    today: date
    phase: rules.Phase

    @property
    def is_examined(self) -> bool:
        return self.phase in {rules.Phase.EXAMINATION, rules.Phase.NEW_VERSION}

    @property
    def is_editable(self) -> bool:
        return rules.refuse_drafting(phase=self.phase) is None


def at(slug: str) -> Desk:
    """Find a consultation of this territory, or raise Http404."""
    now = clock.now()
    consultation = queries.any_consultation_at(slug)
    if consultation is None:
        raise Http404
    today = clock.day_of(now)
    return Desk(consultation, now, today, rules.phase(consultation.window, today=today))


def shown(
    request: Request,
    template: str,
    desk: Desk,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a staff page."""
    place = public.Here(desk.consultation, desk.now, desk.today, desk.phase)
    context |= public.frame(request, place) | {"desk": desk}
    return render(request, template, context, status=status)


def address(request: Request, desk: Desk, page: str, *args: object) -> str:
    """Return the address of another staff page of this consultation."""
    where = [request.territory.slug, desk.consultation.slug, *args]
    return reverse(f"consultations:desk_{page}", args=where)


def go(request: Request, desk: Desk, page: str, said: str = "", *args: object) -> HttpResponse:
    """Lead to another staff page, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(address(request, desk, page, *args), status=SEE_OTHER)
