"""Named reads of the ground."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import CASABLANCA
from tadafor.kernel.text import search_text
from tadafor.territories import rules, words
from tadafor.territories.models import (
    CouncilSession,
    DayCorrection,
    Holiday,
    Neighbourhood,
    Office,
    OfficeHours,
    Place,
    PlaceQuerySet,
    Ramadan,
    Territory,
)
from tadafor.territories.queries.finding import called as called
from tadafor.territories.queries.finding import joined_named as joined_named
from tadafor.territories.queries.finding import neighbourhood_at as neighbourhood_at
from tadafor.territories.queries.finding import neighbourhood_names as neighbourhood_names
from tadafor.territories.queries.finding import quarters as quarters
from tadafor.territories.queries.finding import wanted_quarters as wanted_quarters
from tadafor.territories.rules import DayKind, Hours, PlaceKind, Season, Session, SessionKind, Standing
from tadafor.territories.words import weekdays

_WITH_PLACE = ("place", "place__parent")
# What search reads and no page shows.
_UNSEEN = tuple(
    f"place__{above}{name}"
    for above in ("", "parent__")
    for name in ("digits", "sort_key_ar", "sort_key_fr", "search_text", "grams")
)


def territories() -> QuerySet[Territory]:
    """Return every territory that joined, with its place, by name."""
    return Territory.objects.select_related(*_WITH_PLACE).order_by("place__sort_key_ar", "pk")


def territory_by_slug(slug: str) -> Territory | None:
    return Territory.objects.select_related(*_WITH_PLACE).filter(slug=slug).first()


def named(territory_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of several territories, in the reader's language."""
    return {one.pk: one.name for one in territories().filter(pk__in=set(territory_ids))}


def names_of(territories: Iterable[int]) -> dict[int, str]:
    """Return how the territories (keys) are called, the province beside a name that others bear."""
    named = {}
    for key, is_shared, kind, arabic, french, *above in _named.all(keys=sorted(set(territories))):
        title = words.title(PlaceKind(kind), arabic, french)
        within = words.title(PlaceKind(above[0]), *above[1:]) if is_shared and above[0] else ""
        named[key] = rules.full_name(title, within, is_shared=is_shared)
    return named


@asked_once
def _named(keys: list[int]) -> QuerySet[Territory, tuple[Any, ...]]:
    said = ("kind", "name_ar", "name_fr")
    return Territory.objects.filter(pk__any=keys).values_list(
        "pk",
        "place__is_name_shared",
        *(f"place__{one}" for one in said),
        *(f"place__parent__{one}" for one in said),
    )


def slug_of(territory_id: int) -> str:
    """Return how addresses name a territory."""
    return str(Territory.objects.values_list("slug", flat=True).get(pk=territory_id))


def locked(territory_id: int) -> Territory:
    """Return the territory, held: what is checked within it cannot change until the act is done.

    Rows that name it are written meanwhile: who holds one of them never waits for who holds the territory.
    """
    return Territory.objects.select_for_update(no_key=True).get(pk=territory_id)


@dataclass(frozen=True)
class Address:
    """The territory an address names, and the one its host is tied to."""

    of_path: Territory | None
    of_host: Territory | None


def at_address(*, slug: str | None, host: str | None) -> Address:
    """Return the territories at ``slug`` and at ``host``, in one query, none when nothing is asked."""
    if slug is None and host is None:
        return Address(None, None)
    found = _addressed.all(slug=slug, host=host)
    return Address(
        next((territory for territory in found if territory.slug == slug), None),
        next((territory for territory in found if host is not None and territory.host == host), None),
    )


@asked_once
def _addressed(slug: str | None, host: str | None) -> QuerySet[Territory]:
    wanted = [Q(**{name: value}) for name, value in (("slug", slug), ("host", host)) if value is not None]
    return Territory.objects.select_related(*_WITH_PLACE).defer(*_UNSEEN).filter(reduce(or_, wanted))


def territories_of_region(region_code: str) -> QuerySet[Territory]:
    """Return the territories of a region, itself included if it joined."""
    return territories().filter(place__region_id=region_code) | territories().filter(place_id=region_code)


def regions() -> QuerySet[Place]:
    return Place.objects.filter(kind=PlaceKind.REGION).order_by("code")


def regions_joined() -> list[tuple[str, str, int]]:
    """Return each region: its code, its name, how many territories joined in it."""
    return [
        (code, words.title(PlaceKind.REGION, arabic, french), joined)
        for code, arabic, french, joined in _regions_joined.all()
    ]


@asked_once
def _regions_joined() -> QuerySet[Place, tuple[str, str, str, int]]:
    home = Coalesce("place__region_id", "place_id")
    here = Territory.objects.order_by().annotate(home=home).filter(home=OuterRef("code"))
    counted = here.values("home").annotate(count=Count("pk")).values("count")
    joined = Coalesce(Subquery(counted), 0)
    return regions().annotate(joined=joined).values_list("code", "name_ar", "name_fr", "joined")


