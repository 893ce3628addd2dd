"""What several rooms want is asked in one query, and each is given what it would have been given alone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import DecimalField, DurationField, Value
from django_scopes.exceptions import ScopeError

from tadafor.kernel.asked import asked_once
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.together import Telling, ahead, gathered, together, wanted
from tadafor.territories.models import Holiday
from tadafor.traces.models import Trace

pytestmark = pytest.mark.django_db
AFTER_ALL = dt.date(2051, 1, 1)
NOW = dt.datetime(2026, 11, 22, 12, 0, 0, 120_000, tzinfo=dt.UTC)


@pytest.fixture
def traces(larache, beni_mellal):
    """Three traces in one territory, one in the other, with words that quote and break lines."""
    with everywhere():
        return [
            Trace.objects.create(
                territory=place, code=f"c{at}", room="x", title=f'"%s" \\ {at}\n', address="/", written_at=NOW
            )
            for at, place in enumerate([larache, larache, larache, beni_mellal])
        ]


@asked_once
def told():
    price = Value(Decimal("1234567890.10"), DecimalField(max_digits=12, decimal_places=2))
    things = Trace.objects.order_by("-code")
    return things.values_list(
        "code", "title", "written_at", "pk", price, Value(None, DecimalField()), Value(True), "title"
    )


@asked_once
def days(since):
    return Holiday.objects.filter(day__gte=since).order_by("-day").values_list("day", "is_struck")


@asked_once
def instances():
    return Trace.objects.all()


@together
def rows(limit=None) -> Telling[list]:
    (found,) = yield [wanted(told, limit=limit)]
    return found


@together
def several() -> Telling[tuple]:
    """Wants two things, then as much as it was given first."""
    first, second = yield [wanted(told, limit=2), wanted(told, limit=1)]
    (again,) = yield [wanted(told, limit=len(second))]
    return first, again


@together
def nothing() -> Telling[str]:
    return "nothing wanted"
    yield


def apart(limit):
    return f"by itself {limit}"


def test_each_is_given_what_it_is_given_alone(traces, larache, django_assert_num_queries):
    calls = [(rows, ()), (several, ()), (nothing, ()), (apart, (3,)), (rows, (1,))]
    with within(larache.pk):
        alone = [one(*args) for one, args in calls]
        with django_assert_num_queries(2):
            assert gathered(calls) == alone
    found = alone[0]
    assert [row[0] for row in found] == ["c2", "c1", "c0"]
    assert found[0][1:] == (
        traces[2].title,
        NOW,
        traces[2].pk,
        Decimal("1234567890.10"),
        None,
        True,
        traces[2].title,
    )
    assert alone[4] == found[:1]


def test_days_and_truths_come_back_as_they_are(larache, django_assert_num_queries):
    with within(larache.pk):
        Holiday.objects.bulk_create(
            [Holiday(day=dt.date(2051, 5, day), name_ar="x", name_fr="x") for day in (1, 30)]
        )
        alone = days.all(since=AFTER_ALL)
        assert len(alone) == 2

        @together
        def both() -> Telling[tuple]:
            one, two = yield [wanted(days, since=AFTER_ALL), wanted(days, since=AFTER_ALL)]
            return one, two

        with django_assert_num_queries(1):
            assert both() == (alone, alone)


def test_one_alone_is_asked_as_it_is(traces, larache, django_assert_num_queries):
    with within(larache.pk):
        alone = told.all(limit=2)
        with django_assert_num_queries(1):
            assert gathered([(rows, (2,))]) == [alone]


def test_a_territory_reads_its_own_rows_only(traces, larache, beni_mellal):
    with within(beni_mellal.pk):
        assert [[row[0] for row in found] for found in gathered([(rows, ()), (rows, ())])] == [["c3"], ["c3"]]
    with pytest.raises((ScopeError, AttributeError)):
        gathered([(rows, ()), (rows, ())])


def test_what_json_would_tell_otherwise_is_refused(traces, larache):
    @asked_once
    def lasting():
        return Trace.objects.values_list(Value(dt.timedelta(1), DurationField()))

    with within(larache.pk), pytest.raises(TypeError), ahead([wanted(lasting), wanted(told)]):
        pass


def test_what_is_asked_ahead_is_read_without_a_question_once(traces, larache, django_assert_num_queries):
    """Values, instances, the first of them and none; each answer once, and only within the block."""
    every = [wanted(told), wanted(days, since=AFTER_ALL), wanted(instances), wanted(instances, limit=1)]
    with within(larache.pk):
        alone = told.all(), days.all(since=AFTER_ALL), instances.all(), instances.first()
        with django_assert_num_queries(1), ahead(every):
            assert (told.all(), days.all(since=AFTER_ALL), instances.all(), instances.first()) == alone
        with ahead(every), django_assert_num_queries(4):
            told.all(limit=1)
            days.all(since=AFTER_ALL.replace(day=2))
            for _ in range(3):
                assert instances.all() == alone[2]
        with django_assert_num_queries(1):
            instances.all()


def test_what_was_asked_ahead_in_one_territory_is_not_read_in_another(traces, larache, beni_mellal):
    with within(larache.pk), ahead([wanted(instances), wanted(told)]), within(beni_mellal.pk):
        assert {one.territory_id for one in instances.all()} == {beni_mellal.pk}


def test_an_instance_read_ahead_is_whole(traces, larache):
    with within(larache.pk):
        alone = instances.all()
        with ahead([wanted(instances), wanted(told)]):
            for one, other in zip(instances.all(), alone, strict=True):
                assert {k: v for k, v in vars(one).items() if k != "_state"} == {
                    k: v for k, v in vars(other).items() if k != "_state"
                }


def test_a_row_of_more_columns_than_a_function_takes_is_whole(traces, larache):
    @asked_once
    def wide():
        return Trace.objects.order_by("code").values_list("code", *[Value(at) for at in range(199)], "title")

    with within(larache.pk):
        alone = wide.all()
        with ahead([wanted(wide), wanted(days, since=AFTER_ALL), wanted(wide, limit=1)]):
            assert wide.all() == alone
            assert wide.first() == alone[0]
