"""The method of equal shares, in decimals: fast, and certified afterwards by ``exact``.

Every voter holds an equal share of the envelope. A project can be bought when its supporters hold its
cost together; they pay alike for each unit of what it is worth to them, or all they have left. Each
time the project with the least price is bought, until none can be (Peters, Pierczyński, Skowron,
"Proportional Participatory Budgeting with Additive Utilities", 2021).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm

import numpy as np
from numpy.typing import NDArray

from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.settings import CountSettings, Utility

Floats = NDArray[np.float64]
NEAR = 1e-12


@dataclass(frozen=True)
class Side:
    """The supporters of one project: their groups of ballots, how many voters each, its worth to them."""

    groups: NDArray[np.intp]
    voters: Floats
    worth: Floats | None  # None: one unit for everybody
    weights: Floats  # what the voters of a group pay together for a price of one
    units: float
    cost: float
    factor: float

    def price(self, money: Floats, near: float = NEAR) -> float:
        """Return what a supporter pays for a unit of worth; infinity when all together hold too little.

        Sums are products of arrays: most are short, and a call of numpy costs more than its numbers.
        """
        held, voters, worth = money.take(self.groups), self.voters, self.worth
        if voters.dot(held) < self.cost * (1 - near):
            return inf
        left, units, before = self.cost, self.units, 0.0
        while True:
            price = left / units
            poor = (held < price if worth is None else held < price * worth).astype(np.float64)
            theirs = float(self.weights.dot(poor))
            if theirs == before:  # nobody, or nobody more
                return price
            if theirs == self.units:  # together they hold the cost, to the last decimal
                return float((held if worth is None else held / worth).max())
            before = theirs
            left, units = self.cost - float(voters.dot(held * poor)), self.units - theirs

    def pay(self, money: Floats, price: float, dust: float) -> None:
        """Take the price from the supporters' money."""
        due = price if self.worth is None else price * self.worth
        left = money.take(self.groups) - due
        left[left < dust] = 0.0
        money[self.groups] = left


@dataclass(frozen=True)
class Market:
    """An election made ready for many runs. Money is counted in ``1 / unit`` of the currency."""

    sides: dict[int, Side]
    groups: int
    voters: int
    unit: int
    costs: dict[int, int]
    budget: Fraction
    ranks: tuple[tuple[Fraction | int, ...], ...]

    def cost_of(self, projects: list[int]) -> Fraction:
        """Return what these projects cost together, in the unit of money of the market."""
        return Fraction(sum(self.costs[at] for at in projects))


def market(
    election: Election,
    settings: CountSettings,
    counted: list[int],
    budget: Fraction,
    ranks: tuple[tuple[Fraction | int, ...], ...],
) -> Market:
    """Make the ``counted`` projects and the ballots ready; those without supporters stay outside."""
    unit = lcm(*(election.projects[at].cost.denominator for at in counted), budget.denominator)
    named: dict[int, list[tuple[int, int, int]]] = {at: [] for at in counted}
    for group, ballot in enumerate(election.ballots):
        for at, points in zip(ballot.choices, ballot.points, strict=True):
            if points > 0 and at in named:
                named[at].append((group, ballot.weight, points))
    costs = {at: int(election.projects[at].cost * unit) for at in counted if named[at]}
    sides = {at: _side(named[at], costs[at], settings.utility) for at in costs}
    return Market(sides, len(election.ballots), election.voters, unit, costs, budget * unit, ranks)


def _side(named: list[tuple[int, int, int]], cost: int, utility: Utility) -> Side:
    rows = np.array(named, dtype=np.int64)
    voters = rows[:, 1].astype(np.float64)
    points = rows[:, 2]
    worth = None if bool((points == 1).all()) else points.astype(np.float64)
    weights = voters if worth is None else voters * worth
    factor = float(cost) if utility is Utility.COST else 1.0
    groups = rows[:, 0].astype(np.intp)
    return Side(groups, voters, worth, weights, float(weights.sum()), float(cost), factor)


def run(goods: Market, share: Fraction) -> list[int]:
    """Let every voter hold ``share`` and return what is bought, in order (§ count-equal-shares)."""
    start = float(share)
    money = np.full(goods.groups, start)
    # If nobody ran out of money: a floor under the real price, found without arrays.
    prices = {at: side.cost / side.units / side.factor for at, side in goods.sides.items()}
    bought: list[int] = []
    while prices:
        at = _cheapest(goods, prices, money)
        if at is None:
            break
        side = goods.sides[at]
        side.pay(money, prices.pop(at) * side.factor, NEAR * max(start, 1.0))
        bought.append(at)
    return bought


def _cheapest(goods: Market, prices: dict[int, float], money: Floats) -> int | None:
    """Prices only rise while money is spent: an old one is a floor, and most need no second look."""
    best, equal = inf, []
    for at in sorted(prices, key=prices.__getitem__):
        if prices[at] > best * (1 + NEAR):
            break
        side = goods.sides[at]
        price = side.price(money) / side.factor
        if price == inf:
            del prices[at]
            continue
        prices[at] = price
        if price < best * (1 - NEAR):
            best, equal = price, [at]
        elif price <= best * (1 + NEAR):
            best = min(best, price)
            equal.append(at)
    return min(equal, key=lambda at: goods.ranks[at], default=None)
