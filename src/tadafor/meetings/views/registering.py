"""Registering for a meeting, one's own ticket, giving it up, following."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel.refusals import sentence
from tadafor.meetings import actions, queries, rules
from tadafor.meetings.context import Here, address, go, here, shown, whole_address
from tadafor.meetings.forms import PlainForm, RegisterForm
from tadafor.meetings.queries import Registration
from tadafor.people.actor import Request, signed_in_only
from tadafor.traces import actions as traces
from tadafor.traces import queries as trace_queries
from tadafor.ui.boxes import status_of, tried, typed_in


@signed_in_only
def register(request: Request, territory: str, code: str) -> HttpResponse:
    """Take a seat, or a place on the waiting list; one's own ticket when one has it already."""
    place = here(code)
    if queries.registration_of(place.meeting, request.actor.person_id):
        return go(request, "ticket", place)
    pools = queries.pools_of(place.meeting)
    form = RegisterForm(
        typed_in(request),
        pools=pools,
        questions=queries.questions_of(place.meeting),
        initial={"name": request.actor.name},
    )
    if form.is_bound and form.is_valid() and not tried(form, lambda: _taken(request, place, form)):
        return go(request, "ticket", place)
    return shown(
        request,
        "meetings/register.html",
        place,
        form=form,
        refusal="" if place.takes else sentence(rules.RegistrationRefusal.TOO_LATE),
        is_full=rules.seat_for("", [pool.seats for pool in pools]) is None,
        status=status_of(form),
    )


def _taken(request: Request, place: Here, form: RegisterForm) -> Registration:
    return actions.register(meeting=place.meeting, coming=form.coming(), actor=request.actor, now=place.now)


def own(request: Request, place: Here) -> Registration:
    """Find one's own registration, or raise Http404."""
    found = queries.registration_of(place.meeting, request.actor.person_id)
    if found is None:
        raise Http404
    return found


@signed_in_only
def ticket(request: Request, territory: str, code: str) -> HttpResponse:
    """One's own ticket: its number, its code to scan at the door, or the place on the waiting list."""
    place = here(code)
    mine = own(request, place)
    door = whole_address(address(request, "desk_door", place))
    return shown(
        request,
        "meetings/ticket.html",
        place,
        mine=mine,
        scanned=f"{door}?ticket={mine.ticket}",
        rank=queries.rank_of(mine) if mine.holds is rules.Holding.WAITING else 0,
    )


@signed_in_only
def give_up(request: Request, territory: str, code: str) -> HttpResponse:
    """Cancel one's registration, so that the next may come."""
    place = here(code)
    mine = own(request, place)
    form = PlainForm(typed_in(request))
    verb = lambda: actions.give_up(registration=mine, actor=request.actor, now=place.now)  # noqa: E731
    if form.is_bound and not tried(form, verb):
        return go(request, "meeting", place, _("أُلغي تسجيلكم. شكرا لأنكم أخليتم المقعد لغيركم."))
    return shown(request, "meetings/give_up.html", place, form=form, mine=mine, status=status_of(form))


@signed_in_only
def follow(request: Request, territory: str, code: str) -> HttpResponse:
    """Be told what becomes of it, or not any more."""
    place = here(code)
    trace = place.meeting.trace
    form = PlainForm(typed_in(request))
    if form.is_bound:
        verb = traces.unfollow if request.POST.get("stop") else traces.follow
        if not tried(form, lambda: verb(trace=trace, actor=request.actor, now=place.now)):
            return go(request, "meeting", place, _("حُفظ اختياركم."))
    follows = trace_queries.follows(trace, request.actor.person_id)
    return shown(request, "meetings/follow.html", place, form=form, follows=follows, status=status_of(form))
