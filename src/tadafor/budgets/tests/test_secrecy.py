"""Who tries to join voters to opened ballots by what the database keeps does no better than chance.

Voters vote in the order that an attacker would like best: what they say grows with when they came, as the
opened file is sorted. Without the shuffle the rows on disk would give every one of them away.
"""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection

from tadafor.budgets.actions import keys, opening
from tadafor.budgets.queries.opening import write_anew
from tadafor.budgets.rules import urn
from tadafor.budgets.tests import votes
from tadafor.kernel.scopes import within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
VOTERS = 120
CHOICES = ("p1", "p2", "p3", "p4")
# By chance one in four; five deviations above it is one in a million.
TOO_GOOD = 0.25 + 5 * (0.25 * 0.75 / VOTERS) ** 0.5

# What may be known of voters, in an order that tells who they are; the first is watching who comes.
VOTERS_BY = {
    "register, as it lies": "SELECT voter FROM budgets_registerline ORDER BY ctid",
    "register, by transaction": "SELECT voter FROM budgets_registerline ORDER BY xmin::text::bigint, ctid",
    "register, by key": "SELECT voter FROM budgets_registerline ORDER BY code",
    "register, by pseudonym": "SELECT voter FROM budgets_registerline ORDER BY voter",
}
BALLOTS_BY = {
    "as they lie": "ORDER BY ctid",
    "as they lie, backwards": "ORDER BY ctid DESC",
    "by transaction": "ORDER BY xmin::text::bigint, cmin::text::bigint, ctid",
    "by key": "ORDER BY code",
}


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def opened(larache):
    """Cast, close, open and load; return what each voter said, by their pseudonym, in order of coming."""

    def run():
        committee, other = votes.committee(larache), votes.committee(larache)
        edition = votes.make_vote(larache)
        secret = votes.rehearsed(edition, committee)
        truth = {}
        for at in range(VOTERS):
            person, said = votes.voter(larache), CHOICES[at * len(CHOICES) // VOTERS]
            votes.cast(edition, person, said, now=votes.VOTING + timedelta(seconds=at))
            with within(larache.pk):
                from tadafor.budgets.queries.register import voter_marks

                truth[voter_marks(edition, person.person_id)[0]] = said
        with within(larache.pk):
            published = opening.publish_urn(edition=edition, actor=committee, now=votes.CLOSED)
            text = votes.opened_text(published.text, secret)
            opening.give_opened(edition=edition, text=text, actor=committee, now=votes.CLOSED)
            facts = {"typed": urn.print_of(text), "observer": "ملاحظ", "actor": other}
            opening.observe(edition=edition, now=votes.CLOSED, **facts)
            opening.ask_to_load(edition=edition, actor=committee, now=votes.CLOSED)
            assert opening.load_ballots(edition=edition, now=votes.CLOSED) == VOTERS
            keys.destroy_wrapping(edition=edition, now=votes.CLOSED)
            assert write_anew()
        return truth

    return run


def scores(truth):
    """How often each join is right: voters in one order laid beside ballots in another."""
    voters = {"who came when": list(truth)} | {name: rows(sql) for name, sql in VOTERS_BY.items()}
    ballots = {
        name: rows(f"SELECT said->0->>0 FROM budgets_openedballot {order}")  # noqa: S608 -- our own words
        for name, order in BALLOTS_BY.items()
    }
    return {
        (one, other): sum(
            truth[voter] == said for voter, said in zip(voters[one], ballots[other], strict=True)
        )
        / VOTERS
        for one, other in product(voters, ballots)
    }


def test_no_join_does_better_than_chance(opened):
    """§ secrecy-loading, § secrecy-destroyed"""
    truth = opened()
    assert {pair: score for pair, score in scores(truth).items() if score > TOO_GOOD} == {}
    assert len(set(rows("SELECT xmin::text FROM budgets_openedballot"))) == 1
    assert rows("SELECT count(*) FROM budgets_registerline WHERE sealed IS NOT NULL") == [0]
    assert rows("SELECT count(*) FROM budgets_sealedballot") == [0]
    assert columns("budgets_openedballot") == {"code", "edition_id", "said"}
    assert found_elsewhere(rows("SELECT code::text FROM budgets_openedballot")) == set()


def test_without_the_shuffle_the_same_joins_find_everybody(opened, monkeypatch):
    monkeypatch.setattr(opening, "shuffled", list)
    assert max(scores(opened()).values()) == 1.0


def columns(table):
    sql = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"  # noqa: S608
    return set(rows(sql))


def found_elsewhere(codes):
    """The tables, other than their own, where the key of an opened ballot stands: the log, jobs, sessions."""
    wanted, found = set(codes), set()
    tables = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert {"audit_entry", "django_session", "procrastinate_jobs", "procrastinate_events"} <= set(tables)
    for table in set(tables) - {"budgets_openedballot"}:
        for told in rows(f'SELECT row_to_json(one)::text FROM "{table}" one'):  # noqa: S608 -- our own names
            if any(code in told for code in wanted):
                found.add(table)
    return found
