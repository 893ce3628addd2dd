"""The method of equal shares, in decimals: fast, and certified afterwards by ``exact``.

Every voter holds an equal share of the envelope. A project can be bought when its supporters hold its
cost together; they pay alike for each unit of what it is worth to them, or all they have left. Each
time the project with the least price is bought, until none can be (Peters, Pierczyński, Skowron,
"Proportional Participatory Budgeting with Additive Utilities", 2021).
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import inf, lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.settings import CountSettings, Utility

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
NEAR = 1e-12
SURE = 1e-9
FAR = float(np.finfo(np.float64).max)  # the largest price that is one
EVERYWHERE = range(2**40)
KEPT = 10_000  # groups of ballots; with more, what they hold at each purchase is not kept


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

    @cached_property
    def whole_voters(self) -> NDArray[Any]:
        """How many voters each group has, as Python's own integers."""
        return self.voters.astype(np.int64).astype(object)

    @cached_property
    def whole_worth(self) -> NDArray[Any] | None:
        """What the project is worth to each group, as Python's own integers."""
        return None if self.worth is None else self.worth.astype(np.int64).astype(object)

    def price(self, money: Floats, floor: float = 0.0, near: float = NEAR) -> float:
        """Return what a supporter pays for a unit of worth; infinity when all together hold too little."""
        return self.asked(money.take(self.groups), floor, near)

    def asked(self, held: Floats, floor: float = 0.0, near: float = NEAR, enough: float = inf) -> float:
        """Return the price for supporters who hold so much.

        ``floor`` is a price that the real one is known not to be below: the search begins there, and comes
        nearer from below. Beyond ``enough`` it may stop at another such floor.
        Sums are products of arrays: most are short, and a call of numpy costs more than its numbers.
        """
        worth, weights, units, cost = self.worth, self.weights, self.units, self.cost
        all_held = self.voters * held
        price, before = cost / units, 0.0
        if floor > price:
            price, before = floor, -1.0
        while True:
            poor = (held < price if worth is None else held < price * worth).astype(np.float64)
            theirs = float(weights.dot(poor))
            if theirs <= before:  # nobody, or nobody more; fewer only by the last decimal
                return price
            if theirs == units:
                if float(all_held.sum()) < cost * (1 - near):
                    return inf
                # Together they hold the cost, to the last decimal.
                return float((held if worth is None else held / worth).max())
            before = theirs
            price = (cost - float(all_held.dot(poor))) / (units - theirs)
            if price > enough:
                return price

    def held(self, money: Floats) -> float:
        """Return what all supporters hold together."""
        return float(self.voters.dot(money.take(self.groups)))

    def pay(self, money: Floats, held: Floats, price: float, dust: float) -> None:
        """Take the price from the money of the supporters, who held so much."""
        left = held - (price if self.worth is None else price * self.worth)
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
    floors: Floats  # if nobody ran out of money: a floor under each price, found without arrays

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
    floors = np.full(len(election.projects), inf)
    for at, side in sides.items():
        floors[at] = side.cost / side.units / side.factor
    return Market(sides, len(election.ballots), election.voters, unit, costs, budget * unit, ranks, floors)


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

    ``paid``: what a supporter paid each time for a unit of worth. ``floors``: a row before each purchase, and
    one at the end, with a price for each project that its own was not below (infinity: bought, or too dear).
    ``held``: the money at the same moments, where what is bought was in doubt and it is not too much to keep.
    """

    bought: list[int]
    paid: list[float]
    floors: Floats
    held: list[Floats | None]


def run(
    goods: Market, share: Fraction, above: Run | None = None, doubtful: Container[int] = EVERYWHERE
) -> Run:
    """Let every voter hold ``share`` and return what is bought (§ count-equal-shares).

    ``above``: the run of a larger share. As long as this one buys the same, everybody holds less than there
    and no price is below its own there; a project that was too dear there is too dear here. As long as it
    does, only the purchases ``doubtful`` may differ.
    """
    start = float(share)
    money, dust = np.full(goods.groups, start), NEAR * max(start, 1.0)
    table = np.empty((len(goods.sides) + 1, len(goods.floors)))
    table[0] = goods.floors
    if above is not None:
        table[: len(above.bought) + 1] = above.floors[: len(above.bought) + 1]
    done = Run([], [], table, [])
    for place, floors in enumerate(table):
        hint = above.bought[place] if above is not None and place < len(above.bought) else None
        known = hint is not None and place not in doubtful
        done.held.append(None if known or goods.groups > KEPT else money.copy())
        found = None
        if hint is not None and known:
            found = _asking(goods, floors, money, hint)
        found = found or _cheapest(goods, floors, money, hint)
        if found is None:
            break
        at, held = found
        side, price = goods.sides[at], float(floors[at])
        side.pay(money, held, price * side.factor, dust)
        done.bought.append(at)
        done.paid.append(price)
        if at != hint:
            above = None
        if above is None and place + 1 < len(table):
            table[place + 1] = floors
            table[place + 1, at] = inf
    return done


def _asking(goods: Market, floors: Floats, money: Floats, at: int) -> tuple[int, Floats] | None:
    """Return a project with what its supporters hold, and keep its price; None if it cannot be bought."""
    held = money.take(goods.sides[at].groups)
    return None if _look(goods, floors, held, at) == inf else (at, held)


def _cheapest(goods: Market, floors: Floats, money: Floats, hint: int | None) -> tuple[int, Floats] | None:
    """Return what is bought and what its supporters hold.

    Prices only rise while money is spent: an old one is a floor, and most need no second look.
    """
    first = int(floors.argmin()) if hint is None or floors[hint] == inf else hint
    if floors[first] == inf:
        return None
    held = money.take(goods.sides[first].groups)
    best = _look(goods, floors, held, first)
    (near,) = (floors <= min(best * (1 + NEAR), FAR)).nonzero()
    others = [at for at in near.tolist() if at != first]
    if not others:
        return None if best == inf else (first, held)
    found = {first: (best, held)}
    for at in sorted(others, key=floors.__getitem__):
        if floors[at] > best * (1 + NEAR):
            break
        held = money.take(goods.sides[at].groups)
        price = _look(goods, floors, held, at, best * (1 + NEAR))
        found[at] = price, held
        best = min(best, price)
    equal = [at for at, (price, _) in found.items() if price <= best * (1 + NEAR)] if best < inf else []
    chosen = min(equal, key=goods.ranks.__getitem__, default=None)
    return None if chosen is None else (chosen, found[chosen][1])


def _look(goods: Market, floors: Floats, held: Floats, at: int, enough: float = inf) -> float:
    """Return the price of a project now, or a floor under it beyond ``enough``, and keep it."""
    side = goods.sides[at]
    price = side.asked(held, float(floors[at]) * side.factor, enough=enough * side.factor) / side.factor
    floors[at] = price
    return price


# ---- between two shares


def doubts(goods: Market, low: Run, high: Run) -> Sequence[int]:
    """Return the purchases that may differ between these two shares, the first first (§ count-rounds).

    While purchases are the same a larger share leaves everybody more and lowers every price. So a project
    whose price at the larger share is not below what is paid at the smaller one comes first nowhere between.
    """
    pairs = enumerate(zip(low.bought, high.bought, strict=False))
    shortest = min(len(low.bought), len(high.bought))
    alike = next((place for place, (one, other) in pairs if one != other), shortest)
    paid, ranks = np.array(low.paid[:alike]), goods.ranks
    near = high.floors[:alike] <= (paid * (1 + NEAR))[:, None]
    near[np.arange(alike), low.bought[:alike]] = False
    found: list[int] = []
    for place, other in zip(*(one.tolist() for one in near.nonzero()), strict=True):
        if found[-1:] == [place]:
            continue
        asked = low.paid[place]
        real = _sharpened(goods, high, place, other, asked * (1 + NEAR))
        tied = real <= asked * (1 + NEAR) and ranks[other] < ranks[low.bought[place]]
        if real < asked * (1 - NEAR) or tied:
            found.append(place)
    if alike < max(len(low.bought), len(high.bought)):
        found.extend(range(alike, len(goods.sides) + 1))
    return found


def _sharpened(goods: Market, run: Run, place: int, at: int, enough: float) -> float:
    """Return the price of a project before a purchase, where a floor under it is not ``enough``."""
    held = run.held[place] if place < len(run.held) else None
    if held is not None:
        return _look(goods, run.floors[place], held.take(goods.sides[at].groups), at, enough)
    return float(run.floors[place, at])


def at_most(goods: Market, run: Run, place: int) -> tuple[int, list[int]] | None:
    """Bound what any share up to that of ``run`` spends that makes the same first ``place`` purchases.

    Nobody holds more there than here. So beyond those purchases it buys none of the projects whose
    supporters hold too little here. Returns what all others cost, and the ones too dear; None where it is
    not known, or where it is more than the envelope.
    """
    held = run.held[place] if place < len(run.held) else None
    if held is None:
        return None
    floors, bought = run.floors[place].tolist(), set(run.bought)
    spent, dear = sum(goods.costs[at] for at in bought), []
    for at in sorted(goods.sides.keys() - bought, key=floors.__getitem__):
        if floors[at] == inf or goods.sides[at].held(held) < goods.costs[at] * (1 - SURE):
            dear.append(at)
        else:
            spent += goods.costs[at]
        if spent > goods.budget:
            break
    return (spent, dear) if spent <= goods.budget else None


def crossing(goods: Market, low: Run, high: Run, place: int) -> float:
    """Guess how far between two shares a purchase begins to differ, from 0 to 1, as if all went straight."""
    if place >= min(len(low.held), len(high.held), len(high.bought)):
        return 0.5
    less, more = low.held[place], high.held[place]
    if less is None or more is None:
        return 0.5
    at, side = high.bought[place], goods.sides[high.bought[place]]
    begun, ended = side.cost - side.held(less), side.cost - side.held(more)
    if begun <= 0 and place < len(low.bought) and low.bought[place] != at:
        other = goods.sides[low.bought[place]]
        begun = side.price(less) / side.factor - low.paid[place]
        ended = high.paid[place] - other.price(more) / other.factor
    return begun / (begun - ended) if begun > 0 >= ended else 0.5
