"""Where people stand: principal components of a table with gaps, as Polis computes them.

What was not answered counts as the mean of its statement. A statement that was withdrawn counts as passed
by everybody, before anything else, so that it moves nobody and still counts as seen. Who answered little
is drawn away from the middle by the square root of statements to answers (§ opinion-map-withdrawn).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Places:
    """A point for each person; the axes that made it; how much of the differences it shows."""

    points: Floats
    axes: Floats
    shown: float


def place(table: Floats, withdrawn: NDArray[np.bool_]) -> Places:
    """Place everybody (rows) by their votes on statements (columns, NaN where there is none)."""
    told = np.where(withdrawn, 0.0, table)
    seen = ~np.isnan(told)
    counts = seen.sum(axis=0)
    means = np.where(seen, told, 0.0).sum(axis=0) / np.maximum(1, counts)
    centred = np.where(seen, told - means, 0.0)
    axes, shown = _axes(centred)
    stretch = np.sqrt(table.shape[1] / np.maximum(1, seen.sum(axis=1)))
    return Places(centred @ axes.T * stretch[:, None], axes, shown)


def _axes(centred: Floats) -> tuple[Floats, float]:
    """Return the two directions of most variance; from the smaller of the two products, which is exact."""
    spread = centred.T @ centred
    values, vectors = np.linalg.eigh(spread)
    total = float(values.clip(0).sum())
    axes = vectors[:, ::-1][:, :2].T
    shown = float(values[::-1][:2].clip(0).sum()) / total if total else 0.0
    return np.ascontiguousarray(axes), shown


def turned(places: Places, statements: list[int], before: Mapping[int, tuple[float, float]]) -> Places:
    """Turn and mirror a picture so that it lies as the last one did; distances stay (§ opinion-map-colours).

    Axes have no sign of their own: without this the same answers could be drawn upside down.
    """
    known = [at for at, key in enumerate(statements) if key in before]
    if not known:
        return _upright(places)
    old = np.array([before[statements[at]] for at in known]).T
    left, _, right = np.linalg.svd(old @ places.axes[:, known].T)
    turn = left @ right
    return Places(places.points @ turn.T, turn @ places.axes, places.shown)


def _upright(places: Places) -> Places:
    """Give each axis the sign that makes its largest weight positive: the first picture is repeatable."""
    largest = np.abs(places.axes).argmax(axis=1)
    signs = np.where(places.axes[np.arange(len(places.axes)), largest] < 0, -1.0, 1.0)
    return Places(places.points * signs, places.axes * signs[:, None], places.shown)
