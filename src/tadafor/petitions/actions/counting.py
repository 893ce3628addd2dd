"""Counting: a job brings the count up to date, another counts everything again at night."""

from datetime import datetime

from django.db import connection, transaction

from tadafor.audit import actions as audit
from tadafor.petitions import queries, rules
from tadafor.petitions.actions.recording import record
from tadafor.petitions.models import Petition, SignatureCount

_CATCH_UP = """
    WITH moved AS (
        UPDATE petitions_signature SET counted = (status = 'valid')
        WHERE petition_id = %s
          AND ((status = 'valid' AND NOT counted) OR (status <> 'valid' AND counted))
        RETURNING way, province, strength, counted
    )
    SELECT way, province, strength, sum(CASE WHEN counted THEN 1 ELSE -1 END)::int FROM moved
    GROUP BY way, province, strength
"""


@transaction.atomic
def count_on(*, petition_id: int, now: datetime) -> bool:
    """Add to the count what it does not hold yet: each signature once, whatever the order they came in.

    Two workers wait for each other on the row of the count, which no signature touches (§ petitions-21).
    """
    count = SignatureCount.objects.select_for_update().get(petition_id=petition_id)
    with connection.cursor() as cursor:
        cursor.execute(_CATCH_UP, [petition_id])
        moved = cursor.fetchall()
    if not moved:
        return False
    for way, province, strength, change in moved:
        _add(count, way, province, strength, change)
    count.counted_at = now
    count.save(update_fields=["online", "paper", "confirmed", "provinces", "counted_at"])
    petition = Petition.objects.only("pk", "territory_id").get(pk=petition_id)
    record(petition, audit.HOUSE, "count_on", now, online=count.online, paper=count.paper)
    return True


def _add(count: SignatureCount, way: str, province: str, strength: int, change: int) -> None:
    if way == rules.Way.ONLINE:
        count.online += change
        count.confirmed += change if strength == rules.Strength.CONFIRMED else 0
    else:
        count.paper += change
    if province:
        at = f"{way}:{province}"
        count.provinces[at] = count.provinces.get(at, 0) + change


@transaction.atomic
def recount(*, petition_id: int, now: datetime) -> bool:
    """Count all the rows again; say in the log when the count held another number (§ petitions-21)."""
    count = SignatureCount.objects.select_for_update().get(petition_id=petition_id)
    petition = Petition.objects.only("pk", "territory_id").get(pk=petition_id)
    with connection.cursor() as cursor:
        cursor.execute(_CATCH_UP, [petition_id])
        for way, province, strength, change in cursor.fetchall():
            _add(count, way, province, strength, change)
    # Only rows already counted: one that came this instant is added by the next turn, once.
    rows = queries.rows_of(petition, counted=True)
    held = count.tally
    count.provinces = rows.provinces
    found = rows.tally
    count.online, count.paper, count.confirmed = found.online, found.paper, found.confirmed
    count.recounted_at = now
    count.save(update_fields=["online", "paper", "confirmed", "provinces", "recounted_at"])
    differs = held != rows.tally
    record(petition, audit.HOUSE, "recount", now, differs=differs, was=held.all, found=rows.tally.all)
    return differs
