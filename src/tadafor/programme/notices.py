"""What programmes tell people, each in their language."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tadafor.kernel.clock import day_of
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.programme import queries, rules
from tadafor.programme.queries import Activity

_DECIDING = (rules.Charge.OFFICER, rules.Charge.COORDINATOR)


def _address(one: Activity) -> str:
    return f"/programme/{one.programme.slug}/team/activities/{one.number}/"


def waiting(one: Activity, *, now: datetime, but: int | None) -> None:
    """Tell those who may approve that figures wait for them, except who entered them."""
    roles = queries.charged(one.programme, day_of(now), _DECIDING)
    notify(
        people={role.person_id for role in roles if role.region_id in {None, one.region_id}} - {but},
        territory_id=None,
        kind="programme.waiting",
        message=Message(
            _("أرقام تنتظر مصادقتكم: %(title)s"),
            _("أُدخلت أرقام هذا النشاط مع إثباتها. لا تُحتسب قبل أن يصادق عليها شخص ثان."),
            {"title": one.title_ar},
        ),
        address=_address(one),
        now=now,
        topic=Topic.DUTY,
        key=f"activity {one.pk} {one.revision}",
    )


def decided(one: Activity, *, now: datetime) -> None:
    """Tell who entered figures that they count, or what is to be mended."""
    if one.entered_by_id is None:
        return
    approved = one.standing is rules.State.APPROVED
    body = _("صودق عليها، وهي محتسبة الآن.") if approved else _("أُعيدت إليكم للتصحيح: %(reason)s")
    notify(
        people=[one.entered_by_id],
        territory_id=None,
        kind="programme.decided",
        message=Message(
            _("أرقام النشاط: %(title)s"), body, {"title": one.title_ar, "reason": one.returned_because}
        ),
        address=_address(one),
        now=now,
        topic=Topic.DUTY,
        key=f"activity {one.pk} {one.revision} {one.state}",
    )
