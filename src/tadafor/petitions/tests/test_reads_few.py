"""Whoever signs reads the rows of their own place, not those of the petition (§ petitions-26).

A table that is filled within a minute is not counted by PostgreSQL yet: nothing tells it then which of two
ways to a row is the short one.
"""

import pytest
from django.db import connection

from tadafor.kernel.scopes import within
from tadafor.people import actions as people
from tadafor.people.rules import Budget, Contact, ContactKind
from tadafor.petitions import actions, rules
from tadafor.petitions.tests.factories import SIGNED, make_petition, signed

pytestmark = pytest.mark.django_db
MANY = 3_000
_SIGNATURES = """
    INSERT INTO petitions_signature (petition_id, way, strength, status, counted, card_hash, card_kind, card,
        name, shows_name, tie, province, contact_hash, contact, network, device, signed_at, silence)
    SELECT %s, 'online', 1, 'valid', false, encode(sha256(('card' || n)::bytea), 'hex'), 'national', '',
        'موقعة', false, 'residence', '',
        encode(sha256(('contact' || n)::bytea), 'hex'), '', 'network' || n, 'device' || n, %s, ''
    FROM generate_series(1, %s) AS n
"""
_CODES = """
    INSERT INTO people_onetimecode (contact_kind, contact, code_hash, browser_hash, address_hash, asked_at,
        expires_at, tries)
    SELECT 'email', n || '@example.org', 'code' || n, 'browser' || n, 'address' || n, %s,
        %s::timestamptz + interval '10 minutes', 0
    FROM generate_series(1, %s) AS n
"""


def rows_read(table):
    """How many rows this transaction read, by whatever way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_get_xact_tuples_returned(%s::regclass)"
            " + pg_stat_get_xact_tuples_fetched(%s::regclass)",
            [table, table],
        )
        return cursor.fetchone()[0]


@pytest.fixture
def petition(larache):
    petition = make_petition(larache)
    with connection.cursor() as cursor:
        cursor.execute(_SIGNATURES, [petition.pk, SIGNED, MANY])
        cursor.execute(_CODES, [SIGNED, SIGNED, MANY])
        # As a database that nobody has looked at: a test before may have let it be counted.
        for table in ("petitions_signature", "people_onetimecode"):
            cursor.execute("DELETE FROM pg_statistic WHERE starelid = %s::regclass", [table])
            cursor.execute(
                "UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid = %s::regclass", [table]
            )
    return petition


def test_whoever_signs_reads_few_rows(larache, petition):
    contact = Contact(ContactKind.EMAIL, "signer@example.org")
    with within(larache.pk):
        before = rows_read("people_onetimecode"), rows_read("petitions_signature")
        code = people.ask_for_code(contact=contact, address="10.0.0.1", budget=Budget(None), now=SIGNED)
        actions.sign_by_code(
            petition=petition,
            signed=signed(7, contact="signer@example.org", network="192.0.2.7", device="telephone"),
            code=actions.Code(code.browser, code.code),
            limits=rules.Limits(),
            now=SIGNED,
        )
    assert rows_read("people_onetimecode") - before[0] < 20
    assert rows_read("petitions_signature") - before[1] < 20
