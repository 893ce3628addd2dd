"""The rules of the door, case by case."""

from datetime import date, timedelta

import pytest

from tadafor.meetings.rules import (
    Arrival,
    DoorRefusal,
    Fact,
    Quality,
    Stage,
    clock_is_off,
    counted,
    erased_on,
    refuse_arrival,
    refuse_closing,
    refuse_door,
    refuse_telling,
    refuse_undo,
    shown,
)
from tadafor.meetings.tests.factories import DURING, ENDS, STARTS
from tadafor.people.rules import AgeBand, Sex

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("at", "now", "is_closed", "refusal"),
    [
        (Stage.COMING, STARTS - 13 * HOUR, False, DoorRefusal.NOT_OPEN_YET),
        (Stage.COMING, STARTS - 12 * HOUR, False, None),
        (Stage.NOW, DURING, False, None),
        (Stage.NOW, DURING, True, DoorRefusal.LIST_CLOSED),
        (Stage.HELD, ENDS + 24 * 14 * HOUR, False, None),
        (Stage.HELD, ENDS + 24 * 15 * HOUR, False, DoorRefusal.OVER),
        (Stage.DRAFT, DURING, False, DoorRefusal.NOT_ANNOUNCED),
        (Stage.CANCELLED, DURING, False, DoorRefusal.IS_CANCELLED),
    ],
)
def test_when_the_door_is_open(at, now, is_closed, refusal):
    """§ meetings-door"""
    assert refuse_door(at, starts_at=STARTS, ends_at=ENDS, is_closed=is_closed, now=now) is refusal


@pytest.mark.parametrize(
    ("arrival", "is_known", "refusal"),
    [
        (Arrival(), False, None),
        (Arrival(Quality.ASSOCIATION, association="جمعية"), False, None),
        (Arrival(Quality.ASSOCIATION), False, DoorRefusal.ASSOCIATION_MISSING),
        (Arrival(name="سعاد"), True, DoorRefusal.SAME_NAME),
        (Arrival(name="سعاد", is_another=True), True, None),
    ],
)
def test_who_walks_in(arrival, is_known, refusal):
    """§ meetings-walk-in"""
    assert refuse_arrival(arrival, is_known_name=is_known) is refusal


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"is_own": False}, DoorRefusal.NOT_YOURS),
        ({"is_undone": True}, DoorRefusal.UNDONE_ALREADY),
        ({"is_closed": True}, DoorRefusal.LIST_CLOSED),
        ({"now": DURING + 3 * HOUR}, DoorRefusal.TOO_LATE_TO_UNDO),
    ],
)
def test_what_is_taken_back(changes, refusal):
    """§ meetings-undo"""
    usual = {"is_own": True, "is_undone": False, "is_closed": False, "entered_at": DURING, "now": DURING}
    assert refuse_undo(**(usual | changes)) is refusal


@pytest.mark.parametrize(("told", "off"), [(None, False), (DURING, False), (DURING - 24 * HOUR, True)])
def test_a_clock_a_day_off_is_pointed_out(told, off):
    """§ meetings-clock"""
    assert clock_is_off(told, now=DURING) is off


def test_those_who_came_are_counted_as_the_sources_do():
    """§ meetings-counts"""
    came = [
        Arrival(Quality.ASSOCIATION, association="Rives", sex=Sex.WOMAN),
        Arrival(Quality.ASSOCIATION, association="rives", sex=Sex.WOMAN, age=AgeBand.FROM_25),
        Arrival(Quality.ELECTED, sex=Sex.MAN),
        Arrival(),
    ]
    assert counted(came) == {
        (Fact.ALL, ""): 4,
        (Fact.QUALITY, "association"): 2,
        (Fact.QUALITY, "elected"): 1,
        (Fact.QUALITY, "citizen"): 1,
        (Fact.SEX, "woman"): 2,
        (Fact.SEX, "man"): 1,
        (Fact.AGE, "25_34"): 1,
        (Fact.ASSOCIATIONS, ""): 1,
    }
    assert counted([]) == {}


@pytest.mark.parametrize(
    ("at", "is_closed", "arrivals", "refusal"),
    [
        (Stage.NOW, False, 3, None),
        (Stage.HELD, False, 3, None),
        (Stage.COMING, False, 3, DoorRefusal.NOT_STARTED),
        (Stage.CANCELLED, False, 3, DoorRefusal.IS_CANCELLED),
        (Stage.HELD, True, 3, DoorRefusal.LIST_CLOSED),
        (Stage.HELD, False, 0, DoorRefusal.NOTHING_TO_COUNT),
    ],
)
def test_when_the_list_is_closed(at, is_closed, arrivals, refusal):
    """§ meetings-closing"""
    assert refuse_closing(at, is_closed=is_closed, arrivals=arrivals) is refusal


ALL, WOMEN = (Fact.ALL, ""), (Fact.SEX, "woman")


@pytest.mark.parametrize(
    ("at", "counts", "is_closed", "reason", "refusal"),
    [
        (Stage.HELD, {ALL: 70, WOMEN: 40}, False, "", None),
        (Stage.HELD, {WOMEN: 40}, False, "", None),
        (Stage.HELD, {ALL: 70, WOMEN: 71}, False, "", DoorRefusal.COUNTS_DISAGREE),
        (Stage.HELD, {}, False, "", DoorRefusal.NOTHING_TO_COUNT),
        (Stage.COMING, {ALL: 70}, False, "", DoorRefusal.NOT_STARTED),
        (Stage.CANCELLED, {ALL: 70}, False, "", DoorRefusal.IS_CANCELLED),
        (Stage.HELD, {ALL: 70}, True, "", DoorRefusal.REASON_MISSING),
        (Stage.HELD, {ALL: 70}, True, "نسينا ورقة من الأوراق", None),
    ],
)
def test_when_counts_are_told(at, counts, is_closed, reason, refusal):
    """§ meetings-told"""
    assert refuse_telling(at, counts, is_closed=is_closed, reason=reason) is refusal


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({ALL: 70, WOMEN: 40, (Fact.ASSOCIATIONS, ""): 2}, {ALL: 70, WOMEN: 40, (Fact.ASSOCIATIONS, ""): 2}),
        ({ALL: 4}, {ALL: None}),
        ({ALL: 12, WOMEN: 9, (Fact.SEX, "man"): 3}, {ALL: 12, WOMEN: None, (Fact.SEX, "man"): None}),
        ({ALL: 12, WOMEN: 9}, {ALL: 12, WOMEN: None}),
        ({ALL: 4, WOMEN: 4}, {ALL: None, WOMEN: None}),
    ],
)
def test_small_counts_are_masked_and_so_is_what_gives_them_back(counts, expected):
    """§ meetings-masking"""
    assert {(one.fact, one.value): one.count for one in shown(counts)} == expected


def test_when_lists_are_erased():
    """§ meetings-erasure"""
    assert erased_on(date(2026, 10, 20)) == date(2027, 1, 18)
