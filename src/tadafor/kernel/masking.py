"""Counts that give nobody away (``docs/rules/consultations.md`` says why)."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALLEST_SHOWN = 5

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


def masked(table: Mapping[R, Mapping[C, int]]) -> dict[R, dict[C, int | None]]:
    """Return ``table`` with the cells that could give a person away left out as None (§ consultations-21).

    A count from 1 to 4 is masked. Where one cell alone of a row or a column is masked, a second
    one is masked with it (the smallest that is left, a zero last), or a subtraction from the total
    would give it back.
    """
    cells: dict[R, dict[C, int | None]] = {
        row: {column: None if 0 < count < SMALLEST_SHOWN else count for column, count in counts.items()}
        for row, counts in table.items()
    }
    while _mask_a_second(cells):
        pass
    return cells


def _mask_a_second(cells: dict[R, dict[C, int | None]]) -> bool:
    columns = {column for counts in cells.values() for column in counts}
    lines = [[(row, column) for column in counts] for row, counts in cells.items()]
    lines += [[(row, column) for row in cells if column in cells[row]] for column in columns]
    for line in lines:
        hidden = [place for place in line if cells[place[0]][place[1]] is None]
        left = [(count, place) for place in line if (count := cells[place[0]][place[1]]) is not None]
        if len(hidden) == 1 and left:
            _, (row, column) = min(left, key=lambda pair: (pair[0] == 0, pair[0]))
            cells[row][column] = None
            return True
    return False


def share(part: int, whole: int) -> int:
    """Return ``part`` of ``whole`` in whole per cent, never 100 while something is missing."""
    if not whole:
        return 0
    return min(99, round(100 * part / whole)) if part < whole else 100
