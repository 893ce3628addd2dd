"""What only a demonstration may do: end its vote at once, so that a newcomer goes through the close."""

from datetime import datetime, timedelta

from django.db import transaction

from tadafor.budgets import queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Edition, PhaseDays
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.cycle import Phase
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor


@transaction.atomic
def end_shown_vote(*, edition: Edition, actor: Actor, now: datetime) -> Edition:
    """Make yesterday the last day of a vote that is only shown (§ budgets-shown)."""
    edition = queries.locked(edition)
    today = day_of(now)
    refusal = cycle.refuse_early_end(
        queries.cycle_of(edition), is_demonstration=edition.is_demonstration, today=today
    )
    if refusal:
        raise Refused(refusal)
    days = PhaseDays.objects.filter(edition=edition, phase=Phase.VOTE.value)
    days.update(closes_on=today - timedelta(days=1))
    record(edition, actor, "end_shown_vote", now)
    return edition
