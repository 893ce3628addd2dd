"""Bodies at the desk: founded, seated, called, held, minuted."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.desk.place import (
    ORGANISERS,
    READERS,
    asked,
    body_of,
    go,
    meeting_of,
    page,
    said,
    told_apart,
)
from tadafor.councils.forms import (
    AttachForm,
    AttendanceForm,
    BodyForm,
    CancelMeetingForm,
    EndBodyForm,
    EndMandateForm,
    MeetingForm,
    MinutesForm,
    PlainForm,
    SeatForm,
    beside,
)
from tadafor.councils.queries import Body, Meeting, Member
from tadafor.documents import queries as documents
from tadafor.documents.actions import attach
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people import queries as people
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """The bodies and dialogue spaces of the territory."""
    return page(
        request,
        "bodies",
        bodies=[(one, word(rules.BodyKind(one.kind))) for one in queries.bodies(clock.today())],
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
    )


def _there(request: Request, body: Body) -> str:
    return reverse("councils:desk_body", args=[request.territory.slug, body.slug])


def _on(body: Body, request: Request) -> dict[str, Any]:
    return {"to": _there(request, body), "back": (body, _there(request, body))}


@staff_only(*ORGANISERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Record a body."""
    form = BodyForm(typed_in(request))
    made: list[Body] = []
    return asked(
        request,
        form,
        lambda: made.append(
            actions.found_body(
                territory=request.territory,
                facts=form.facts(),
                actor=request.actor,
                now=clock.now(),
                is_demonstration=request.territory.is_demonstration,
            )
        ),
        title=_("هيئة جديدة"),
        said=_("سُجّلت الهيئة. الخطوة التالية: أعضاؤها."),
        to=lambda: _there(request, made[0]),
    )


@staff_only(*READERS)
def overview(request: Request, territory: str, body: str) -> HttpResponse:
    """A body, its members, its meetings, its opinions."""
    found, today = body_of(body), clock.today()
    return page(
        request,
        "body",
        only={"body": ("name", "founded_by")},
        body=found,
        kind=word(rules.BodyKind(found.kind)),
        seats=queries.seats_of(found, today),
        members=[(one, word(rules.Charge(one.charge))) for one in queries.members_from(found, today)],
        today=today,
        meetings=list(queries.meetings_of(found)[:20]),
        opinions=list(queries.of_body(found, public=False)[:20]),
        lots=list(queries.draws_of(found)[:20]),
        documents=documents.of_trace(found.trace),
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
    )


@staff_only(*ORGANISERS)
def change(request: Request, territory: str, body: str) -> HttpResponse:
    """Correct what is recorded of a body."""
    found = body_of(body)
    fields = ("kind", "name", "purpose", "founded_by", "founded_on", "seats", "quorum_percent")
    form = BodyForm(typed_in(request), initial={name: getattr(found, name) for name in fields})
    return asked(
        request,
        form,
        lambda: actions.change_body(body=found, facts=form.facts(), actor=request.actor, now=clock.now()),
        title=_("تعديل الهيئة"),
        said=_("حُفظت التعديلات."),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def end(request: Request, territory: str, body: str) -> HttpResponse:
    """End the work of a body."""
    found, form = body_of(body), EndBodyForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.end_body(body=found, **form.cleaned_data, actor=request.actor, now=clock.now()),
        title=_("إنهاء مهام الهيئة"),
        lead=_("يبقى تاريخ الهيئة وآراؤها ظاهرين للعموم."),
        button=_("أنهوا مهامها"),
        tone="danger",
        said=_("انتهت مهام الهيئة."),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def document(request: Request, territory: str, body: str) -> HttpResponse:
    """Publish the rules of procedure, the founding decision, another paper."""
    found = body_of(body)
    form = AttachForm(typed_in(request), request.FILES or None)
    return asked(
        request,
        form,
        lambda: attach(
            territory_id=request.territory.pk,
            actor=request.actor,
            file=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            trace=found.trace,
            now=clock.now(),
        ),
        title=_("وثيقة: النظام الداخلي أو القرار المُحدث"),
        said=_("أُرفقت الوثيقة."),
        **_on(found, request),
    )


# ---- members


@staff_only(*ORGANISERS)
def seat(request: Request, territory: str, body: str) -> HttpResponse:
    """Give somebody a seat."""
    found, form = body_of(body), SeatForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: _seated(request, found, dict(form.cleaned_data)),
        title=_("عضو جديد"),
        lead=_("يظهر الأعضاء للعموم بصفاتهم. لا يُنشر اسم إلا بموافقة."),
        said=_("سُجّل العضو."),
        **_on(found, request),
    )


def _seated(request: Request, body: Body, typed: dict[str, Any]) -> Member:
    contact = typed.pop("contact")
    person = people.person_at(contact) if contact else None
    if contact and person is None:
        raise Refused(rules.MemberRefusal.NO_SUCH_ACCOUNT)
    facts = actions.SeatFacts(**typed, person_id=person.pk if person else None)
    return actions.seat_member(body=body, facts=facts, actor=request.actor, now=clock.now())


def _member(body: Body, member: int) -> Member:
    found = queries.member_of(body, member)
    if found is None:
        raise Http404
    return found


