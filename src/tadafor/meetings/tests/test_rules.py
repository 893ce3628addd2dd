"""The rules of meetings, case by case."""

from datetime import timedelta

import pytest

from tadafor.meetings.rules import (
    Form,
    Holding,
    MeetingRefusal,
    Plan,
    Pool,
    RegistrationRefusal,
    Stage,
    State,
    Unsaid,
    Waiting,
    capacities,
    promotions,
    refuse_announcement,
    refuse_cancellation,
    refuse_change,
    refuse_giving_up,
    refuse_plan,
    refuse_registration,
    reminded_now,
    seat_for,
    stage,
)
from tadafor.meetings.tests.factories import AFTER, BEFORE, DURING, ENDS, STARTS


@pytest.mark.parametrize(
    ("state", "now", "found"),
    [
        (State.DRAFT, DURING, Stage.DRAFT),
        (State.CANCELLED, BEFORE, Stage.CANCELLED),
        (State.ANNOUNCED, BEFORE, Stage.COMING),
        (State.ANNOUNCED, STARTS, Stage.NOW),
        (State.ANNOUNCED, ENDS - timedelta.resolution, Stage.NOW),
        (State.ANNOUNCED, ENDS, Stage.HELD),
    ],
)
def test_where_a_meeting_stands(state, now, found):
    """§ meetings-stages"""
    assert stage(state, starts_at=STARTS, ends_at=ENDS, now=now) is found


GROUPS = [("النساء", 2), ("الشباب", 3)]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"ends_at": STARTS}, MeetingRefusal.ENDS_BEFORE_IT_STARTS),
        ({"ends_at": STARTS + timedelta(days=32)}, MeetingRefusal.TOO_LONG),
        ({"place": ""}, MeetingRefusal.PLACE_MISSING),
        ({"place": "", "unsaid": frozenset({Unsaid.PLACE})}, None),
        ({"form": Form.ONLINE, "place": ""}, MeetingRefusal.LINK_MISSING),
        ({"form": Form.ONLINE, "place": "", "link": "https://meet.example"}, None),
        ({"form": Form.HYBRID}, MeetingRefusal.LINK_MISSING),
        ({"closes_at": STARTS + timedelta(minutes=1)}, MeetingRefusal.CLOSES_AFTER_START),
        ({"closes_at": STARTS}, None),
        ({"groups": GROUPS}, MeetingRefusal.GROUPS_WITHOUT_SEATS),
        ({"groups": GROUPS, "seats": 5}, None),
        ({"groups": GROUPS, "seats": 4}, MeetingRefusal.MORE_RESERVED_THAN_SEATS),
        ({"groups": GROUPS + GROUPS, "seats": 50}, MeetingRefusal.GROUP_TWICE),
        ({"groups": [(f"فئة {n}", 1) for n in range(9)], "seats": 50}, MeetingRefusal.TOO_MANY_GROUPS),
    ],
)
def test_what_may_be_planned(changes, refusal):
    """§ meetings-plan"""
    plan = {"starts_at": STARTS, "ends_at": ENDS, "place": "دار الثقافة"} | changes
    assert refuse_plan(Plan(**plan)) is refusal


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        (Stage.DRAFT, None),
        (Stage.COMING, None),
        (Stage.NOW, None),
        (Stage.HELD, MeetingRefusal.ALREADY_HELD),
        (Stage.CANCELLED, MeetingRefusal.IS_CANCELLED),
    ],
)
def test_when_a_meeting_is_changed(at, refusal):
    """§ meetings-change"""
    assert refuse_change(at, seen=1, revision=1) is refusal
    assert refuse_change(at, seen=1, revision=2) is (refusal or MeetingRefusal.CHANGED_MEANWHILE)


@pytest.mark.parametrize(
    ("at", "reason", "refusal"),
    [
        (Stage.COMING, "تعذر توفير القاعة", None),
        (Stage.COMING, "قصير", MeetingRefusal.REASON_MISSING),
        (Stage.DRAFT, "تعذر توفير القاعة", MeetingRefusal.NOT_ANNOUNCED),
        (Stage.NOW, "تعذر توفير القاعة", MeetingRefusal.ALREADY_STARTED),
        (Stage.HELD, "تعذر توفير القاعة", MeetingRefusal.ALREADY_STARTED),
        (Stage.CANCELLED, "تعذر توفير القاعة", MeetingRefusal.IS_CANCELLED),
    ],
)
def test_when_a_meeting_is_cancelled(at, reason, refusal):
    """§ meetings-cancel"""
    assert refuse_cancellation(at, reason=reason) is refusal


