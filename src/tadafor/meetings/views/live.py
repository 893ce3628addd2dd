"""The room on a telephone: joining by its code, questions, support, votes, the form of satisfaction."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tadafor.kernel.refusals import sentence
from tadafor.meetings import actions, queries, rules
from tadafor.meetings.context import SEE_OTHER, Here, address, here, opinions_shown, shown
from tadafor.meetings.forms import AskForm, CastForm, FeedbackForm, JoinForm, PlainForm
from tadafor.meetings.queries import Room, Voice
from tadafor.people.actor import Request
from tadafor.ui import way_back
from tadafor.ui.boxes import form_page_of, status_of, tried, typed_in

COOKIE_DAYS = 21


def _cookie(place: Here) -> str:
    return f"room-{place.meeting.code}"


def _inside(request: Request, place: Here) -> tuple[Room | None, Voice | None]:
    """Return the room of a meeting, and the voice in it of this person, else of this telephone."""
    room = queries.room_of(place.meeting)
    held = queries.voice_of(room, request.COOKIES.get(_cookie(place), ""))
    if room is None or request.actor.person_id is None:
        return room, held
    known = queries.known_as(place.meeting, person_id=request.actor.person_id, ticket="")
    own = queries.voice_of(room, queries.secret_of(room, known))
    return room, own or (None if held and held.is_known else held)  # another's account was open here before


def _is_heard(room: Room | None, voice: Voice | None) -> bool:
    """Whether this telephone asks and votes: else it is led to the door (§ meetings-voice)."""
    return room is not None and voice is not None and room.stands.hears(is_known=voice.is_known)


def _sent(request: Request, place: Here, voice: Voice | None) -> dict[str, Any]:
    """Return what every verb of a telephone is told: its voice, by which way, when."""
    return {"voice": voice, "channel": request.actor.channel, "now": place.now}


def _go(request: Request, name: str, place: Here, *args: object) -> HttpResponse:
    return HttpResponseRedirect(address(request, name, place, *args), status=SEE_OTHER)


def _to_join(request: Request, place: Here) -> HttpResponse:
    """Lead to the door of the room, with the code where the address has it."""
    said = {"code": request.GET["code"]} if request.GET.get("code") else {}
    path = address(request, "room_join", place)
    return HttpResponseRedirect(f"{path}?{urlencode(said)}" if said else path, status=SEE_OTHER)


def room(request: Request, territory: str, code: str) -> HttpResponse:
    """What the room asks and votes on now; afterwards, what was asked and counted."""
    place = here(code)
    found, voice = _inside(request, place)
    context: dict[str, Any] = {"room": found, "voice": voice, "is_heard": _is_heard(found, voice)}
    if found is not None:
        context |= {
            "is_live": found.stands.is_live(place.now),
            "asks_opinions": found.stands.asks_opinions(place.now),
            **vars(queries.board_of(found, voice)),
            "supported": queries.supported_by(voice),
            **opinions_shown(found, place),
        }
    return shown(request, "meetings/room.html", place, **context)


def join(request: Request, territory: str, code: str) -> HttpResponse:
    """Give this telephone its voice, by the code read in the room (§ meetings-voice)."""
    place = here(code)
    found, voice = _inside(request, place)
    goes_to = "room" if found is None or found.stands.is_live(place.now) else "feedback"
    if voice is not None and (goes_to == "feedback" or _is_heard(found, voice)):
        return _go(request, goes_to, place)
    form = JoinForm(
        typed_in(request),
        initial={"code": request.GET.get("code", "")[:12]},
        signed_in=request.actor.is_signed_in,
    )
    if form.is_bound and form.is_valid() and not tried(form, lambda: _joined(request, place, form)):
        return _with_secret(request, place, form, _go(request, goes_to, place))
    refusal = rules.refuse_joining(found.stands if found else None, is_code=True, voices=0, now=place.now)
    return shown(
        request,
        "meetings/room_join.html",
        place,
        form=form,
        room=found,
        refusal=sentence(refusal) if refusal and not form.is_bound else "",
        sign_in=way_back.first("people:sign_in", request),
        status=status_of(form),
    )


def _joined(request: Request, place: Here, form: JoinForm) -> Voice:
    typed = form.cleaned_data
    return actions.join_room(
        meeting=place.meeting,
        said=typed["code"],
        secret=typed["secret"],
        person_id=request.actor.person_id,
        ticket=typed.get("ticket", ""),
        channel=request.actor.channel,
        now=place.now,
    )


def _with_secret(request: Request, place: Here, form: JoinForm, answer: HttpResponse) -> HttpResponse:
    """Leave on the telephone the secret of its voice: that of the person, where one is known."""
    typed, room = form.cleaned_data, queries.room_of(place.meeting)
    known = queries.known_as(place.meeting, person_id=request.actor.person_id, ticket=typed.get("ticket", ""))
    answer.set_cookie(
        _cookie(place),
        queries.secret_of(room, known) if room and known else typed["secret"],
        max_age=COOKIE_DAYS * 86_400,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


_form_page = form_page_of(shown, "meetings/room_form.html")


def ask(request: Request, territory: str, code: str) -> HttpResponse:
    """Ask a question; the facilitator lets the room read it (§ meetings-questions)."""
    place = here(code)
    found, voice = _inside(request, place)
    if not _is_heard(found, voice) and (found is None or found.stands.is_live(place.now)):
        return _to_join(request, place)
    form = AskForm(typed_in(request))
    facts: dict[str, Any] = {
        "meeting": place.meeting,
        "voice": voice,
        "channel": request.actor.channel,
        "now": place.now,
    }
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.ask_question(**facts, **form.cleaned_data))
    ):
        return _go(request, "room", place)
    lead = _("يُعرض سؤالكم على القاعة بلا اسم، بعد أن يقرأه الميسّر.")
    return _form_page(request, place, form, _("اطرحوا سؤالا"), button=_("أرسلوا السؤال"), lead=lead)


def support(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Stand behind a question (§ meetings-support)."""
    place = here(code)
    found, voice = _inside(request, place)
    question = queries.question_numbered(found, number)
    if question is None or question.stands is rules.Asked.WAITING or not question.was_shown:
        raise Http404
    if voice is None or not _is_heard(found, voice):
        return _to_join(request, place)
    form = PlainForm(typed_in(request))
    facts = _sent(request, place, voice)
    if form.is_bound and not tried(form, lambda: actions.support_question(question=question, **facts)):
        return _go(request, "room", place)
    return _form_page(request, place, form, _("ادعموا السؤال"), button=_("أدعمه"), lead=question.body)


