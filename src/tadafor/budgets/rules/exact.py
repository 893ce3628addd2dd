"""The same method in whole numbers: what the decimals found, proved, with every step to show.

All money is a whole number over one common denominator, so nothing is ever rounded. Decimals only say
which projects are near the least price; which of them is the least, what is paid and what is left are
decided by whole numbers.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadafor.budgets.rules.equal_shares import Floats, Market, Side

# Decimals of one price are right to about 1e-11 for the largest elections; beyond this they decide alone.
NEAR = 1e-9
Wholes = NDArray[Any]  # Python's own integers, as large as they must be


@dataclass(frozen=True)
class Bought:
    """One purchase.

    ``price`` is what a supporter paid for a unit of worth (for approvals: for the project), in the
    currency; ``paying`` supporters paid it in full, ``short`` gave all they had left, ``out`` had nothing
    left; ``held`` is what all of them held before.
    """

    project: int
    price: Fraction
    paying: int
    short: int
    out: int
    held: Fraction


@dataclass(frozen=True)
class Missed:
    """A project that could not be bought: what its supporters still held at the end."""

    project: int
    held: Fraction


@dataclass(frozen=True)
class Run:
    """One run with one share."""

    share: Fraction
    bought: tuple[Bought, ...]
    missed: tuple[Missed, ...]
    cost: Fraction

    @property
    def projects(self) -> list[int]:
        """What was bought, in order."""
        return [one.project for one in self.bought]


class _Purse:
    """What every group's voter holds: a whole number over ``below``, and nearly the same in decimals.

    ``below`` grows with each purchase. The number of a group is brought over it when it is asked for: most
    groups have nothing to do with most purchases.
    """

    def __init__(self, groups: int, share: Fraction) -> None:
        self.below = share.denominator
        self.decimals: Floats = np.full(groups, float(share))
        self._wholes: Wholes = np.full(groups, share.numerator, dtype=object)
        self._purchase = np.zeros(groups, dtype=np.intp)  # after which one each number was brought over
        self._factors: Wholes = np.ones(1, dtype=object)  # from after each purchase until now

    def held(self, side: Side) -> Wholes:
        """Return what each supporter holds, over ``below``."""
        before = self._purchase[side.groups]
        found: Wholes = self._wholes[side.groups]
        if len(before) and int(before.min()) < len(self._factors) - 1:
            found = found * self._factors[before]
            self._keep(side, found)
        return found

    def _keep(self, side: Side, held: Wholes) -> None:
        self._wholes[side.groups] = held
        self._purchase[side.groups] = len(self._factors) - 1

    def pay(self, side: Side, price: int, over: int) -> Wholes:
        """Take ``price / over / below`` a unit from the supporters; return who could not pay it in full."""
        common = gcd(price, over)
        price, over = price // common, over // common
        paid = price / (over * self.below)
        self.below *= over
        self._factors = np.append(self._factors * over, np.ones(1, dtype=object))
        due = price if side.whole_worth is None else price * side.whole_worth
        left = self.held(side) - due
        short = np.asarray(left < 0, dtype=bool)
        left[short] = 0
        self._keep(side, left)
        near = self.decimals[side.groups] - (paid if side.worth is None else paid * side.worth)
        near[(near < 0) | short] = 0.0
        self.decimals[side.groups] = near
        return short


def run(goods: Market, share: Fraction) -> Run:
    """Let every voter hold ``share`` (in the unit of the market), buy, and keep every step."""
    purse = _Purse(goods.groups, share)
    prices = {at: side.cost / side.units / side.factor for at, side in goods.sides.items()}
    bought: list[Bought] = []
    while (found := _cheapest(goods, prices, purse)) is not None:
        at, price, over = found
        bought.append(_buy(goods, at, price, over, purse))
        del prices[at]
    taken = {one.project for one in bought}
    missed = tuple(
        Missed(at, _held(side, purse) / goods.unit) for at, side in goods.sides.items() if at not in taken
    )
    return Run(share / goods.unit, tuple(bought), missed, goods.cost_of([*taken]) / goods.unit)


def _held(side: Side, purse: _Purse) -> Fraction:
    return Fraction(int((side.whole_voters * purse.held(side)).sum()), purse.below)


def _buy(goods: Market, at: int, price: int, over: int, purse: _Purse) -> Bought:
    side = goods.sides[at]
    had = purse.held(side)
    held = Fraction(int((side.whole_voters * had).sum()), purse.below)
    out = np.asarray(had == 0, dtype=bool)
    paid = Fraction(price, over * purse.below) / goods.unit
    short = purse.pay(side, price, over)
    every, less, none = (int(side.voters.dot(one)) for one in (np.ones(len(out)), short, short & out))
    return Bought(at, paid, every - less, less - none, none, held / goods.unit)


def _cheapest(goods: Market, prices: dict[int, float], purse: _Purse) -> tuple[int, int, int] | None:
    """Return the project to buy with its exact price a unit, as ``(project, price, over)``."""
    while True:
        near = _near(goods, prices, purse.decimals)
        if not near:
            return None
        exact: dict[int, tuple[int, int]] = {}
        for at in near:
            found = _price(goods.sides[at], goods.costs[at], purse, prices[at] * goods.sides[at].factor)
            if found is None:
                del prices[at]
            else:
                exact[at] = found
        if exact:
            at = next(iter(exact)) if len(exact) == 1 else _least(goods, exact)
            return at, *exact[at]


def _least(goods: Market, exact: dict[int, tuple[int, int]]) -> int:
    """Return the project with the least price for what it is worth; ties are settled as stated."""

    def order(at: int) -> tuple[Fraction, tuple[Fraction | int, ...]]:
        # Money of fine decimals is more than a decimal number holds: the cost is whole here too.
        factor = goods.costs[at] if goods.sides[at].factor != 1 else 1
        return Fraction(*exact[at]) / factor, goods.ranks[at]

    return min(exact, key=order)


def _near(goods: Market, prices: dict[int, float], money: Floats) -> list[int]:
    """Return every project whose price may be the least, by decimals."""
    best, seen = inf, []
    for at in sorted(prices, key=prices.__getitem__):
        if prices[at] > best * (1 + NEAR):
            break
        side = goods.sides[at]
        price = side.price(money, prices[at] * side.factor * (1 - NEAR), NEAR) / side.factor
        if price == inf:
            del prices[at]
            continue
        prices[at] = price
        best = min(best, price)
        seen.append(at)
    return [at for at in seen if prices[at] <= best * (1 + NEAR)]


def _price(side: Side, cost: int, purse: _Purse, about: float) -> tuple[int, int] | None:
    """Return the exact price of a unit over the purse's denominator, as ``price / over``; None: too dear.

    ``about``: the price by decimals. Who cannot pay it in full is a guess; where the exact price that
    follows from it finds the same supporters short, it is the price, for there is only one.
    """
    held, cost = purse.held(side), cost * purse.below
    voters, worth = side.whole_voters, side.whole_worth
    units = voters if worth is None else voters * worth
    near = purse.decimals[side.groups]
    poor = np.asarray(near < (about if side.worth is None else about * side.worth), dtype=bool)
    for _ in range(2):
        price = cost - int((voters[poor] * held[poor]).sum())
        over = int(side.units) - int(units[poor].sum())
        if over <= 0:
            break
        found = _short(held, price, over, worth)
        if bool((found == poor).all()):
            return price, over
        poor = found
    return _from_below(held, voters, units, worth, cost)


def _short(held: Wholes, price: int, over: int, worth: Wholes | None) -> NDArray[np.bool_]:
    return np.asarray(held * over < (price if worth is None else price * worth), dtype=bool)


def _from_below(
    held: Wholes, voters: Wholes, units: Wholes, worth: Wholes | None, cost: int
) -> tuple[int, int] | None:
    """Begin with a price that all pay, and raise it by what those who cannot leave to the others."""
    paid = voters * held
    if int(paid.sum()) < cost:
        return None
    price, over, poor_before = cost, int(units.sum()), -1
    while True:
        poor = _short(held, price, over, worth)
        count = int(np.count_nonzero(poor))
        if count in (0, poor_before):
            return price, over
        poor_before = count
        price = cost - int(paid[poor].sum())
        over = int(units[~poor].sum())
