"""Which shares a count tries, one after the other, and which of them it may pass over."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from tadafor.budgets.rules import equal_shares
from tadafor.budgets.rules.equal_shares import Market, Run
from tadafor.budgets.rules.settings import CountSettings

Buy = Callable[[Market, Fraction], list[int]]
# What the shares that follow buy, as (how many rounds later, what): the next one, or some passed over.
Ahead = Callable[[Market, Fraction, Fraction], Iterator[tuple[int, list[int]]]]
WORTH_A_LEAP = 8  # rounds; fewer are as soon made
WIDEST = 2**40  # rounds


def bought(goods: Market, share: Fraction) -> list[int]:
    """Return what ``share`` buys, by decimals."""
    return equal_shares.run(goods, share).bought


def halving(goods: Market, share: Fraction, step: Fraction) -> Iterator[tuple[int, list[int]]]:
    """Look at a round farther ahead, then between, until all that lies between is surely alike."""
    low, wide = equal_shares.run(goods, share), 1
    while True:
        high = equal_shares.run(goods, share + wide * step)
        yield from _between(goods, share, step, wide, (low, high))
        share, low, wide = share + wide * step, high, min(2 * wide, WIDEST)


def _between(
    goods: Market, share: Fraction, step: Fraction, wide: int, ends: tuple[Run, Run]
) -> Iterator[tuple[int, list[int]]]:
    low, high = ends
    if wide == 1 or equal_shares.alike(goods, low, high):
        yield wide, high.bought
        return
    half = wide // 2
    middle = equal_shares.run(goods, share + half * step, high)
    yield from _between(goods, share, step, half, (low, middle))
    yield from _between(goods, share + half * step, step, half, (middle, high))


def one_by_one(buy: Buy) -> Ahead:
    """Make every round, each by itself."""

    def ahead(goods: Market, share: Fraction, step: Fraction) -> Iterator[tuple[int, list[int]]]:
        while True:
            share += step
            yield 1, buy(goods, share)

    return ahead


def rounds(  # noqa: PLR0917 -- where to begin, how to go, by which means
    goods: Market, settings: CountSettings, share: Fraction, step: Fraction, buy: Buy, ahead: Ahead
) -> tuple[Fraction, int, bool]:
    """Let shares grow until the next one would overspend (§ count-rounds).

    Returns the share, how many were tried, and whether the rounds ended for another reason.
    """
    bought, tried = buy(goods, share), 1
    reaches, following = _reaches(goods), ahead(goods, share, step)
    while True:
        if len(bought) == len(goods.sides):
            return share, tried, True
        left, has = goods.budget - goods.cost_of(bought), set(bought)
        missing = [at for at in reaches if at not in has]
        if settings.stop_when_exhaustive and all(goods.costs[at] > left for at in missing):
            return share, tried, True
        leap = _leap(reaches[missing[0]], share, step)
        if leap >= WORTH_A_LEAP:
            share, tried = share + leap * step, tried + leap
            bought, following = buy(goods, share), ahead(goods, share, step)
            continue
        passed, then = next(following)
        tried += passed
        if goods.cost_of(then) > goods.budget:
            return share, tried, False
        share, bought = share + passed * step, then


def _reaches(goods: Market) -> dict[int, Fraction]:
    """Return the share at which the supporters of each project hold its cost, the least first."""
    found = {at: Fraction(goods.costs[at]) / int(side.voters.sum()) for at, side in goods.sides.items()}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def _leap(reach: Fraction, share: Fraction, step: Fraction) -> int:
    """Return how many rounds may be passed over because no missing project can be paid in them.

    A project cannot be bought before its supporters, all of them and with nothing spent, hold its cost;
    until the first of them can (at the share ``reach``), what is bought stays within what is bought now, and
    is paid.
    """
    if reach <= share + step:
        return 0
    return max(0, -int(-(reach - share) // step) - 1)
