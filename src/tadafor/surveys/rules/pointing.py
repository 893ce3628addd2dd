"""A point of the map as an answer: where it may lie, and how it is published: by squares, never alone.

§ surveys-point
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_000
FARTHEST_METRES = 30_000
SQUARE = Decimal("0.005")  # degrees: about half a kilometre
FEWEST = 5
FINEST = Decimal("0.00001")  # about a metre


@dataclass(frozen=True)
class Point:
    """A point in degrees."""

    latitude: float
    longitude: float

    @classmethod
    def of(cls, told: str) -> "Point":
        """Read a point as answers keep it: latitude, then longitude."""
        latitude, _sign, longitude = told.partition(",")
        return cls(float(latitude), float(longitude))


def metres(one: Point, other: Point) -> float:
    """Return how far two points are from each other, along the ground."""
    first, second = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(across / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half))


def typed_point(latitude: str, longitude: str) -> str | None:
    """Return a point as it is kept, to about a metre; None for what is no point of the ground."""
    try:
        told = [Decimal(part).quantize(FINEST) for part in (latitude, longitude)]
        inside = abs(told[0]) <= 90 and abs(told[1]) <= 180  # noqa: PLR2004 -- degrees
    except InvalidOperation:
        return None
    return f"{told[0]},{told[1]}" if inside else None


def is_near(told: str, centres: Iterable[Point]) -> bool:
    """Whether a point lies where the town is; a town without a map takes what lies anywhere."""
    known, here = list(centres), Point.of(told)
    return not known or min(metres(here, one) for one in known) <= FARTHEST_METRES


def square_of(told: str) -> str:
    """Return the middle of the square in which a point lies."""
    sides = (Decimal(part) // SQUARE - (Decimal(part) < 0) for part in told.split(","))
    return ",".join(f"{side * SQUARE + SQUARE / 2:.4f}" for side in sides)


def told_squares(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the squares in which five people or more pointed, the fullest first."""
    many = {square: count for square, count in counts.items() if count >= FEWEST}
    return dict(sorted(many.items(), key=lambda pair: (-pair[1], pair[0])))
