"""Figures: counted from the rooms' rows, entered with activities, and the rows behind each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet, Sum, Value

from tadafor.kernel.asked import Asked, asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.measures import Measured, measured
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.together import Wanted, wanted
from tadafor.programme import rules
from tadafor.programme.models import Activity, Commune, Counted, Entry, Indicator, Programme
from tadafor.programme.queries import board, tallies
from tadafor.territories import queries as territories

Key = tuple[int, str, str, date]
Spans = Mapping[rules.Span, list[int]]


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


def whole(programme: Programme) -> Sums:
    """Return the figures of a whole programme, not told by place nor year: added up beforehand."""
    indicators = board.indicators_of(programme)
    rows = [
        _figure(one, (None, None, 0), number, is_counted=is_counted)
        for one, number, is_counted in tallies.whole(programme, indicators)
    ]
    return Sums(rows, indicators)


def sums(
    programme: Programme,
    *,
    region: int | None = None,
    commune: Commune | None = None,
    indicator: Indicator | None = None,
) -> Sums:
    """Return the figures of a programme by region and year, or those of one commune (§ programme-11)."""
    indicators = [indicator] if indicator else board.indicators_of(programme)
    if commune:
        counted = _of_commune(commune, indicators)
    else:
        counted = _of_regions(programme, region, indicators, indicator.measure if indicator else None)
    typed = tallies.entered_by(
        programme,
        region=region,
        indicator=indicator.pk if indicator else None,
        commune=commune.pk if commune else None,
    )
    return Sums(counted + [Figure(*row) for row in typed], indicators)


def entered(indicator: Indicator, most: int) -> list[tuple[Activity, int]]:
    """Return the last approved activities that tell of an indicator, each with what it counted."""
    return [(one.activity, one.count) for one in _last.all(limit=most, indicator=indicator.pk)]


@asked_once
def _last(indicator: int) -> QuerySet[Entry]:
    things = Entry.objects.filter(indicator_id=indicator, activity__state=rules.State.APPROVED.value)
    things = things.select_related("activity__region__place", "activity__commune__place__parent")
    return things.order_by("-activity__held_on", "-pk")


def wanted_of_indicator(programme: Programme, indicator: Indicator, *, most: int) -> list[Wanted]:
    """Say what the page of an indicator will ask, with at most ``most`` activities."""
    narrowed = {"region": None, "indicator": indicator.pk, "measure": indicator.measure}
    return [
        *tallies.wanted_by_region(programme, **narrowed),
        tallies.wanted_members(programme),
        wanted(_last, limit=most, indicator=indicator.pk),
        *board.wanted_frame(programme),
    ]


def _by_measure(indicators: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = defaultdict(list)
    for one in indicators:
        if one.measure:
            found[one.measure].append(one)
    return found


def _of_regions(
    programme: Programme, region: int | None, indicators: list[Indicator], measure: str | None
) -> list[Figure]:
    """Read what each region keeps added up."""
    by_measure = _by_measure(indicators)
    return [
        _figure(one, (key, None, year), rules.Number(*figures), is_counted=True)
        for key, found, year, *figures in tallies.by_region(programme, region, measure)
        for one in by_measure.get(found, ())
    ]


def _of_commune(commune: Commune, indicators: list[Indicator]) -> list[Figure]:
    """Add up what is kept of one commune, over the months in which it took part."""
    by_measure = _by_measure(indicators)
    parts = {"", tallies.WOMEN, *tallies.YOUNG}
    return [
        _figure(one, (commune.region_id, commune.pk, year), tallies.number_of(part, value), is_counted=True)
        for measure, part, year, value in tallies.of_commune(commune.pk)
        for one in by_measure.get(measure, ())
        if part in parts
    ]


def _figure(
    one: Indicator, where: tuple[int | None, int | None, int], number: rules.Number, *, is_counted: bool
) -> Figure:
    women = (number.women or 0) if one.by_sex else 0
    young = (number.young or 0) if one.by_age else 0
    return Figure(one.pk, *where, number.count, women, young, is_counted=is_counted)


# ---- the rows behind a figure


class Source(NamedTuple):
    """A row that was counted: its day, how much it weighs, where it is read."""

    day: date
    value: int
    territory_id: int
    title: str = ""
    address: str = ""


def sources(measure: str, spans: Spans, today: date) -> "Sources | None":
    """Return the rows that a measure counts, of each territory in its days; None when no room counts it."""
    return sources_of([measure], spans, today).get(measure)


def sources_of(measures: Collection[str], spans: Spans, today: date) -> "dict[str, Sources]":
    """Return the rows that each of these measures counts, where a room counts it."""
    with everywhere():
        return {one.key: Sources(one, spans) for one in measured(today, measures) if not one.part}


def spans_of(
    programme: Programme, within: rules.Span | None = None, *, territories: Collection[int] | None = None
) -> Spans:
    """Return the territories of a programme by the days whose rows make their figures (§ programme-11)."""
    days = {"starts_on": programme.starts_on, "ends_on": programme.ends_on}
    found: dict[rules.Span, list[int]] = defaultdict(list)
    for key, joined_on, left_on in tallies.members(programme):
        if territories is None or key in territories:
            span = rules.span(joined_on, left_on, **days)
            found[rules.narrowed(span, within) if within else span].append(key)
    return dict(found)


def within_days(
    one: Measured, territory_ids: Iterable[int], since: date, until: date
) -> list[tuple[str, int]]:
    """Add up the rows of a measure between two days, each part apart; ask within ``everywhere()``."""
    rows = _within(one, {rules.Span(since, until): list(territory_ids)}).order_by()
    if not one.by:
        value = rows.aggregate(n=Sum(one.weight, default=0) if one.weight else CountOf("pk"))["n"]
        return [("", value)]
    found = rows.values_list(one.by).annotate(n=Sum(one.weight) if one.weight else CountOf("pk"))
    return [(f"{one.part}:{part}", value) for part, value in found if part]


def _within(one: Measured, spans: Spans) -> QuerySet[Any]:
    day = f"{one.day}__date" if _has_hour(one) else one.day
    days = Q(pk__in=[])
    for span, keys in spans.items():
        within = {f"{one.territory}__in": keys, f"{day}__gte": span.first, f"{day}__lte": span.last}
        days |= Q(**within)
    return one.rows.filter(days)


class Sources:
    """The rows of a measure as pages are made of them; ask within ``everywhere()``."""

    ordered = True

    def __init__(self, one: Measured, spans: Spans) -> None:
        self.measured = one
        self.rows = _within(one, spans).order_by(f"-{one.day}", "-pk")

    def count(self) -> int:
        with everywhere():
            return self.rows.count()

    def __len__(self) -> int:
        return self.count()

    @property
    def told(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """What a page tells of each row."""
        one = self.measured
        columns: list[Any] = [one.day, one.weight or Value(1), one.territory]
        columns += [f"{one.trace}__title", f"{one.trace}__address"] if one.trace else []
        return self.rows.values_list(*columns)

    def __getitem__(self, part: slice) -> list[Source]:
        with everywhere():
            found = list(self.told[part])
        return [Source(_day(day), value, place, *named) for day, value, place, *named in found]


def latest_in(territory_id: int, measure: str, span: rules.Span, today: date, *, most: int) -> list[Source]:
    """Return the last rows of one territory that a measure counts, in the days of ``span``."""
    asked = _latest(measure, today)
    if asked is None:
        return []
    with everywhere():
        rows = asked.all(limit=most, territory=territory_id, since=span.first, until=span.last)
    return [Source(_day(day), value, place, *named) for day, value, place, *named in rows]


@lru_cache(maxsize=64)
def _latest(measure: str, today: date) -> "Asked[tuple[Any, ...]] | None":
    """Return a question whose SQL is written once a day; None when no room counts the measure."""
    with everywhere():
        one = next((one for one in measured(today, [measure]) if not one.part), None)
    if one is None:
        return None

    def rows(territory: int, since: date, until: date) -> "QuerySet[Any, tuple[Any, ...]]":
        return Sources(one, {rules.Span(since, until): [territory]}).told

    return asked_once(rows)


def _has_hour(one: Measured) -> bool:
    field: Any = one.rows.model
    for step in one.day.split("__"):
        field = field._meta.get_field(step)  # noqa: SLF001 -- the way Django names its own columns
        field = field.related_model or field
    return str(field.get_internal_type()) == "DateTimeField"


def _day(value: date | datetime) -> date:
    return day_of(value) if isinstance(value, datetime) else value