@staff_only(*ORGANISERS)
def unseat(request: Request, territory: str, body: str, member: int) -> HttpResponse:
    """End a mandate."""
    found, form = body_of(body), EndMandateForm(typed_in(request))
    one = _member(found, member)
    return asked(
        request,
        form,
        lambda: actions.end_mandate(member=one, **form.cleaned_data, actor=request.actor, now=clock.now()),
        title=_("نهاية انتداب: %(capacity)s") % {"capacity": said(one).capacity},
        said=_("سُجّلت نهاية الانتداب."),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def unname(request: Request, territory: str, body: str, member: int) -> HttpResponse:
    """Erase a name whose consent was taken back."""
    found = body_of(body)
    one = _member(found, member)
    return asked(
        request,
        PlainForm(typed_in(request)),
        lambda: actions.hide_name(member=one, actor=request.actor, now=clock.now()),
        title=_("حذف الاسم: %(capacity)s") % {"capacity": said(one).capacity},
        lead=_("تبقى الصفة ويُمحى الاسم."),
        button=_("احذفوا الاسم"),
        said=_("حُذف الاسم."),
        **_on(found, request),
    )


# ---- meetings


@staff_only(*ORGANISERS)
def call(request: Request, territory: str, body: str) -> HttpResponse:
    """Call a body to meet."""
    found, form = body_of(body), MeetingForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.call_meeting(body=found, facts=form.facts(), actor=request.actor, now=clock.now()),
        title=_("دعوة إلى اجتماع"),
        said=_("سُجّل الاجتماع، وأُخبر الأعضاء الذين لهم حساب."),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def change_meeting(request: Request, territory: str, body: str, number: int) -> HttpResponse:
    """Change when and where a body meets, until it was held."""
    found, meeting = body_of(body), meeting_of(body, number)
    start = {name: getattr(meeting, name) for name in MeetingForm.base_fields}
    form = MeetingForm(typed_in(request), initial=start)
    return asked(
        request,
        form,
        lambda: actions.change_meeting(
            meeting=meeting, facts=form.facts(), actor=request.actor, now=clock.now()
        ),
        title=_("تعديل الدعوة إلى الاجتماع رقم %(number)s") % {"number": meeting.number},
        lead=_("يُخبر بالتعديل الأعضاء الذين لهم حساب."),
        said=_("حُفظ التعديل."),
        why=rules.bars_call(meeting.call),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def cancel_meeting(request: Request, territory: str, body: str, number: int) -> HttpResponse:
    """Cancel a meeting that was called."""
    found, meeting = body_of(body), meeting_of(body, number)
    form = CancelMeetingForm(typed_in(request))
    return asked(
        request,
        form,
        lambda: actions.cancel_meeting(
            meeting=meeting, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        title=_("إلغاء الاجتماع رقم %(number)s") % {"number": meeting.number},
        lead=_("يبقى الاجتماع ظاهرا للعموم مع سبب إلغائه، ويُخبر الأعضاء الذين لهم حساب."),
        button=_("ألغوا الاجتماع"),
        tone="danger",
        said=_("أُلغي الاجتماع، وأُخبر الأعضاء الذين لهم حساب."),
        why=rules.bars_call(meeting.call),
        **_on(found, request),
    )


def members_offered(body: Body, meeting: Meeting, came: Collection[int] = ()) -> list[tuple[int, str]]:
    """Return those who could be at a meeting, and those who were recorded there."""
    return told_apart(list(queries.members_on(body, meeting.day, or_one_of=came)))


@staff_only(*ORGANISERS)
def attendance(request: Request, territory: str, body: str, number: int) -> HttpResponse:
    """Record who came."""
    found, meeting = body_of(body), meeting_of(body, number)
    form = AttendanceForm(typed_in(request), members=members_offered(found, meeting))
    return asked(
        request,
        form,
        lambda: actions.hold_meeting(
            meeting=meeting, present=form.cleaned_data["present"], actor=request.actor, now=clock.now()
        ),
        title=_("حضور الاجتماع رقم %(number)s") % {"number": meeting.number},
        said=_("سُجّل الحضور."),
        why=rules.bars_attendance(meeting.call, held_on=meeting.day, today=clock.today()),
        **_on(found, request),
    )


@staff_only(*ORGANISERS)
def minutes(request: Request, territory: str, body: str, number: int) -> HttpResponse:
    """Write the minutes of a meeting, mask what names somebody, publish."""
    found, meeting = body_of(body), meeting_of(body, number)
    start = {"text": meeting.minutes, "kept_because": meeting.minutes_kept_because}
    form = MinutesForm(typed_in(request), initial=start)
    if form.is_bound and form.is_valid():
        done: list[str] = []
        if not tried(form, lambda: done.append(_minuted(request, meeting, form)), at=beside(form)):
            where = [request.territory.slug, found.slug, meeting.number]
            return go(request, reverse("councils:desk_meeting_minutes", args=where), done[0])
    text = form["text"].value() or ""
    return page(
        request,
        "minutes",
        status=status_of(form),
        form=form,
        findings=rules.findings(str(text)),
        title=_("محضر الاجتماع رقم %(number)s") % {"number": meeting.number},
        back=(found, _there(request, found)),
        is_published=meeting.minutes_published_on is not None,
    )


def _minuted(request: Request, meeting: Meeting, form: MinutesForm) -> str:
    who: dict[str, Any] = {"meeting": meeting, "actor": request.actor, "now": clock.now()}
    actions.write_meeting_minutes(text=form.cleaned_data["text"], **who)
    if "mask" in request.POST:
        count = actions.mask_meeting_minutes(**who)
        return _("حُجبت %(count)s من المعطيات الشخصية.") % {"count": count}
    if "publish" in request.POST:
        actions.publish_meeting_minutes(kept_because=form.cleaned_data["kept_because"], **who)
        return _("نُشر المحضر.")
    return _("حُفظ المحضر، ولم يُنشر بعد.")
