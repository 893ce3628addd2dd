"""The facilitator: the room opened to telephones, questions handled, votes put and closed, the projector."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.meetings import actions, queries, rules
from tadafor.meetings import documents as paper
from tadafor.meetings.context import Here, address, at_desk, go, opinions_shown, shown, whole_address
from tadafor.meetings.desk.organising import form_page
from tadafor.meetings.forms import AskForm, HandleForm, HandsForm, OpenForm, PaperForm, PlainForm, VoteForm
from tadafor.meetings.queries import DOOR, ORGANISERS, Room
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import tried, typed_in
from tadafor.ui.documents import pdf

TOP = 5


def _facts(request: Request, place: Here) -> dict[str, Any]:
    return {"meeting": place.meeting, "actor": request.actor, "now": place.now}


def _joining(request: Request, place: Here, room: Room) -> str:
    """Return the address that telephones scan."""
    return whole_address(f"{address(request, 'room_join', place)}?code={room.code}")


@staff_only(*DOOR)
def room(request: Request, territory: str, code: str) -> HttpResponse:
    """Where the room stands: its code, what waits, what is shown, the votes."""
    place = at_desk(code)
    found = queries.room_of(place.meeting)
    refusal = rules.refuse_opening_room(
        place.stage,
        found.stands if found else rules.Room(place.meeting.ends_at),
        starts_at=place.meeting.starts_at,
        now=place.now,
    )
    context: dict[str, Any] = {"room": found, "opens": refusal is None}
    if found is not None:
        context |= {
            "is_live": found.stands.is_live(place.now),
            "asks_opinions": found.stands.asks_opinions(place.now),
            "scanned": _joining(request, place, found),
            "voices": queries.voices_in(found),
            "present": queries.present_at(place.meeting).count(),
            **vars(queries.board_of(found)),
            **opinions_shown(found, place, by_way=True),
        }
        if context.get("forms"):
            context["comments"] = queries.comments_of(found)
    return shown(request, "meetings/desk/room.html", place, **context)


@staff_only(*DOOR)
def open_room(request: Request, territory: str, code: str) -> HttpResponse:
    """Open the room to telephones."""
    place = at_desk(code)
    found = queries.room_of(place.meeting)
    form = OpenForm(typed_in(request), initial={"admits": found.admits if found else rules.Admits.PHONES})
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.open_room(
                **_facts(request, place), admits=rules.Admits(form.cleaned_data["admits"])
            ),
        )
    ):
        return go(request, "desk_room", place, _("فُتحت القاعة: اعرضوا رمزها على الشاشة."))
    lead = _(
        "يدخلها الهاتف برمز يُعرض على الشاشة، فيطرح الأسئلة ويدعمها ويصوت، ولا يظهر أي اسم. من له حساب أو"
        " تذكرة فله صوت واحد ولو دخل من هاتفين. لتغيير القاعدة أغلقوا القاعة ثم افتحوها."
    )
    return form_page(request, place, form, _("فتح القاعة للهواتف"), button=_("افتحوا القاعة"), lead=lead)


@staff_only(*DOOR)
def close_room(request: Request, territory: str, code: str) -> HttpResponse:
    """Take no more questions or votes."""
    place = at_desk(code)
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(form, lambda: actions.close_room(**_facts(request, place))):
        return go(request, "desk_room", place, _("أُغلقت القاعة."))
    lead = _("لا أسئلة ولا تصويت بعدها، ويُغلق معها التصويت المفتوح بلا عد للأيدي. تبقى الأسئلة منشورة.")
    return form_page(request, place, form, _("إغلاق القاعة"), button=_("أغلقوا القاعة"), lead=lead)


@staff_only(*DOOR)
def write_question(request: Request, territory: str, code: str) -> HttpResponse:
    """Write down a question asked aloud."""
    place = at_desk(code)
    form = AskForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.write_question(**_facts(request, place), **form.cleaned_data))
    ):
        return go(request, "desk_room", place, _("يقرأ الحاضرون السؤال الآن."))
    lead = _("لمن سأل بصوته أو بلا هاتف. يظهر للقاعة فورا، بلا اسم.")
    return form_page(request, place, form, _("سؤال طُرح بالصوت"), button=_("اعرضوا السؤال"), lead=lead)


STEPS = {
    rules.Asked.WAITING: [rules.Asked.SHOWN, rules.Asked.ASIDE],
    rules.Asked.SHOWN: [rules.Asked.ANSWERED, rules.Asked.ASIDE],
}


@staff_only(*DOOR)
def question(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Let the room read a question, mark it as answered, or put it aside."""
    place = at_desk(code)
    held = queries.question_numbered(queries.room_of(place.meeting), number)
    if held is None:
        raise Http404
    form = HandleForm(typed_in(request), steps=STEPS.get(held.stands, list(rules.Asked)))
    facts: dict[str, Any] = {"question": held, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.handle_question(
                **facts, to=rules.Asked(form.cleaned_data["to"]), note=form.cleaned_data["note"]
            ),
        )
    ):
        return go(request, "desk_room", place)
    return form_page(request, place, form, _("سؤال من القاعة"), lead=held.body)


