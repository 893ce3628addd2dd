"""Figures: counted from the rooms' rows, entered with activities, and the rows behind each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count as CountOf
from django.db.models import F, Q, QuerySet, Sum, Value
from django.db.models.functions import ExtractYear, TruncMonth

from tadafor.kernel.clock import day_of
from tadafor.kernel.measures import Measured, measured
from tadafor.kernel.scopes import everywhere
from tadafor.programme import rules
from tadafor.programme.models import Activity, Commune, Counted, Entry, Indicator, Programme
from tadafor.programme.queries import board
from tadafor.territories import queries as territories

Key = tuple[int, str, str, date]
WOMEN = "sex:woman"
YOUNG = ("age:under_18", "age:18_24", "age:25_34")
_COUNTS = "place__territory__programme_counts__"


def counted(territory_ids: Iterable[int], today: date) -> dict[Key, int]:
    """Count every row of these territories, now: a full count, whatever was kept (§ programme-11)."""
    keys, found = list(territory_ids), {}
    with everywhere():
        for one in measured(today):
            for place, part, month, value in one.months(keys):
                found[place, one.key, part, month] = value
    return found


def counted_at() -> dict[int, datetime | None]:
    """Return when each territory was last counted, None where it never was."""
    at = dict(Counted.objects.values_list("territory_id", "counted_at"))
    return {key: at.get(key) for key in territories.territories().order_by().values_list("pk", flat=True)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of an indicator, in one commune (or one region, or the programme at large), in one year."""

    indicator: int
    region: int | None
    commune: int | None
    year: int
    count: int
    women: int
    young: int
    is_counted: bool = False


@dataclass(frozen=True)
class Sums:
    """Figures added up, however far."""

    rows: list[Figure]
    indicators: list[Indicator] = field(default_factory=list)

    def of(
        self,
        indicator: int,
        *,
        region: int | None = None,
        commune: int | None = None,
        year: int | None = None,
    ) -> int:
        return sum(
            one.count
            for one in self.rows
            if one.indicator == indicator
            and region in {None, one.region}
            and commune in {None, one.commune}
            and year in {None, one.year}
        )

    def by_indicator(self) -> dict[int, "Total"]:
        """Return each indicator with its whole, what is apart, and its years."""
        totals: dict[int, Total] = defaultdict(Total)
        for one in self.rows:
            totals[one.indicator].add(one)
        return dict(totals)


class Total:
    """An indicator added up."""

    def __init__(self) -> None:
        self.count = self.women = self.young = self.from_rows = 0
        self.years: dict[int, int] = defaultdict(int)

    def add(self, one: Figure) -> None:
        self.count += one.count
        self.women += one.women
        self.young += one.young
        self.from_rows += one.count if one.is_counted else 0
        self.years[one.year] += one.count


def sums(
    programme: Programme,
    *,
    region: int | None = None,
    commune: int | None = None,
    indicator: Indicator | None = None,
    apart: bool = True,
) -> Sums:
    """Return the figures of a programme from what is kept and what was approved (§ programme-11).

    Without ``apart``, those that are counted are not told by place: a whole programme is added up sooner.
    """
    indicators = [indicator] if indicator else board.indicators_of(programme)
    communes = Commune.objects.filter(programme=programme)
    communes = communes.filter(region=region) if region else communes
    communes = communes.filter(pk=commune) if commune else communes
    rows = _from_rows(programme, communes, indicators, apart=apart)
    found = Entry.objects.filter(indicator__in=indicators, activity__state=rules.State.APPROVED)
    found = found.filter(activity__region=region) if region else found
    found = found.filter(activity__commune=commune) if commune else found
    return Sums(rows + [Figure(*row) for row in _entered(found)], indicators)


def entered(indicator: Indicator, most: int) -> list[tuple[Activity, int]]:
    """Return the last approved activities that tell of an indicator, each with what it counted."""
    things = Entry.objects.filter(indicator=indicator, activity__state=rules.State.APPROVED)
    things = things.select_related("activity__region__place", "activity__commune__place__parent")
    return [(one.activity, one.count) for one in things.order_by("-activity__held_on", "-pk")[:most]]


def _entered(entries: QuerySet[Entry]) -> QuerySet[Entry, tuple[Any, ...]]:
    return (
        entries.order_by()
        .annotate(_year=ExtractYear("activity__held_on"))
        .values_list("indicator_id", "activity__region_id", "activity__commune_id", "_year")
        .annotate(_count=Sum("count"), _women=Sum("women", default=0), _young=Sum("young", default=0))
    )


