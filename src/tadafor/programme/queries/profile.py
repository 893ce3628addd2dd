"""The profile of a commune: what is active, who takes part, answers in time, and communes alike."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from tadafor.commitments import queries as commitments
from tadafor.kernel.masking import masked
from tadafor.kernel.scopes import everywhere
from tadafor.programme import rules
from tadafor.programme.models import Commune, Count, Grid, Programme
from tadafor.programme.queries import frame

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
    days = {"starts_on": commune.programme.starts_on, "ends_on": commune.programme.ends_on}
    span = rules.span(commune.joined_on, commune.left_on, **days)
    rows = Count.objects.filter(
        territory__place_id=commune.place_id, month__gte=span.first, month__lte=span.last
    )
    found = rows.order_by().values_list("measure", "part").annotate(n=Sum("value"))
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
        found = commitments.rates_of_territories([commune.place.territory.pk]).values()
    rates = [one for kinds in found for one in kinds.values()]
    return sum(one.done for one in rates), sum(one.counted for one in rates)


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


def place_of(commune: Commune) -> rules.Place:
    people = commune.place.population
    return rules.Place(commune.pk, people[0] if people else 0, commune.place.is_urban)


def comparison(commune: Commune) -> Comparison | None:
    """Return a commune beside those alike of its programme; None where too few are (§ programme-10)."""
    here = {one.pk: one for one in frame.communes(commune.programme) if _takes_part(one)}
    if commune.pk not in here:
        return None
    found = rules.alike(place_of(commune), [place_of(one) for one in here.values()])
    if not found:
        return None
    others = [here[one.key] for one in found]
    counts = _counts([commune, *others])
    return Comparison(others, [_beside(one, commune, others, counts) for one in COMPARED])


def _takes_part(one: Commune) -> bool:
    return one.left_on is None and hasattr(one.place, "territory")


def _counts(communes: list[Commune]) -> dict[tuple[str, str], int]:
    since = max(one.joined_on for one in communes).replace(day=1)
    rows = Count.objects.filter(
        territory__place__in=[one.place_id for one in communes],
        part="",
        month__gte=since,
        month__lte=communes[0].programme.ends_on,
        measure__in=COMPARED,
    )
    found: dict[tuple[str, str], int] = defaultdict(int)
    for place, measure, value in rows.values_list("territory__place_id", "measure", "value"):
        found[place, measure] += value
    return found


def _beside(
    measure: rules.Measure,
    commune: Commune,
    others: list[Commune],
    counts: Mapping[tuple[str, str], int],
) -> Beside:
    def each(one: Commune) -> float:
        count = counts.get((one.place_id, measure.value), 0)
        return rules.per_thousand(count, place_of(one).population)

    theirs = [each(one) for one in others]
    return Beside(measure, each(commune), rules.middle(theirs), min(theirs), max(theirs))


# ---- the maturity grid


def grid_of(commune: Commune, year: int) -> Grid | None:
    return commune.grids.filter(year=year).prefetch_related("lines").first()


def grid_points(grid: Grid) -> int:
    """Return the degrees of a grid added up, as they were confirmed."""
    return rules.points(one.degree if one.confirmed is None else one.confirmed for one in grid.lines.all())


def grids_sent(programme: Programme) -> list[Grid]:
    """Return the grids that wait for their confirmation."""
    things = Grid.objects.filter(commune__programme=programme, state=rules.GridState.SENT)
    return list(things.select_related("commune__region", "commune__place__parent"))
