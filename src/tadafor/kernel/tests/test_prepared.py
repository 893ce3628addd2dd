"""Statements that leave together, on PostgreSQL."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from tadafor.kernel import prepared
from tadafor.kernel.prepared import in_one_go, one_trip, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE things (name text UNIQUE) ON COMMIT DROP")


def test_each_statement_sees_what_the_ones_before_it_did(table):
    with one_trip():
        send("INSERT INTO things VALUES (%s)", ["a"])
        written = send("INSERT INTO things VALUES (%s)", ["b"])
        found = send("SELECT count(*) FROM things WHERE name <> %s", [""])
    assert written.rowcount == 1
    assert found.fetchone() == (2,)


def test_they_are_undone_with_their_transaction(table):
    with transaction.atomic():
        send("INSERT INTO things VALUES (%s)", ["a"])
        transaction.set_rollback(True)
    assert send("SELECT count(*) FROM things", []).fetchone() == (0,)


def test_an_error_is_one_of_django(table):
    send("INSERT INTO things VALUES (%s)", ["a"])
    with pytest.raises(IntegrityError), transaction.atomic(), one_trip():
        send("INSERT INTO things VALUES (%s)", ["a"])
    with pytest.raises(DataError), transaction.atomic():
        send("SELECT 1 / %s::int", [0])


def test_nothing_is_sent_in_a_transaction_that_failed():
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            send("SELECT 1", [])
        transaction.set_rollback(False)


def test_whoever_watches_the_connection_sees_them(django_assert_num_queries):
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append((sql, list(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), django_assert_num_queries(1):
        assert send("SELECT %s::int", [7]).fetchone() == (7,)
    assert seen == [("SELECT %s::int", [7])]


def plans(like):
    """How often PostgreSQL took a plan that it has, and one made for the values, of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s", [like]
        )
        return cursor.fetchall()


def test_a_statement_is_read_and_planned_once_in_a_connection():
    for number in range(20):
        send("SELECT 'planned', %s::int", [number])
    ((generic, custom),) = plans("SELECT 'planned'%")
    assert (generic + custom, custom) == (20, 5)  # PostgreSQL looks at five values first


def test_who_asks_now_and_then_makes_no_trip_more(monkeypatch):
    monkeypatch.setattr(prepared, "_PLANNED_FOR", 0)
    send("SELECT 1", [])
    thrown = []
    monkeypatch.setattr(connection.connection, "cursor_factory", thrown.append)
    monkeypatch.setattr(prepared._plans[connection.connection], "served", 0)
    send("SELECT 'now', %s::int", [1])
    assert thrown == []


def test_what_does_not_ask_for_it_is_not_planned_for_good():
    send("SELECT 1", [])
    with connection.cursor() as cursor:
        for number in range(20):
            cursor.execute("SELECT 'asked', %s::int", [number])
    assert plans("SELECT 'asked'%") == []


def test_a_plan_for_a_table_of_few_rows_is_not_kept_while_it_is_filled(monkeypatch):
    asked = "SELECT count(*) FROM filled WHERE name = %s"

    def scans():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_get_xact_tuples_returned('filled'::regclass)")
            return cursor.fetchone()[0]

    monkeypatch.setattr(prepared, "_PLANNED_FOR", 3_600)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE filled (name text, more text) ON COMMIT DROP")
        cursor.execute("CREATE INDEX ON filled (name)")
        cursor.execute("INSERT INTO filled SELECT '0', ''")
        cursor.execute("ANALYZE filled")
    for _ in range(10):
        send(asked, ["0"])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO filled SELECT n, repeat('x', 500) FROM generate_series(1, 5000) AS n")
    before = scans()
    assert send(asked, ["7"]).fetchone() == (1,)
    assert scans() - before > 5_000
    monkeypatch.setattr(prepared, "_PLANNED_FOR", 0)
    monkeypatch.setattr(prepared, "_MANY", 1)
    before = scans()
    assert send(asked, ["7"]).fetchone() == (1,)
    assert scans() - before < 10


def test_in_one_go_each_kind_of_statement_is_planned_once(table):
    held = connection.connection
    before = (held.cursor_factory, held.prepare_threshold, held.prepared_max)
    asked = "INSERT INTO things VALUES (%s)"
    with in_one_go(), connection.cursor() as cursor:
        for number in range(5):
            cursor.execute(asked, [str(number)])
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["INSERT INTO things%"]
        )
        assert cursor.fetchone() == (1,)
    assert (held.cursor_factory, held.prepare_threshold, held.prepared_max) == before
    assert not connection.features.uses_server_side_binding
    assert connection.features.uses_savepoints


def test_in_one_go_keeps_no_way_back_inside(table, django_assert_num_queries):
    with in_one_go(), django_assert_num_queries(1), transaction.atomic():
        send("INSERT INTO things VALUES (%s)", ["a"])
    with in_one_go():
        with pytest.raises(IntegrityError), transaction.atomic():
            send("INSERT INTO things VALUES (%s)", ["a"])
        with pytest.raises(TransactionManagementError):
            send("SELECT 1", [])
