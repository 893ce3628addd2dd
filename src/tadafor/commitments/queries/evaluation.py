"""The evaluation of a plan as it stands on a day: rates, what is late and why, the gender reading."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, Plan, Remark
from tadafor.commitments.queries.commitments import every
from tadafor.commitments.queries.plans import PlanRates, axes_of, rates_of
from tadafor.commitments.rules import Gender, Outcome, RemarkKind, Status


@dataclass(frozen=True)
class Corrected:
    """What people corrected, and what was answered."""

    received: int
    answered: int
    confirmed: int


@dataclass(frozen=True)
class Evaluation:
    """A plan on one day."""

    rates: PlanRates
    late: list[Commitment]  # delayed or past their day, the longest first
    cancelled: list[Commitment]
    gender: list[tuple[Gender, rules.Rates]]
    corrected: Corrected


def evaluation(plan: Plan, *, today: date) -> Evaluation:
    """Return the evaluation of a plan as it stands (§ commitments-15); four questions."""
    ones = every(plan)
    late = [
        one
        for one in ones
        if one.standing is Status.DELAYED or rules.lateness(one.dates, today=today) in rules.LATE
    ]
    return Evaluation(
        rates=rates_of(plan, axes_of(plan)),
        late=sorted(late, key=lambda one: (-rules.days_late(one.dates, today=today), one.number)),
        cancelled=[one for one in ones if one.standing is Status.CANCELLED],
        gender=[
            (mark, rules.rates(one.line for one in ones if one.gender == mark))
            for mark in Gender
            if any(one.gender == mark for one in ones)
        ],
        corrected=_corrected(plan),
    )


def _corrected(plan: Plan) -> Corrected:
    seen = Remark.objects.filter(
        commitment__plan=plan, kind=RemarkKind.CORRECTION, trace__visibility="visible"
    )
    found = seen.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        confirmed=Count("pk", filter=Q(outcome__in=[Outcome.CONFIRMED, Outcome.PARTLY])),
    )
    return Corrected(**found)
