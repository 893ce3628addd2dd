"""A search in one place reads the rows of that place, and finds all that say the word."""

import datetime as dt

import pytest
from django.db import connection

from tadafor.consultations import queries
from tadafor.consultations.models import Contribution, Wording
from tadafor.consultations.queries import finding
from tadafor.consultations.tests.factories import contribute, make_consultation
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.search import ERA, Mark, grams, mark
from tadafor.traces.models import Trace

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db
WORD = "المستوصف"


@pytest.fixture
def two(larache, beni_mellal):
    """A consultation in each of two territories, with three contributions that say the word in each."""
    made = []
    for place in (larache, beni_mellal):
        with within(place.pk):
            one = make_consultation(place)
            for at in range(3):
                contribute(one, body=f"نقترح تقريب {WORD} من الحي رقم {at}")
            contribute(one, body="لا علاقة لهذا بما سبق")
            made.append(one)
    return made


@pytest.mark.parametrize("kind", list(Mark))
@pytest.mark.parametrize("key", [0, 1, 7, 4096, 10**6, 2**29])
def test_a_mark_is_the_same_in_the_database(kind, key):
    with connection.cursor() as cursor:
        asked = "SELECT (mod((%s::bigint * 4 + %s) * 2654435761, 4294967296) - 2147483648)::int"
        cursor.execute(asked, [key, int(kind)])
        assert cursor.fetchone() == (mark(kind, key),)


def test_every_row_bears_its_marks_however_it_is_written(two):
    for one in two:
        with within(one.territory_id):
            for row in Contribution.objects.filter(consultation=one):
                wanted = {mark(Mark.TERRITORY, one.territory_id), mark(Mark.PROCEDURE, one.pk)}
                assert wanted | {mark(Mark.ERA, row.pk // ERA)} <= set(row.grams)
                Contribution.objects.filter(pk=row.pk).update(grams=grams("كلمات أخرى"))
                row.refresh_from_db()
                assert wanted <= set(row.grams)
                assert len(row.grams) == len(set(row.grams))
            wording = Wording.objects.filter(version__consultation=one).first()
            assert mark(Mark.TERRITORY, one.territory_id) in wording.grams


def test_a_search_in_one_territory_finds_all_of_it_and_nothing_else(two):
    for one in two:
        with within(one.territory_id):
            found = finding.found(WORD, one.territory_id, 60)
        assert len([hit for hit in found if WORD in hit.excerpt]) == 3
        assert {hit.territory_id for hit in found} == {one.territory_id}


def test_a_search_everywhere_finds_both(two):
    with everywhere():
        found = [hit for hit in finding.found(WORD, None, 60) if WORD in hit.excerpt]
    assert len(found) == 6
    assert {hit.territory_id for hit in found} == {one.territory_id for one in two}


def test_the_newest_are_compared_where_many_say_a_word(two, monkeypatch):
    monkeypatch.setattr(finding, "MOST_COMPARED", 2)
    with everywhere():
        found = [hit for hit in finding.found(WORD, None, 60) if WORD in hit.excerpt]
    assert len(found) == 2


def test_a_word_that_only_old_contributions_say_is_found(two, monkeypatch):
    monkeypatch.setattr(finding, "NEWEST_ERAS", 0)
    with everywhere():
        assert len([hit for hit in finding.found(WORD, None, 60) if WORD in hit.excerpt]) == 6


def test_a_list_is_searched_within_its_consultation(two):
    one, other = two
    with within(one.territory_id):
        assert queries.public_list(one, text=WORD).count() == 3
        assert queries.public_list(one, text="علاقة").count() == 1
        assert queries.public_list(other, text=WORD).count() == 0


@pytest.mark.parametrize(("count", "found"), [(0, set()), (1, {2}), (2, {1, 2}), (9, {0, 1, 2})])
def test_the_newest_are_those_of_the_last_eras(two, count, found):
    """Rows numbered as if thousands had been written between them."""
    with within(two[0].territory_id):
        rows = list(Contribution.objects.filter(consultation=two[0]).order_by("pk")[:3])
    with everywhere():
        Contribution.objects.exclude(pk__in=[row.pk for row in rows]).update(grams=[])
        for era, row in enumerate(rows):
            row.pk, row.number, row.token = era * ERA + 10**9 // ERA * ERA, 100 + era, f"era-{era}"
            row.trace = Trace.objects.create(
                territory_id=two[0].territory_id,
                code=f"e{era}",
                room="x",
                title="t",
                address="/",
                written_at=NOW,
            )
            row.save(force_insert=True)
        newest = Contribution.objects.filter(grams__of_newest=count, token__startswith="era-")
        assert {int(one.token[-1]) for one in newest} == found
