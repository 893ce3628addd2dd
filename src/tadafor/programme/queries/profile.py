"""The profile of a commune: what is active, who takes part, answers in time, and communes alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from tadafor.commitments import queries as commitments
from tadafor.kernel.masking import masked
from tadafor.kernel.scopes import everywhere
from tadafor.programme import rules
from tadafor.programme.models import Commune, Evidence, Grid, Programme
from tadafor.programme.queries import board, tallies

# What is set beside communes alike: the acts of people, not the size of offices.
COMPARED = (
    rules.Measure.CONTRIBUTIONS,
    rules.Measure.PETITIONS,
    rules.Measure.ATTENDED,
    rules.Measure.IDEAS,
    rules.Measure.SUGGESTIONS,
)


@dataclass(frozen=True)
class Profile:
    """What is kept of one commune since it joined."""

    totals: Mapping[str, int]
    parts: Mapping[str, int]

    @property
    def active(self) -> "list[tuple[rules.Measure, int]]":
        """Return the mechanisms that were used, with how much."""
        hidden = {rules.Measure.ON_TIME, rules.Measure.ANSWERED}
        return [
            (one, self.totals[one.value])
            for one in rules.Measure
            if self.totals.get(one.value) and one not in hidden
        ]

    @property
    def answered(self) -> tuple[int, int]:
        """Return how many answers were given, and how many of them in time."""
        return self.totals.get(rules.Measure.ANSWERED, 0), self.totals.get(rules.Measure.ON_TIME, 0)

    def came(self, fact: str) -> dict[str, int | None]:
        """Return who came by sex or by age; what could give somebody away is None (§ programme-16)."""
        counts = {
            part.partition(":")[2]: value for part, value in self.parts.items() if part.startswith(f"{fact}:")
        }
        return masked({"all": counts})["all"] if counts else {}


def profile(commune: Commune) -> Profile:
    """Return what is kept of a commune over the months in which it took part."""
    found = tallies.of_commune_whole(commune.pk)
    totals, parts = {}, {}
    for measure, part, value in found:
        if not part:
            totals[measure] = value
        elif measure == rules.Measure.ATTENDED.value:
            parts[part] = value
    return Profile(totals, parts)


def promises(commune: Commune) -> tuple[int, int]:
    """Return how many of the commitments that everybody reads are done, and how many stand."""
    with everywhere():
        return commitments.done_in(commune.place.territory.pk)


@dataclass(frozen=True)
class Beside:
    """A measure of a commune beside those alike: for each thousand inhabitants (§ programme-10)."""

    measure: rules.Measure
    here: float
    middle: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Comparison:
    """A commune among those alike that use the platform."""

    others: list[Commune]
    lines: list[Beside]


def comparison(commune: Commune) -> Comparison | None:
    """Return a commune beside those alike of its programme; None where too few are (§ programme-10)."""
    here = {one.key: one for one in board.places_of(commune.programme)}
    if commune.pk not in here:
        return None
    alike = [one.key for one in rules.alike(here[commune.pk], here.values())]
    if not alike:
        return None
    found = board.communes_by(sorted([commune.pk, *alike]))
    since = max(one.joined_on for one in found.values()).replace(day=1)
    counts = {
        (key, measure): value
        for key, measure, value in tallies.of_communes(sorted(found), since, commune.programme.ends_on)
    }
    lines = [_beside(one, here[commune.pk], [here[key] for key in alike], counts) for one in COMPARED]
    return Comparison([found[key] for key in alike], lines)


def _beside(
    measure: rules.Measure,
    here: rules.Place,
    others: list[rules.Place],
    counts: Mapping[tuple[int, str], int],
) -> Beside:
    def each(one: rules.Place) -> float:
        return rules.per_thousand(counts.get((one.key, measure.value), 0), one.population)

    theirs = [each(one) for one in others]
    return Beside(measure, each(here), rules.middle(theirs), min(theirs), max(theirs))


# ---- the maturity grid


def grid_of(commune: Commune, year: int) -> Grid | None:
    return commune.grids.filter(year=year).prefetch_related("lines", "files").first()


def grid_points(grid: Grid) -> int:
    """Return the degrees of a grid added up, as they were confirmed."""
    return rules.points(one.degree if one.confirmed is None else one.confirmed for one in grid.lines.all())


def who_filled(grid: Grid) -> set[int | None]:
    """Return who filled a grid or brought its files: none of them confirms it (§ programme-13)."""
    return {grid.filled_by_id, *(one.brought_by_id for one in grid.files.all())}


def evidence_coded(programme: Programme, code: str) -> Evidence | None:
    found = Evidence.objects.select_related("grid__commune__region", "grid__commune__place__parent")
    one = found.filter(grid__commune__programme=programme, code=code.upper()).first()
    if one:
        one.grid.commune.programme = programme
    return one


def grids_sent(programme: Programme) -> list[Grid]:
    """Return the grids that wait for their confirmation."""
    things = Grid.objects.filter(commune__programme=programme, state=rules.GridState.SENT)
    found = things.select_related("commune__region", "commune__place__parent")
    return list(found.prefetch_related("files"))
