"""By which proof a link is confirmed, what it displaces, and what is kept with it.

The prose is ``docs/rules/identity.md``; each rule names its anchor there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Proof(StrEnum):
    """How surely a card and a person were put together."""

    DECLARED = "declared"
    LIST = "list"
    OPENID = "openid"
    DESK = "desk"
    PAPER = "paper"


# The weakest first; those on one line weigh the same (§ identity-displaces).
STRENGTH: tuple[frozenset[Proof], ...] = (
    frozenset({Proof.DECLARED}),
    frozenset({Proof.LIST}),
    frozenset({Proof.OPENID}),
    frozenset({Proof.DESK, Proof.PAPER}),
)
# Whether somebody was old enough is kept for each of these ages, never the age itself.
AGES = (15, 16, 18)


class Meeting(StrEnum):
    """What happens when a card that one person holds is brought by another."""

    FREE = "free"
    DISPLACES = "displaces"
    YIELDS = "yields"


def strength(proof: Proof) -> int:
    """Return the rank of a proof in the order of the house."""
    return next(rank for rank, equals in enumerate(STRENGTH) if proof in equals)


def is_stronger(new: Proof, old: Proof) -> bool:
    """Whether ``new`` displaces ``old`` (§ identity-displaces)."""
    return strength(new) > strength(old)


def meeting(new: Proof, held: Proof | None) -> Meeting:
    """Say what a card brought with ``new`` does to the one who holds it with ``held``, if anybody.

    Equal evidence yields: the first stays until somebody brings better (§ identity-displaces).
    """
    if held is None:
        return Meeting.FREE
    return Meeting.DISPLACES if is_stronger(new, held) else Meeting.YIELDS


@dataclass(frozen=True)
class Eligibility:
    """What a procedure may ask of a confirmed person, and nothing else (§ identity-facts)."""

    old_enough: tuple[int, ...] = ()
    neighbourhood_id: int | None = None

    def reaches(self, age: int) -> bool:
        """Whether this person was seen to be at least ``age``."""
        return any(reached >= age for reached in self.old_enough)


def ages_reached(born: date, today: date, ages: Collection[int] = AGES) -> tuple[int, ...]:
    """Return which minimum ages somebody has reached; who was born on 29 February waits for 1 March."""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return tuple(age for age in sorted(ages) if years >= age)
