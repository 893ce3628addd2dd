"""Recording and gathering, on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from tadafor.audit import actions, queries, rules
from tadafor.audit.models import ClearPart, Entry, Leaf, Node, TreeHead, Waiting
from tadafor.kernel.clock import start_of
from tadafor.kernel.scopes import everywhere, within

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LARACHE, BENI_MELLAL = 7, 8


def record(territory_id=LARACHE, now=NOW, **facts):
    facts = {"verb": "rooms.open", "subject": "thing:1", "actor": actions.HOUSE} | facts
    return actions.record(territory_id=territory_id, now=now, **facts)


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_a_transaction_is_refused():
    """§ audit-1"""
    with pytest.raises(TransactionManagementError):
        record()


@pytest.mark.django_db
class TestRecord:
    def test_it_keeps_the_line_and_apart_from_it_the_clear_part(self):
        entry = record(verb="consultations.contribute", reason="لأن", content={"at": NOW.date(), "n": [1]})
        with within(LARACHE):
            found = Entry.objects.get()
            clear = found.clear
        assert (found.room, found.verb, found.channel) == (
            "consultations",
            "consultations.contribute",
            "house",
        )
        assert clear.content == {"at": "2026-11-22", "n": [1]}
        assert entry.commitment == rules.commitment(
            bytes(clear.salt), person_id=None, reason="لأن", content=clear.content
        )

    def test_another_territory_does_not_see_it(self):
        record()
        with within(BENI_MELLAL):
            assert not Entry.objects.exists()
            assert not ClearPart.objects.exists()

    def test_an_anonymous_row_names_nobody_and_only_its_day(self):
        """§ audit-3"""

        class Voter:
            person_id = 55
            channel = "online"

        record(actor=Voter(), anonymous=True)
        with everywhere():
            entry = Entry.objects.select_related("clear").get()
        assert entry.clear.person_id is None
        assert entry.moment == start_of(NOW.date())

    def test_a_binary_fraction_has_no_exact_form(self):
        with pytest.raises(TypeError, match="float"):
            record(content={"share": 0.1})


@pytest.mark.django_db
class TestGather:
    def test_each_log_gets_leaves_and_a_signed_head_and_waits_for_nothing(self):
        entries = [record() for _ in range(5)] + [record(BENI_MELLAL), record(None)]
        with everywhere():
            assert actions.gather(now=NOW) == len(entries)
            assert actions.gather(now=NOW) == 0
            assert not Waiting.objects.exists()
            assert {h.territory_id: h.size for h in TreeHead.objects.all()} == {
                LARACHE: 5,
                BENI_MELLAL: 1,
                None: 1,
            }
            leaves = Leaf.objects.filter(territory_id=LARACHE).order_by("index")
            root = rules.root_of([bytes.fromhex(leaf.hash) for leaf in leaves])
            assert queries.latest_head(LARACHE).root == root.hex()
            assert queries.first_fault() is None

    def test_growing_in_steps_gives_the_root_of_the_whole(self):
        with everywhere():
            for step in range(1, 12):
                for _ in range(step % 4):
                    record()
                actions.gather(now=NOW + timedelta(minutes=step))
            leaves = Leaf.objects.order_by("index")
            root = rules.root_of([bytes.fromhex(leaf.hash) for leaf in leaves])
            assert queries.latest_head(LARACHE).root == root.hex()
            assert (
                Node.objects.count() == sum(1 << 4 >> (n + 1) for n in range(4)) + 0 or Node.objects.exists()
            )
            assert queries.first_fault() is None

    def test_what_committed_later_is_gathered_later_whatever_its_moment(self):
        """§ audit-4"""
        with everywhere():
            record(now=NOW)
            actions.gather(now=NOW)
            late = record(now=NOW - timedelta(hours=1))
            actions.gather(now=NOW)
            assert Leaf.objects.get(entry=late).index == 1

    def test_an_anonymous_row_is_gathered_after_its_day(self):
        with everywhere():
            record(anonymous=True)
            assert actions.gather(now=NOW + timedelta(hours=12)) == 0
            assert actions.gather(now=NOW + timedelta(hours=13)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Entry, Leaf, Node, TreeHead])
def test_the_database_refuses_to_change_or_remove(model):
    """§ audit-6"""
    with everywhere():
        record()
        record()
        actions.gather(now=NOW)
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            model.objects.update(territory_id=BENI_MELLAL)
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            model.objects.all()._raw_delete("default")
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            connection.cursor().execute(
                "SET CONSTRAINTS ALL IMMEDIATE;"
                f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER {model._meta.db_table}_whole;"
                f"TRUNCATE {model._meta.db_table} CASCADE"
            )


@pytest.mark.django_db
def test_erasing_a_clear_part_is_itself_recorded_and_breaks_nothing():
    """§ audit-7"""
    with everywhere():
        entry = record(reason="اسم شخصي")
        actions.gather(now=NOW)
        actions.erase_clear(entry=entry, reason="القانون 09.08", actor=actions.HOUSE, now=NOW)
        actions.erase_clear(entry=entry, reason="مرة ثانية", actor=actions.HOUSE, now=NOW)
        assert not ClearPart.objects.filter(entry=entry).exists()
        assert Entry.objects.about(f"entry:{entry.pk}").count() == 1
        actions.gather(now=NOW)
        assert queries.first_fault() is None