def _from_rows(
    programme: Programme, communes: QuerySet[Commune], indicators: list[Indicator], *, apart: bool
) -> list[Figure]:
    """Add up what is kept, from the month in which a commune joined to the last of the programme."""
    by_measure: dict[str, list[Indicator]] = defaultdict(list)
    for one in indicators:
        if one.measure:
            by_measure[one.measure].append(one)
    if not by_measure:
        return []
    parts = Q(**{f"{_COUNTS}part": ""})
    if any(one.by_sex or one.by_age for one in indicators):
        parts |= Q(**{f"{_COUNTS}part__in": [WOMEN, *YOUNG]})
    month = f"{_COUNTS}month"
    places = ("region_id", "pk") if apart else (Value(0), Value(0))
    # One call: conditions on the same row of what is kept, not on several.
    kept = Q(**{f"{month}__gte": TruncMonth(F("joined_on"))})
    kept &= Q(**{f"{month}__gte": programme.starts_on.replace(day=1), f"{month}__lte": programme.ends_on})
    found = (
        communes.order_by()
        .filter(parts & kept, **{f"{_COUNTS}measure__in": list(by_measure)})
        .annotate(_year=ExtractYear(month))
        .values_list(*places, f"{_COUNTS}measure", f"{_COUNTS}part", "_year")
        .annotate(_value=Sum(f"{_COUNTS}value"))
    )
    return [
        _figure(one, (region, commune, year), part, value)
        for region, commune, measure, part, year, value in found
        for one in by_measure[measure]
    ]


def _figure(one: Indicator, where: tuple[int | None, int | None, int], part: str, value: int) -> Figure:
    women = value if part == WOMEN and one.by_sex else 0
    young = value if part in YOUNG and one.by_age else 0
    return Figure(one.pk, *where, 0 if part else value, women, young, is_counted=True)


# ---- the rows behind a figure


class Source(NamedTuple):
    """A row that was counted: its day, how much it weighs, where it is read."""

    day: date
    value: int
    territory_id: int
    title: str = ""
    address: str = ""


def sources(
    measure: str, territory_ids: Iterable[int], since: date, until: date, today: date
) -> "Sources | None":
    """Return the rows that a measure counts in these territories; None when no room counts it."""
    with everywhere():
        for one in measured(today):
            if one.key == measure and not one.part:
                return Sources(one, list(territory_ids), since, until)
    return None


def within_days(
    one: Measured, territory_ids: Iterable[int], since: date, until: date
) -> list[tuple[str, int]]:
    """Add up the rows of a measure between two days, each part apart; ask within ``everywhere()``."""
    rows = _between(one, territory_ids, since, until).order_by()
    if not one.by:
        value = rows.aggregate(n=Sum(one.weight, default=0) if one.weight else CountOf("pk"))["n"]
        return [("", value)]
    found = rows.values_list(one.by).annotate(n=Sum(one.weight) if one.weight else CountOf("pk"))
    return [(f"{one.part}:{part}", value) for part, value in found if part]


def _between(one: Measured, territory_ids: Iterable[int], since: date, until: date) -> QuerySet[Any]:
    day = f"{one.day}__date" if _has_hour(one) else one.day
    within = {f"{one.territory}__in": list(territory_ids), f"{day}__gte": since, f"{day}__lte": until}
    return one.rows.filter(**within)


class Sources:
    """The rows of a measure as pages are made of them; ask within ``everywhere()``."""

    ordered = True

    def __init__(self, one: Measured, territory_ids: list[int], since: date, until: date) -> None:
        self.measured = one
        self.rows = _between(one, territory_ids, since, until).order_by(f"-{one.day}", "-pk")

    def count(self) -> int:
        with everywhere():
            return self.rows.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Source]:
        one = self.measured
        columns = [one.day, one.weight or "pk", one.territory]
        columns += [f"{one.trace}__title", f"{one.trace}__address"] if one.trace else []
        with everywhere():
            found = list(self.rows.values_list(*columns)[part])
        return [
            Source(_day(day), value if one.weight else 1, place, *named)
            for day, value, place, *named in found
        ]


def _has_hour(one: Measured) -> bool:
    field: Any = one.rows.model
    for step in one.day.split("__"):
        field = field._meta.get_field(step)  # noqa: SLF001 -- the way Django names its own columns
        field = field.related_model or field
    return str(field.get_internal_type()) == "DateTimeField"


def _day(value: date | datetime) -> date:
    return day_of(value) if isinstance(value, datetime) else value
