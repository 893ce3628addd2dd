"""Codes by phone cost money: a daily budget per territory, with an alarm."""

from datetime import datetime
from typing import Any

from django.db.models import F

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.models import CodeDay
from tadafor.people.rules import Budget, CodeRefusal, is_alarming


def spend_phone_code(budget: Budget, now: datetime) -> bool:
    """Count one code of the day; return whether this one raises the alarm.

    Runs in the caller's transaction. The row is locked by its own update, so the count is exact.
    """
    # django-stubs does not know that a null may be looked up by equality here.
    place: Any = budget.territory_id
    day, _ = CodeDay.objects.get_or_create(territory_id=place, day=day_of(now))
    mine = CodeDay.objects.filter(pk=day.pk)
    if not mine.filter(sent__lt=budget.daily).update(sent=F("sent") + 1):
        raise Refused(CodeRefusal.BUDGET)
    day.refresh_from_db()
    if day.alarmed_at is not None or not is_alarming(day.sent, budget.daily):
        return False
    mine.update(alarmed_at=now)
    audit.record(
        actor=audit.HOUSE,
        territory_id=budget.territory_id,
        verb="people.spend_phone_code",
        subject=f"codes:{day.day.isoformat()}",
        now=now,
        content={"sent": day.sent, "daily": budget.daily},
    )
    return True
