"""The middle of the communes of a region, where a map writes its name."""

from collections.abc import Iterable

Point = tuple[float, float]


def middle_of(points: Iterable[Point]) -> Point | None:
    """Return the middle of some points, None where there is none."""
    known = list(points)
    if not known:
        return None
    return sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)
