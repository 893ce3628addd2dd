"""A spoken idea after it was sent: where its recording stands, recording again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.budgets import actions, queries
from tadafor.budgets.context import SEE_OTHER, frame, here, shown
from tadafor.budgets.forms import VoiceForm
from tadafor.budgets.views.changing import CONFLICT, own_idea
from tadafor.documents.tasks import make_sounds
from tadafor.kernel import pages
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.sound import may_record


def recording(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Where the recording of an idea stands, for who spoke it and for staff (a fragment)."""
    place = here(slug)
    found = queries.idea_numbered(place.edition, number)
    me = request.actor.person_id
    is_author = found is not None and me is not None and found.author_id == me
    if found is None or not (is_author or request.actor.is_staff_of(place.edition.territory_id)):
        raise Http404
    spoken = queries.spoken_idea(found)
    if spoken is None:
        raise Http404
    context = frame(request, place) | {"idea": found, "spoken": spoken, "is_author": is_author}
    return pages.never_stored(render(request, "budgets/parts/recording.html", context))


def speak_again(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Record again what could not be kept."""
    place = here(slug)
    found = own_idea(request, place, number)
    if not found.is_spoken:
        raise Http404
    form = VoiceForm(typed_in(request), request.FILES or None)
    status = status_of(form)
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"idea": found, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: actions.speak_again(speech=form.speech(), **facts)):
            make_sounds.defer()
            messages.success(request, _("وصلنا تسجيلكم الجديد."))
            return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)
        status = CONFLICT
    return may_record(shown(request, "budgets/speak_again.html", place, idea=found, form=form, status=status))
