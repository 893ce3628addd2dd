"""What is kept of a region: its figures added up by year, and where its communes lie."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from tadafor.programme import queries, rules
from tadafor.programme.models import Region, Tally

_DEGREES = Decimal("0.00001")


def settle(region_ids: Iterable[int]) -> None:
    """Add up again what these regions keep, one after the other; part of a verb (§ programme-11).

    Each region is held first: who joins and what is counted meanwhile is then seen by whoever comes second.
    """
    keys = sorted(set(region_ids))
    regions = list(Region.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    found = queries.added_up(keys)
    kept = {(one.region_id, one.measure, one.year): one for one in Tally.objects.filter(region__in=keys)}
    Tally.objects.filter(pk__in=[one.pk for key, one in kept.items() if key not in found]).delete()
    Tally.objects.bulk_create(
        Tally(region_id=key[0], measure=key[1], year=key[2], **vars(value))
        for key, value in found.items()
        if key not in kept
    )
    changed = [one for key, one in kept.items() if key in found and _changes(one, found[key])]
    Tally.objects.bulk_update(changed, ["count", "women", "young"], batch_size=500)
    _draw(regions)


def _changes(one: Tally, value: rules.Number) -> bool:
    changes = False
    for name, number in vars(value).items():
        changes |= getattr(one, name) != number
        setattr(one, name, number)
    return changes


def _draw(regions: list[Region]) -> None:
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for key, longitude, latitude in queries.points_of(one.pk for one in regions):
        points[key].append((float(longitude), float(latitude)))
    for one in regions:
        middle = rules.middle_of(points[one.pk])
        one.points = sorted(list(point) for point in points[one.pk])
        one.longitude = Decimal(middle[0]).quantize(_DEGREES) if middle else None
        one.latitude = Decimal(middle[1]).quantize(_DEGREES) if middle else None
    Region.objects.bulk_update(regions, ["points", "longitude", "latitude"])