def arrondissements(code: str) -> int:
    """Count the arrondissements (المقاطعات) of a commune; most have none."""
    return _arrondissements.count(code=code)


@asked_once
def _arrondissements(code: str) -> QuerySet[Place]:
    return arrondissements_of(code)


def arrondissements_of(code: str) -> QuerySet[Place]:
    """Return the arrondissements of a commune, with their population."""
    return Place.objects.filter(kind=PlaceKind.ARRONDISSEMENT, parent_id=code).order_by("code")


def provinces_of(code: str) -> QuerySet[Place]:
    """Return the prefectures and provinces of a region."""
    kinds = (PlaceKind.PROVINCE, PlaceKind.PREFECTURE)
    return Place.objects.filter(kind__in=kinds, region_id=code).order_by("sort_key_ar", "code")


def place_by_code(code: str) -> Place | None:
    return Place.objects.filter(code=code).first()


def find_places(text: str, *, kinds: tuple[PlaceKind, ...] = (PlaceKind.COMMUNE,)) -> PlaceQuerySet:
    """Return places named like ``text`` in Arabic or French; those that begin so come first."""
    begins = search_text(text)
    first = Case(
        When(sort_key_ar=begins, then=Value(0)),
        When(sort_key_fr=begins, then=Value(0)),
        When(sort_key_ar__startswith=begins, then=Value(1)),
        When(sort_key_fr__startswith=begins, then=Value(1)),
        default=Value(2),
    )
    found = Place.objects.named(text) if begins else Place.objects.none()
    return found.filter(kind__in=kinds).select_related("parent").order_by(first, "sort_key_ar", "code")


def neighbourhoods(territory_id: int) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods that people may choose."""
    return Neighbourhood.objects.filter(territory_id=territory_id, is_retired=False)


# ---- the calendar


def days_off(territory_id: int, first: date, last: date) -> frozenset[date]:
    """Return the days off of a territory: the nation's, as it corrected them, and its own."""
    span = (first, last)
    national = Holiday.objects.filter(day__range=span, is_struck=False).values_list("day", flat=True)
    own = DayCorrection.objects.filter(territory_id=territory_id, day__range=span)
    kinds = dict(own.values_list("day", "kind"))
    worked = {day for day, kind in kinds.items() if kind == DayKind.WORKED}
    return frozenset((set(national) - worked) | (set(kinds) - worked))


def ramadans(around: date) -> list[tuple[date, date]]:
    """Return the months of Ramadan of the year of ``around`` and its neighbours."""
    years = (around.year - 1, around.year, around.year + 1)
    return list(Ramadan.objects.filter(first_day__year__in=years).values_list("first_day", "last_day"))


def sessions(territory: Territory, years: range) -> list[Session]:
    """Return the sessions of ``years``: those that were fixed, the others as expected."""
    fixed = CouncilSession.objects.filter(territory=territory, year__in=years)
    return rules.sessions(years, territory.session_months, [row.fact for row in fixed])


def next_session(territory_id: int, after: date) -> Session | None:
    """Return the first ordinary session that opens after a day."""
    ((months,),) = session_months_of.all(territory=territory_id)
    fixed = _fixed_sessions.all(territory=territory_id, since=after.year - 1, until=after.year + 3)
    return rules.next_ordinary(after, months, [row.fact for row in fixed])


@asked_once
def session_months_of(territory: int) -> "QuerySet[Territory, tuple[list[int]]]":
    """The months in which its council holds an ordinary session."""
    return Territory.objects.filter(pk=territory).values_list("session_months")


@asked_once
def _fixed_sessions(territory: int, since: int, until: int) -> "QuerySet[CouncilSession]":
    return CouncilSession.objects.filter(territory_id=territory, year__gte=since, year__lte=until)


@asked_once
def session_days_of(territory: int, since: int, last: int) -> "QuerySet[CouncilSession, tuple[Any, ...]]":
    """The days that somebody fixed for the sessions of those years: day, kind, year, month."""
    fixed = CouncilSession.objects.filter(territory_id=territory, year__gte=since, year__lte=last)
    return fixed.values_list("opens_on", "kind", "year", "month")


@dataclass(frozen=True, order=True)
class DayOff:
    """A day off of a territory, as a calendar shows it."""

    day: date
    name: str
    is_estimated: bool = False
    correction: DayCorrection | None = field(default=None, compare=False)


def named_days_off(territory_id: int, first: date, last: date) -> list[DayOff]:
    """Return the days off with their names, and whether the territory itself closed them."""
    own = {row.day: row for row in corrections(territory_id, first, last)}
    national = Holiday.objects.filter(day__range=(first, last), is_struck=False)
    found = [DayOff(row.day, row.name, row.is_estimated) for row in national if row.day not in own]
    closed = (row for row in own.values() if row.kind == DayKind.CLOSED)
    return sorted([*found, *(DayOff(row.day, row.name, correction=row) for row in closed)])


