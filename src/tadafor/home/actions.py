"""What home writes: what subscribed calendars were told."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tadafor.home.models import Deadline
from tadafor.home.queries import owed as owing
from tadafor.kernel.clock import day_of

_FACTS = ["address", "on", "is_event", "revision", "changed_at", "was_on", "gone_at"]


@transaction.atomic
def remember(*, territory_id: int, slug: str, now: datetime) -> int:
    """Keep what calendars are told of the open territory; return how many rows changed (§ home-calendar)."""
    held = list(Deadline.objects.select_for_update().filter(territory_id=territory_id).order_by("pk"))
    before = {one.key: one.told for one in held}
    told = owing.told_of(owing.owed_of(territory_id, slug, day_of(now)), before.values(), now)
    forgotten = before.keys() - told.keys()
    changed = [one for key, one in told.items() if before.get(key) != one]
    Deadline.objects.filter(territory_id=territory_id, key__in=forgotten).delete()
    Deadline.objects.bulk_create(
        [Deadline(territory_id=territory_id, **asdict(one)) for one in changed],
        update_conflicts=True,
        unique_fields=["territory", "key"],
        update_fields=_FACTS,
    )
    return len(changed) + len(forgotten)
