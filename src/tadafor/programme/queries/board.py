"""What the pages that everyone reads ask, with SQL written once, and together where they may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from tadafor.kernel.asked import asked_once
from tadafor.kernel.instances import tie
from tadafor.kernel.together import Wanted, wanted
from tadafor.programme import rules
from tadafor.programme.models import (
    Activity,
    Committee,
    Commune,
    Counted,
    Evidence,
    Grid,
    GridLine,
    Indicator,
    Node,
    Partner,
    Programme,
    Region,
    Sitting,
    Target,
)
from tadafor.programme.queries import frame, tallies


def wanted_of_board(programme: Programme, today: date, *, late: int) -> list[Wanted]:
    """Say what the page of a programme will ask, with at most ``late`` plans whose day is past."""
    known = {"programme": programme.pk}
    every = (_indicators, _targets, _nodes, _partners, _committees, _sittings, _regions, _done, _joined)
    return [
        *(wanted(one, **known) for one in every),
        *tallies.wanted_whole(programme),
        wanted(_years, **known, region=None),
        wanted(_late, limit=late, **known, region=None, today=today),
        wanted(_counted, limit=1, **known),
    ]


def wanted_frame(programme: Programme) -> list[Wanted]:
    """Say what telling indicators of their targets and figures of their regions will ask."""
    return [wanted(one, programme=programme.pk) for one in (_targets, _regions)]


def wanted_of_region(programme: Programme, region: Region, today: date, *, late: int) -> list[Wanted]:
    """Say what the page of a region will ask."""
    known = {"programme": programme.pk}
    return [
        *(wanted(one, **known) for one in (_indicators, _targets)),
        wanted(_communes, **known, region=region.pk),
        wanted(_years, **known, region=region.pk),
        wanted(_late, limit=late, **known, region=region.pk, today=today),
        *tallies.wanted_by_region(programme, region=region.pk),
    ]


def wanted_of_commune(programme: Programme, commune: Commune, *, most: int) -> list[Wanted]:
    """Say what the page of a commune will ask, with at most ``most`` activities."""
    return [
        *(wanted(one, programme=programme.pk) for one in (_indicators, _targets)),
        *(wanted(one, commune=commune.pk) for one in (_grids, _grid_lines, _grid_files)),
        wanted(_held, limit=most, commune=commune.pk),
        *tallies.wanted_of_commune(programme, commune.pk),
        tallies.wanted_members(programme),
        wanted(_places, programme=programme.pk),
    ]


def programme_at(slug: str) -> Programme | None:
    return _programme.first(slug=slug)


@asked_once
def _programme(slug: str) -> QuerySet[Programme]:
    return Programme.objects.filter(slug=slug).order_by("pk")


def indicators_of(programme: Programme) -> list[Indicator]:
    """Return the indicators of a programme with their targets and what they stand under."""
    found = _indicators.all(programme=programme.pk)
    for one in found:
        one.programme = programme
    tie(found, "targets", _targets.all(programme=programme.pk), by="indicator_id")
    return found


def indicator_at(programme: Programme, code: str) -> Indicator | None:
    found = _indicator.first(programme=programme.pk, code=code)
    if found:
        found.programme = programme
    return found


@asked_once
def _indicator(programme: int, code: str) -> QuerySet[Indicator]:
    return frame.indicators(Programme(pk=programme)).prefetch_related(None).filter(code=code)


def give_targets(indicator: Indicator) -> None:
    """Let an indicator tell its targets, asked for with those of its programme."""
    tie([indicator], "targets", _targets.all(programme=indicator.programme_id), by="indicator_id")


@asked_once
def _indicators(programme: int) -> QuerySet[Indicator]:
    return frame.indicators(Programme(pk=programme)).prefetch_related(None)


@asked_once
def _targets(programme: int) -> QuerySet[Target]:
    return Target.objects.filter(indicator__programme_id=programme)


def nodes_of(programme: Programme) -> list[Node]:
    return _nodes.all(programme=programme.pk)


@asked_once
def _nodes(programme: int) -> QuerySet[Node]:
    return frame.nodes(Programme(pk=programme))


def partners_of(programme: Programme) -> list[Partner]:
    return _partners.all(programme=programme.pk)


@asked_once
def _partners(programme: int) -> QuerySet[Partner]:
    return frame.partners(Programme(pk=programme))


def committees_of(programme: Programme) -> list[Committee]:
    """Return the steering committees with their sittings."""
    found = _committees.all(programme=programme.pk)
    tie(found, "sittings", _sittings.all(programme=programme.pk), by="committee_id")
    return found


@asked_once
def _committees(programme: int) -> QuerySet[Committee]:
    return frame.committees(Programme(pk=programme)).prefetch_related(None)


@asked_once
def _sittings(programme: int) -> QuerySet[Sitting]:
    return Sitting.objects.filter(committee__programme_id=programme)


def communes_of(region: Region) -> list[Commune]:
    """Return the communes of a region that joined, by name, with what they are called and where they lie."""
    return _communes.all(programme=region.programme_id, region=region.pk)


@asked_once
def _communes(programme: int, region: int) -> QuerySet[Commune]:
    return frame.communes(Programme(pk=programme), Region(pk=region))


def commune_at(programme: Programme, digits: str) -> Commune | None:
    """Return a commune of a programme by the digits of its place."""
    found = _commune_at.first(programme=programme.pk, digits=digits)
    if found:
        found.programme = programme
    return found


@asked_once
def _commune_at(programme: int, digits: str) -> QuerySet[Commune]:
    return frame.communes(Programme(pk=programme)).filter(place__digits=digits)


def places_of(programme: Programme) -> list[rules.Place]:
    """Return what makes the communes that use the platform, and did not leave, comparable."""
    return [
        rules.Place(key, now if now is not None else before or 0, is_urban)
        for key, now, before, is_urban in _places.all(programme=programme.pk)
    ]


@asked_once
def _places(programme: int) -> "QuerySet[Commune, tuple[int, int | None, int | None, bool | None]]":
    rows = Commune.objects.filter(
        programme_id=programme, place__territory__isnull=False, left_on__isnull=True
    ).order_by("pk")
    return rows.values_list("pk", "place__population_2024", "place__population_2014", "place__is_urban")


def communes_by(keys: list[int]) -> dict[int, Commune]:
    """Return communes by their keys, with what they are called."""
    return {one.pk: one for one in _those.all(keys=keys)}


@asked_once
def _those(keys: list[int]) -> QuerySet[Commune]:
    return Commune.objects.select_related("place__parent").filter(pk__any=keys).order_by("pk")


def regions_of(programme: Programme) -> list[Region]:
    return _regions.all(programme=programme.pk)


@asked_once
def _regions(programme: int) -> QuerySet[Region]:
    return Region.objects.filter(programme_id=programme).select_related("place")


@dataclass(frozen=True)
class Joined:
    """How many communes of a region take part, use the platform, are named by no source, and left."""

    communes: int
    on_platform: int
    unnamed: int
    left: int


def joined_by_region(programme: Programme) -> dict[int, Joined]:
    """Return how many communes joined in each region."""
    return {key: Joined(*counts) for key, *counts in _joined.all(programme=programme.pk)}


@asked_once
def _joined(programme: int) -> "QuerySet[Commune, tuple[int, int, int, int, int]]":
    still = Q(left_on__isnull=True)
    rows = Commune.objects.filter(programme_id=programme).order_by().values_list("region_id")
    return rows.annotate(
        a=Count("pk", filter=still),
        b=Count("place__territory", filter=still),
        c=Count("pk", filter=still & Q(is_demonstration=True)),
        d=Count("pk", filter=~still),
    )


def held_by_region(programme: Programme) -> dict[int | None, int]:
    """Return how many approved activities each region had."""
    return dict(_done.all(programme=programme.pk))


@asked_once
def _done(programme: int) -> "QuerySet[Activity, tuple[int | None, int]]":
    held = Activity.objects.filter(programme_id=programme, state=rules.State.APPROVED.value).order_by()
    return held.values_list("region_id").annotate(n=Count("pk"))


def by_year(programme: Programme, region: Region | None = None) -> dict[int, tuple[int, int]]:
    """Return how many activities each year had: approved, and in all."""
    rows = _years.all(programme=programme.pk, region=region.pk if region else None)
    return {year: (done, planned) for year, done, planned in rows}


@asked_once
def _years(programme: int, region: int | None) -> "QuerySet[Activity, tuple[int, int, int]]":
    things = Activity.objects.filter(programme_id=programme).order_by()
    things = things if region is None else things.filter(region_id=region)
    things = things.exclude(state=rules.State.CALLED_OFF.value)
    years = things.annotate(_year=ExtractYear("planned_on")).values_list("_year")
    return years.annotate(done=Count("pk", filter=Q(state=rules.State.APPROVED.value)), planned=Count("pk"))


def late_in(programme: Programme, today: date, region: Region | None = None, *, most: int) -> list[Activity]:
    """Return the plans whose day is past and that were not told, the oldest first (§ programme-6)."""
    where = region.pk if region else None
    return _late.all(limit=most, programme=programme.pk, region=where, today=today)


@asked_once
def _late(programme: int, region: int | None, today: date) -> QuerySet[Activity]:
    return frame.late(Programme(pk=programme), today, None if region is None else Region(pk=region))


def held_in(commune: Commune, *, most: int) -> list[Activity]:
    """Return the approved activities of a commune, the latest first."""
    return _held.all(limit=most, commune=commune.pk)


@asked_once
def _held(commune: int) -> QuerySet[Activity]:
    return frame.where_held(Activity.objects.filter(commune_id=commune, state=rules.State.APPROVED.value))


def grids_of(commune: Commune) -> list[Grid]:
    """Return the grids of a commune that were confirmed, the latest first, with their lines."""
    found = _grids.all(commune=commune.pk)
    tie(found, "lines", _grid_lines.all(commune=commune.pk), by="grid_id")
    files = {(one.grid_id, one.criterion): one for one in _grid_files.all(commune=commune.pk)}
    for grid in found:
        for line in grid.lines.all():
            line.file = files.get((grid.pk, line.criterion))
    return found


@asked_once
def _grids(commune: int) -> QuerySet[Grid]:
    return Grid.objects.filter(commune_id=commune, state=rules.GridState.CONFIRMED.value)


@asked_once
def _grid_lines(commune: int) -> QuerySet[GridLine]:
    return GridLine.objects.filter(grid__commune_id=commune)


@asked_once
def _grid_files(commune: int) -> QuerySet[Evidence]:
    return Evidence.objects.filter(grid__commune_id=commune, is_public=True)


def oldest_count(programme: Programme) -> datetime | None:
    """Return since when the figures of a programme are complete."""
    row: Iterable[datetime] | None = _counted.first(programme=programme.pk)
    return next(iter(row)) if row else None


@asked_once
def _counted(programme: int) -> "QuerySet[Counted, tuple[datetime]]":
    joined = Commune.objects.filter(programme_id=programme).values("place")
    return (
        Counted.objects.filter(territory__place__in=joined).order_by("counted_at").values_list("counted_at")
    )
