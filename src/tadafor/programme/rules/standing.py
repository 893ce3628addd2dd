"""What a figure says: against its target, against places alike, without giving anybody away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ALIKE_AT_MOST = 3.0  # a commune three times larger lives under other conditions
FEWEST_ALIKE = 3
MOST_ALIKE = 12  # the nearest in size say it; a page names them all
WHOLE = 100


class Standing(StrEnum):
    """Where an indicator stands against what was aimed at by today."""

    NO_TARGET = "no_target"
    REACHED = "reached"
    ON_WAY = "on_way"
    LATE = "late"


def aimed_at(targets: dict[int, int], *, baseline: int, starts_on: date, ends_on: date, today: date) -> float:
    """Return what should be reached by ``today``: the years before whole, this one by days (§ programme-9).

    Targets are yearly, each on top of the one before; outside the period nothing grows.
    """
    day = min(max(today, starts_on), ends_on)
    aimed = float(baseline)
    for year, target in sorted(targets.items()):
        first = max(date(year, 1, 1), starts_on)
        last = min(date(year, 12, 31), ends_on)
        if day > last:
            aimed += target
        elif day >= first:
            aimed += target * ((day - first).days + 1) / ((last - first).days + 1)
    return aimed


def standing(value: int, *, targets: dict[int, int], aimed: float, baseline: int = 0) -> Standing:
    """Reached counts against the whole, late against what was due by now (§ programme-9)."""
    if not targets:
        return Standing.NO_TARGET
    if value >= baseline + sum(targets.values()):
        return Standing.REACHED
    return Standing.ON_WAY if value >= aimed else Standing.LATE


def percent(value: int, whole: int) -> int:
    """Return how much of the whole is done, never 100 before it is."""
    if whole <= 0:
        return 0
    return min(WHOLE - 1, WHOLE * value // whole) if value < whole else WHOLE


@dataclass(frozen=True)
class Place:
    """What makes two communes comparable."""

    key: int
    population: int
    is_urban: bool | None


def alike(one: Place, others: Iterable[Place]) -> list[Place]:
    """Return the communes to compare with: of the same kind, within three times the size (§ programme-10).

    The nearest in size first, twelve at most. Fewer than three tell nothing, and none is returned.
    """
    if not one.population:
        return []
    near = [
        other
        for other in others
        if other.key != one.key
        and other.is_urban == one.is_urban
        and other.population
        and _ratio(one, other) <= ALIKE_AT_MOST
    ]
    near.sort(key=lambda other: (_ratio(one, other), other.key))
    return near[:MOST_ALIKE] if len(near) >= FEWEST_ALIKE else []


def _ratio(one: Place, other: Place) -> float:
    low, high = sorted((one.population, other.population))
    return high / low


def per_thousand(count: int, population: int) -> float:
    """Return a count for each thousand inhabitants, to one decimal."""
    return round(1000 * count / population, 1) if population else 0.0


def middle(values: Iterable[float]) -> float:
    """Return the value in the middle: half are above it, half below."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    at, odd = divmod(len(ordered), 2)
    return ordered[at] if odd else round((ordered[at - 1] + ordered[at]) / 2, 1)
