"""The job of each minute, and two of them at once."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tadafor.audit import actions, queries, tasks
from tadafor.audit.models import Entry, Leaf, TreeHead, Waiting
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
WRITERS, EACH = 8, 12


def record(territory_id):
    with transaction.atomic():
        actions.record(
            actor=actions.HOUSE, territory_id=territory_id, verb="rooms.open", subject="thing:1", now=NOW
        )


@pytest.mark.django_db
def test_the_job_gathers_every_log():
    for territory_id in (1, 2, None):
        record(territory_id)
    with stopped_at(NOW):
        assert tasks.gather(timestamp=0) == 3


@pytest.mark.django_db(transaction=True)
def test_writing_and_gathering_at_once_lose_and_double_nothing():
    faults = []

    def work(act, times):
        try:
            with everywhere():
                for _ in range(times):
                    act()
        except Exception as fault:  # noqa: BLE001 -- told below, in the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(lambda: record(7), EACH)) for _ in range(WRITERS)]
    threads += [threading.Thread(target=work, args=(lambda: actions.gather(now=NOW), EACH)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    with everywhere():
        actions.gather(now=NOW)
        assert Entry.objects.count() == Leaf.objects.count() == WRITERS * EACH
        assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(
            range(WRITERS * EACH)
        )
        assert not Waiting.objects.exists()
        assert TreeHead.objects.order_by("-size").first().size == WRITERS * EACH
        assert queries.first_fault() is None
