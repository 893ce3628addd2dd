"""What regions keep added up, and how it is added up: the same sums as one commune after another."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractYear, Greatest, Least, TruncMonth

from tadafor.kernel.asked import asked_once
from tadafor.kernel.together import Wanted, wanted
from tadafor.programme import rules
from tadafor.programme.models import Commune, Entry, Indicator, Programme, Region, Tally

WOMEN = "sex:woman"
YOUNG = ("age:under_18", "age:18_24", "age:25_34")
COUNTS = "place__territory__programme_counts__"
Key: TypeAlias = tuple[int, str, int]
Added: TypeAlias = tuple[int, int | None, int, int, int, int]


def while_in() -> Q:
    """Say which months of what is kept count: those in which the commune took part (``rules.span``)."""
    month = f"{COUNTS}month"
    return Q(
        **{
            f"{month}__gte": TruncMonth(Greatest(F("joined_on"), F("programme__starts_on"))),
            f"{month}__lte": Least(Coalesce(F("left_on"), F("programme__ends_on")), F("programme__ends_on")),
        }
    )


def added_up(region_ids: Iterable[int]) -> dict[Key, rules.Number]:
    """Add up what is kept of the communes of these regions: (region, measure, year) to its figures."""
    parts = Q(**{f"{COUNTS}part__in": ["", WOMEN, *YOUNG]})
    rows = (
        Commune.objects.filter(region__in=list(region_ids))
        .order_by()
        .filter(parts & while_in())
        .annotate(_year=ExtractYear(f"{COUNTS}month"))
        .values_list("region_id", f"{COUNTS}measure", "_year", f"{COUNTS}part")
        .annotate(_value=Sum(f"{COUNTS}value"))
    )
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for region, measure, year, part, value in rows:
        sums[region, measure, year][1 if part == WOMEN else 2 if part else 0] += value
    return {key: rules.Number(*value) for key, value in sums.items()}


def points_of(region_ids: Iterable[int]) -> list[tuple[int, Decimal, Decimal]]:
    """Return where the communes of these regions lie: (region, longitude, latitude)."""
    known = Commune.objects.filter(region__in=list(region_ids), latitude__isnull=False, left_on__isnull=True)
    return [
        (region, longitude, latitude)
        for region, longitude, latitude in known.values_list("region_id", "longitude", "latitude")
        if longitude is not None and latitude is not None
    ]


def regions_around(territory_ids: Iterable[int]) -> list[int]:
    """Return the regions of programmes in which these territories take part."""
    found = Region.objects.filter(communes__place__territory__in=list(territory_ids))
    return list(found.order_by("pk").values_list("pk", flat=True).distinct())


def number_of(part: str, value: int) -> rules.Number:
    """Return a figure of one part as what it adds: to all, to women, or to the young."""
    return rules.Number(0 if part else value, value if part == WOMEN else 0, value if part in YOUNG else 0)


# ---- what a whole programme has


def wanted_whole(programme: Programme) -> list[Wanted]:
    """Say what adding up a whole programme will ask."""
    return [wanted(one, programme=programme.pk) for one in (_counted, _entered)]


def whole(
    programme: Programme, indicators: Iterable[Indicator]
) -> list[tuple[Indicator, rules.Number, bool]]:
    """Return what a whole programme has of each indicator, counted (True) and entered (False) apart."""
    counted = {measure: figures for measure, *figures in _counted.all(programme=programme.pk)}
    entered = {key: figures for key, *figures in _entered.all(programme=programme.pk)}
    found = []
    for one in indicators:
        if one.measure and (figures := counted.get(one.measure)):
            found.append((one, rules.Number(*figures), True))
        if figures := entered.get(one.pk):
            found.append((one, rules.Number(*figures), False))
    return found


@asked_once
def _counted(programme: int) -> "QuerySet[Tally, tuple[str, int, int, int]]":
    rows = Tally.objects.filter(region__programme_id=programme).order_by().values_list("measure")
    return rows.annotate(a=Sum("count"), b=Sum("women"), c=Sum("young"))


@asked_once
def _entered(programme: int) -> "QuerySet[Entry, tuple[int, int, int, int]]":
    rows = Entry.objects.filter(indicator__programme_id=programme, activity__state=rules.State.APPROVED.value)
    found = rows.order_by().values_list("indicator_id")
    return found.annotate(a=Sum("count"), b=Sum("women", default=0), c=Sum("young", default=0))


# ---- what a region has, or an indicator by region, year by year


def wanted_by_region(programme: Programme, **narrowed: int | str | None) -> list[Wanted]:
    """Say what ``by_region`` and ``entered_by`` will ask, with the same narrowing."""
    region, indicator = narrowed.get("region"), narrowed.get("indicator")
    return [
        wanted(_kept, programme=programme.pk, region=region, measure=narrowed.get("measure")),
        wanted(_told, programme=programme.pk, region=region, indicator=indicator, commune=None),
    ]


def by_region(
    programme: Programme, region: int | None, measure: str | None
) -> list[tuple[int, str, int, int, int, int]]:
    """Return what regions keep: (region, measure, year, count, women, young)."""
    return _kept.all(programme=programme.pk, region=region, measure=measure)


@asked_once
def _kept(
    programme: int, region: int | None, measure: str | None
) -> "QuerySet[Tally, tuple[int, str, int, int, int, int]]":
    rows = Tally.objects.filter(region__programme_id=programme).order_by()
    rows = rows if region is None else rows.filter(region_id=region)
    rows = rows if measure is None else rows.filter(measure=measure)
    return rows.values_list("region_id", "measure", "year", "count", "women", "young")


def entered_by(
    programme: Programme, *, region: int | None, indicator: int | None, commune: int | None
) -> "list[tuple[int, int | None, int | None, int, int, int, int]]":
    """Return what was entered and approved: (indicator, region, commune, year, count, women, young)."""
    return _told.all(programme=programme.pk, region=region, indicator=indicator, commune=commune)


@asked_once
def _told(
    programme: int, region: int | None, indicator: int | None, commune: int | None
) -> "QuerySet[Entry, Any]":
    rows = Entry.objects.filter(
        indicator__programme_id=programme, activity__state=rules.State.APPROVED.value
    ).order_by()
    rows = rows if indicator is None else rows.filter(indicator_id=indicator)
    rows = rows if region is None else rows.filter(activity__region_id=region)
    rows = rows if commune is None else rows.filter(activity__commune_id=commune)
    found = rows.annotate(y=ExtractYear("activity__held_on"))
    named = found.values_list("indicator_id", "activity__region_id", "activity__commune_id", "y")
    return named.annotate(a=Sum("count"), b=Sum("women", default=0), c=Sum("young", default=0))


# ---- what one commune has


def wanted_of_commune(programme: Programme, commune: int) -> list[Wanted]:
    """Say what the figures of one commune will ask."""
    nowhere = {"region": None, "indicator": None}
    return [
        wanted(_of_commune, commune=commune),
        wanted(_commune_whole, commune=commune),
        wanted(_told, programme=programme.pk, **nowhere, commune=commune),
    ]


def of_commune(commune: int) -> list[tuple[str, str, int, int]]:
    """Return what is kept of a commune while it took part: (measure, part, year, value)."""
    return _of_commune.all(commune=commune)


@asked_once
def _of_commune(commune: int) -> "QuerySet[Commune, Any]":
    rows = Commune.objects.filter(pk=commune).order_by().filter(while_in())
    found = rows.annotate(y=ExtractYear(f"{COUNTS}month"))
    named = found.values_list(f"{COUNTS}measure", f"{COUNTS}part", "y")
    return named.annotate(a=Sum(f"{COUNTS}value"))


def of_commune_whole(commune: int) -> list[tuple[str, str, int]]:
    """Return what is kept of a commune while it took part, its years together: (measure, part, value)."""
    return _commune_whole.all(commune=commune)


@asked_once
def _commune_whole(commune: int) -> "QuerySet[Commune, Any]":
    rows = Commune.objects.filter(pk=commune).order_by().filter(while_in())
    named = rows.values_list(f"{COUNTS}measure", f"{COUNTS}part")
    return named.annotate(a=Sum(f"{COUNTS}value"))


def of_communes(communes: list[int], since: date, until: date) -> list[tuple[int, str, int]]:
    """Return what is kept of several communes between two months: (commune, measure, value)."""
    return _of_communes.all(communes=communes, since=since, until=until)


@asked_once
def _of_communes(communes: list[int], since: date, until: date) -> "QuerySet[Commune, Any]":
    month = f"{COUNTS}month"
    rows = Commune.objects.filter(pk__any=communes).order_by()
    rows = rows.filter(**{f"{month}__gte": since, f"{month}__lte": until, f"{COUNTS}part": ""})
    return rows.values_list("pk", f"{COUNTS}measure").annotate(a=Sum(f"{COUNTS}value"))


# ---- whose rows are read


def wanted_members(programme: Programme) -> Wanted:
    """Say what ``members`` will ask."""
    return wanted(_members, programme=programme.pk)


def members(programme: Programme) -> list[tuple[int, date, date | None]]:
    """Return the territories that use the platform, and from when to when they took part."""
    return _members.all(programme=programme.pk)


@asked_once
def _members(programme: int) -> "QuerySet[Commune, Any]":
    rows = Commune.objects.filter(programme_id=programme, place__territory__isnull=False).order_by()
    return rows.values_list("place__territory", "joined_on", "left_on")
