"""A map without anybody's tiles: neighbourhoods by their shapes, numbered places, drawn on the server.

Points are degrees; the sheet is Mercator's, north above, so that a server of tiles, where an installation
names one (``TADAFOR_TILES``), fits underneath. A list beside a map always says the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import asinh, ceil, degrees, floor, hypot, log2, radians, tan

from django.conf import settings

from tadafor.ui.symbols import ink_of, path_of

WIDTH, MARGIN = 400.0, 34.0
LOWEST, HIGHEST = 240.0, 420.0  # a town that is taller than wide gets a taller drawing
PIN = 11.0
SMALLEST_SPAN = 0.005  # degrees: about 400 metres, so that one place alone is not drawn as a world
TILE, SHARP, DEEPEST, MOST_TILES = 256, 1.6, 19, 40
_LETTER = 7.5  # the width of a letter of a name, on a telephone
_COUNT_LETTERS = 5  # as " (16)"
_ABOVE, _TAIL, _HEAD = 14.0, 6.0, 13.0  # a name over its centre; what its letters take below and above
_SIDES = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1))

# Polygons as GeoJSON keeps them: each a list of rings, each a list of (longitude, latitude).
Ring = Sequence[Sequence[float]]
Shape = Sequence[Sequence[Ring]]


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """A shape that stands as long as the process: where it reaches and its path are worked out once."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Place:
    """Something on the map: degrees, what it is called, its number, its symbol, and where it leads."""

    label: str
    latitude: float
    longitude: float
    number: int = 0
    href: str = ""
    tone: str = "green"
    symbol: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A neighbourhood: its centre, its shape where one is known, how much is in it, where it leads."""

    label: str
    latitude: float
    longitude: float
    shape: Shape | Border = ()
    key: int = 0
    count: int = 0
    href: str = ""
    dots: Ring = ()  # places within it, too many to be named


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place at its point of the drawing."""

    place: Place
    x: float
    y: float

    @property
    def sign(self) -> str:
        """The drawing of its symbol, if it has one."""
        return path_of(self.place.symbol)

    @property
    def ink(self) -> str:
        return ink_of(self.place.colour)


@dataclass(frozen=True, slots=True)
class DrawnQuarter:
    """A neighbourhood of the drawing: where its name stands, and its outline."""

    quarter: Quarter
    x: float
    y: float
    outline: str
    pins: Sequence[Drawn] = ()
    dots: str = ""

    @property
    def _half(self) -> float:
        return min(WIDTH / 2, (len(self.quarter.label) + _COUNT_LETTERS) * _LETTER / 2)

    @property
    def name_x(self) -> float:
        """Where the middle of its name stands: over its centre, moved in from an edge that would cut it."""
        return max(self._half, min(WIDTH - self._half, self.x))

    @property
    def name_y(self) -> float:
        """Where its name stands: over its centre, and over the pins that would cover it."""
        found = self.y - _ABOVE
        for one in sorted(self.pins, key=lambda pin: -pin.y):
            beside = abs(one.x - self.name_x) >= self._half + PIN
            if not beside and one.y - PIN - _TAIL < found < one.y + PIN + _HEAD:
                found = one.y - PIN - _TAIL
        return round(max(found, _HEAD), 1)


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of the server of tiles, under the drawing."""

    href: str
    x: float
    y: float
    side: float


def _mercator(latitude: float) -> float:
    return degrees(asinh(tan(radians(latitude))))


class Sheet:
    """From degrees to points of the drawing: north above, both axes to one scale."""

    def __init__(self, points: Iterable[tuple[float, float]]) -> None:
        known = list(points)
        ups = [_mercator(latitude) for _, latitude in known]
        acrosses = [longitude for longitude, _ in known]
        tall = max(max(ups) - min(ups), SMALLEST_SPAN)
        wide = max(max(acrosses) - min(acrosses), SMALLEST_SPAN)
        across = WIDTH - 2 * MARGIN
        self.height = min(HIGHEST, max(LOWEST, round(across * tall / wide + 2 * MARGIN)))
        self.scale = min((self.height - 2 * MARGIN) / tall, across / wide)
        self.west: float = (max(acrosses) + min(acrosses)) / 2 - WIDTH / 2 / self.scale
        self.north: float = (max(ups) + min(ups)) / 2 + self.height / 2 / self.scale

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the point where something is drawn."""
        return _at((self.west, self.north, self.scale), longitude, latitude)

    def outline(self, shape: Shape | Border) -> str:
        """Return polygons as the path of a drawing."""
        frame = (self.west, self.north, self.scale)
        return _outline_once(shape, frame) if isinstance(shape, Border) else _outline(shape, frame)

    def dots(self, points: Ring) -> str:
        """Return points as the path of a drawing, whose ends are round."""
        return "".join(f"M{x} {y}h0" for x, y in (self.at(one[0], one[1]) for one in points))


