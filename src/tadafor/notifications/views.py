"""A person's notices, what they choose to receive, and the link that stops letters."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tadafor.kernel.addresses import in_language
from tadafor.kernel.clock import now
from tadafor.kernel.pages import never_stored, page_of
from tadafor.notifications import actions, notices, queries
from tadafor.notifications.forms import PreferenceForm
from tadafor.notifications.rules import Cadence
from tadafor.people.actor import Request
from tadafor.people.context import own_tabs
from tadafor.ui import way_back

P = ParamSpec("P")


def _personal(
    view: Callable[Concatenate[Request, int, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Give a page the key of the person who reads it; a visitor signs in first."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor.person_id is None:
            return never_stored(HttpResponseRedirect(way_back.first("people:sign_in", request)))
        return view(request, request.actor.person_id, *args, **kwargs)

    return guarded


@require_safe
@_personal
def index(request: Request, me: int) -> HttpResponse:
    """Everything this person was told, newest first (§ notifications-page)."""
    page = page_of(queries.notices_of(me), request.GET.get("page"))
    facts = {"page": page, "unread": queries.unread(me), "tabs": own_tabs("notifications:index")}
    return never_stored(render(request, "notifications/index.html", facts))


@require_safe
@_personal
def follow(request: Request, me: int, code: str) -> HttpResponse:
    """Note that a notice is read and lead to what it is about."""
    found = actions.mark_read(person_id=me, code=code, now=now())
    if found is None:
        raise Http404
    return never_stored(HttpResponseRedirect(in_language(found.address)))


@require_POST
@_personal
def read_all(request: Request, me: int) -> HttpResponse:
    """Note that everything is read."""
    actions.mark_all_read(person_id=me, now=now())
    return HttpResponseRedirect(reverse("notifications:index"), status=303)


@_personal
def choose(request: Request, me: int) -> HttpResponse:
    """What comes by e-mail and by SMS, and how often."""
    chosen = queries.preference_of(me, now())
    sent = request.POST if request.method == "POST" else None
    form = PreferenceForm(sent, initial={"cadence": chosen.cadence, "sms": chosen.sms})
    if form.is_valid():
        cadence, sms = form.chosen
        actions.choose(actor=request.actor, cadence=cadence, sms=sms, now=now())
        messages.success(request, _("حفظنا اختياركم."))
        return HttpResponseRedirect(reverse("notifications:choose"), status=303)
    return never_stored(render(request, "notifications/choose.html", {"form": form}))


@csrf_exempt
def stop(request: Request, token: str) -> HttpResponse:
    """Stop the letters of whoever received this link, with no account to open (§ notifications-stop).

    Mail programs post here from anywhere: the signed token is the only key, and stopping the only thing
    it opens. Reading the page stops nothing, since mail scanners read every link.
    """
    person_id = notices.person_of(token)
    if person_id is None:
        return never_stored(render(request, "notifications/stop_unknown.html", status=404))
    if request.method == "POST":
        actions.stop_emails(person_id=person_id, now=now())
    stopped = queries.preference_of(person_id, now()).cadence == Cadence.NONE
    return never_stored(render(request, "notifications/stop.html", {"stopped": stopped}))
