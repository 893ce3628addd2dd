"""Where a point of the ground may lie."""

from decimal import Decimal
from enum import StrEnum

# Where Morocco lies, in degrees: a phone that is elsewhere, or lies, places nothing.
LATITUDES = (Decimal(20), Decimal(37))
LONGITUDES = (Decimal(-18), Decimal(0))


class PointRefusal(StrEnum):
    """Why a point places nothing."""

    HALF_A_POINT = "half_a_point"
    FAR_AWAY = "far_away"


def refuse_point(latitude: Decimal | None, longitude: Decimal | None) -> PointRefusal | None:
    """Say why a point places nothing: half of it, or far away (§ places-8)."""
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        return PointRefusal.HALF_A_POINT
    if not (latitude.is_finite() and longitude.is_finite()):
        return PointRefusal.FAR_AWAY
    inside = LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
    return None if inside else PointRefusal.FAR_AWAY
