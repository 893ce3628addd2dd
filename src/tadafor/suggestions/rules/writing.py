"""What may be written, where, and how often (``docs/rules/suggestions.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

SHORTEST = 10
LONGEST = 3_000
LONGEST_PLACE = 200
LONGEST_NAME = 120
TITLE = 90
SECRET_LENGTH = 10
MOST_TRIES_A_DAY = 20
FARTHEST_METRES = 15_000
NEAR_METRES = 200
EARTH_METRES = 6_371_000
# The kingdom from south to north and from west to east, where a territory names no neighbourhood on maps.
LATITUDES = (Decimal("20.5"), Decimal("36.2"))
LONGITUDES = (Decimal("-17.5"), Decimal("-0.9"))


class Kind(StrEnum):
    """The three kinds, as the national complaints service names them."""

    REMARK = "remark"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"


class WritingRefusal(StrEnum):
    """Why something is not taken."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_CATEGORY = "no_category"
    NOT_OURS = "not_ours"
    HALF_A_POINT = "half_a_point"
    OUTSIDE = "outside"
    TOO_MANY_TODAY = "too_many_today"
    TOO_MANY_HERE = "too_many_here"
    NOT_STAFF = "not_staff"
    RECEIVED_LATER = "received_later"


@dataclass(frozen=True)
class Point:
    """A point in degrees."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True)
class Limits:
    """How many may come from one account in a day, from one device and one network in an hour."""

    person_a_day: int = 20
    device_an_hour: int = 5
    network_an_hour: int = 60


def refuse_words(body: str, *, has_sound: bool) -> WritingRefusal | None:
    """Return why these words are not taken; a sound may stand in their place (§ suggestions-2)."""
    if not body:
        return None if has_sound else WritingRefusal.EMPTY
    if len(body) < SHORTEST and not has_sound:
        return WritingRefusal.TOO_SHORT
    return WritingRefusal.TOO_LONG if len(body) > LONGEST else None


def refuse_category(*, is_known: bool, is_ours: bool) -> WritingRefusal | None:
    """Return why a category takes nothing: unknown here, or another body's business (§ suggestions-3)."""
    if not is_known:
        return WritingRefusal.NO_CATEGORY
    return None if is_ours else WritingRefusal.NOT_OURS


def refuse_point(
    latitude: Decimal | None, longitude: Decimal | None, centres: Iterable[Point]
) -> WritingRefusal | None:
    """Return why a point is not taken: half said, or far from every neighbourhood (§ suggestions-4)."""
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        return WritingRefusal.HALF_A_POINT
    if not (latitude.is_finite() and longitude.is_finite()):
        return WritingRefusal.OUTSIDE
    if not (LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]):
        return WritingRefusal.OUTSIDE
    known = list(centres)
    here = Point(latitude, longitude)
    if known and min(metres(here, one) for one in known) > FARTHEST_METRES:
        return WritingRefusal.OUTSIDE
    return None


def metres(one: Point, other: Point) -> float:
    """Return how far two points are from each other, along the ground."""
    first, second = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(across / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(half))


def refuse_pace(
    limits: Limits, *, by_person: int, by_device: int, by_network: int, is_known: bool
) -> WritingRefusal | None:
    """Return why no more is taken now: an account counts by day, a device by hour (§ suggestions-5)."""
    if is_known:
        return WritingRefusal.TOO_MANY_TODAY if by_person >= limits.person_a_day else None
    if by_device >= limits.device_an_hour or by_network >= limits.network_an_hour:
        return WritingRefusal.TOO_MANY_HERE
    return None


def is_public(kind: Kind) -> bool:
    """A complaint is between its author and those who treat it (§ suggestions-1)."""
    return kind is not Kind.COMPLAINT


def waits_to_be_read(kind: Kind, *, is_known: bool, is_spoken: bool, before: bool) -> bool:
    """Whether a moderator reads it before the public does (§ suggestions-6).

    ``before`` says that the territory reads everything first; what comes without an account always waits.
    """
    return is_public(kind) and (before or not is_known) and not is_spoken


def title_of(body: str) -> str:
    """Return the first line, cut at a word, by which a suggestion is listed."""
    line = body.partition("\n")[0]
    if len(line) <= TITLE:
        return line
    return f"{line[:TITLE].rpartition(' ')[0] or line[:TITLE]}…"
