"""Invented elections that look like real ones: for simulations before a vote, and for the bench.

What real approval elections have in common: a few popular projects and a long tail, neighbourhoods that vote
mostly for their own projects, ballots of one to fifteen names with about five on average, some of them
repeated many times (people who agree on one thing).
"""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from tadafor.budgets.rules.election import Election, Project, grouped

LONGEST = 15
BLOCKS = 6
CITY = 5  # every fifth project is for the whole town
ALIKE = 0.15
LENGTHS = (18, 14, 13, 11, 10, 8, 6, 5, 4, 3, 3, 2, 1, 1, 1)


def invented(
    projects: Sequence[Project], budget: Fraction, voters: int, *, seed: str, most: int | None = None
) -> Election:
    """Return an election of ``voters`` made by chance; the same seed always makes the same."""
    chance = random.Random(seed)  # noqa: S311 -- nothing depends on it but a simulation
    ballots = _ballots(len(projects), voters, chance, min(most or LONGEST, LONGEST, len(projects)))
    said = ((choices, (1,) * len(choices)) for choices in ballots)
    return Election(tuple(projects), grouped(said), budget, title="invented")


def town(projects: int, seed: str) -> tuple[list[Project], Fraction]:
    """Return invented projects and the envelope for them: about a third of what all of them cost."""
    chance = random.Random(f"town {seed}")  # noqa: S311
    made = [
        Project(f"p{number}", Fraction(round(chance.lognormvariate(11.3, 0.9), -2) + 1_000))
        for number in range(1, projects + 1)
    ]
    total = sum((one.cost for one in made), Fraction(0))
    return made, Fraction(round(total / 3))


def _ballots(projects: int, voters: int, chance: random.Random, most: int) -> Iterator[tuple[int, ...]]:
    popular = [1 / (1 + chance.random() * projects) ** 0.8 for _ in range(projects)]
    home = [chance.randrange(BLOCKS) if at % CITY else -1 for at in range(projects)]
    weights = [
        list(
            accumulate(
                w * (1 if home[at] == -1 else 8 if home[at] == block else 0.4) for at, w in enumerate(popular)
            )
        )
        for block in range(BLOCKS)
    ]
    lengths = list(accumulate(LENGTHS[:most]))
    slogans = [_ballot(chance, weights[block % BLOCKS], lengths) for block in range(BLOCKS * 3)]
    for _ in range(voters):
        block = chance.randrange(BLOCKS)
        if chance.random() < ALIKE:
            yield slogans[block + BLOCKS * chance.randrange(3)]
        else:
            yield _ballot(chance, weights[block], lengths)


def _near(home: int, block: int) -> float:
    """How much more people name what stands near them."""
    if home == -1:
        return 1
    return 8 if home == block else 0.4


def _ballot(chance: random.Random, weights: list[float], lengths: list[int]) -> tuple[int, ...]:
    wanted = bisect(lengths, chance.random() * lengths[-1]) + 1
    named: set[int] = set()
    for _ in range(wanted * 3):
        named.add(min(bisect(weights, chance.random() * weights[-1]), len(weights) - 1))
        if len(named) == wanted:
            break
    return tuple(sorted(named))
