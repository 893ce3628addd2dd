"""What councils and bodies tell people, each in their language."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tadafor.councils import queries, rules
from tadafor.councils.queries import AgendaItem, Body, Decision, Draw, Meeting, Opinion, Session
from tadafor.kernel.clock import day_of
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.people.queries import staff_ids
from tadafor.people.rules import RoleKind
from tadafor.traces.queries import Trace, followers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from tadafor.councils.models import FollowUp, Postponement, StepTaken


# Who prepares sessions: the president sets the agenda, with the staff (LO 113-14 art. 38).
LEADERS = (RoleKind.PRESIDENT, RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)


def placed(item: AgendaItem, session: Session, *, now: datetime) -> None:
    """Tell those who follow what an item answers that it stands on an agenda."""
    if item.origin is not None:
        message = Message(
            _("أُدرج في جدول أعمال المجلس: %(title)s"),
            _("يتداول فيه المجلس في الدورة التي تُفتتح يوم %(day)s."),
            {"title": queries.origin_for_all(item.origin), "day": session.opens_on},
        )
        _tell(item.origin, "placed", message, address=item.trace.address, now=now, key=item.trace.address)


def put_off(session: Session, made: "Postponement", *, now: datetime) -> None:
    """Tell those who follow a session that it opens on another day, and why."""
    facts = {"title": lazy(lambda: session.name, str)(), "day": made.to_date, "reason": made.reason}
    message = Message(_("تأجيل دورة المجلس: %(title)s"), _("تُفتتح يوم %(day)s. السبب: %(reason)s"), facts)
    _tell(session.trace, "put_off", message, address=session.trace.address, now=now, key=f"{made.to_date}")


def moved(session: Session, *, now: datetime) -> None:
    """Tell those who follow a session that its hour or its place is another one."""
    hour = f"{session.hour:%H:%M}" if session.hour else ""
    when = {"day": session.opens_on, "hour": hour, "place": session.place}
    message = Message(
        _("تغيّر مكان دورة المجلس أو ساعتها: %(title)s"),
        _("تُفتتح يوم %(day)s على الساعة %(hour)s. المكان: %(place)s")
        if hour
        else _("تُفتتح يوم %(day)s. المكان: %(place)s"),
        {"title": lazy(lambda: session.name, str)()} | when,
    )
    key = f"{hour} {session.place}"
    _tell(session.trace, "moved", message, address=session.trace.address, now=now, key=key)


def decided(item: AgendaItem, decision: Decision, *, now: datetime) -> None:
    """Tell those who follow an item, or what it answers, what the council made of it."""
    facts = {
        "title": queries.for_all(item),
        "outcome": rules.Outcome(decision.outcome),
        "in_favour": decision.in_favour,
        "against": decision.against,
        "abstained": decision.abstained,
    }
    message = Message(
        _("%(outcome)s في دورة المجلس: %(title)s"),
        _("الأصوات: %(in_favour)s مع، %(against)s ضد، %(abstained)s امتناع."),
        facts,
    )
    for trace in (item.trace, item.origin):
        if trace is not None:
            _tell(trace, "decided", message, address=item.trace.address, now=now, key=item.trace.address)


def sent_back(item: AgendaItem, made: "StepTaken", *, now: datetime) -> None:
    """Tell those who follow an item, or what it answers, that its decision was refused, and why."""
    message = Message(
        _("رفضت السلطة مقرر المجلس: %(title)s"),
        _("السبب: %(reason)s. لا يُنفّذ المقرر، ويمكن أن يتداول فيه المجلس من جديد."),
        {"title": queries.for_all(item), "reason": made.reason},
    )
    for trace in (item.trace, item.origin):
        if trace is not None:
            _tell(trace, "sent_back", message, address=item.trace.address, now=now, key=item.trace.address)


def called(body: Body, meeting: Meeting, *, now: datetime) -> None:
    """Tell the members who have an account that their body meets."""
    _call(body, meeting, _("دعوة إلى اجتماع: %(body)s"), key=f"meeting {meeting.pk}", now=now)


def called_again(body: Body, meeting: Meeting, *, now: datetime) -> None:
    """Tell them that the day, the hour, the place or the agenda is another one."""
    _call(body, meeting, _("تعديل دعوة إلى اجتماع: %(body)s"), key=f"meeting {meeting.pk} {now}", now=now)


def _call(body: Body, meeting: Meeting, title: "StrOrPromise", *, key: str, now: datetime) -> None:
    message = Message(
        title,
        _("يوم %(day)s، %(place)s. جدول الأعمال: %(agenda)s"),
        {"body": queries.for_all(body), "day": meeting.day, "place": meeting.place, "agenda": meeting.agenda},
    )
    _tell_members(body, meeting, message, key=key, now=now)


def cancelled(body: Body, meeting: Meeting, *, now: datetime) -> None:
    """Tell them that their body does not meet that day, and why."""
    message = Message(
        _("أُلغي اجتماع: %(body)s"),
        _("كان مقررا يوم %(day)s، %(place)s. السبب: %(reason)s"),
        {
            "body": queries.for_all(body),
            "day": meeting.day,
            "place": meeting.place,
            "reason": meeting.cancelled_because,
        },
    )
    _tell_members(body, meeting, message, key=f"meeting {meeting.pk} cancelled", now=now)


def _tell_members(body: Body, meeting: Meeting, message: Message, *, key: str, now: datetime) -> None:
    members = queries.members_on(body, meeting.day).filter(person__isnull=False)
    notify(
        people=[one.person_id or 0 for one in members],
        territory_id=body.territory_id,
        kind="councils.called",
        message=message,
        address=body.trace.address,
        now=now,
        topic=Topic.DUTY,
        key=key,
    )


def drawn_by_lot(draw: Draw, people: list[int], *, now: datetime) -> None:
    """Tell those whom the lot names that they may sit."""
    message = Message(
        _("اختارتكم القرعة لعضوية: %(body)s"),
        _("سنتصل بكم. إن تعذر عليكم الحضور فانسحبوا من صفحة القرعة، ليُعوَّض مقعدكم من الاحتياط."),
        {"body": queries.for_all(draw.body)},
    )
    _tell_of_draw(draw, "drawn_by_lot", people, message, now=now, topic=Topic.DUTY)


def not_drawn(draw: Draw, people: list[int], *, now: datetime) -> None:
    """Tell the others how it went, and that they are the reserve."""
    message = Message(
        _("جرت القرعة ولم تسمّكم: %(body)s"),
        _("أنتم في لائحة الاحتياط. تُمحى معطياتكم بعد %(days)s يوما من القرعة."),
        {"body": queries.for_all(draw.body), "days": draw.kept_days},
    )
    _tell_of_draw(draw, "not_drawn", people, message, now=now)


def lot_cancelled(draw: Draw, people: list[int], *, reason: str, now: datetime) -> None:
    """Tell the volunteers that there will be no draw, and why."""
    message = Message(
        _("أُلغيت القرعة: %(body)s"),
        _("السبب: %(reason)s. مُحيت معطياتكم."),
        {"body": queries.for_all(draw.body), "reason": reason},
    )
    _tell_of_draw(draw, "lot_cancelled", people, message, now=now)


def left_the_panel(draw: Draw, *, is_filled: bool, now: datetime) -> None:
    """Tell the staff that somebody who was drawn withdrew."""
    filled = _("دخل من يليه في لائحة الاحتياط.")
    empty = _("لا أحد في الاحتياط يعوّضه مع احترام الحصص: بقي المقعد شاغرا.")
    title = _("انسحب عضو سمّته القرعة: %(body)s")
    message = Message(title, filled if is_filled else empty, {"body": queries.for_all(draw.body)})
    staff = staff_ids(draw.body.territory_id, RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
    key = f"{draw.pk} {now.isoformat()}"
    _tell_of_draw(draw, "left_the_panel", staff, message, now=now, topic=Topic.DUTY, key=key)


def _tell_of_draw(
    draw: Draw,
    kind: str,
    people: Iterable[int],
    message: Message,
    *,
    now: datetime,
    topic: Topic = Topic.ANSWER,
    key: str = "",
) -> None:
    notify(
        people=people,
        territory_id=draw.body.territory_id,
        kind=f"councils.{kind}",
        message=message,
        address=f"{draw.body.trace.address}lots/{draw.number}/",
        now=now,
        topic=topic,
        key=key or f"draw {draw.pk}",
    )


def sent(opinion: Opinion, *, now: datetime) -> None:
    """Tell those who prepare sessions that an opinion waits for an agenda."""
    notify(
        people=staff_ids(opinion.territory_id, *LEADERS),
        territory_id=opinion.territory_id,
        kind="councils.sent",
        message=Message(
            _("رأي استشاري ينتظر إدراجه في جدول أعمال: %(title)s"), "", {"title": queries.for_all(opinion)}
        ),
        address=opinion.trace.address,
        now=now,
        trace=opinion.trace,
        topic=Topic.DUTY,
    )


def answered(opinion: Opinion, *, now: datetime) -> None:
    """Tell the members and those who follow what the council made of an opinion."""
    facts = {
        "title": queries.for_all(opinion),
        "answer": rules.Answer(opinion.answer),
        "reason": opinion.answer_reason,
    }
    message = Message(_("جواب المجلس: %(answer)s. %(title)s"), _("التعليل: %(reason)s"), facts)
    _tell_of_opinion(opinion, "answered", message, now=now)


def followed_up(opinion: Opinion, made: "FollowUp", *, now: datetime) -> None:
    """Tell the members and those who follow what was done of an answer."""
    message = Message(
        _("ما أُنجز من الرأي: %(title)s"),
        "%(words)s",
        {"title": queries.for_all(opinion), "words": made.words},
    )
    _tell_of_opinion(opinion, "followed_up", message, now=now, key=f"follow-up {made.pk}")


def _tell_of_opinion(opinion: Opinion, kind: str, message: Message, *, now: datetime, key: str = "") -> None:
    today: date = day_of(now)
    notify(
        people=queries.followers_of_opinion(opinion, today),
        territory_id=opinion.territory_id,
        kind=f"councils.{kind}",
        message=message,
        address=opinion.trace.address,
        now=now,
        trace=opinion.trace,
        topic=Topic.ANSWER,
        key=key,
    )


def _tell(trace: Trace, kind: str, message: Message, *, address: str, now: datetime, key: str) -> None:
    notify(
        people=followers(trace),
        territory_id=trace.territory_id,
        kind=f"councils.{kind}",
        message=message,
        address=address,
        now=now,
        trace=trace,
        topic=Topic.FOLLOWED,
        key=key,
    )
