"""What moderation shows of itself to everyone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.moderation import rules
from tadafor.moderation.models import Appeal, Case, Report
from tadafor.moderation.queries.appeals import WaitingAppeal, pending_appeals
from tadafor.moderation.queries.cases import Waiting, days_off, is_moderator, open_cases, waiting
from tadafor.moderation.rules import Decision, Outcome, Reason
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Twelve months of moderation, and what waits today."""

    since: date
    waiting: int
    late: int
    reports: int
    decisions: dict[Decision, int]
    reasons: dict[Reason, int]
    in_time: int
    median: int | None
    appeals_waiting: int
    appeals_late: int
    outcomes: dict[Outcome, int]
    appeals_in_time: int

    @property
    def ruled(self) -> int:
        """How many cases were closed."""
        return sum(self.decisions.values())

    @property
    def decided(self) -> int:
        """How many appeals were decided."""
        return sum(self.outcomes.values())


def figures(*, territory_id: int, today: date) -> Figures:
    """Count what moderation did in twelve months (§ moderation-late)."""
    since = today - YEAR
    cases = list(Case.objects.filter(closed_at__gte=start_of(since)).select_related("ruling"))
    waiting_cases = list(open_cases())
    appeals = list(Appeal.objects.filter(decided_at__gte=start_of(since)))
    waiting_appeals = list(Appeal.objects.filter(decided_at=None))
    began = [case.opened_at for case in (*cases, *waiting_cases)]
    off = days_off(territory_id, began + [appeal.at for appeal in (*appeals, *waiting_appeals)])
    lengths = [(day_of(case.closed_at) - day_of(case.opened_at)).days for case in cases if case.closed_at]
    return Figures(
        since=since,
        waiting=len(waiting_cases),
        late=sum(_ruled_late(case, off, today) for case in waiting_cases),
        reports=Report.objects.filter(at__gte=start_of(since)).count(),
        decisions=dict(Counter(Decision(case.ruling.decision) for case in cases)),
        reasons=dict(Counter(Reason(case.ruling.reason) for case in cases if case.ruling.reason)),
        in_time=sum(not _ruled_late(case, off, today) for case in cases),
        median=rules.median_days(lengths),
        appeals_waiting=len(waiting_appeals),
        appeals_late=sum(_decided_late(appeal, off, today) for appeal in waiting_appeals),
        outcomes=dict(Counter(Outcome(appeal.outcome) for appeal in appeals)),
        appeals_in_time=sum(not _decided_late(appeal, off, today) for appeal in appeals),
    )


def _ruled_late(case: Case, off: frozenset[date], today: date) -> bool:
    due_on = rules.ruling_due_on(opened_on=day_of(case.opened_at), off=off)
    return rules.is_late(due_on=due_on, ended_on=_day(case.closed_at), today=today)


def _decided_late(appeal: Appeal, off: frozenset[date], today: date) -> bool:
    due_on = rules.appeal_due_on(appealed_on=day_of(appeal.at), off=off)
    return rules.is_late(due_on=due_on, ended_on=_day(appeal.decided_at), today=today)


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Say to the desk what awaits a moderator, and who decides appeals."""
    today = day_of(now)
    tasks = []
    if is_moderator(actor, territory_id):
        cases = waiting(open_cases(), territory_id=territory_id, today=today)
        tasks += [_task(_("نصوص تنتظر قرار الإشراف"), "queue", cases[0].case, cases)] if cases else []
    if actor.has_role(territory_id, RoleKind.APPEAL):
        appeals = pending_appeals(territory_id=territory_id, today=today)
        first = appeals[0].appeal.ruling.case if appeals else None
        tasks += [_task(_("تظلمات تنتظر البت"), "appeals", first, appeals)] if first else []
    return tasks


def _task(title: str, page: str, case: Case, heap: Sequence[Waiting | WaitingAppeal]) -> Task:
    return Task(
        room="moderation",
        title=title,
        address=reverse(f"moderation:{page}", kwargs={"territory": case.territory.slug}),
        count=len(heap),
        late=sum(one.is_late for one in heap),
        due=start_of(min(one.due_on for one in heap) + timedelta(days=1)),
        icon="shield-check",
    )
