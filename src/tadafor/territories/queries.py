"""Named reads of the ground."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, Q, QuerySet, Value, When

from tadafor.kernel.text import search_text
from tadafor.territories import rules
from tadafor.territories.models import (
    CouncilSession,
    DayCorrection,
    Holiday,
    Neighbourhood,
    Place,
    PlaceQuerySet,
    Ramadan,
    Territory,
)
from tadafor.territories.rules import DayKind, PlaceKind, Session

_WITH_PLACE = ("place", "place__parent")


def territories() -> QuerySet[Territory]:
    """Return every territory that joined, with its place, by name."""
    return Territory.objects.select_related(*_WITH_PLACE).order_by("place__sort_key_ar", "pk")


def territory_by_slug(slug: str) -> Territory | None:
    return Territory.objects.select_related(*_WITH_PLACE).filter(slug=slug).first()


def of_address(*, slug: str | None, host: str | None) -> list[Territory]:
    """Return the territories at ``slug`` and at ``host``, in one query, none when nothing is asked."""
    wanted = [Q(**{name: value}) for name, value in (("slug", slug), ("host", host)) if value is not None]
    if not wanted:
        return []
    return list(Territory.objects.select_related(*_WITH_PLACE).filter(reduce(or_, wanted)))


def territories_of_region(region_code: str) -> QuerySet[Territory]:
    """Return the territories of a region, itself included if it joined."""
    return territories().filter(place__region_id=region_code) | territories().filter(place_id=region_code)


def regions() -> QuerySet[Place]:
    return Place.objects.filter(kind=PlaceKind.REGION).order_by("code")


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
    months = Territory.objects.values_list("session_months", flat=True).get(pk=territory_id)
    years = (after.year - 1, after.year + 3)
    fixed = CouncilSession.objects.filter(territory_id=territory_id, year__range=years)
    return rules.next_ordinary(after, months, [row.fact for row in fixed])
