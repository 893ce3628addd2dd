"""The line around the communes of a region, as a map draws it."""

from collections.abc import Iterable

Point = tuple[float, float]
FEWEST = 3


def middle_of(points: Iterable[Point]) -> Point | None:
    """Return the middle of some points, None where there is none."""
    known = list(points)
    if not known:
        return None
    return sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)


def outline(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the smallest line around points, each turn to the left; none under three.

    It goes around the communes that joined: it says where a programme works, never where a region ends.
    """
    known = sorted(set(points))
    if len(known) < FEWEST:
        return []
    corners = [*_half(known)[:-1], *_half(known[::-1])[:-1]]
    return corners if len(corners) >= FEWEST else []


def _half(points: Iterable[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
