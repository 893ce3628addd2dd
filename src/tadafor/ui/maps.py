"""A map without tiles: neighbourhoods by their centres, and numbered places, drawn on the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import cos, hypot, radians

WIDTH, HEIGHT, MARGIN = 400.0, 300.0, 34.0
PIN = 11.0
SMALLEST_SPAN = 0.004  # degrees: about 400 metres, so that one place alone is not drawn as a world
_SIDES = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1))


@dataclass(frozen=True, slots=True)
class Place:
    """Something on the map: degrees, what it is called, its number, and where it leads."""

    label: str
    latitude: float
    longitude: float
    number: int = 0
    href: str = ""
    tone: str = "green"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place at its point of the drawing."""

    place: Place
    x: float
    y: float


class Sheet:
    """From degrees to points of the drawing: north above, both axes to one scale."""

    def __init__(self, places: Sequence[Place]) -> None:
        north, south = (pick(one.latitude for one in places) for pick in (max, min))
        east, west = (pick(one.longitude for one in places) for pick in (max, min))
        self.middle = (north + south) / 2, (east + west) / 2
        self.narrow = cos(radians(self.middle[0]))
        tall = max(north - south, SMALLEST_SPAN)
        wide = max((east - west) * self.narrow, SMALLEST_SPAN)
        self.scale = min((HEIGHT - 2 * MARGIN) / tall, (WIDTH - 2 * MARGIN) / wide)

    def at(self, place: Place) -> tuple[float, float]:
        """Return the point where a place is drawn."""
        x = WIDTH / 2 + (place.longitude - self.middle[1]) * self.narrow * self.scale
        y = HEIGHT / 2 - (place.latitude - self.middle[0]) * self.scale
        return round(x, 1), round(y, 1)


def map_drawing(title: str, places: Iterable[Place], centres: Iterable[Place] = ()) -> dict[str, object]:
    """Draw numbered places over the centres of neighbourhoods; nothing when no place is known.

    Places that would cover one another are put side by side. A list beside it must say the same.
    """
    pins, names = list(places), list(centres)
    if not pins and not names:
        return {"title": title, "pins": [], "names": []}
    sheet = Sheet([*pins, *names])
    drawn: list[Drawn] = []
    for one in pins:
        x, y = _free(*sheet.at(one), drawn)
        drawn.append(Drawn(one, x, y))
    return {
        "title": title,
        "pins": drawn,
        "names": [Drawn(one, *sheet.at(one)) for one in names],
        "width": int(WIDTH),
        "height": int(HEIGHT),
    }


def _free(x: float, y: float, taken: Sequence[Drawn]) -> tuple[float, float]:
    """Return the nearest point where a pin covers no other, within the drawing."""
    rings = (
        (x + across * ring * 2 * PIN, y + down * ring * 2 * PIN)
        for ring in range(1, 8)
        for across, down in _SIDES
    )
    for found_x, found_y in chain([(x, y)], rings):
        inside = PIN <= found_x <= WIDTH - PIN and PIN <= found_y <= HEIGHT - PIN
        if inside and all(hypot(found_x - one.x, found_y - one.y) >= 2 * PIN - 0.1 for one in taken):
            return round(found_x, 1), round(found_y, 1)
    return x, y
