"""The key, proofs, and the first thing touched."""

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tadafor.audit import actions, queries, rules
from tadafor.audit.models import ClearPart, Entry, Leaf, Node, TreeHead, Waiting
from tadafor.audit.queries import keys as key_file
from tadafor.audit.rules import FaultKind
from tadafor.kernel.scopes import everywhere, within

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LARACHE, BENI_MELLAL = 7, 8


@contextmanager
def as_a_dishonest_administrator():
    """Someone with every right on the database stops the triggers while they work."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def log(db):
    """Seven entries in one log, in two heads, and two in another."""
    with everywhere():
        for _ in range(3):
            record()
        record(BENI_MELLAL)
        actions.gather(now=NOW)
        for _ in range(4):
            record()
        record(BENI_MELLAL)
        actions.gather(now=NOW + timedelta(minutes=1))
        yield Leaf.objects.filter(territory_id=LARACHE).select_related("entry").order_by("index")


def record(territory_id=LARACHE):
    return actions.record(
        actor=actions.HOUSE, territory_id=territory_id, verb="rooms.open", subject="thing:1", now=NOW
    )


class TestKey:
    def test_it_is_made_once_and_only_its_owner_reads_it(self, keys):
        with ThreadPoolExecutor(8) as many:
            made = set(many.map(lambda _: key_file._made(keys / "master.key"), range(16)))
        assert len(made) == 1
        assert [path.name for path in keys.iterdir()] == ["master.key"]
        assert stat.S_IMODE((keys / "master.key").stat().st_mode) == 0o600
        assert stat.S_IMODE(keys.stat().st_mode) == 0o700

    def test_two_purposes_have_two_keys(self):
        assert queries.derived_key("one") == queries.derived_key("one")
        assert queries.derived_key("one") != queries.derived_key("two")

    def test_a_damaged_key_is_not_used(self, keys):
        keys.mkdir()
        (keys / "master.key").write_text("abcd")
        with pytest.raises(ValueError, match="does not hold a key"):
            queries.public_key()


class TestProofs:
    def test_each_entry_is_proven_in_five_queries_at_most(self, log, django_assert_max_num_queries):
        for leaf in log:
            with django_assert_max_num_queries(4):
                found = queries.inclusion(LARACHE, leaf.entry_id)
            assert rules.includes(
                index=found.leaf.index,
                size=found.head.size,
                leaf=rules.leaf_hash(rules.canonical(found.entry.line.facts)),
                proof=found.path,
                root=bytes.fromhex(found.head.root),
            )

    def test_heads_extend_one_another(self, log):
        found = queries.consistency(LARACHE, 3, 7)
        assert rules.extends(
            first=3,
            second=7,
            first_root=bytes.fromhex(found.first.root),
            second_root=bytes.fromhex(found.second.root),
            proof=found.path,
        )

    @pytest.mark.parametrize(("first", "second"), [(0, 7), (7, 3), (3, 5), (4, 7)])
    def test_no_proof_between_heads_that_are_not_there(self, log, first, second):
        assert queries.consistency(LARACHE, first, second) is None

    def test_what_waits_or_stands_in_another_log_has_no_proof(self, log):
        waiting = record()
        assert queries.inclusion(LARACHE, waiting.pk) is None
        assert queries.inclusion(BENI_MELLAL, log.first().entry_id) is None

    def test_hashes_for_those_who_keep_a_copy(self, log):
        hashes = queries.leaf_hashes(LARACHE, 0, 100)
        root = rules.root_of([bytes.fromhex(text) for text in hashes])
        assert root.hex() == queries.latest_head(LARACHE).root
        assert queries.leaf_hashes(LARACHE, 2, 3) == hashes[2:5]


def test_entries_about_a_thing_and_by_a_person_within_a_scope(log):
    with within(LARACHE):
        assert queries.entries_about("thing:1").count() == 7
        assert queries.written_by(5).count() == 0


class TestFirstFault:
    """Each way of touching the log is named (§ audit-9)."""

    def test_nothing_touched(self, log):
        assert queries.first_fault() is None

    @pytest.mark.parametrize("at", [0, 2, 5, 6])
    @pytest.mark.parametrize(
        "change", ["verb = 'rooms.close'", "subject = 'thing:2'", "moment = moment - interval '1 day'"]
    )
    def test_an_entry_altered(self, log, at, change):
        entry = log[at].entry
        with as_a_dishonest_administrator() as cursor:
            cursor.execute(f"UPDATE audit_entry SET {change} WHERE id = %s", [entry.pk])  # noqa: S608
        fault = queries.first_fault()
        assert (fault.kind, fault.territory_id, fault.at) == (FaultKind.ENTRY_ALTERED, LARACHE, at)
        assert str(entry.pk) in fault.what

    @pytest.mark.parametrize("at", range(7))
    def test_a_leaf_altered(self, log, at):
        with as_a_dishonest_administrator():
            Leaf.objects.filter(territory_id=LARACHE, index=at).update(hash="0" * 64)
        fault = queries.first_fault()
        assert (fault.kind, fault.at) == (FaultKind.LEAF_ALTERED, at)

    def test_an_entry_and_its_leaf_altered_together(self, log):
        leaf = log[4]
        with as_a_dishonest_administrator():
            Entry.objects.filter(pk=leaf.entry_id).update(verb="rooms.close")
            made = rules.leaf_hash(rules.canonical(Entry.objects.get(pk=leaf.entry_id).line.facts))
            Leaf.objects.filter(pk=leaf.pk).update(hash=made.hex())
        fault = queries.first_fault()
        assert fault.kind in {FaultKind.ROOT_DIFFERS, FaultKind.NODE_ALTERED}
        assert fault.territory_id == LARACHE

    @pytest.mark.parametrize("at", [0, 3, 6])
    def test_an_entry_removed_with_its_leaf(self, log, at):
        leaf = log[at]
        with as_a_dishonest_administrator():
            ClearPart.objects.filter(entry=leaf.entry_id).delete()
            Leaf.objects.filter(pk=leaf.pk).delete()
            Entry.objects.filter(pk=leaf.entry_id)._raw_delete("default")
        fault = queries.first_fault()
        assert (fault.kind, fault.at) == (FaultKind.LEAF_MISSING, at)

    def test_a_subtree_that_would_give_wrong_proofs(self, log):
        with as_a_dishonest_administrator():
            Node.objects.filter(territory_id=LARACHE, level=2, position=0).update(hash="0" * 64)
        assert queries.first_fault().kind == FaultKind.NODE_ALTERED

    def test_a_subtree_removed(self, log):
        with as_a_dishonest_administrator():
            Node.objects.filter(territory_id=LARACHE, level=1, position=1).delete()
        assert queries.first_fault().kind == FaultKind.NODE_ALTERED

    @pytest.mark.parametrize("size", [3, 7])
    def test_a_root_altered(self, log, size):
        with as_a_dishonest_administrator():
            TreeHead.objects.filter(territory_id=LARACHE, size=size).update(root="0" * 64)
        fault = queries.first_fault()
        assert (fault.kind, fault.at) == (FaultKind.ROOT_DIFFERS, size)

    @pytest.mark.parametrize("change", [{"signature": "0" * 128}, {"moment": NOW}, {"key": "0" * 16}])
    def test_a_signature_that_is_not_ours(self, log, change):
        with as_a_dishonest_administrator():
            TreeHead.objects.filter(territory_id=LARACHE, size=7).update(**change)
        fault = queries.first_fault()
        assert (fault.kind, fault.at) == (FaultKind.SIGNATURE_WRONG, 7)

    def test_a_clear_part_altered(self, log):
        entry = log[1].entry
        ClearPart.objects.filter(entry=entry).update(person_id=99)
        fault = queries.first_fault()
        assert (fault.kind, fault.what) == (FaultKind.CLEAR_PART_ALTERED, f"entry {entry.pk}")

    def test_a_clear_part_gone_without_a_line_that_says_so(self, log):
        ClearPart.objects.filter(entry=log[1].entry).delete()
        assert queries.first_fault().kind == FaultKind.CLEAR_PART_MISSING

    def test_a_line_kept_from_being_gathered(self, log):
        hidden = record()
        Waiting.objects.filter(entry=hidden).delete()
        actions.gather(now=NOW)
        fault = queries.first_fault()
        assert (fault.kind, fault.what) == (FaultKind.NEVER_GATHERED, f"entry {hidden.pk}")

    def test_one_log_at_a_time(self, log):
        with as_a_dishonest_administrator():
            Leaf.objects.filter(territory_id=LARACHE, index=0).update(hash="0" * 64)
        assert queries.first_fault(BENI_MELLAL) is None
        assert queries.first_fault(LARACHE) is not None
        assert queries.first_fault(every=False) is None
