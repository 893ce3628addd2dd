"""Telling those who follow an edition where it stands."""

from datetime import datetime

from django.db import transaction

from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import PhaseDays
from tadafor.budgets.rules.cycle import Phase
from tadafor.kernel.clock import day_of
from tadafor.people.actor import VISITOR


@transaction.atomic
def tell_phase(*, days: PhaseDays, now: datetime) -> bool:
    """Tell those who follow that a phase began, once; return whether they were told now (§ budgets-told)."""
    edition = queries.locked(days.edition)
    days = PhaseDays.objects.get(pk=days.pk)
    if days.is_told or queries.phase_of(edition, today=day_of(now)) is not Phase(days.phase):
        return False
    days.is_told = True
    days.save(update_fields=["is_told"])
    notices.began(edition, days, now=now)
    record(edition, VISITOR, "tell_phase", now, phase=days.phase)
    return True