def test_a_meeting_is_announced_once():
    """§ meetings-announce"""
    assert refuse_announcement(State.DRAFT) is None
    assert refuse_announcement(State.ANNOUNCED) is MeetingRefusal.ALREADY_ANNOUNCED
    assert refuse_announcement(State.CANCELLED) is MeetingRefusal.IS_CANCELLED


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"at": Stage.DRAFT}, RegistrationRefusal.NOT_ANNOUNCED),
        ({"at": Stage.CANCELLED}, RegistrationRefusal.IS_CANCELLED),
        ({"at": Stage.NOW}, RegistrationRefusal.TOO_LATE),
        ({"at": Stage.HELD}, RegistrationRefusal.TOO_LATE),
        ({"closes_at": BEFORE}, RegistrationRefusal.TOO_LATE),
        ({"takes": False}, RegistrationRefusal.NO_REGISTRATION),
        ({"is_registered": True}, RegistrationRefusal.REGISTERED_ALREADY),
        ({"group": "الشباب"}, None),
        ({"group": "المتقاعدون"}, RegistrationRefusal.UNKNOWN_GROUP),
        ({"missing": True}, RegistrationRefusal.ANSWER_MISSING),
    ],
)
def test_who_may_register(facts, refusal):
    """§ meetings-register"""
    usual = {
        "at": Stage.COMING,
        "takes": True,
        "closes_at": STARTS,
        "is_registered": False,
        "group": "",
        "groups": ["الشباب"],
        "missing": False,
        "now": BEFORE,
    }
    usual |= facts
    assert refuse_registration(usual.pop("at"), **usual) is refusal


@pytest.mark.parametrize(
    ("at", "holding", "came", "refusal"),
    [
        (Stage.COMING, Holding.SEAT, False, None),
        (Stage.COMING, Holding.WAITING, False, None),
        (Stage.COMING, Holding.CANCELLED, False, RegistrationRefusal.NOT_REGISTERED),
        (Stage.COMING, None, False, RegistrationRefusal.NOT_REGISTERED),
        (Stage.COMING, Holding.SEAT, True, RegistrationRefusal.CAME_ALREADY),
        (Stage.NOW, Holding.SEAT, False, RegistrationRefusal.TOO_LATE),
        (Stage.CANCELLED, Holding.SEAT, False, RegistrationRefusal.TOO_LATE),
    ],
)
def test_who_may_give_up(at, holding, came, refusal):
    """§ meetings-give-up"""
    assert refuse_giving_up(at, holding=holding, came=came) is refusal


WOMEN, ALL = Pool(1, "النساء", 2), Pool(2, "", 1)


@pytest.mark.parametrize(
    ("group", "taken", "found"),
    [
        ("", (0, 0), 2),
        ("النساء", (0, 0), 1),
        ("النساء", (2, 0), 2),
        ("", (0, 1), None),
        ("النساء", (2, 1), None),
        ("المتقاعدون", (0, 1), None),
    ],
)
def test_which_seat_is_given(group, taken, found):
    """§ meetings-seats: a reserved seat waits for its group, however full the room is."""
    pools = [Pool(1, "النساء", 2, taken[0]), Pool(2, "", 1, taken[1])]
    seat = seat_for(group, pools)
    assert (seat and seat.key) == found


def test_seats_without_limit_are_always_free():
    """§ meetings-seats"""
    assert capacities(None, ()) == [("", None)]
    assert capacities(10, GROUPS) == [("النساء", 2), ("الشباب", 3), ("", 5)]
    assert seat_for("", [Pool(1, "", None, 10_000)]).left is None


def test_who_waits_is_seated_in_order_and_by_group():
    """§ meetings-waiting"""
    waiting = [Waiting(11), Waiting(12, "النساء"), Waiting(13), Waiting(14, "النساء")]
    assert promotions(waiting, [WOMEN, ALL]) == [(11, 2), (12, 1), (14, 1)]
    assert promotions(waiting, [Pool(1, "النساء", 2, 2), Pool(2, "", 1, 1)]) == []


def test_when_people_are_reminded():
    """§ meetings-reminder"""
    assert not reminded_now(starts_at=STARTS, now=STARTS - timedelta(hours=31))
    assert reminded_now(starts_at=STARTS, now=STARTS - timedelta(hours=30))
    assert not reminded_now(starts_at=STARTS, now=STARTS)
    assert not reminded_now(starts_at=STARTS, now=AFTER)
