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
            side.territory, staff, now=now, title=f"لقاء سابق {side.mark}", **told | _within(now, hours=-9)
        )
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
        actions.submit_minutes(meeting=past, actor=staff, now=now)
        actions.publish_minutes(meeting=past, actor=making.staff_actor(side.territory), now=now)
    for name in ("cards", "card"):
        side.values[f"meetings:{name}"] = {"code": past.code, "number": 1}
    side.values["meetings:desk_take_back"] = {"code": hidden.code, "number": 1}
    side.values["meetings:minutes_pdf"] = {"code": past.code}
    for name in ("minutes", "write_minutes", "submit_minutes", "publish_minutes", "send_back", "settle"):
        side.values[f"meetings:desk_{name}"] = {"code": hidden.code, "position": 1}
    side.values["meetings"] = {"code": shown.code}
    side.values["meetings:desk_undo"] = {"code": soon.code, "arrival": came.attendance.pk}
    side.values["meetings:desk_present"] = {"code": soon.code}


def _within(now, *, hours):
    return {"starts_at": now + timedelta(hours=hours), "ends_at": now + timedelta(hours=hours + 2)}
