from datetime import date, timedelta

import pytest

from tadafor.kernel.owing import Owed, heaps_by_day, shares, week_of

TODAY = date(2026, 11, 22)  # a Sunday


def owed(on, **facts):
    return Owed(room="petitions", kind="answer", what="جواب", on=on, address="/x/", **facts)


@pytest.mark.parametrize(
    ("on", "is_event", "days"),
    [
        (TODAY, False, 0),
        (TODAY - timedelta(days=1), False, 1),
        (TODAY - timedelta(days=400), False, 400),
        (TODAY + timedelta(days=1), False, 0),
        (TODAY - timedelta(days=1), True, 0),
    ],
)
def test_the_last_day_is_in_time_and_an_event_is_never_late(on, is_event, days):
    """§ home-owed"""
    one = owed(on, is_event=is_event)
    assert one.days_late(TODAY) == days
    assert one.is_late(TODAY) is bool(days)


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 22), date(2026, 11, 16)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_monday(day, monday):
    assert week_of(day) == monday


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ({}, []),
        ({0: 2}, [(0, 2)]),
        ({-1: 1}, [(-1, 1)]),
        ({-9: 3, -1: 4, 0: 1, 5: 2}, [(-9, 7), (0, 1), (5, 2)]),
        ({5: 2, 1: 1}, [(1, 1), (5, 2)]),
    ],
)
def test_late_heaps_are_one_on_the_day_of_the_oldest(counted, told):
    """§ home-owed"""
    days = {TODAY + timedelta(days=at): count for at, count in counted.items()}
    assert heaps_by_day(days, TODAY) == [(TODAY + timedelta(days=at), count) for at, count in told]


@pytest.mark.parametrize(
    ("counts", "room", "given"),
    [
        ([0, 0, 0], 16, [0, 0, 0]),
        ([3, 2, 1], 16, [3, 2, 1]),
        ([300, 0, 0], 16, [16, 0, 0]),
        ([300, 300, 300], 16, [6, 5, 5]),
        ([300, 1, 2], 16, [13, 1, 2]),
        ([1, 1, 1], 2, [1, 1, 0]),
    ],
)
def test_lines_are_shared_between_lists(counts, room, given):
    """§ home-sheet"""
    assert shares(counts, room) == given
