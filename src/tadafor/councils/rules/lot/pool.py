"""Who may be drawn and which shares are wanted."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class PoolRefusal(StrEnum):
    """Why no panel can be made of this pool with these quotas."""

    TOO_FEW = "too_few"
    CELL_SHORT = "cell_short"
    CELL_ORDER = "cell_order"
    SUM_LOW = "sum_low"
    SUM_HIGH = "sum_high"
    TOGETHER = "together"


@dataclass(frozen=True)
class Person:
    """A volunteer under a salted identifier: the facts that quotas ask for, and a household if shared."""

    code: str
    facts: tuple[tuple[str, str], ...]
    household: str = ""


@dataclass(frozen=True)
class Quota:
    """How many of a panel have this value, at least and at most."""

    fact: str
    value: str
    least: int
    most: int

    @property
    def cell(self) -> str:
        return f"{self.fact}: {self.value}"


@dataclass(frozen=True)
class Profile:
    """Persons whom no quota and no household tells apart."""

    facts: tuple[tuple[str, str], ...]
    household: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class PoolFault:
    """A refusal with the cell it is about."""

    refusal: PoolRefusal
    cell: str = ""
    there: int = 0
    least: int = 0


def canonical(value: object) -> bytes:
    """Return the one way of writing ``value`` as bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object) -> str:
    """Return the SHA-256 of ``value`` in its one way of writing (§ councils-18)."""
    return hashlib.sha256(canonical(value)).hexdigest()


def identifier(salt: str, key: str) -> str:
    """Return the public name of a volunteer: without the salt it leads to nobody (§ councils-18)."""
    return hashlib.sha256(f"{salt}:{key}".encode()).hexdigest()[:16]


def profiles_of(persons: Sequence[Person], *, one_per_household: bool) -> list[Profile]:
    """Group the persons; those who share a household stay apart when only one of them may be drawn."""
    shared = Counter(person.household for person in persons if person.household)
    groups: dict[tuple[tuple[tuple[str, str], ...], str], list[str]] = {}
    for person in sorted(persons, key=lambda one: one.code):
        alone = not one_per_household or shared[person.household] < 2  # noqa: PLR2004 -- two share
        key = (person.facts, "" if alone else person.household)
        groups.setdefault(key, []).append(person.code)
    return [Profile(facts, household, tuple(codes)) for (facts, household), codes in sorted(groups.items())]


def proposed(shares: Mapping[str, Mapping[str, float]], seats: int) -> list[Quota]:
    """Propose quotas from shares of the population: the two whole numbers around each (§ councils-17)."""
    quotas = []
    for fact, values in shares.items():
        whole = sum(values.values()) or 1
        for value, share in values.items():
            wanted = seats * share / whole
            quotas.append(Quota(fact, value, int(wanted), int(wanted) + (wanted > int(wanted))))
    return quotas


def refuse_pool(persons: Sequence[Person], quotas: Sequence[Quota], seats: int) -> PoolFault | None:
    """Return what can be seen at once: which cell is short, which sums miss the seats (§ councils-17)."""
    if len(persons) < seats:
        return PoolFault(PoolRefusal.TOO_FEW, there=len(persons), least=seats)
    for quota in quotas:
        there = sum((quota.fact, quota.value) in person.facts for person in persons)
        if quota.least > quota.most:
            return PoolFault(PoolRefusal.CELL_ORDER, quota.cell)
        if there < quota.least:
            return PoolFault(PoolRefusal.CELL_SHORT, quota.cell, there, quota.least)
    for fact in dict.fromkeys(quota.fact for quota in quotas):
        cells = [quota for quota in quotas if quota.fact == fact]
        asked = {(fact, quota.value) for quota in cells}
        free = sum(not asked & set(person.facts) for person in persons)
        if sum(quota.most for quota in cells) + free < seats:
            return PoolFault(PoolRefusal.SUM_LOW, fact)
        if sum(quota.least for quota in cells) > seats:
            return PoolFault(PoolRefusal.SUM_HIGH, fact)
    return None
