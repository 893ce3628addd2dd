"""Meetings of one territory, for the tests that try to look; see ``tests.world``."""

from datetime import timedelta

from tadafor.kernel import clock
from tadafor.kernel.scopes import within


def furnish_meetings(side) -> None:
    """One to come, with somebody registered; one draft."""
    from tadafor.meetings import actions
    from tadafor.meetings.rules import Arrival, Kind
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
    side.values["meetings"] = {"code": shown.code}
    side.values["meetings:desk_undo"] = {"code": soon.code, "arrival": came.attendance.pk}
    side.values["meetings:desk_present"] = {"code": soon.code}


def _within(now, *, hours):
    return {"starts_at": now + timedelta(hours=hours), "ends_at": now + timedelta(hours=hours + 2)}
