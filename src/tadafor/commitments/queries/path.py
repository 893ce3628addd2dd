"""Named reads of how a plan came to be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from tadafor.commitments import rules
from tadafor.commitments.models import (
    Assessment,
    CommunicationLine,
    FundingLine,
    Plan,
    PlanMember,
    PlanStep,
    ResourceLine,
)
from tadafor.commitments.rules import Section, StepKind


def path_of(plan: Plan) -> list[PlanStep]:
    """Return the steps that were taken, in the order of the days."""
    return list(PlanStep.objects.filter(plan=plan).select_related("origin").defer("origin__text"))


def taken(plan: Plan) -> dict[tuple[StepKind, int], date]:
    """Return the day of each step that was taken."""
    rows = PlanStep.objects.filter(plan=plan).values_list("step", "year", "on")
    return {(StepKind(step), year): on for step, year, on in rows}


def held_by(plan: Plan) -> rules.Held:
    """Return what a plan holds that steps need."""
    return rules.Held(
        estimated_years=frozenset(ResourceLine.objects.filter(plan=plan).values_list("year", flat=True)),
        seats=PlanMember.objects.filter(plan=plan).count(),
        messages=CommunicationLine.objects.filter(plan=plan).count(),
        sections_left=len(Section) - Assessment.objects.filter(plan=plan).count(),
    )


@dataclass(frozen=True)
class Estimated:
    """One of the first three years: what each source brings, and what the commitments plan to spend."""

    year: int
    lines: list[ResourceLine]
    planned: Decimal

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.lines), Decimal(0))

    @property
    def missing(self) -> Decimal:
        """What is planned and that no source brings."""
        return max(self.planned - self.total, Decimal(0))


def estimate_of(plan: Plan) -> list[Estimated]:
    """Return the estimate of the first three years beside what the commitments plan (§ commitments-17)."""
    if plan.sort is not rules.PlanKind.ACTION_PROGRAMME:
        return []
    lines = list(ResourceLine.objects.filter(plan=plan))
    years = rules.estimated_years(plan.starts_on)
    spent = FundingLine.objects.filter(commitment__plan=plan, year__in=list(years)).exclude(
        commitment__status=rules.Status.CANCELLED
    )
    planned = dict(spent.order_by().values_list("year").annotate(Sum("planned")))
    return [
        Estimated(year, [one for one in lines if one.year == year], planned.get(year) or Decimal(0))
        for year in years
    ]


def assessments_of(plan: Plan) -> dict[Section, Assessment]:
    """Return the answers of a self-assessment, by section."""
    return {Section(one.section): one for one in Assessment.objects.filter(plan=plan)}


def messages_of(plan: Plan) -> list[CommunicationLine]:
    """Return the lines of a communication plan."""
    return list(CommunicationLine.objects.filter(plan=plan))


def message_at(plan: Plan, position: int) -> CommunicationLine | None:
    found = CommunicationLine.objects.filter(plan=plan, position=position)
    return found.select_related("plan").first()