Frame = tuple[float, float, float]


def _at(frame: Frame, longitude: float, latitude: float) -> tuple[float, float]:
    west, north, scale = frame
    return round((longitude - west) * scale, 1), round((north - _mercator(latitude)) * scale, 1)


def _outline(shape: Shape, frame: Frame) -> str:
    return "".join(
        "M" + "L".join(f"{x} {y}" for x, y in (_at(frame, one[0], one[1]) for one in ring)) + "Z"
        for polygon in shape
        for ring in polygon
    )


@lru_cache(maxsize=128)
def _outline_once(border: Border, frame: Frame) -> str:
    return _outline(border.shape, frame)


def _points(shape: Shape) -> Iterator[tuple[float, float]]:
    return ((point[0], point[1]) for polygon in shape for ring in polygon for point in ring)


@lru_cache(maxsize=64)
def _reach(border: Border) -> tuple[tuple[float, float], ...]:
    """Return two corners between which a border lies."""
    acrosses, ups = zip(*_points(border.shape), strict=True)
    return (min(acrosses), min(ups)), (max(acrosses), max(ups))


def _corners(places: Iterable[Place], quarters: Iterable[Quarter]) -> Iterator[tuple[float, float]]:
    for one in chain[Place | Quarter](places, quarters):
        yield one.longitude, one.latitude
        if isinstance(one, Quarter):
            yield from _reach(one.shape) if isinstance(one.shape, Border) else _points(one.shape)
            yield from ((point[0], point[1]) for point in one.dots)


def map_drawing(title: str, places: Iterable[Place], quarters: Iterable[Quarter] = ()) -> dict[str, object]:
    """Draw numbered places over the neighbourhoods; nothing when no place is known.

    Places that would cover one another are put side by side.
    """
    pins, around = list(places), list(quarters)
    if not pins and not around:
        return {"title": title, "pins": [], "quarters": []}
    sheet = Sheet(_corners(pins, around))
    drawn: list[Drawn] = []
    for one in pins:
        x, y = _free(*sheet.at(one.longitude, one.latitude), drawn, sheet.height)
        drawn.append(Drawn(one, x, y))
    return {
        "title": title,
        "pins": drawn,
        "quarters": [
            DrawnQuarter(
                one,
                *sheet.at(one.longitude, one.latitude),
                sheet.outline(one.shape),
                drawn,
                sheet.dots(one.dots),
            )
            for one in around
        ],
        "sheet": sheet,
        "width": int(WIDTH),
        "height": int(sheet.height),
        "tiles": list(tiles(sheet, settings.TADAFOR_TILES)),
        "credit": settings.TADAFOR_TILES_CREDIT if settings.TADAFOR_TILES else "",
    }


def tiles(sheet: Sheet, address: str) -> Iterator[Tile]:
    """Return the pictures that lie under a sheet; none where no server is named."""
    if not address:
        return
    zoom = max(0, min(DEEPEST, floor(log2(sheet.scale * 360 * SHARP / TILE) + 0.5)))
    across = 360 / 2**zoom
    side = across * sheet.scale
    columns = range(floor((sheet.west + 180) / across), ceil((sheet.west + 180) / across + WIDTH / side))
    rows = range(
        floor((180 - sheet.north) / across), ceil((180 - sheet.north) / across + sheet.height / side)
    )
    if len(columns) * len(rows) > MOST_TILES:
        return
    for column in columns:
        for row in rows:
            href = address.format(z=zoom, x=column, y=row)
            x = (column * across - 180 - sheet.west) * sheet.scale
            y = (sheet.north - 180 + row * across) * sheet.scale
            yield Tile(href, round(x, 2), round(y, 2), round(side + 0.05, 2))


def _free(x: float, y: float, taken: Sequence[Drawn], height: float) -> tuple[float, float]:
    """Return the nearest point where a pin covers no other, within the drawing."""
    rings = (
        (x + across * ring * 2 * PIN, y + down * ring * 2 * PIN)
        for ring in range(1, 8)
        for across, down in _SIDES
    )
    for found_x, found_y in chain([(x, y)], rings):
        inside = PIN <= found_x <= WIDTH - PIN and PIN <= found_y <= height - PIN
        if inside and all(hypot(found_x - one.x, found_y - one.y) >= 2 * PIN - 0.1 for one in taken):
            return round(found_x, 1), round(found_y, 1)
    return x, y
