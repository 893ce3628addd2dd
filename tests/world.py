"""Two territories with something to hide in every room, for the tests that try to look.

Each room has a function below that furnishes one territory: it makes rows whose public texts bear
``side.mark`` and whose private texts bear ``side.secret``, and says what its addresses are filled
with. A new address with a new kind of identifier is added here, and in ``KNOWN``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

# Per room (or per address, as "room:name"), the identifiers its addresses hold.
KNOWN: dict[str, set[str]] = {}


@dataclass
class Side:
    """One territory and what was put in it."""

    territory: object
    mark: str
    secret: str
    people: dict[str, object] = field(default_factory=dict)
    closes_at: datetime | None = None
    values: dict[str, dict[str, object]] = field(default_factory=dict)

    def values_for(self, address) -> dict[str, object]:
        """What fills an address of this territory."""
        return (
            {"territory": self.territory.slug}
            | self.values.get(address.room, {})
            | self.values.get(address.name, {})
        )


FURNISHING: list[Callable[[Side], None]] = []


def furnish(side: Side) -> Side:
    """Put something in every room."""
    for room in FURNISHING:
        room(side)
    return side
