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
        due = price if side.worth is None else price * _wholes(side.worth)
        left = self.held(side) - due
        short = np.asarray(left < 0, dtype=bool)
        left[short] = 0
        self._keep(side, left)
        near = self.decimals[side.groups] - (paid if side.worth is None else paid * side.worth)
        near[(near < 0) | short] = 0.0
        self.decimals[side.groups] = near
        return short


def _wholes(numbers: Floats) -> Wholes:
    return numbers.astype(np.int64).astype(object)


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
    return Fraction(int((_wholes(side.voters) * purse.held(side)).sum()), purse.below)


def _buy(goods: Market, at: int, price: int, over: int, purse: _Purse) -> Bought:
    side = goods.sides[at]
    held, out = _held(side, purse), purse.held(side) == 0
    paid = Fraction(price, over * purse.below) / goods.unit
    short = purse.pay(side, price, over)
    out = np.asarray(out, dtype=bool)
    voters = side.voters
    return Bought(
        at,
        paid,
        int(voters[~short].sum()),
        int(voters[short & ~out].sum()),
        int(voters[short & out].sum()),
        held / goods.unit,
    )


def _cheapest(goods: Market, prices: dict[int, float], purse: _Purse) -> tuple[int, int, int] | None:
    """Return the project to buy with its exact price a unit, as ``(project, price, over)``."""
    while True:
        near = _near(goods, prices, purse.decimals)
        if not near:
            return None
        best: tuple[Fraction, tuple[Fraction | int, ...], int, int, int] | None = None
        for at in near:
            found = _price(goods.sides[at], goods.costs[at], purse)
            if found is None:
                del prices[at]
                continue
            # Money of fine decimals is more than a decimal number holds: the cost is whole here too.
            factor = goods.costs[at] if goods.sides[at].factor != 1 else 1
            ratio = Fraction(found[0], found[1]) / factor
            if best is None or (ratio, goods.ranks[at]) < best[:2]:
                best = (ratio, goods.ranks[at], at, *found)
        if best is not None:
            return best[2:]


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


def _price(side: Side, cost: int, purse: _Purse) -> tuple[int, int] | None:
    """Return the exact price of a unit over the purse's denominator, as ``price / over``; None: too dear."""
    held = purse.held(side)
    voters = _wholes(side.voters)
    paid = voters * held
    cost *= purse.below
    if int(paid.sum()) < cost:
        return None
    worth = None if side.worth is None else _wholes(side.worth)
    units = voters if worth is None else voters * worth
    price, over, poor_before = cost, int(units.sum()), -1
    while True:
        due = price if worth is None else price * worth
        poor = np.asarray(held * over < due, dtype=bool)
        count = int(np.count_nonzero(poor))
        if count in (0, poor_before):
            return price, over
        poor_before = count
        price = cost - int(paid[poor].sum())
        over = int(units[~poor].sum())
