"""What a room lays before the council in a session, for the session's file.

A room that has such papers adds its function to ``TADAFOR_SESSION_PAPERS`` of the settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tadafor.kernel.offers import offered


@dataclass(frozen=True)
class Paper:
    """One paper: what it is, what its room says of it, its figures in words, where it is read whole."""

    title: str
    text: str
    lines: Sequence[str]
    address: str


def laid_before(territory_id: int, on: date) -> list[Paper]:
    """Return what is laid before the council of a territory in a session of this day."""
    return [one for tell in offered("TADAFOR_SESSION_PAPERS") for one in tell(territory_id, on)]
