"""What this room tells the people of an association, each in their language."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tadafor.associations.queries import AskedChange, Association, Mandate, representatives
from tadafor.notifications.actions import Message, Topic, notify


def _people(association: Association, now: datetime) -> set[int]:
    """Whoever asked, and who represents it."""
    asked = {association.requested_by_id} if association.requested_by_id else set()
    return representatives(association, now=now) | asked


def _tell(
    kind: str, association: Association, message: Message, *, people: set[int], key: str, now: datetime
) -> None:
    notify(
        people=people,
        territory_id=association.territory_id,
        kind=f"associations.{kind}",
        message=message,
        address=f"/{association.territory.slug}/associations/{association.code}/manage/",
        now=now,
        topic=Topic.ACCOUNT,
        key=f"{association.code} {key}",
    )


def confirmed(association: Association, *, now: datetime) -> None:
    """It is in the register."""
    facts = {"name": association.name, "until": association.until}
    message = Message(
        _("تأكد تسجيل «%(name)s»"),
        _("تظهر الآن في سجل الفاعلين، ويمكنكم العمل باسمها وتفويض غيركم إلى غاية %(until)s."),
        facts,
    )
    _tell("confirmed", association, message, people=_people(association, now), key=now.isoformat(), now=now)


def sent_back(association: Association, *, now: datetime) -> None:
    """Something is missing."""
    facts = {"name": association.name, "reason": association.returned_because}
    message = Message(_("طلب تسجيل «%(name)s» يحتاج إلى استكمال"), _("السبب: %(reason)s"), facts)
    _tell("sent_back", association, message, people=_people(association, now), key=now.isoformat(), now=now)


def renewed(association: Association, *, now: datetime) -> None:
    """It holds for another term."""
    facts = {"name": association.name, "until": association.until}
    message = Message(_("تجدد تأكيد «%(name)s»"), _("يبقى التأكيد ساريا إلى غاية %(until)s."), facts)
    _tell("renewed", association, message, people=_people(association, now), key=now.isoformat(), now=now)


def ended(association: Association, *, now: datetime) -> None:
    """It left the register."""
    facts = {"name": association.name, "reason": association.end_reason}
    message = Message(_("خرجت «%(name)s» من سجل الفاعلين"), _("انتهت كل التفويضات. السبب: %(reason)s"), facts)
    _tell("ended", association, message, people=_people(association, now), key=now.isoformat(), now=now)


def due(association: Association, *, now: datetime) -> None:
    """The confirmation ends soon."""
    facts = {"name": association.name, "until": association.until}
    message = Message(
        _("ينتهي تأكيد «%(name)s» قريبا"),
        _("آخر يوم هو %(until)s. اطلبوا التجديد وأرفقوا محضر آخر جمع عام."),
        facts,
    )
    _tell("due", association, message, people=_people(association, now), key=f"{association.until}", now=now)


def mandated(association: Association, mandate: Mandate, *, now: datetime) -> None:
    """Somebody may act for it from now on."""
    message = Message(
        _("لكم تفويض للعمل باسم «%(name)s»"),
        _("تجدون ما يشمله التفويض ومدته في صفحة الجمعية. يمكنكم التخلي عنه متى شئتم."),
        {"name": association.name},
    )
    _tell("mandated", association, message, people={mandate.person_id}, key=f"{mandate.pk}", now=now)


def taken_back(association: Association, mandate: Mandate, *, now: datetime) -> None:
    """Somebody may no longer."""
    message = Message(
        _("انتهى تفويضكم باسم «%(name)s»"),
        _("لم يعد بإمكانكم العمل باسمها ابتداء من الآن."),
        {"name": association.name},
    )
    _tell("taken_back", association, message, people={mandate.person_id}, key=f"{mandate.pk}", now=now)


def change_answered(association: Association, change: AskedChange, *, now: datetime) -> None:
    """The commune answered a change that was asked for."""
    facts = {"name": association.name, "reason": change.reason}
    if change.is_accepted:
        message = Message(_("قبلت الجماعة تغيير معطيات «%(name)s»"), _("يظهر الآن في سجل الفاعلين."), facts)
    else:
        message = Message(_("لم تقبل الجماعة تغيير معطيات «%(name)s»"), _("السبب: %(reason)s"), facts)
    _tell(
        "change_answered",
        association,
        message,
        people=_people(association, now),
        key=now.isoformat(),
        now=now,
    )


def corrected(association: Association, reason: str, *, now: datetime) -> None:
    """Staff corrected the entry."""
    facts = {"name": association.name, "reason": reason}
    message = Message(_("صححت الجماعة معطيات «%(name)s» في السجل"), _("السبب: %(reason)s"), facts)
    _tell("corrected", association, message, people=_people(association, now), key=now.isoformat(), now=now)
