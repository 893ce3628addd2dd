"""Named reads of the citizens' budget."""

from decimal import Decimal

from django.db.models import QuerySet

from tadafor.finances import rules
from tadafor.finances.models import AnnualBudget as AnnualBudget
from tadafor.finances.models import BudgetLine as BudgetLine
from tadafor.finances.queries.in_language import picture_in_language as picture_in_language
from tadafor.finances.queries.in_language import works as works
from tadafor.finances.queries.pictures import Picture as Picture
from tadafor.finances.rules import Side, Standing
from tadafor.kernel.asked import asked_once
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

KEEPERS = (RoleKind.DIRECTOR, RoleKind.FOCAL_POINT)
READERS = (*KEEPERS, RoleKind.PRESIDENT)


def keeps(actor: Actor, territory_id: int) -> bool:
    """Whether somebody brings and publishes the budgets of a territory."""
    return actor.has_role(territory_id, *KEEPERS)


def published() -> list[AnnualBudget]:
    """Return the years that everybody reads, the latest first."""
    return _published.all()


@asked_once
def _published() -> QuerySet[AnnualBudget]:
    return AnnualBudget.objects.filter(standing=Standing.PUBLISHED.value)


def published_in(year: int) -> AnnualBudget | None:
    """Return what everybody reads of a year."""
    return _published_in.first(year=year)


@asked_once
def _published_in(year: int) -> QuerySet[AnnualBudget]:
    return AnnualBudget.objects.filter(standing=Standing.PUBLISHED.value, year=year)


def versions() -> list[AnnualBudget]:
    """Return every version of the open territory, for its staff."""
    return list(AnnualBudget.objects.all())


def version_at(year: int, version: int) -> AnnualBudget | None:
    return AnnualBudget.objects.filter(year=year, version=version).first()


def locked(budget: AnnualBudget) -> AnnualBudget:
    """Return a version, held until the act is done."""
    return AnnualBudget.objects.select_for_update().get(pk=budget.pk)


def lines_of(budget: AnnualBudget) -> list[BudgetLine]:
    return _lines_of.all(budget=budget.pk)


@asked_once
def _lines_of(budget: int) -> QuerySet[BudgetLine]:
    return BudgetLine.objects.filter(budget_id=budget)


LARGEST = 5


def picture_of(budget: AnnualBudget) -> Picture:
    """Work out the picture of a budget, in three queries (§ finances-5)."""
    before = published_in(budget.year - 1)
    rows = lines_of(budget)
    now = [row.fact for row in rows]
    then = [row.fact for row in lines_of(before)] if before else None
    spent = [row for row in rows if row.side == Side.SPENDING]

    def by(side: Side, name: str) -> list[rules.Share]:
        told = None if then is None else [(getattr(x, name), x.amount) for x in then if x.side is side]
        keyed = [(getattr(x, name), x.amount) for x in now if x.side is side]
        return rules.shares(keyed, inhabitants=budget.inhabitants, before=told)

    def whole(side: Side) -> rules.Share:
        was: Decimal | None = None if then is None else rules.total(then, side)
        amount = rules.total(now, side)
        return rules.share(side, amount, amount, budget.inhabitants, was)

    return Picture(
        budget=budget,
        before=before,
        lines=rows,
        revenue=whole(Side.REVENUE),
        spending=whole(Side.SPENDING),
        origins=by(Side.REVENUE, "origin"),
        chapters=by(Side.SPENDING, "chapter"),
        parts=by(Side.SPENDING, "part"),
        largest=sorted(spent, key=lambda row: (-row.amount, row.position))[:LARGEST],
    )
