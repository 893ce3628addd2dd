"""Contributing by voice: the page that records, the recording after it was sent, recording again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.context import Here, frame, here, refusal, room_of
from tadafor.consultations.forms import SpeakForm, VoiceForm
from tadafor.consultations.queries import Contribution, Wording
from tadafor.consultations.views.contributing import SEE_OTHER, sign_in_first, standing, take_draft
from tadafor.documents.tasks import make_sounds
from tadafor.kernel import pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request
from tadafor.ui import way_back
from tadafor.ui.sound import may_record


def speak(request: Request, territory: str, slug: str, key: str | None = None) -> HttpResponse:
    """Comment an article, or the whole text, by voice."""
    place = here(slug)
    wording = standing(place, key)
    if not request.actor.is_signed_in and request.method == "POST":
        return sign_in_first(request, {"body": request.POST.get("body", "")})
    form = SpeakForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        actor=request.actor,
        territory_id=place.consultation.territory_id,
        audience=rules.Audience(place.consultation.audience),
        initial=take_draft(request),
    )
    if request.method != "POST" or not form.is_valid():
        return _asked(request, place, form, wording, status=400 if form.is_bound else 200)
    return _sent(request, place, form, wording)


def _sent(request: Request, place: Here, form: SpeakForm, wording: Wording | None) -> HttpResponse:
    try:
        made = actions.contribute(
            consultation=place.consultation,
            words=form.words(place.consultation.subject, wording.passage.key if wording else None),
            actor=request.actor,
            now=place.now,
            token=form.cleaned_data["token"],
            speaks_for=form.cleaned_data.get("speaks_for"),
            speech=form.speech(),
        )
    except Refused as refused:
        form.add_error("body" if refused.refusal in _OF_WORDS else None, refused.sentence)
        return _asked(request, place, form, wording, status=409)
    make_sounds.defer()
    messages.success(
        request,
        _("وصلنا صوتكم، ورقم مساهمتكم %(number)s. سننقله إلى نص ثم نخبركم.") % {"number": made.number},
    )
    return HttpResponseRedirect(in_language(made.trace.address), status=SEE_OTHER)


_OF_WORDS = {rules.ContributionRefusal.TOO_LONG, rules.ContributionRefusal.TOO_SHORT}


def _asked(
    request: Request, place: Here, form: VoiceForm, wording: Wording | None, *, status: int = 200
) -> HttpResponse:
    context = frame(request, place) | {
        "refused": refusal(request, place),
        "room": room_of(place),
        "form": form,
        "wording": wording,
        "named": queries.label_of(wording.passage.sort, wording.number) if wording else "",
        "sign_in": way_back.first("people:sign_in", request),
    }
    context |= queries.in_language(place.consultation, context)
    page = render(request, "consultations/speak.html", context, status=status)
    return may_record(pages.never_stored(page))


def _own(request: Request, place: Here, number: int) -> Contribution:
    found = queries.numbered(place.consultation, number)
    if found is None or not found.is_spoken:
        raise Http404
    is_author = found.author_id is not None and found.author_id == request.actor.person_id
    if not is_author and not request.actor.is_staff_of(place.consultation.territory_id):
        raise Http404
    return found


def recording(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Where the recording of a contribution stands, for who spoke it and for staff (a fragment)."""
    place = here(slug)
    found = _own(request, place, number)
    view = queries.viewed(place.consultation, [found], phase=place.phase)[0]
    context = frame(request, place) | {"view": view, "is_author": _is_author(request, found)}
    return pages.never_stored(render(request, "consultations/parts/recording.html", context))


def _is_author(request: Request, found: Contribution) -> bool:
    return found.author_id is not None and found.author_id == request.actor.person_id


def speak_again(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Record again what could not be kept."""
    place = here(slug)
    found = _own(request, place, number)
    if not _is_author(request, found):
        raise Http404
    form = VoiceForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.speak_again(contribution=found, speech=form.speech(), actor=request.actor, now=place.now)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = 409
        else:
            make_sounds.defer()
            messages.success(request, _("وصلنا تسجيلكم الجديد."))
            return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)
    elif form.is_bound:
        status = 400
    context = frame(request, place) | {"form": form, "number": number, "again": True}
    page = render(request, "consultations/speak.html", context, status=status)
    return may_record(pages.never_stored(page))
