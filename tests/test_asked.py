"""A question whose SQL is written once answers what the ORM answers."""

import datetime as dt

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes.exceptions import ScopeError

from tadafor.kernel.asked import asked_once
from tadafor.kernel.pages import page_of
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.search import matching, saying, words_of
from tadafor.territories.models import Holiday, Neighbourhood, Place, Territory
from tadafor.traces.models import Trace

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def traces(larache, beni_mellal):
    """Three traces in one territory, one in the other."""
    with everywhere():
        return [
            Trace.objects.create(
                territory=place, code=f"c{at}", room="x", title=f"t{at % 2}", address="/", written_at=NOW
            )
            for at, place in enumerate([larache, larache, larache, beni_mellal])
        ]


@asked_once
def titled(title, newest=False):
    things = Trace.objects.filter(title=title).select_related("territory__place").order_by("pk")
    return things.order_by("-pk") if newest else things


@asked_once
def codes():
    return Trace.objects.order_by("pk").values_list("code", "title")


@asked_once
def among(keys):
    return Trace.objects.filter(pk__any=keys).order_by("pk").values_list("code", flat=False)


def test_a_territory_reads_its_own_rows_only(traces, larache, beni_mellal):
    for place, expected in ((larache, ["c0", "c2"]), (beni_mellal, []), (larache, ["c0", "c2"])):
        with within(place.pk):
            assert [one.code for one in titled.all(title="t0")] == expected
            assert titled.count(title="t0") == len(expected)
    with within(beni_mellal.pk):
        assert codes.all() == [("c3", "t1")]
        assert among.all(keys=[one.pk for one in traces]) == [("c3",)]


def test_everywhere_reads_all_even_from_within_a_territory(traces, larache):
    with within(larache.pk):
        assert codes.count() == 3
        with everywhere():
            assert codes.count() == 4
            assert [one.code for one in titled.all(title="t1")] == ["c1", "c3"]
        assert codes.count() == 3


def test_outside_a_scope_it_raises_also_once_it_was_asked(traces, larache):
    with within(larache.pk):
        codes.all()
    for _ in range(2):
        with pytest.raises((ScopeError, AttributeError)):
            codes.all()


def test_what_is_worked_out_from_a_value_is_refused(larache):
    """The day of a moment would stay the day on which it was first asked."""

    @asked_once
    def written(now, title):
        return Trace.objects.filter(written_at__lte=now, written_at__date=now.date(), title=title)

    @asked_once
    def around(title):
        return Trace.objects.filter(title=title, address=f"/{title}/")

    with within(larache.pk):
        for question, values in ((written, {"now": NOW, "title": "t"}), (around, {"title": "t"})):
            with pytest.raises(FieldError, match="worked out"):
                question.all(**values)


def test_the_sql_is_written_once_and_each_answer_is_fresh(traces, larache, monkeypatch):
    with within(larache.pk):
        assert titled.first(title="t1").code == "c1"
        monkeypatch.setattr(titled, "describe", None)
        Trace.objects.filter(code="c1").update(title="changed")
        assert titled.first(title="t1") is None
        assert titled.first(title="changed").code == "c1"


def test_instances_are_those_of_the_orm(traces, larache):
    with within(larache.pk), CaptureQueriesContext(connection) as asked:
        (one, *_) = titled.all(title="t0")
        assert one.territory.place.name_ar
        assert one.territory == larache
    assert len(asked) == 1
    with within(larache.pk):
        assert one == Trace.objects.get(pk=one.pk)
        one.title = "saved"
        one.save()
        assert titled.count(title="saved") == 1


def test_a_flag_changes_the_question(traces, larache):
    with within(larache.pk):
        assert [one.code for one in titled.all(title="t0", newest=True)] == ["c2", "c0"]
        assert [one.code for one in titled.all(title="t0", newest=False)] == ["c0", "c2"]


def test_what_is_typed_never_becomes_sql(traces, larache):
    with within(larache.pk):
        for hostile in ("' OR 1=1 --", "%s", "%(x)s", "t0'; DROP TABLE traces_trace; --", "\\"):
            assert titled.all(title=hostile) == []


