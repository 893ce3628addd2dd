"""Who tries to join those who answered an anonymous form to what was answered does no better than chance.

They answer in the order that an attacker would like best: what they say grows with when they came.
"""

from itertools import product

import pytest
from django.db import connection

from tadafor.kernel import passing
from tadafor.kernel.scopes import within
from tadafor.surveys import actions, queries
from tadafor.surveys.rules.questions import Form, Page
from tadafor.surveys.tests.factories import AFTER, choices, citizen_actor, make_survey, question, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PEOPLE = 100
SAID = ("c1", "c2", "c3", "c4")
# By chance one in four; five deviations above it is one in a million.
TOO_GOOD = 0.25 + 5 * (0.25 * 0.75 / PEOPLE) ** 0.5
PEOPLE_BY = ("ctid", "xmin::text::bigint, ctid", "code", "mark")
ANSWERS_BY = ("ctid", "ctid DESC", "xmin::text::bigint, cmin::text::bigint, ctid", "code")


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def answered(larache):
    """Answer, close and load; return what each person said by their mark, in order of coming."""

    def run():
        asked = question("q", choices=choices("أ", "ب", "ج", "د"))
        survey = make_survey(larache, form=Form((Page("p1", questions=(asked,)),)), is_anonymous=True)
        truth = {}
        for at in range(PEOPLE):
            person, said = citizen_actor(larache), SAID[at * len(SAID) // PEOPLE]
            send(survey, person, {"q": said})
            with within(larache.pk):
                truth[queries.marks_of(survey, person)[0]] = said
        with within(larache.pk):
            assert actions.load_sealed(survey=survey, now=AFTER) == PEOPLE
            assert actions.destroy_key(survey=survey, now=AFTER)
        assert queries.write_anew()
        return truth

    return run


def scores(truth):
    """How often each join is right: people in one order laid beside answers in another."""
    people = {"who came when": list(truth)} | {
        order: rows(f"SELECT mark FROM surveys_participation ORDER BY {order}")  # noqa: S608 -- our own words
        for order in PEOPLE_BY
    }
    told = {
        order: rows(f"SELECT values->>'q' FROM surveys_answer ORDER BY {order}")  # noqa: S608 -- our own words
        for order in ANSWERS_BY
    }
    return {
        (one, other): sum(truth[mark] == said for mark, said in zip(people[one], told[other], strict=True))
        / PEOPLE
        for one, other in product(people, told)
    }


def test_no_join_does_better_than_chance(answered):
    """§ surveys-sealed"""
    truth = answered()
    assert {pair: score for pair, score in scores(truth).items() if score > TOO_GOOD} == {}
    assert len(set(rows("SELECT xmin::text FROM surveys_answer"))) == 1
    assert rows("SELECT count(*) FROM surveys_answer WHERE participation_id IS NOT NULL") == [0]
    assert rows("SELECT count(*) FROM surveys_answer WHERE answered_on IS NOT NULL") == [0]
    assert rows("SELECT count(*) FROM surveys_sealedanswer") == [0]
    codes = set(rows("SELECT code::text FROM surveys_answer"))
    for table in set(rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) - {
        "surveys_answer"
    }:
        told = rows(f'SELECT row_to_json(one)::text FROM "{table}" one')  # noqa: S608 -- our own names
        assert not [one for one in told if any(code in one for code in codes)], table


def test_without_the_shuffle_the_same_joins_find_everybody(answered, monkeypatch):
    """The test above can fail: kept in the order of their coming, answers are joined to people."""
    order = "SELECT code FROM surveys_sealedanswer ORDER BY ctid"
    lying = iter([True])

    def as_they_lie(things):
        return rows(order) if next(lying, False) else list(things)

    monkeypatch.setattr(passing, "shuffled", as_they_lie)
    monkeypatch.setattr(
        "tadafor.surveys.models.SealedAnswer.objects.in_bulk",
        lambda codes: {code: sealed_of(code) for code in codes},
    )
    assert max(scores(answered()).values()) == 1.0


def sealed_of(code):
    from tadafor.surveys.models import SealedAnswer

    return SealedAnswer.objects.get(pk=code)
