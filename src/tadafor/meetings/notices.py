"""What meetings tell people, each in their language."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tadafor.meetings import queries, rules
from tadafor.meetings.queries import Card, Meeting, Minutes, Registration, Room
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.people.queries import staff_ids
from tadafor.traces.queries import Trace, followers


def registered(registration: Registration, *, now: datetime) -> None:
    """Tell who registered what they hold."""
    if registration.person_id is None:
        return
    body = (
        _("مقعدكم محجوز تحت الرقم %(number)s. موعدنا يوم %(starts)s.")
        if registration.holds is rules.Holding.SEAT
        else _("المقاعد ممتلئة: أنتم على لائحة الانتظار، ونخبركم فور توفر مقعد.")
    )
    _tell(
        registration.meeting,
        "registered",
        {registration.person_id},
        _("تسجيلكم في لقاء: %(title)s"),
        body,
        now=now,
        key=registration.ticket,
        number=registration.number,
        starts=registration.meeting.starts_at,
    )


def promoted(meeting: Meeting, registration: Registration, *, now: datetime) -> None:
    """Tell somebody of the waiting list that a seat is theirs (§ meetings-waiting)."""
    if registration.person_id is None:
        return
    _tell(
        meeting,
        "promoted",
        {registration.person_id},
        _("توفر لكم مقعد: %(title)s"),
        _(
            "كنتم على لائحة الانتظار، وصار لكم مقعد تحت الرقم %(number)s. "
            "إن تعذر حضوركم فألغوا التسجيل ليستفيد غيركم."
        ),
        now=now,
        key=registration.ticket,
        number=registration.number,
    )


def changed(meeting: Meeting, *, now: datetime) -> None:
    """Tell those who registered or follow that the hour or the place moved."""
    _tell(
        meeting,
        "changed",
        queries.registered_people(meeting) | set(followers(meeting.trace)),
        _("تغير موعد اللقاء أو مكانه: %(title)s"),
        _("الموعد: %(starts)s. المكان: %(place)s"),
        now=now,
        key=str(meeting.revision),
        starts=meeting.starts_at,
        place=meeting.place or meeting.link,
    )


def cancelled(meeting: Meeting, *, now: datetime) -> None:
    """Tell those who registered or follow that it will not be held, and why."""
    _tell(
        meeting,
        "cancelled",
        queries.registered_people(meeting) | set(followers(meeting.trace)),
        _("أُلغي اللقاء: %(title)s"),
        _("السبب: %(reason)s"),
        now=now,
        reason=meeting.cancelled_because,
    )


def reminder(meeting: Meeting, *, now: datetime) -> None:
    """Remind those who hold a seat (§ meetings-reminder)."""
    _tell(
        meeting,
        "reminder",
        queries.seated_people(meeting),
        _("تذكير بلقاء: %(title)s"),
        _("موعدنا يوم %(starts)s. المكان: %(place)s. إن تعذر حضوركم فألغوا التسجيل ليستفيد غيركم."),
        now=now,
        starts=meeting.starts_at,
        place=meeting.place or meeting.link,
    )


def feedback_offered(meeting: Meeting, room: Room, *, now: datetime) -> None:
    """Ask those who held a seat what they thought of it, on a form that names nobody."""
    _tell(
        meeting,
        "feedback",
        queries.seated_people(meeting),
        _("ما رأيكم في اللقاء؟ %(title)s"),
        _("استمارة قصيرة بلا اسم، مفتوحة سبعة أيام."),
        now=now,
        address=f"{meeting.trace.address}feedback/?code={room.code}",
    )


def card_carried(meeting: Meeting, card: Card, became: Trace, *, now: datetime) -> None:
    """Tell the author of a card what it became."""
    _tell(
        meeting,
        "card_carried",
        set(followers(card.trace)),
        _("ماذا صارت بطاقتكم رقم %(number)s؟"),
        _("كتبتموها في «%(title)s»، وصارت: %(became)s"),
        now=now,
        address=became.address,
        key=f"{card.pk}:{became.code}",
        number=card.number,
        became=became.title,
    )


def to_approve(meeting: Meeting, *, without: int, now: datetime) -> None:
    """Ask those who may approve the minutes, but not who wrote them."""
    people = {one for role in queries.APPROVERS for one in staff_ids(meeting.territory_id, role)}
    _tell(
        meeting,
        "to_approve",
        people - {without},
        _("محضر ينتظر الاعتماد: %(title)s"),
        _("يعتمده وينشره شخص غير من كتبه."),
        now=now,
        key=now.isoformat(),
    )


def sent_back(meeting: Meeting, minutes: Minutes, *, now: datetime) -> None:
    """Tell who wrote the minutes why they came back."""
    _tell(
        meeting,
        "sent_back",
        {minutes.written_by_id},
        _("أُعيد المحضر للإصلاح: %(title)s"),
        _("السبب: %(reason)s"),
        now=now,
        key=now.isoformat(),
        reason=minutes.sent_back_because,
    )


def minutes_published(meeting: Meeting, *, now: datetime) -> None:
    """Tell those who registered or follow that they can read what became of it."""
    _tell(
        meeting,
        "minutes",
        queries.registered_people(meeting) | set(followers(meeting.trace)),
        _("نُشر محضر اللقاء: %(title)s"),
        _("اقرأوا ما دار فيه وما تقرر وما سيُتتبع."),
        now=now,
    )


def _tell(
    meeting: Meeting,
    kind: str,
    people: set[int],
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    address: str = "",
    **facts: Any,  # noqa: ANN401
) -> None:
    notify(
        people=people,
        territory_id=meeting.territory_id,
        kind=f"meetings.{kind}",
        message=Message(
            title=title,  # type: ignore[arg-type]
            body=body,  # type: ignore[arg-type]
            facts={"title": meeting.title, **facts},
        ),
        address=address or meeting.trace.address,
        now=now,
        trace=meeting.trace,
        topic=Topic.FOLLOWED,
        key=key,
    )