def corrections(territory_id: int, first: date, last: date) -> QuerySet[DayCorrection]:
    return DayCorrection.objects.filter(territory_id=territory_id, day__range=(first, last))


# ---- offices

LOOK_AHEAD = timedelta(days=35)


class Stretch(NamedTuple):
    """From when to when."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Weekdays:
    """A day of the week of an office, or several in a row that keep the same hours."""

    name: str
    ordinary: tuple[Stretch, ...]
    ramadan: tuple[Stretch, ...]


@dataclass(frozen=True)
class OfficeCard:
    """An office, whether it is open, and its week."""

    office: Office
    standing: Standing
    week: list[Weekdays]
    keeps_ramadan: bool


@dataclass(frozen=True)
class Reception:
    """Where and when a territory receives people."""

    offices: list[OfficeCard]
    closures: list[DayOff]

    @property
    def changes_at(self) -> datetime | None:
        """When an office next opens or closes."""
        return min((card.standing.until for card in self.offices if card.standing.until), default=None)


def reception(territory_id: int, moment: datetime) -> Reception:
    """Return the offices with their hours and the closures to come, in five queries."""
    here = moment.astimezone(CASABLANCA)
    closures = named_days_off(territory_id, here.date(), here.date() + LOOK_AHEAD)
    off = frozenset(closure.day for closure in closures)
    fasting = ramadans(here.date())
    hours: dict[int, list[Hours]] = {}
    for row in OfficeHours.objects.filter(office__territory_id=territory_id):
        hours.setdefault(row.office_id, []).append(row.fact)
    cards = [_card(office, hours.get(office.pk, []), here, off, fasting) for office in offices(territory_id)]
    return Reception(cards, closures)


def offices(territory_id: int) -> QuerySet[Office]:
    """Return the offices that receive people."""
    return Office.objects.filter(territory_id=territory_id, is_retired=False)


def offices_shown(territory_id: int) -> list[Office]:
    """Return the same for a page that shows them."""
    return _receiving.all(territory=territory_id)


@asked_once
def _receiving(territory: int) -> QuerySet[Office]:
    return offices(territory)


def _card(
    office: Office, hours: list[Hours], here: datetime, off: frozenset[date], fasting: list[tuple[date, date]]
) -> OfficeCard:
    week = _week(hours)
    return OfficeCard(
        office, rules.standing(here, hours, off, fasting), week, any(days.ramadan for days in week)
    )


def _week(hours: list[Hours]) -> list[Weekdays]:
    def kept(day: int) -> tuple[tuple[Stretch, ...], ...]:
        return tuple(
            tuple(Stretch(h.opens, h.closes) for h in sorted(hours) if (h.season, h.weekday) == (season, day))
            for season in (Season.ORDINARY, Season.RAMADAN)
        )

    week = []
    for (ordinary, ramadan), together in groupby(range(7), key=kept):
        days = list(together)
        if ordinary or ramadan:
            week.append(Weekdays(weekdays(days[0], days[-1]), ordinary, ramadan))
    return week


# ---- what the desk shows


def all_offices(territory_id: int) -> QuerySet[Office]:
    """Return the offices, those that are retired last."""
    return Office.objects.filter(territory_id=territory_id).order_by("is_retired", "position", "pk")


def office(territory_id: int, office_id: int) -> Office | None:
    return Office.objects.filter(territory_id=territory_id, pk=office_id).first()


def hours_of(office: Office) -> list[Hours]:
    return [row.fact for row in OfficeHours.objects.filter(office=office)]


def all_neighbourhoods(territory_id: int) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods, those that are retired last."""
    return Neighbourhood.objects.filter(territory_id=territory_id).order_by("is_retired", "position", "pk")


def neighbourhood(territory_id: int, neighbourhood_id: int) -> Neighbourhood | None:
    return Neighbourhood.objects.filter(territory_id=territory_id, pk=neighbourhood_id).first()


def fixed_session_of(
    territory_id: int, kind: SessionKind, year: int, month: int, opens_on: date
) -> CouncilSession | None:
    """Return the fixed day of an ordinary session by its month, of an extraordinary one by its day."""
    known = CouncilSession.objects.filter(territory_id=territory_id, kind=kind)
    if kind is SessionKind.ORDINARY:
        return known.filter(year=year, month=month).first()
    return known.filter(opens_on=opens_on).first()


def fixed_session(territory_id: int, session_id: int) -> CouncilSession | None:
    return CouncilSession.objects.filter(territory_id=territory_id, pk=session_id).first()


def correction(territory_id: int, correction_id: int) -> DayCorrection | None:
    return DayCorrection.objects.filter(territory_id=territory_id, pk=correction_id).first()
