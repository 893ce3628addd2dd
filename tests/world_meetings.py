"""Meetings of one territory, for the tests that try to look; see ``tests.world``."""

from datetime import timedelta

from tadafor.kernel import clock
from tadafor.kernel.scopes import within


def furnish_meetings(side) -> None:
    """One to come, with somebody registered; one draft."""
    from tadafor.meetings import actions
    from tadafor.meetings.rules import Arrival, Duty, Kind
    from tadafor.meetings.tests import factories as making

    now = clock.now()
    starts = now + timedelta(days=3)
    told = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "kind": Kind.TRAINING}
    staff = making.staff_actor(side.territory)
    shown = making.make_meeting(side.territory, staff, now=now, title=f"لقاء {side.mark}", **told)
    making.make_meeting(side.territory, staff, announced=False, title=f"مسودة {side.secret}", **told)
    with within(side.territory.pk):
        mine = making.coming(side.secret, association=side.secret, needs=side.secret)
        actions.register(meeting=shown, coming=mine, actor=side.actor, now=now)
        soon = making.make_meeting(
            side.territory, staff, now=now, title=f"لقاء قريب {side.mark}", **told | _within(now, hours=2)
        )
        came = actions.check_in(
            meeting=soon,
            arrival=Arrival(name=side.secret, association=side.secret),
            ticket="",
            sent=actions.Sent(token="sent"),
            actor=staff,
            now=now,
        )
        past = making.make_meeting(
            side.territory,
            staff,
            now=now,
            title=f"لقاء سابق {side.mark}",
            series=f"سلسلة {side.mark}",
            **told | _within(now, hours=-9),
        )
        series = past.series
        hidden = making.make_meeting(
            side.territory,
            staff,
            now=now,
            title=f"لقاء سابق آخر {side.mark}",
            **told | _within(now, hours=-9),
        )
        for meeting in (past, hidden):
            said = side.mark if meeting is past else side.secret
            account = actions.Account(
                summary=f"نوقشت نظافة الأحياء. {said}", duties=[Duty(said, "المصلحة التقنية")]
            )
            actions.write_minutes(meeting=meeting, account=account, seen=0, actor=staff, now=now)
            written = actions.Written(body=f"بطاقة من الطاولة. {said}", token="card")
            actions.collect_card(meeting=meeting, written=written, actor=staff, now=now)
        _open_room(soon, side, staff, now)
        actions.submit_minutes(meeting=past, actor=staff, now=now)
        actions.publish_minutes(meeting=past, actor=making.staff_actor(side.territory), now=now)
    side.values["meetings:desk_carry"] = {"code": hidden.code, "number": 1}
    side.values["meetings:desk_consents"] = {"code": soon.code}
    side.values["meetings:series"] = {"key": series.pk}
    for name in ("cards", "card"):
        side.values[f"meetings:{name}"] = {"code": past.code, "number": 1}
    side.values["meetings:desk_take_back"] = {"code": hidden.code, "number": 1}
    side.values["meetings:minutes_pdf"] = {"code": past.code}
    for name in ("minutes", "write_minutes", "submit_minutes", "publish_minutes", "send_back", "settle"):
        side.values[f"meetings:desk_{name}"] = {"code": hidden.code, "position": 1}
    side.values["meetings"] = {"code": shown.code}
    side.values["meetings:desk_undo"] = {"code": soon.code, "arrival": came.attendance.pk}
    side.values["meetings:desk_present"] = {"code": soon.code}
    live = ("room", "room_join", "ask", "feedback", "desk_room", "desk_room_open", "desk_room_close")
    for name in (
        *live,
        "desk_room_ask",
        "desk_vote_new",
        "desk_projector",
        "desk_feedback",
        "desk_feedback_paper",
    ):
        side.values[f"meetings:{name}"] = {"code": soon.code}
    for name, number in (("support", 1), ("desk_question", 2), ("vote", 3), ("desk_vote", 3)):
        side.values[f"meetings:{name}"] = {"code": soon.code, "number": number}


def _open_room(meeting, side, staff, now) -> None:
    """A question that the room reads, one that waits, an open vote."""
    from tadafor.meetings import actions

    room = actions.open_room(meeting=meeting, actor=staff, now=now)
    shown = f"سؤال من القاعة {side.mark}"
    actions.write_question(meeting=meeting, body=shown, token="said", actor=staff, now=now)
    mine = {"meeting": meeting, "channel": "online", "now": now}
    voice = actions.join_room(said=room.code, secret="x" * 20, **mine)
    actions.ask_question(body=f"سؤال ينتظر {side.secret}", token="asked", voice=voice, **mine)
    options = [f"نعم {side.mark}", "لا"]
    title = f"تصويت {side.mark}"
    actions.open_vote(meeting=meeting, title=title, options=options, actor=staff, now=now)


def _within(now, *, hours):
    return {"starts_at": now + timedelta(hours=hours), "ends_at": now + timedelta(hours=hours + 2)}
