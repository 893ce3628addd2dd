"""The shapes of neighbourhoods: read from a GeoJSON file (RFC 7946), each fault said; simplified; asked.

A shape is kept as GeoJSON keeps a MultiPolygon: polygons of rings of (longitude, latitude), five decimals.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any

from tadafor.kernel.text import search_text
from tadafor.territories.rules.points import LATITUDES, LONGITUDES

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]
Shape = list[Polygon]

LARGEST_FILE = 5 * 1024 * 1024
MOST_FEATURES = 500
MOST_READ = 5_000  # points of one feature, before it is simplified
MOST_CROSSED = 300  # points of a ring whose sides are compared two by two
MOST_KEPT = 120  # points of one neighbourhood: what a drawing of 400 points shows
FARTHEST = 1e9  # no projection says more metres
FEWEST = 4  # points of a ring, the first again at its end
FINEST = 0.00002  # degrees: two metres
SMALLEST_AREA = 1e-9  # square degrees: about ten square metres
_NAMES = ("name", "name_ar", "name:ar", "name_fr", "name:fr", "nom", "quartier")


class ShapeFault(StrEnum):
    """What is wrong with a file of shapes, or with one of its features."""

    FILE_TOO_LARGE = "file_too_large"
    NOT_JSON = "not_json"
    NOT_FEATURES = "not_features"
    NO_FEATURE = "no_feature"
    TOO_MANY_FEATURES = "too_many_features"
    NO_NAME = "no_name"
    UNKNOWN_NAME = "unknown_name"
    NAMED_TWICE = "named_twice"
    NOT_A_POLYGON = "not_a_polygon"
    BAD_POINT = "bad_point"
    OPEN_RING = "open_ring"
    TOO_FEW_POINTS = "too_few_points"
    TOO_MANY_POINTS = "too_many_points"
    TURNED_AROUND = "turned_around"
    FAR_AWAY = "far_away"
    CROSSES_ITSELF = "crosses_itself"
    NO_AREA = "no_area"


@dataclass(frozen=True)
class Wrong:
    """One fault: of a feature by its place in the file (from 1) and its name, of the file when 0."""

    fault: ShapeFault
    feature: int = 0
    name: str = ""


@dataclass(frozen=True)
class Read:
    """What a file says: the shape of each neighbourhood by its key, and what is wrong."""

    shapes: dict[int, Shape]
    wrong: list[Wrong]


class _Faulty(Exception):  # noqa: N818 -- a way out, caught below
    def __init__(self, fault: ShapeFault, name: str = "") -> None:
        self.fault, self.name = fault, name


def read_shapes(raw: bytes, named: Mapping[str, int]) -> Read:
    """Read shapes for neighbourhoods known by their names, in any of their languages (§ places-shapes).

    One bad feature does not spoil the others: each is said with its place in the file and its name.
    """
    try:
        features = _features(raw)
    except _Faulty as faulty:
        return Read({}, [Wrong(faulty.fault)])
    known = {search_text(name): key for name, key in named.items() if name}
    shapes: dict[int, Shape] = {}
    wrong: list[Wrong] = []
    for at, feature in enumerate(features, start=1):
        name = ""
        try:
            name, key = _whose(feature, known)
            shapes[key] = _shape(feature.get("geometry"), again=key in shapes)
        except _Faulty as faulty:
            wrong.append(Wrong(faulty.fault, at, faulty.name or name))
    return Read(shapes, wrong)


def _features(raw: bytes) -> list[Any]:
    if len(raw) > LARGEST_FILE:
        raise _Faulty(ShapeFault.FILE_TOO_LARGE)
    try:
        whole = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as odd:
        raise _Faulty(ShapeFault.NOT_JSON) from odd
    kind = whole.get("type") if isinstance(whole, dict) else None
    features = (
        [whole] if kind == "Feature" else whole.get("features") if kind == "FeatureCollection" else None
    )
    if not isinstance(features, list):
        raise _Faulty(ShapeFault.NOT_FEATURES)
    if not features:
        raise _Faulty(ShapeFault.NO_FEATURE)
    if len(features) > MOST_FEATURES:
        raise _Faulty(ShapeFault.TOO_MANY_FEATURES)
    return features


def _whose(feature: Any, known: Mapping[str, int]) -> tuple[str, int]:  # noqa: ANN401 -- whatever a file holds
    facts = feature.get("properties") if isinstance(feature, dict) else None
    facts = {key.lower(): said for key, said in facts.items()} if isinstance(facts, dict) else {}
    said = [
        value.strip()[:80] for one in _NAMES if isinstance(value := facts.get(one), str) and value.strip()
    ]
    if not said:
        raise _Faulty(ShapeFault.NO_NAME)
    found = [known[folded] for one in said if (folded := search_text(one)) in known]
    if not found:
        raise _Faulty(ShapeFault.UNKNOWN_NAME, said[0])
    return said[0], found[0]


def _shape(geometry: Any, *, again: bool) -> Shape:  # noqa: ANN401 -- whatever a file holds
    if again:
        raise _Faulty(ShapeFault.NAMED_TWICE)
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    written = geometry.get("coordinates") if kind in {"Polygon", "MultiPolygon"} else None
    polygons = [written] if kind == "Polygon" else written
    if (
        not isinstance(polygons, list)
        or not polygons
        or not all(isinstance(one, list) and one for one in polygons)
    ):
        raise _Faulty(ShapeFault.NOT_A_POLYGON)
    read = [[_ring(ring) for ring in polygon] for polygon in polygons]
    if sum(len(ring) for polygon in read for ring in polygon) > MOST_READ:
        raise _Faulty(ShapeFault.TOO_MANY_POINTS)
    if any(crosses_itself(ring) for polygon in read for ring in polygon if len(ring) <= MOST_CROSSED):
        raise _Faulty(ShapeFault.CROSSES_ITSELF)
    return simplified(read)


def _ring(written: Any) -> Ring:  # noqa: ANN401 -- whatever a file holds
    if not isinstance(written, list):
        raise _Faulty(ShapeFault.NOT_A_POLYGON)
    if len(written) > MOST_READ:
        raise _Faulty(ShapeFault.TOO_MANY_POINTS)
    ring = [_point(one) for one in written]
    if len(ring) < FEWEST:
        raise _Faulty(ShapeFault.TOO_FEW_POINTS)
    if ring[0] != ring[-1]:
        raise _Faulty(ShapeFault.OPEN_RING)
    if abs(area(ring)) < SMALLEST_AREA:
        raise _Faulty(ShapeFault.NO_AREA)
    return ring


def _point(written: Any) -> Point:  # noqa: ANN401 -- whatever a file holds
    if not isinstance(written, list) or len(written) < 2:  # noqa: PLR2004 -- a height may follow
        raise _Faulty(ShapeFault.BAD_POINT)
    longitude, latitude = _number(written[0]), _number(written[1])
    if not _inside(longitude, latitude):
        raise _Faulty(ShapeFault.TURNED_AROUND if _inside(latitude, longitude) else ShapeFault.FAR_AWAY)
    return round(longitude, 5), round(latitude, 5)


def _number(written: Any) -> float:  # noqa: ANN401 -- whatever a file holds
    if isinstance(written, bool) or not isinstance(written, int | float) or not abs(written) <= FARTHEST:
        raise _Faulty(ShapeFault.BAD_POINT)
    return float(written)


def _inside(longitude: float, latitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


# ---- what shapes are made of


def area(ring: Sequence[Sequence[float]]) -> float:
    """Return the area of a ring in square degrees, negative when it turns with the clock."""
    x, y = ring[0][0], ring[0][1]  # from near by, so that nothing is lost
    return sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in pairwise(ring)) / 2


def centre(shape: Sequence[Sequence[Sequence[Sequence[float]]]]) -> Point:
    """Return where the name of a shape stands: the middle of its largest polygon."""
    ring = max((polygon[0] for polygon in shape), key=lambda one: abs(area(one)))
    x, y = ring[0][0], ring[0][1]
    whole, across, up = 0.0, 0.0, 0.0
    for a, b in pairwise(ring):
        part = (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)
        whole += part
        across += (a[0] + b[0] - 2 * x) * part
        up += (a[1] + b[1] - 2 * y) * part
    return round(x + across / (3 * whole), 5), round(y + up / (3 * whole), 5)


def holds(shape: Sequence[Sequence[Sequence[Sequence[float]]]], longitude: float, latitude: float) -> bool:
    """Whether a point lies in a shape, outside its holes (§ places-shapes)."""
    return any(
        _in_ring(polygon[0], longitude, latitude)
        and not any(_in_ring(hole, longitude, latitude) for hole in polygon[1:])
        for polygon in shape
    )


def _in_ring(ring: Sequence[Sequence[float]], x: float, y: float) -> bool:
    inside = False
    for a, b in pairwise(ring):
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
    return inside


def simplified(shape: Shape) -> Shape:
    """Return a shape of ``MOST_KEPT`` points or so, its small turns left out (Douglas and Peucker).

    The point that stands farthest off the lines kept so far comes next, whatever its ring.
    """
    rings = [ring for polygon in shape for ring in polygon]
    narrow = cos(radians(rings[0][0][1]))
    kept: list[set[int]] = [{0, len(ring) - 1} for ring in rings]
    spans: list[tuple[float, int, int, int, int]] = []

    def widest(at: int, first: int, last: int) -> None:
        ring = rings[at]
        far = max(
            range(first + 1, last),
            default=0,
            key=lambda one: _apart(ring[one], ring[first], ring[last], narrow),
        )
        if far:
            heappush(spans, (-_apart(ring[far], ring[first], ring[last], narrow), at, first, far, last))

    for at, ring in enumerate(rings):
        widest(at, 0, len(ring) - 1)
    while spans and sum(map(len, kept)) < MOST_KEPT and -spans[0][0] > FINEST:
        _, at, first, far, last = heappop(spans)
        kept[at].add(far)
        widest(at, first, far)
        widest(at, far, last)
    fewer = iter([[ring[one] for one in sorted(chosen)] for ring, chosen in zip(rings, kept, strict=True)])
    whole = [[next(fewer) for _ in polygon] for polygon in shape]
    found = [[ring for ring in polygon if _is_ring(ring)] for polygon in whole if _is_ring(polygon[0])]
    return found or shape


def _is_ring(ring: Ring) -> bool:
    return len(ring) >= FEWEST and abs(area(ring)) >= SMALLEST_AREA


def _apart(point: Point, one: Point, other: Point, narrow: float) -> float:
    """Return how far a point stands from the segment between two others, in degrees of latitude."""
    x, y = (point[0] - one[0]) * narrow, point[1] - one[1]
    across, up = (other[0] - one[0]) * narrow, other[1] - one[1]
    long = across * across + up * up
    along = min(1.0, max(0.0, (x * across + y * up) / long)) if long else 0.0
    return hypot(x - along * across, y - along * up)


def crosses_itself(ring: Sequence[Point]) -> bool:
    """Whether two sides of a ring cross."""
    sides = list(pairwise(ring))
    last = len(sides) - 1
    return any(
        _cross(*sides[one], *sides[other])
        for one in range(last + 1)
        for other in range(one + 2, last + 1)
        if not (one == 0 and other == last)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


# ---- and said again as a file


def as_geojson(neighbourhoods: Sequence[tuple[str, str, Sequence[Any]]]) -> dict[str, Any]:
    """Return neighbourhoods (Arabic and French names, shape) as what ``read_shapes`` reads."""
    return {"type": "FeatureCollection", "features": list(_said(neighbourhoods))}


def _said(neighbourhoods: Sequence[tuple[str, str, Sequence[Any]]]) -> Iterator[dict[str, Any]]:
    for arabic, french, shape in neighbourhoods:
        yield {
            "type": "Feature",
            "properties": {"name_ar": arabic, "name_fr": french},
            "geometry": {"type": "MultiPolygon", "coordinates": shape},
        }
