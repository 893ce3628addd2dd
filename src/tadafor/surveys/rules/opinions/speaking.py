"""What speaks for each group, what all share, what divides: the counts and tests of Polis.

Shares are smoothed as if one had agreed and one had not. A difference counts when chance would give it
less than one time in ten.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tadafor.kernel.masking import SMALLEST_SHOWN
from tadafor.surveys.rules.opinions.drawn import Said
from tadafor.surveys.rules.opinions.grouping import Labels
from tadafor.surveys.rules.opinions.placing import Floats

ONE_IN_TEN = 1.2816
MOST = 5
HALF = 0.5

Counts = NDArray[np.int_]


def counted(table: Floats, labels: Labels, many: int) -> Counts:
    """Count those who agreed, disagreed and saw: an array of kind, group, statement."""
    kinds = (table == 1, table == -1, ~np.isnan(table))
    return np.array([[kind[labels == at].sum(axis=0) for at in range(many)] for kind in kinds])


def share(part: Counts, whole: Counts) -> Floats:
    """Return the smoothed share."""
    return np.asarray((part + 1) / (whole + 2), dtype=np.float64)


def above_half(part: Counts, whole: Counts) -> Floats:
    """Return how surely more than half said so (a z score)."""
    return np.asarray(2 * np.sqrt(whole + 1) * ((part + 1) / (whole + 1) - HALF), dtype=np.float64)


def above_rest(part: Counts, whole: Counts, other: Counts, rest: Counts) -> Floats:
    """Return how surely a group says so more than the rest do (a z score)."""
    one, two, there, elsewhere = part + 1, other + 1, whole + 1, rest + 1
    together = (one + two) / (there + elsewhere)
    width = np.sqrt(np.clip(together * (1 - together), 0, None) * (1 / there + 1 / elsewhere))
    apart = np.divide(one / there - two / elsewhere, width, out=np.zeros(len(width)), where=width > 0)
    return np.asarray(apart, dtype=np.float64)


def votes_of(keys: list[int], counts: Counts) -> tuple[Said, ...]:
    """Return how a group answered every statement, nothing where fewer than five saw it.

    § opinion-map-least
    """
    agreed, disagreed, seen = counts
    return tuple(_said(key, agreed[at], disagreed[at], seen[at]) for at, key in enumerate(keys))


def _said(key: int, agreed: int, disagreed: int, seen: int, strength: float = 0.0) -> Said:
    if seen < SMALLEST_SHOWN:
        return Said(key, None, None, None)
    return Said(key, int(agreed), int(disagreed), int(seen), round(float(strength), 4))


def speaking_of(keys: list[int], counts: Counts, at: int, *, kept: NDArray[np.bool_]) -> tuple[Said, ...]:
    """Return the statements that speak best for group ``at``, at most five (§ opinion-map-speaking)."""
    agreed, disagreed, seen = (kind[at] for kind in counts)
    others = [kind.sum(axis=0) - kind[at] for kind in counts]
    scores = []
    for part, rest in ((agreed, others[0]), (disagreed, others[1])):
        half, apart = above_half(part, seen), above_rest(part, seen, rest, others[2])
        ratio = share(part, seen) / share(rest, others[2])
        passes = (half > ONE_IN_TEN) & (apart > ONE_IN_TEN) & kept & (seen >= SMALLEST_SHOWN)
        scores.append(np.where(passes, ratio * apart * share(part, seen) * half, 0.0))
    strength = np.maximum(*scores)
    order = [int(one) for one in np.argsort(-strength, kind="stable")[:MOST] if strength[one] > 0]
    return tuple(_said(keys[one], agreed[one], disagreed[one], seen[one], strength[one]) for one in order)


def shared_by_all(keys: list[int], counts: Counts, *, kept: NDArray[np.bool_]) -> tuple[Said, ...]:
    """Return what every group says alike, at most five: each group for itself, so that none is outvoted.

    The strength is the product of the shares of the groups (§ opinion-map-shared).
    """
    seen = counts[2]
    enough = kept & (seen >= SMALLEST_SHOWN).all(axis=0)
    sides = [share(counts[side], seen) for side in (0, 1)]
    alike = [np.where(enough & (side > HALF).all(axis=0), side.prod(axis=0), 0.0) for side in sides]
    return _first(keys, counts, np.maximum(*alike))


def dividing_all(keys: list[int], counts: Counts, *, kept: NDArray[np.bool_]) -> tuple[Said, ...]:
    """Return where groups are the farthest apart, at most five: the gap between two shares of agreement."""
    seen = counts[2]
    enough = kept & (seen >= SMALLEST_SHOWN).all(axis=0)
    agree = share(counts[0], seen)
    high, low = agree.argmax(axis=0), agree.argmin(axis=0)
    every = np.arange(len(keys))
    surely = above_rest(counts[0][high, every], seen[high, every], counts[0][low, every], seen[low, every])
    gap = np.where(enough & (surely > ONE_IN_TEN), agree.max(axis=0) - agree.min(axis=0), 0.0)
    return _first(keys, counts, gap)


def _first(keys: list[int], counts: Counts, strength: Floats) -> tuple[Said, ...]:
    agreed, disagreed, seen = counts.sum(axis=1)
    order = [int(one) for one in np.argsort(-strength, kind="stable")[:MOST] if strength[one] > 0]
    found = (_said(keys[one], agreed[one], disagreed[one], seen[one]) for one in order)
    return tuple(
        replace(one, strength=round(float(strength[at]), 4)) for one, at in zip(found, order, strict=True)
    )
