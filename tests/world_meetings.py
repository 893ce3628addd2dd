"""Meetings of one territory, for the tests that try to look; see ``tests.world``."""

from datetime import timedelta

from tadafor.kernel import clock
from tadafor.kernel.scopes import within


def furnish_meetings(side) -> None:
    """One to come, with somebody registered; one draft."""
    from tadafor.meetings import actions
    from tadafor.meetings.rules import Kind
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
    side.values["meetings"] = {"code": shown.code}
