"""Which shares a count tries, one after the other, and which of them it may pass over."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from tadafor.budgets.rules import equal_shares
from tadafor.budgets.rules.equal_shares import Market, Run
from tadafor.budgets.rules.settings import CountSettings

Buy = Callable[[Market, Fraction], list[int]]
# What a share buys and what those that follow buy, as (how many rounds later, what): some are passed over.
# The last argument is how many rounds ahead to look first.
Ahead = Callable[[Market, Fraction, Fraction, int], Iterator[tuple[int, list[int]]]]
WORTH_A_LEAP = 8  # rounds; fewer are as soon made
FARTHER = 3  # times as far each time
WIDEST = 2**40  # rounds


def halving(settings: CountSettings) -> Ahead:
    """Look at a round farther ahead, then between, until none that lies between can end the rounds."""

    def ahead(goods: Market, share: Fraction, step: Fraction, wide: int) -> Iterator[tuple[int, list[int]]]:
        low = equal_shares.run(goods, share)
        yield 0, low.bought
        while True:
            high = equal_shares.run(goods, share + wide * step)
            yield from _between(goods, settings, (share, step), wide, (low, high))
            share, low, wide = share + wide * step, high, min(FARTHER * wide, WIDEST)

    return ahead


def _between(  # noqa: PLR0917 -- a market, a stretch of shares and what its ends buy
    goods: Market,
    settings: CountSettings,
    at: tuple[Fraction, Fraction],
    wide: int,
    ends: tuple[Run, Run],
    bold: bool = True,  # noqa: FBT001, FBT002 -- whether to trust a guess
) -> Iterator[tuple[int, list[int]]]:
    low, high = ends
    doubts = () if wide == 1 else equal_shares.doubts(goods, low, high)
    if not doubts or _goes_on(goods, settings, high, doubts[0]):
        yield wide, high.bought
        return
    guess = equal_shares.crossing(goods, low, high, doubts[0]) if bold else 0.5
    part = min(max(int(guess * wide), 1), wide - 1)
    share, step = at
    middle = equal_shares.run(goods, share + part * step, high, frozenset(doubts))
    # A guess that left most of the stretch was a bad one.
    yield from _between(goods, settings, at, part, (low, middle), 2 * part <= wide)
    beyond = (share + part * step, step)
    yield from _between(goods, settings, beyond, wide - part, (middle, high), 2 * part >= wide)


def _goes_on(goods: Market, settings: CountSettings, high: Run, place: int) -> bool:
    """Whether surely no share that first buys the same as ``high`` ends the rounds (§ count-rounds).

    From a purchase on that is in doubt they buy nothing that the envelope could not pay, even if all that
    supporters can still pay were bought; and a project stays too dear for them, one that would fit.
    """
    most = equal_shares.at_most(goods, high, place)
    if most is None:
        return False
    spent, dear = most
    left = goods.budget - spent
    return any(not settings.stop_when_exhaustive or goods.costs[at] <= left for at in dear)


def one_by_one(buy: Buy) -> Ahead:
    """Make every round, each by itself."""

    def ahead(goods: Market, share: Fraction, step: Fraction, _: int) -> Iterator[tuple[int, list[int]]]:
        yield 0, buy(goods, share)
        while True:
            share += step
            yield 1, buy(goods, share)

    return ahead


def rounds(
    goods: Market, settings: CountSettings, share: Fraction, step: Fraction, ahead: Ahead
) -> tuple[Fraction, int, list[int], bool]:
    """Let shares grow until the next one would overspend (§ count-rounds).

    Returns the share, how many were tried, what it buys, and whether the rounds ended for another reason.
    """
    reaches, following = _reaches(goods), ahead(goods, share, step, 1)
    (_, bought), tried = next(following), 1
    while True:
        if len(bought) == len(goods.sides):
            return share, tried, bought, True
        left, has = goods.budget - goods.cost_of(bought), set(bought)
        missing = [at for at in reaches if at not in has]
        if settings.stop_when_exhaustive and all(goods.costs[at] > left for at in missing):
            return share, tried, bought, True
        leap = _leap(reaches[missing[0]], share, step)
        if leap >= WORTH_A_LEAP:
            share, tried = share + leap * step, tried + leap
            following = ahead(goods, share, step, max(1, leap // WORTH_A_LEAP))
            _, bought = next(following)
            continue
        passed, then = next(following)
        tried += passed
        if goods.cost_of(then) > goods.budget:
            return share, tried, bought, False
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
