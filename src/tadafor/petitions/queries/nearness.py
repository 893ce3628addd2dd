"""How many signatures came from one place: what the limits are held against (§ petitions-26)."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from tadafor.kernel.prepared import send
from tadafor.petitions import rules

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Seen:
    """How many signatures came lately from the same place; counted no further than the limits."""

    network: int
    device: int
    contact: int


@dataclass(frozen=True)
class Place:
    """Whence a signature comes: the marks of its network and device, its contact; and what is allowed."""

    petition_id: int
    network: str
    device: str
    contact: str
    limits: rules.Limits
    now: datetime


@dataclass(frozen=True)
class Asking:
    """A question that left with others; its answer is read once they all came back."""

    cursor: Any
    places: Sequence[Place]

    def answers(self, counted: Sequence[bool]) -> list[Seen]:
        """Return what came before each, and of those before it in the same trip the ones that are counted."""
        counts = tuple(Counter[tuple[int, str]]() for _ in fields(Seen))
        found = []
        for place, before, counts_too in zip(self.places, self.cursor.fetchall(), counted, strict=True):
            marks = [(place.petition_id, mark) for mark in (place.network, place.device, place.contact)]
            beside = [count[mark] for count, mark in zip(counts, marks, strict=True)]
            found.append(Seen(*map(sum, zip(before, beside, strict=True))))
            for count, mark in zip(counts, marks, strict=True):
                count[mark] += bool(counts_too and mark[1])
        return found


# The status is written so that the index of cards, of which all of a petition's would be read, is not taken
# for the one of contacts; as long as PostgreSQL has not counted the rows of a table, both look alike.
_SEEN = """
    SELECT (SELECT count(*) FROM (SELECT 1 FROM petitions_signature
              WHERE petition_id = place.petition_id AND network = place.network AND network <> ''
                AND signed_at > place.since LIMIT place.network_limit) n),
           (SELECT count(*) FROM (SELECT 1 FROM petitions_signature
              WHERE petition_id = place.petition_id AND device = place.device AND device <> ''
                AND signed_at > place.since LIMIT place.device_limit) d),
           (SELECT count(*) FROM (SELECT 1 FROM petitions_signature
              WHERE petition_id = place.petition_id AND contact_hash = place.contact
                AND (status || '') IN ('valid', 'suspect') LIMIT place.contact_limit) c)
    FROM json_to_recordset(%s::json) AS place (nth int, petition_id bigint, network text, device text,
        contact text, since timestamptz, network_limit int, device_limit int, contact_limit int)
    ORDER BY nth
"""


def seen(places: Sequence[Place]) -> Asking:
    """Count what came before from each place, in one query that never reads more than the limits."""
    rows = [
        {
            "nth": nth,
            "petition_id": place.petition_id,
            "network": place.network,
            "device": place.device,
            "contact": place.contact,
            "since": (place.now - HOUR).isoformat(),
            "network_limit": place.limits.network_an_hour,
            "device_limit": place.limits.device_an_hour,
            "contact_limit": place.limits.each_contact,
        }
        for nth, place in enumerate(places)
    ]
    return Asking(send(_SEEN, [json.dumps(rows)]), places)