def vote(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Give one's voice in an open vote (§ meetings-votes)."""
    place = here(code)
    found, voice = _inside(request, place)
    held = queries.vote_numbered(found, number)
    if held is None:
        raise Http404
    if held.closed_at:
        return _go(request, "room", place)
    if voice is None or not _is_heard(found, voice):
        return _to_join(request, place)
    form = CastForm(typed_in(request), vote=held)
    facts = _sent(request, place, voice) | {"vote": held}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.cast_vote(**facts, position=int(form.cleaned_data["position"])))
    ):
        return _go(request, "vote", place, number)
    if not form.is_bound and queries.has_voted(held, voice):
        return shown(request, "meetings/voted.html", place, vote=held)
    lead = _("لا يُحفظ ما اخترتموه بجانب صوتكم، ولا يتغير بعد إرساله.")
    if found is not None:
        lead = f"{found.admits_word} {lead}"
    return _form_page(request, place, form, held.title, button=_("صوّتوا"), lead=lead)


def feedback(request: Request, territory: str, code: str) -> HttpResponse:
    """Say what one thought of the meeting, without a name (§ meetings-feedback)."""
    place = here(code)
    found, voice = _inside(request, place)
    is_open = found is not None and found.stands.asks_opinions(place.now)
    if is_open and voice is None:
        return _to_join(request, place)
    if not is_open or (voice and voice.has_given_feedback and request.method != "POST"):
        return shown(request, "meetings/feedback_given.html", place, is_open=is_open)
    form = FeedbackForm(typed_in(request))
    facts: dict[str, Any] = {
        "meeting": place.meeting,
        "voice": voice,
        "channel": request.actor.channel,
        "now": place.now,
    }
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.give_feedback(**facts, moods=form.moods(), comment=form.cleaned_data["comment"]),
        )
    ):
        return _go(request, "feedback", place)
    lead = _("بلا اسم: لا تُحفظ الاستمارة، بل تُعد أجوبتها. تُنشر الأعداد بعد إغلاقها إن وصلت خمس استمارات.")
    return _form_page(request, place, form, _("ما رأيكم في اللقاء؟"), button=_("أرسلوا رأيكم"), lead=lead)
