"""The method of equal shares, in decimals: fast, and certified afterwards by ``exact``.

Every voter holds an equal share of the envelope. A project can be bought when its supporters hold its
cost together; they pay alike for each unit of what it is worth to them, or all they have left. Each
time the project with the least price is bought, until none can be (Peters, Pierczyński, Skowron,
"Proportional Participatory Budgeting with Additive Utilities", 2021).
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from math import inf, lcm

import numpy as np
from numpy.typing import NDArray

from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.settings import CountSettings, Utility

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
NEAR = 1e-12
KEPT = 20_000  # groups of ballots; with more, what they hold at each purchase is not kept


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

    def price(self, money: Floats, floor: float = 0.0, near: float = NEAR) -> float:
        """Return what a supporter pays for a unit of worth; infinity when all together hold too little.

        ``floor`` is a price that the real one is known not to be below: the search begins there.
        Sums are products of arrays: most are short, and a call of numpy costs more than its numbers.
        """
        held, worth = money.take(self.groups), self.worth
        all_held = self.voters * held
        price, before = self.cost / self.units, 0.0
        if floor > price:
            price, before = floor, -1.0
        while True:
            poor = (held < price if worth is None else held < price * worth).astype(np.float64)
            theirs = float(self.weights.dot(poor))
            if theirs == before:  # nobody, or nobody more
                return price
            if theirs == self.units:
                if float(all_held.sum()) < self.cost * (1 - near):
                    return inf
                # Together they hold the cost, to the last decimal.
                return float((held if worth is None else held / worth).max())
            before = theirs
            price = (self.cost - float(all_held.dot(poor))) / (self.units - theirs)

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
    named = _supporters(election)
    costs = {at: int(election.projects[at].cost * unit) for at in counted if at in named}
    sides = {at: _side(*named[at], costs[at], settings.utility) for at in costs}
    return Market(sides, len(election.ballots), election.voters, unit, costs, budget * unit, ranks)


def _supporters(election: Election) -> dict[int, tuple[Wholes, Wholes, Wholes]]:
    """Return who named each project: the groups of ballots, how many voters each, and their points."""
    ballots = election.ballots
    lengths = [len(one.choices) for one in ballots]
    many = sum(lengths)
    projects = np.fromiter(chain.from_iterable(one.choices for one in ballots), np.int64, many)
    points = np.fromiter(chain.from_iterable(one.points for one in ballots), np.int64, many)
    groups = np.repeat(np.arange(len(ballots)), lengths)
    voters = np.repeat(np.fromiter((one.weight for one in ballots), np.int64, len(ballots)), lengths)
    order = np.argsort(projects, kind="stable")
    order = order[points[order] > 0]
    if not len(order):
        return {}
    places, begins = np.unique(projects[order], return_index=True)
    parts = zip(*(np.split(one[order], begins[1:]) for one in (groups, voters, points)), strict=True)
    return dict(zip(places.tolist(), parts, strict=True))


def _side(groups: Wholes, voters: Wholes, points: Wholes, cost: int, utility: Utility) -> Side:
    many = voters.astype(np.float64)
    worth = None if bool((points == 1).all()) else points.astype(np.float64)
    weights = many if worth is None else many * worth
    # What costs nothing is worth nothing by its cost: its price is nothing all the same, and it goes first.
    factor = float(cost) if utility is Utility.COST and cost else 1.0
    return Side(groups.astype(np.intp), many, worth, weights, float(weights.sum()), float(cost), factor)


@dataclass(frozen=True)
class Run:
    """What one share buys, in order.

    ``paid``: what a supporter paid each time for a unit of worth. ``floors``: before each purchase, and at
    the end, for each project that could be bought, a price that its own was not below. ``held``: the money
    before each purchase, where it is not too much to keep.
    """

    bought: list[int]
    paid: list[float]
    floors: list[dict[int, float]]
    held: list[Floats] = field(default_factory=list)


def run(goods: Market, share: Fraction, above: Run | None = None) -> Run:
    """Let every voter hold ``share`` and return what is bought (§ count-equal-shares).

    ``above``: the run of a larger share. As long as this one buys the same, everybody holds less than there
    and no price is below its own there; a project that was too dear there is too dear here.
    """
    start = float(share)
    money, dust = np.full(goods.groups, start), NEAR * max(start, 1.0)
    # If nobody ran out of money: a floor under the real price, found without arrays.
    floors = {at: side.cost / side.units / side.factor for at, side in goods.sides.items()}
    done = Run([], [], [])
    while True:
        if goods.groups <= KEPT:
            done.held.append(money.copy())
        hint, place = None, len(done.bought)
        if above is not None:
            floors = dict(above.floors[place])
            hint = above.bought[place] if place < len(above.bought) else None
        at = _cheapest(goods, floors, money, hint)
        done.floors.append(dict(floors))
        if at is None:
            return done
        side, price = goods.sides[at], floors.pop(at)
        side.pay(money, price * side.factor, dust)
        done.bought.append(at)
        done.paid.append(price)
        if at != hint:
            above = None


def _cheapest(goods: Market, floors: dict[int, float], money: Floats, hint: int | None) -> int | None:
    """Prices only rise while money is spent: an old one is a floor, and most need no second look."""
    first = hint if hint in floors else min(floors, key=floors.__getitem__, default=None)
    if first is None:
        return None
    best = _look(goods, floors, money, first)
    found, top = {first: best}, best * (1 + NEAR)
    near = [at for at, floor in floors.items() if floor <= top and at != first]
    for at in sorted(near, key=floors.__getitem__):
        if floors[at] > best * (1 + NEAR):
            break
        found[at] = _look(goods, floors, money, at)
        best = min(best, found[at])
    equal = [at for at, price in found.items() if price <= best * (1 + NEAR)] if best < inf else []
    return min(equal, key=goods.ranks.__getitem__, default=None)


def _look(goods: Market, floors: dict[int, float], money: Floats, at: int) -> float:
    """Return the price of a project now, and keep it; one that is too dear stays so."""
    side, floor = goods.sides[at], floors[at]
    price = inf if floor == inf else side.price(money, floor * side.factor) / side.factor
    if price == inf:
        del floors[at]
    else:
        floors[at] = price
    return price


def alike(goods: Market, low: Run, high: Run) -> bool:
    """Whether every share between these two surely buys what they buy, in their order (§ count-rounds).

    While purchases are the same a larger share leaves everybody more and lowers every price. So a project
    whose price at the larger share is not below what is paid at the smaller one comes first nowhere between.
    """
    if low.bought != high.bought:
        return False
    ranks = goods.ranks
    for place, (at, paid) in enumerate(zip(low.bought, low.paid, strict=True)):
        top, bottom, floors = paid * (1 + NEAR), paid * (1 - NEAR), high.floors[place]
        for other, floor in floors.items():
            if floor > top or other == at:
                continue
            real = _sharpened(goods, high, place, other)
            if real < bottom or (real <= top and ranks[other] < ranks[at]):
                return False
    return True


def _sharpened(goods: Market, run: Run, place: int, at: int) -> float:
    """Return the price of a project before a purchase, instead of a floor under it, and keep it."""
    floors = run.floors[place]
    if place < len(run.held):
        side = goods.sides[at]
        floors[at] = side.price(run.held[place], floors[at] * side.factor) / side.factor
    return floors[at]
