"""The pages of a body's member: sessions, attendance, drafts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tadafor.councils import queries, rules
from tadafor.councils.context import drafted
from tadafor.councils.queries import Opinion
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request, signed_in_only


@signed_in_only
def mine(request: Request, territory: str) -> HttpResponse:
    """The bodies in which somebody sits: their meetings, whether they were there, the drafts."""
    today = clock.today()
    seats = queries.seats_held(request.actor.person_id, today)
    if not seats:
        raise Http404
    context = {
        "territory": request.territory,
        "seats": [(one, word(rules.Charge(one.charge))) for one in seats],
        "meetings": queries.attendance_of(seats),
        "opinions": [
            (one, word(rules.opinion_phase(queries.course_of(one))))
            for one in queries.member_opinions([seat.body_id for seat in seats])[:20]
        ],
        "today": today,
    }
    context |= queries.in_language(context, only={"meetings": ("place",)})
    return pages.never_stored(render(request, "councils/mine.html", context))


@signed_in_only
def draft(request: Request, territory: str, opinion: str) -> HttpResponse:
    """Read the draft of an opinion of one's body; write it, for those who do."""
    found = _of_my_body(request, opinion)
    may_write = queries.may_write(found, request.actor, clock.today()) and found.adopted_on is None
    return drafted(request, found, "councils/draft.html", may_write=may_write)


def _of_my_body(request: Request, slug: str) -> Opinion:
    found = queries.opinion_at(slug)
    today = clock.today()
    if found is None or queries.seat_of(found.body, request.actor.person_id, today) is None:
        raise Http404
    return found