def test_pages_are_counted_and_cut_in_the_database(traces, larache):
    with within(larache.pk), CaptureQueriesContext(connection) as asked:
        page = page_of(codes.pages(), "2", per_page=2)
        assert list(page) == [("c2", "t0")]
        assert page.paginator.count == 3
    assert len(asked) == 2
    with within(larache.pk):
        assert [one[0] for one in page_of(codes.pages(), "99", per_page=2)] == ["c2"]


def test_columns_are_converted_as_the_orm_does(larache):
    @asked_once
    def one(slug):
        return Territory.objects.filter(slug=slug).values_list("languages", "joined_on", "session_months")

    expected = Territory.objects.values_list("languages", "joined_on", "session_months").get(pk=larache.pk)
    assert one.first(slug=larache.slug) == expected


def test_a_table_without_scope_is_read_anywhere(larache):
    @asked_once
    def named(name):
        return Place.objects.filter(name_fr=name).order_by("code")

    with within(larache.pk):
        inside = named.all(name="Larache")
    assert inside
    assert named.all(name="Larache") == inside


def test_days_and_moments_are_values(db):
    @asked_once
    def between(first, last):
        return Holiday.objects.filter(day__range=(first, last)).order_by("day")

    first, last = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    expected = list(Holiday.objects.filter(day__range=(first, last)).order_by("day"))
    assert between.all(first=first, last=last) == expected


def test_a_value_that_does_not_reach_the_query_as_it_is_is_refused(larache):
    @asked_once
    def begins(name):
        return Neighbourhood.objects.filter(name_ar__startswith=name)

    with within(larache.pk), pytest.raises(FieldError, match="name"):
        begins.all(name="a")


def test_other_kinds_of_values_are_refused(larache):
    with within(larache.pk), pytest.raises(TypeError, match="keys"):
        among.all(keys={1, 2})


def test_numbers_of_every_width_are_values(larache):
    @asked_once
    def placed(position, budget):
        things = Neighbourhood.objects.filter(position__lte=position)
        return things.filter(territory__sms_daily_budget__gte=budget)

    with within(larache.pk):
        Neighbourhood.objects.create(territory=larache, name_ar="حي", position=3)
        assert [placed.count(position=at, budget=1) for at in (2, 3, 10**12, 10**30)] == [0, 1, 1, 1]
        assert placed.count(position=3, budget=10**12) == 0


@asked_once
def chained(key):
    return Place.objects.filter(pk=key).prefetch_related("region", "parent__parent", "children")


def test_what_no_row_has_is_not_prefetched_and_what_one_has_is(larache):
    region = Place.objects.get(pk=larache.place.region_id)
    with CaptureQueriesContext(connection) as asked:
        (alone,) = chained.all(key=region.pk)
    assert len(asked) == 2, "its children only"
    assert (alone.region, alone.parent) == (None, None)
    (commune,) = chained.all(key=larache.place_id)
    with CaptureQueriesContext(connection) as asked:
        assert commune.region == region
        assert commune.parent.parent == region
        assert list(commune.children.all()) == []
    assert len(asked) == 0


def test_an_instance_can_be_changed_and_saved_as_any_other(traces, larache):
    with within(larache.pk):
        one = titled.first(title="t1")
        assert one.get_deferred_fields() == set()
        assert (one._state.db, one._state.adding) == ("default", False)
        one.title = "t9"
        one.save()
        assert titled.first(title="t9").territory == larache


def test_a_question_keeps_only_so_many_shapes(larache, monkeypatch):
    monkeypatch.setattr("tadafor.kernel.asked._MOST_SHAPES", 2)

    @asked_once
    def shaped(**words):
        return saying(Place.objects.all(), words).values_list("pk")

    for text in ("x", "x y", "x y z", "x y z t"):
        shaped.all(limit=1, **words_of(text))
    assert len(shaped._written) == 2


@pytest.mark.parametrize(
    "text",
    [
        "العرائش",
        "larache",
        "LARACHE prov",
        "ا",
        "100%",
        "_",
        "a\\",
        "' OR 1=1 --",
        "%s",
        "العرائش larache",
        "",
    ],
)
def test_words_are_found_as_the_orm_finds_them(larache, text):
    @asked_once
    def said(**words):
        return saying(Place.objects.all(), words).order_by("pk").values_list("pk")

    expected = list(matching(Place.objects.all(), text).order_by("pk").values_list("pk"))
    assert said.all(**words_of(text)) == expected
