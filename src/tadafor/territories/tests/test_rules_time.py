"""Days, sessions and opening hours: cases, and what holds for all of them. In prose: docs/rules/time.md"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.territories import rules
from tadafor.territories.rules import Hours, Refusal, Season, Session, SessionKind, Side

CASABLANCA = ZoneInfo("Africa/Casablanca")
OFF_2026 = frozenset(
    date(2026, month, day)
    for month, day in [(1, 1), (1, 11), (1, 14), (3, 20), (3, 21), (5, 1), (5, 27), (5, 28), (6, 16), (7, 30)]
)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
OFF = st.frozensets(st.dates(date(2023, 6, 1), date(2031, 6, 30)), max_size=60)


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-04-30", True),
        ("2026-05-01", False),  # Labour Day
        ("2026-05-02", False),  # a Saturday
        ("2026-05-03", False),  # a Sunday
        ("2026-05-04", True),
        ("2026-01-11", False),  # a holiday on a Sunday
    ],
)
def test_working_days(day, working):
    """§ time-1"""
    assert rules.is_working(d(day), OFF_2026) is working


@pytest.mark.parametrize(
    ("first", "last", "days", "working"),
    [
        ("2026-04-30", "2026-05-08", 8, 5),
        ("2026-04-30", "2026-04-30", 0, 0),
        ("2026-05-02", "2026-05-03", 1, 0),
        ("2026-05-01", "2026-05-04", 3, 1),
        ("2026-05-08", "2026-04-30", -8, -5),
        ("2026-01-01", "2027-01-01", 365, 261 - 7),
    ],
)
def test_counting(first, last, days, working):
    """§ time-2"""
    assert rules.days_between(d(first), d(last)) == days
    assert rules.working_days_between(d(first), d(last), OFF_2026) == working


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-04-30", 5, "2026-05-08"),  # the worked example of the page
        ("2026-04-30", 0, "2026-04-30"),
        ("2026-05-02", 0, "2026-05-02"),
        ("2026-05-02", 1, "2026-05-04"),
        ("2026-05-26", 1, "2026-05-29"),  # over the two days of the feast
        ("2026-03-18", 2, "2026-03-23"),  # feast on Friday and Saturday
        ("2026-05-04", -1, "2026-04-30"),
    ],
)
def test_adding_working_days(start, count, end):
    """§ time-3"""
    assert rules.add_working_days(d(start), count, OFF_2026) == d(end)


@pytest.mark.parametrize(
    ("day", "ends"),
    [("2026-05-01", "2026-05-04"), ("2026-05-04", "2026-05-04"), ("2026-05-27", "2026-05-29")],
)
def test_a_delay_never_ends_on_a_day_off(day, ends):
    """§ time-4"""
    assert rules.working_day_from(d(day), OFF_2026) == d(ends)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-11-22", 2, "2027-01-22"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-03-15", 0, "2026-03-15"),
    ],
)
def test_adding_months(start, count, end):
    """§ time-5"""
    assert rules.add_months(d(start), count) == d(end)


@pytest.mark.parametrize(
    ("session", "count", "last"),
    [
        ("2026-05-04", 10, "2026-04-17"),  # Labour Day does not count
        ("2026-02-02", 5, "2026-01-26"),
        ("2026-02-02", 0, "2026-02-02"),
    ],
)
def test_the_cut_off_before_a_session(session, count, last):
    """§ time-6"""
    assert rules.cut_off(d(session), count, OFF_2026) == d(last)


@pytest.mark.parametrize(
    ("recomputed", "side", "deadline"),
    [
        ("2026-05-29", Side.CITIZENS, "2026-05-29"),
        ("2026-05-29", Side.TERRITORY, "2026-05-29"),
        ("2026-05-27", Side.CITIZENS, "2026-05-28"),
        ("2026-05-27", Side.TERRITORY, "2026-05-27"),
    ],
)
def test_a_deadline_after_the_table_was_corrected(recomputed, side, deadline):
    """§ time-7"""
    assert rules.after_correction(d("2026-05-28"), d(recomputed), side) == d(deadline)


class TestForAllDays:
    @given(DAYS, st.integers(1, 120), OFF)
    def test_adding_then_counting_comes_back(self, start, count, off):
        end = rules.add_working_days(start, count, off)
        assert rules.working_days_between(start, end, off) == count
        assert rules.is_working(end, off)

    @given(DAYS, DAYS, OFF)
    def test_counting_is_counting_one_by_one(self, one, other, off):
        first, last = sorted((one, other))
        span = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        expected = sum(rules.is_working(day, off) for day in span)
        assert rules.working_days_between(first, last, off) == expected
        assert rules.working_days_between(last, first, off) == -expected

    @given(DAYS, st.integers(0, 60), OFF, OFF)
    def test_more_days_off_never_end_a_delay_sooner(self, start, count, off, more):
        assert rules.add_working_days(start, count, off | more) >= rules.add_working_days(start, count, off)

    @given(DAYS, st.integers(1, 60), OFF)
    def test_the_cut_off_leaves_its_working_days(self, session, count, off):
        last = rules.cut_off(session, count, off)
        between = (last + timedelta(days=n) for n in range((session - last).days))
        assert sum(rules.is_working(day, off) for day in between) == count

    @given(DAYS, st.integers(-48, 48))
    def test_months_keep_the_day_or_end_the_month(self, start, count):
        end = rules.add_months(start, count)
        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
        assert end.day == start.day or (end + timedelta(days=1)).day == 1

    @given(DAYS, OFF)
    def test_a_delay_moved_is_moved_once(self, day, off):
        moved = rules.working_day_from(day, off)
        assert moved >= day
        assert rules.working_day_from(moved, off) == moved
        assert rules.working_days_between(day, moved, off) <= 1


class TestSessions:
    """§ time-8, § time-9"""

    @pytest.mark.parametrize(
        ("year", "month", "opens"),
        [(2026, 2, "2026-02-02"), (2026, 5, "2026-05-04"), (2026, 10, "2026-10-05"), (2027, 2, "2027-02-01")],
    )
    def test_expected_on_the_first_monday(self, year, month, opens):
        assert rules.expected_opening(year, month) == d(opens)

    def test_a_fixed_day_replaces_the_expected_one(self):
        fixed = Session(d("2026-05-07"), SessionKind.ORDINARY, 2026, 5, is_fixed=True)
        found = rules.sessions([2026], (2, 5, 10), [fixed])
        assert [(s.opens_on, s.is_fixed) for s in found] == [
            (d("2026-02-02"), False),
            (d("2026-05-07"), True),
            (d("2026-10-05"), False),
        ]

    def test_an_extraordinary_one_is_shown_and_never_next(self):
        extra = Session(d("2026-03-10"), SessionKind.EXTRAORDINARY, 2026, 3, is_fixed=True)
        assert extra in rules.sessions([2026], (2, 5, 10), [extra])
        assert rules.next_ordinary(d("2026-02-10"), (2, 5, 10), [extra]).opens_on == d("2026-05-04")

    @pytest.mark.parametrize(
        ("after", "opens"),
        [
            ("2026-02-01", "2026-02-02"),
            ("2026-02-02", "2026-05-04"),  # the opening day itself is too late
            ("2026-11-22", "2027-02-01"),
        ],
    )
    def test_the_next_ordinary_one(self, after, opens):
        assert rules.next_ordinary(d(after), (2, 5, 10), []).opens_on == d(opens)

    def test_a_session_put_off_past_the_turn_of_the_year(self):
        late = Session(d("2027-01-12"), SessionKind.ORDINARY, 2026, 10, is_fixed=True)
        assert rules.next_ordinary(d("2026-11-22"), (2, 5, 10), [late]) == late

    def test_without_months_there_is_none(self):
        assert rules.next_ordinary(d("2026-11-22"), (), []) is None

    @given(DAYS, st.sets(st.integers(1, 12), min_size=1))
    def test_the_next_one_is_within_thirteen_months(self, after, months):
        found = rules.next_ordinary(after, sorted(months), [])
        assert after < found.opens_on <= after + timedelta(days=13 * 31)


WEEK = [
    stretch
    for weekday in range(5)
    for stretch in (
        Hours(weekday, time(8, 30), time(12)),
        Hours(weekday, time(14), time(16, 30)),
        Hours(weekday, time(9), time(15), Season.RAMADAN),
    )
]
RAMADAN = [(d("2026-02-18"), d("2026-03-19"))]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-04-30T08:29:59", False),
        ("2026-04-30T08:30:00", True),
        ("2026-04-30T11:59:59", True),
        ("2026-04-30T12:00:00", False),
        ("2026-04-30T14:00:00", True),
        ("2026-05-01T09:00:00", False),  # Labour Day
        ("2026-05-02T09:00:00", False),  # Saturday
        ("2026-03-02T12:30:00", True),  # in Ramadan
        ("2026-03-02T08:45:00", False),
        ("2026-03-23T12:30:00", False),  # after it
    ],
)
def test_opening_hours(moment, is_open):
    """§ time-10"""
    at = datetime.fromisoformat(moment).replace(tzinfo=CASABLANCA)
    assert rules.standing(at, WEEK, OFF_2026, RAMADAN).is_open is is_open
    if not is_open:
        opens = rules.next_opening(at, WEEK, OFF_2026, RAMADAN)
        assert opens > at
        assert rules.standing(opens, WEEK, OFF_2026, RAMADAN).is_open


def test_an_office_without_ramadan_hours_keeps_its_own():
    ordinary = [h for h in WEEK if h.season == Season.ORDINARY]
    at = datetime(2026, 3, 2, 8, 45, tzinfo=CASABLANCA)
    assert rules.standing(at, ordinary, OFF_2026, RAMADAN).is_open


def test_an_office_without_hours_is_never_open():
    at = datetime(2026, 3, 2, 8, 45, tzinfo=CASABLANCA)
    assert not rules.standing(at, [], OFF_2026).is_open
    assert rules.next_opening(at, [], OFF_2026) is None


@pytest.mark.parametrize(
    ("hours", "refusal"),
    [
        (WEEK, None),
        ([], None),
        ([Hours(0, time(12), time(12))], Refusal.HOURS_ORDER),
        ([Hours(0, time(14), time(12))], Refusal.HOURS_ORDER),
        ([Hours(0, time(8), time(12)), Hours(0, time(11), time(13))], Refusal.HOURS_OVERLAP),
        ([Hours(0, time(8), time(12)), Hours(0, time(12), time(13))], None),
        ([Hours(0, time(8), time(12)), Hours(1, time(11), time(13))], None),
        ([Hours(0, time(8), time(12)), Hours(0, time(8), time(12), Season.RAMADAN)], None),
    ],
)
def test_hours_that_can_be_kept(hours, refusal):
    assert rules.refuse_hours(hours) == refusal


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("08:30-12:00، 14:00-16:30", [(time(8, 30), time(12)), (time(14), time(16, 30))]),
        ("8:30 – 16:30", [(time(8, 30), time(16, 30))]),
        ("8h30-12h, 14h-16h30", [(time(8, 30), time(12)), (time(14), time(16, 30))]),
        ("9-15", [(time(9), time(15))]),
        ("٩-١٥", [(time(9), time(15))]),
        ("", []),
        (" ، ", []),
        ("صباحا", None),
        ("8:30", None),
        ("25-26", None),
        ("8:75-9", None),
        ("8-9-10", None),
        ("8:30-12:00 14:00-16:30", None),
        ("-", None),
    ],
)
def test_hours_as_people_type_them(typed, read):
    assert rules.read_stretches(typed) == read
