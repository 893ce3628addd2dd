"""Who stands together: k-means for two to five groups, the number by silhouette, colours that stay."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from tadafor.kernel.masking import SMALLEST_SHOWN
from tadafor.surveys.rules.opinions.drawn import Memory
from tadafor.surveys.rules.opinions.placing import Floats
from tadafor.surveys.rules.opinions.votes import MOST_GROUPS

STARTS = 20
SEED = 0
WINS = 3
COMPARED = 5_000  # a silhouette weighs as the square of the people
PARTS = 10
PART = 0.8
NEAR = 1.001  # a start from the last centres is kept when it is as good to a thousandth

Labels = NDArray[np.int_]


@dataclass(frozen=True)
class Grouped:
    """The group of each person, the centres, how far apart the groups are (-1 to 1)."""

    labels: Labels
    centres: Floats
    apart: float
    colours: tuple[int, ...] = ()

    @property
    def many(self) -> int:
        return len(self.centres)


def grouped(points: Floats, many: int, start: Floats | None = None) -> Grouped | None:
    """Return ``many`` groups, or None where a group would hold fewer than five (§ opinion-map-groups)."""
    if len(np.unique(points.round(9), axis=0)) < many:
        return None
    found = KMeans(many, n_init=STARTS, random_state=SEED, tol=0).fit(points)
    if start is not None and len(start) == many:
        warm = KMeans(many, init=start, n_init=1, tol=0).fit(points)
        found = warm if warm.inertia_ <= found.inertia_ * NEAR else found
    if np.bincount(found.labels_, minlength=many).min() < SMALLEST_SHOWN:
        return None
    sample = COMPARED if len(points) > COMPARED else None
    apart = silhouette_score(points, found.labels_, sample_size=sample, random_state=SEED)
    return Grouped(found.labels_.astype(int), found.cluster_centers_, float(apart))


def chosen(points: Floats, memory: Memory, *, exact: bool) -> tuple[Grouped, Memory] | None:
    """Choose how many groups there are, and remember it (§ opinion-map-groups).

    While answers arrive the number changes only when another one wins three times in a row; at the close
    the best one is taken.
    """
    before = len(memory.centres)
    start = np.array(memory.centres) if memory.centres else None
    tried = [one for many in range(2, MOST_GROUPS + 1) if (one := grouped(points, many, start))]
    if not tried:
        return None
    best = max(tried, key=lambda one: one.apart)
    holder = next((one for one in tried if one.many == before), None)
    if exact or holder is None or best.many == before:
        kept, rival, wins = best, 0, 0
    else:
        wins = memory.wins + 1 if memory.rival == best.many else 1
        kept, rival = (best, 0) if wins >= WINS else (holder, best.many)
        wins = wins if rival else 0
    coloured = replace(kept, colours=_colours(kept.centres, memory))
    return coloured, replace(memory, rival=rival, wins=wins)


def _colours(centres: Floats, memory: Memory) -> tuple[int, ...]:
    """Give each group the colour of the one that stood nearest to it before (§ opinion-map-colours)."""
    given: dict[int, int] = {}
    if memory.centres:
        far = np.linalg.norm(centres[:, None] - np.array(memory.centres)[None], axis=2)
        rows, columns = linear_sum_assignment(far)
        given = {int(row): memory.colours[column] for row, column in zip(rows, columns, strict=True)}
    free = iter(colour for colour in range(MOST_GROUPS) if colour not in given.values())
    return tuple(given[at] if at in given else next(free) for at in range(len(centres)))


def again(points: Floats, labels: Labels, many: int) -> float:
    """Return how far the same groups are found when a fifth of the people is left out (§ opinion-map-stable).

    The mean over ten drawn parts of the adjusted Rand index: 1 is the same groups, 0 is chance.
    """
    drawing = np.random.default_rng(SEED)
    size = int(len(points) * PART)
    scores = []
    for _ in range(PARTS):
        part = drawing.choice(len(points), size, replace=False)
        found = KMeans(many, n_init=3, random_state=SEED).fit_predict(points[part])
        scores.append(adjusted_rand_score(labels[part], found))
    return float(np.mean(scores))