@staff_only(*DOOR)
def new_vote(request: Request, territory: str, code: str) -> HttpResponse:
    """Put a vote to the room."""
    place = at_desk(code)
    form = VoteForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.open_vote(**_facts(request, place), **form.cleaned_data))
    ):
        return go(request, "desk_room", place, _("فُتح التصويت."))
    lead = _("يُفتح فورا على الهواتف. من لا هاتف له يرفع يده، وتكتبون عدد الأيدي عند الإغلاق.")
    return form_page(request, place, form, _("تصويت سريع"), button=_("افتحوا التصويت"), lead=lead)


@staff_only(*DOOR)
def vote(request: Request, territory: str, code: str, number: int) -> HttpResponse:
    """Close a vote with the hands that were counted."""
    place = at_desk(code)
    held = queries.vote_numbered(queries.room_of(place.meeting), number)
    if held is None:
        raise Http404
    form = HandsForm(typed_in(request), vote=held)
    facts: dict[str, Any] = {"vote": held, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.close_vote(**facts, hands=form.hands()))
    ):
        return go(request, "desk_room", place, _("أُغلق التصويت، ونتيجته معروضة."))
    lead = _("اكتبوا عدد الأيدي المرفوعة لكل جواب، ممن لم يصوتوا بهواتفهم. اتركوا الباقي فارغا.")
    return form_page(request, place, form, held.title, button=_("أغلقوا التصويت واعرضوا نتيجته"), lead=lead)


@staff_only(*DOOR)
def projector(request: Request, territory: str, code: str) -> HttpResponse:
    """What the whole room reads: the code to scan, the vote, the questions by their support."""
    place = at_desk(code)
    found = queries.room_of(place.meeting)
    if found is None:
        raise Http404
    board = queries.board_of(found)
    return shown(
        request,
        "meetings/desk/projector.html",
        place,
        room=found,
        is_live=found.stands.is_live(place.now),
        scanned=_joining(request, place, found),
        vote=board.vote or next(iter(board.votes), None),
        cast=queries.casts_of(board.vote) if board.vote else 0,
        questions=board.questions[:TOP],
        more=max(0, len(board.questions) - TOP),
    )


@staff_only(*ORGANISERS)
def feedback(request: Request, territory: str, code: str) -> HttpResponse:
    """Open the form of satisfaction."""
    place = at_desk(code)
    form = PlainForm(typed_in(request))
    if form.is_bound and not tried(form, lambda: actions.offer_feedback(**_facts(request, place))):
        return go(request, "desk_room", place, _("فُتحت استمارة الرضا، وأُخبر بها المسجلون."))
    lead = _(
        "تبقى مفتوحة سبعة أيام، بلا أسماء. تُنشر أعدادها بعد ذلك إن وصلت خمس استمارات، وتُحجب الأعداد الصغيرة."
    )
    return form_page(request, place, form, _("استمارة الرضا"), button=_("افتحوا الاستمارة"), lead=lead)


@staff_only(*DOOR)
def enter_feedback(request: Request, territory: str, code: str) -> HttpResponse:
    """Type the forms that came on paper, one after the other (§ meetings-paper)."""
    place = at_desk(code)
    form = PaperForm(typed_in(request))
    made: list[Room] = []
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: made.append(
                actions.enter_feedback(
                    **_facts(request, place),
                    moods=form.moods(),
                    comment=form.cleaned_data["comment"],
                    token=form.cleaned_data["token"],
                )
            ),
        )
    ):
        said = _("عُدت الاستمارة. ما عُد على الورق إلى الآن: %(count)s.") % {"count": made[0].feedback_paper}
        return go(request, "desk_feedback_paper", place, said)
    lead = _(
        "اكتبوا ما في كل ورقة ثم أرسلوها وانتقلوا إلى التي تليها. لا تُحفظ الاستمارة: راجعوها قبل الإرسال."
    )
    button = _("عدّوا هذه الاستمارة")
    return form_page(request, place, form, _("استمارات على الورق"), button=button, lead=lead, no_draft=True)


@staff_only(*DOOR)
def feedback_pdf(request: Request, territory: str, code: str) -> HttpResponse:
    """The form of satisfaction to hand out on paper."""
    place = at_desk(code)
    said = queries.in_language({"meeting": place.meeting})["meeting"]
    data = paper.feedback(request.territory, said, address=whole_address(place.meeting.trace.address))
    made = pdf("meetings/documents/feedback.typ", data, day=clock.day_of(place.meeting.starts_at))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="feedback-{place.meeting.code}.pdf"'
    return pages.never_stored(response)
