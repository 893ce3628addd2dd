"""Votes in, map out (§ opinion-map-repeat). A whole computation each time: 200,000 votes take a second.

Loaded late: numpy and scikit-learn weigh much. Run with OMP_NUM_THREADS=1.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from tadafor.surveys.rules.opinions import grouping, placing, speaking
from tadafor.surveys.rules.opinions.drawn import Group, Memory, OpinionMap
from tadafor.surveys.rules.opinions.grouping import Grouped, Labels
from tadafor.surveys.rules.opinions.placing import Floats, Places
from tadafor.surveys.rules.opinions.votes import LEAST_VOTES, Vote, is_enough

GRID = 36  # squares on a side: the picture never tells one person's exact place


def table_of(people: int, statements: Sequence[int], votes: Iterable[tuple[int, int, int]]) -> Floats:
    """Lay votes (number of the person, key of the statement, vote) out in a table with gaps."""
    table = np.full((people, len(statements)), np.nan)
    place = {key: at for at, key in enumerate(statements)}
    for person, statement, vote in votes:
        table[person, place[statement]] = Vote(vote)
    return table


def map_of(
    table: Floats,
    statements: Sequence[int],
    *,
    withdrawn: frozenset[int] = frozenset(),
    memory: Memory | None = None,
    exact: bool = True,
) -> OpinionMap | None:
    """Return the map of these votes, or None while too few answered (§ opinion-map-least)."""
    keys, memory = list(statements), memory or Memory()
    out = np.array([key in withdrawn for key in keys], dtype=bool)
    heavy = answering(table)
    if not is_enough(int(heavy.sum()), len(keys) - int(out.sum())):
        return None
    places = placing.turned(placing.place(table, out), keys, memory.axes)
    points = places.points[heavy]
    found = grouping.chosen(points, memory, exact=exact)
    if found is None:
        return None
    groups, remembered = found
    counts = speaking.counted(table[heavy], groups.labels, groups.many)
    squares = _squares(points)
    return OpinionMap(
        people=int((~np.isnan(table)).any(axis=1).sum()),
        grouped=int(heavy.sum()),
        votes=int((~np.isnan(table)).sum()),
        groups=_groups(keys, squares, groups, counts, ~out),
        shared=speaking.shared_by_all(keys, counts, kept=~out),
        dividing=speaking.dividing_all(keys, counts, kept=~out),
        dots=_dots(squares, groups),
        shown=round(places.shown, 4),
        apart=round(groups.apart, 4),
        again=round(grouping.again(points, groups.labels, groups.many), 4),
        memory=_remembered(keys, places, groups, remembered),
    )


def answering(table: Floats) -> NDArray[np.bool_]:
    """Return who said enough to shape a group: seven votes, or all there is to vote on."""
    return np.asarray((~np.isnan(table)).sum(axis=1) >= min(LEAST_VOTES, table.shape[1]), dtype=bool)


def _groups(
    keys: list[int], points: Floats, groups: Grouped, counts: speaking.Counts, kept: NDArray[np.bool_]
) -> tuple[Group, ...]:
    made = [
        Group(
            colour=groups.colours[at],
            people=int((groups.labels == at).sum()),
            centre=_point(groups.centres[at]),
            outline=_outline(points[groups.labels == at]),
            speaking=speaking.speaking_of(keys, counts, at, kept=kept),
            votes=speaking.votes_of(keys, counts[:, at]),
        )
        for at in range(groups.many)
    ]
    return tuple(sorted(made, key=lambda one: one.colour))


def _point(place: Floats) -> tuple[float, float]:
    return round(float(place[0]), 4), round(float(place[1]), 4)


def _outline(points: Floats) -> tuple[tuple[float, float], ...]:
    """Return the line around a group; none around people who all stand on one line."""
    middle = points.mean(axis=0)
    if np.linalg.matrix_rank(points - middle) < points.shape[1]:
        return ()
    return tuple(_point(points[at]) for at in ConvexHull(points).vertices)


def _squares(points: Floats) -> Floats:
    """Move each person to the middle of a square of a coarse grid (§ opinion-map-picture)."""
    low, high = points.min(axis=0), points.max(axis=0)
    step = np.maximum((high - low) / GRID, 1e-9)
    return np.asarray(low + (np.minimum((points - low) // step, GRID - 1) + 0.5) * step, dtype=np.float64)


def _dots(squares: Floats, groups: Grouped) -> tuple[tuple[float, float, int, int], ...]:
    keyed = np.column_stack([squares, groups.labels])
    cells, many = np.unique(keyed, axis=0, return_counts=True)
    return tuple(
        (*_point(cell), groups.colours[int(cell[2])], int(count))
        for cell, count in zip(cells, many, strict=True)
    )


def _remembered(keys: list[int], places: Places, groups: Grouped, memory: Memory) -> Memory:
    axes = {key: (float(x), float(y)) for key, (x, y) in zip(keys, places.axes.T, strict=True)}
    centres = tuple(_point(centre) for centre in groups.centres)
    return Memory(axes, centres, groups.colours, memory.rival, memory.wins)


def labels_of(table: Floats, withdrawn: NDArray[np.bool_], many: int) -> tuple[NDArray[np.bool_], Labels]:
    """Return who was grouped, and in which of ``many`` groups: to compare with other programs."""
    heavy = answering(table)
    found = grouping.grouped(placing.place(table, withdrawn).points[heavy], many)
    if found is None:
        return heavy, np.zeros(int(heavy.sum()), dtype=int)
    return heavy, found.labels
