"""Codes by phone cost money: a daily budget per territory, with an alarm."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.people.models import CodeDay
from tadafor.people.rules import Budget, is_alarming


@dataclass(frozen=True)
class Spent:
    """How many of the codes that were wanted may leave; whether they raise the alarm of the day."""

    granted: int
    alarm: bool


def spend_phone_codes(budget: Budget, wanted: int, now: datetime) -> Spent:
    """Count codes of the day, as many of those ``wanted`` as the budget allows.

    Runs in the caller's transaction. The row of the day is locked, so the count is exact.
    """
    # django-stubs does not know that a null may be looked up by equality here.
    place: Any = budget.territory_id
    CodeDay.objects.get_or_create(territory_id=place, day=day_of(now))
    day = CodeDay.objects.select_for_update().get(territory_id=place, day=day_of(now))
    granted = max(0, min(wanted, budget.daily - day.sent))
    if not granted:
        return Spent(0, alarm=False)
    day.sent += granted
    alarm = day.alarmed_at is None and is_alarming(day.sent, budget.daily)
    if alarm:
        day.alarmed_at = now
        _told(budget, day, now)
    day.save(update_fields=["sent", "alarmed_at"])
    return Spent(granted, alarm)


def _told(budget: Budget, day: CodeDay, now: datetime) -> None:
    audit.record(
        actor=audit.HOUSE,
        territory_id=budget.territory_id,
        verb="people.spend_phone_codes",
        subject=f"codes:{day.day.isoformat()}",
        now=now,
        content={"sent": day.sent, "daily": budget.daily},
    )
