"""The figures kept of each territory: counted again where something was written, whole each day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from tadafor.audit import queries as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import everywhere
from tadafor.programme import queries
from tadafor.programme.actions.settling import settle
from tadafor.programme.models import Count, Counted

# A row of the log bears the moment of its act, and may be there only when its transaction ends.
SLACK = timedelta(minutes=10)


@transaction.atomic
def recount(*, territory_ids: Iterable[int], now: datetime) -> int:
    """Count the rows of these territories again and keep what was found (§ programme-11)."""
    keys = sorted(set(territory_ids))
    Counted.objects.bulk_create(
        [Counted(territory_id=key, counted_at=now) for key in keys], ignore_conflicts=True
    )
    list(Counted.objects.select_for_update().filter(territory_id__in=keys).order_by("pk"))
    found = queries.counted(keys, day_of(now))
    kept = Count.objects.filter(territory_id__in=keys)
    before = {(one.territory_id, one.measure, one.part, one.month): one for one in kept}
    gone = [one.pk for key, one in before.items() if key not in found]
    Count.objects.filter(pk__in=gone).delete()
    Count.objects.bulk_create(
        Count(territory_id=key[0], measure=key[1], part=key[2], month=key[3], value=value)
        for key, value in found.items()
        if key not in before
    )
    changed = [one for key, one in before.items() if key in found and one.value != found[key]]
    for one in changed:
        one.value = found[one.territory_id, one.measure, one.part, one.month]
    Count.objects.bulk_update(changed, ["value"], batch_size=500)
    settle(queries.regions_around(keys))
    Counted.objects.filter(territory_id__in=keys).update(counted_at=now)
    return len(keys)


def catch_up(*, now: datetime) -> int:
    """Count again the territories where something was written since, and all of them once a day."""
    with everywhere():
        at = queries.counted_at()
        first = min((moment for moment in at.values() if moment), default=now) - SLACK
        written = audit.written_since(first)
    today = day_of(now)
    stale = [
        key
        for key, moment in at.items()
        if moment is None or day_of(moment) < today or (key in written and written[key] >= moment - SLACK)
    ]
    return recount(territory_ids=stale, now=now) if stale else 0
