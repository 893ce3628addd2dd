"""How many must be present for a vote to count: dated facts with their source, and their use."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tadafor.territories.rules import PlaceKind

WHOLE = 100


class Assembly(StrEnum):
    """Whose quorum it is."""

    COUNCIL = "council"
    BODY = "body"


class QuorumRefusal(StrEnum):
    """Why a fact about quorums is not kept."""

    NO_SOURCE = "no_source"
    PERCENT = "percent"
    DAYS = "days"


class KnownSource(StrEnum):
    """The texts that the known quorums rest on; a territory writes its own in words."""

    COMMUNES = "lo_113_14_art_42"
    PROVINCES = "lo_112_14"
    REGIONS = "lo_111_14"
    OWN_RULES = "model_internal_rules"


@dataclass(frozen=True, kw_only=True)
class QuorumFact:
    """What one text asks for at one convening, from a day on (§ councils-2).

    ``over_percent``: strictly more than this share of the members in office; None when any number will do.
    """

    assembly: Assembly
    convening: int
    over_percent: int | None
    valid_from: date
    source: str
    shortest_wait: int = 0
    longest_wait: int | None = None
    is_verified: bool = False


# The day from which the house knows how councils sit: that of the organic laws of 2015.
FROM = date(2015, 7, 23)
YEARS_AHEAD = 2


def _of_council(source: KnownSource) -> tuple[QuorumFact, ...]:
    """More than half twice, the second after three to five days; then whoever came, after three."""
    first = QuorumFact(
        assembly=Assembly.COUNCIL, convening=1, over_percent=50, valid_from=FROM, source=source
    )
    second = replace(first, convening=2, shortest_wait=3, longest_wait=5)
    return (first, second, replace(second, convening=3, over_percent=None, longest_wait=None))


_OF_BODIES = (
    QuorumFact(
        assembly=Assembly.BODY,
        convening=1,
        over_percent=50,
        valid_from=FROM,
        source=KnownSource.OWN_RULES,
    ),
    QuorumFact(
        assembly=Assembly.BODY,
        convening=2,
        over_percent=None,
        valid_from=FROM,
        source=KnownSource.OWN_RULES,
        shortest_wait=3,
    ),
)
# Known from general knowledge, not checked against the texts: shown as unverified until somebody does.
KNOWN: tuple[QuorumFact, ...] = (*_of_council(KnownSource.COMMUNES), *_OF_BODIES)
_LAWS = {
    PlaceKind.PROVINCE: KnownSource.PROVINCES,
    PlaceKind.PREFECTURE: KnownSource.PROVINCES,
    PlaceKind.REGION: KnownSource.REGIONS,
}


def is_far(day: date, today: date) -> bool:
    """Whether a day on which somebody sits was typed with the wrong year (§ councils-3, § councils-14)."""
    return day < FROM or day.year > today.year + YEARS_AHEAD


def known_in(kind: PlaceKind) -> tuple[QuorumFact, ...]:
    """Return what the house knows of quorums, each council under its own organic law (§ councils-2)."""
    return (*_of_council(_LAWS.get(kind, KnownSource.COMMUNES)), *_OF_BODIES)


def in_force(
    facts: Iterable[QuorumFact], assembly: Assembly, convening: int, *, on: date
) -> QuorumFact | None:
    """Return the fact that governs a convening on a day: the latest in force (§ councils-2).

    A territory's own facts stand before the known ones; of two with the same day, the first given holds.
    """
    found = [
        fact
        for fact in facts
        if fact.assembly is assembly and fact.convening == convening and fact.valid_from <= on
    ]
    return max(found, key=lambda fact: fact.valid_from, default=None)


def most_convenings(facts: Iterable[QuorumFact], assembly: Assembly) -> int:
    """Return how many convenings the texts know."""
    return max((fact.convening for fact in facts if fact.assembly is assembly), default=1)


def needed(fact: QuorumFact | None, in_office: int) -> int:
    """Return how many must be present: one, when the text asks for no share (§ councils-2)."""
    if fact is None or fact.over_percent is None:
        return 1
    return in_office * fact.over_percent // WHOLE + 1


def has_quorum(fact: QuorumFact | None, *, present: int, in_office: int) -> bool:
    """Whether enough are present to deliberate (§ councils-2)."""
    return present >= needed(fact, in_office)


def refuse_fact(fact: QuorumFact) -> QuorumRefusal | None:
    """Return why a territory may not keep this fact (§ councils-2)."""
    if not fact.source:
        return QuorumRefusal.NO_SOURCE
    if fact.over_percent is not None and not 0 <= fact.over_percent < WHOLE:
        return QuorumRefusal.PERCENT
    if fact.longest_wait is not None and fact.longest_wait < fact.shortest_wait:
        return QuorumRefusal.DAYS
    return None
