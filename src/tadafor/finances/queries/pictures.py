"""A budget as everybody reads it."""

from dataclasses import dataclass

from tadafor.finances import rules
from tadafor.finances.models import AnnualBudget, BudgetLine


@dataclass(frozen=True)
class Picture:
    """A budget as everybody reads it: where money comes from, where it goes, beside the year before."""

    budget: AnnualBudget
    before: AnnualBudget | None
    lines: list[BudgetLine]
    revenue: rules.Share
    spending: rules.Share
    origins: list[rules.Share]
    chapters: list[rules.Share]
    parts: list[rules.Share]
    largest: list[BudgetLine]
