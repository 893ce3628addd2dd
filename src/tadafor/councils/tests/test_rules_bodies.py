"""§ councils-12 to § councils-16: bodies, members, meetings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.councils import rules
from tadafor.councils.rules import BodyRefusal, Charge, Mandate, MeetingRefusal, MemberRefusal, MemberSex

SINCE = date(2022, 2, 14)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"is_taken": True}, BodyRefusal.SLUG_TAKEN),
        ({"seats": 0}, BodyRefusal.NO_SEATS),
        ({"seats": 5}, BodyRefusal.FEWER_SEATS),
        ({"quorum_percent": 100}, BodyRefusal.PERCENT),
        ({"quorum_percent": 66}, None),
    ],
)
def test_a_body_is_founded_with_enough_seats(facts, refusal):
    """§ councils-12"""
    usual = {"seats": 21, "seated": 12, "quorum_percent": None, "is_taken": False}
    assert rules.refuse_body(**(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("charge", "mandate", "facts", "refusal"),
    [
        (Charge.MEMBER, Mandate(SINCE), {}, None),
        (Charge.PRESIDENT, Mandate(SINCE), {}, None),
        (Charge.PRESIDENT, Mandate(SINCE), {"held": [Charge.PRESIDENT]}, MemberRefusal.CHARGE_TAKEN),
        (Charge.RAPPORTEUR, Mandate(SINCE), {"held": [Charge.RAPPORTEUR]}, MemberRefusal.CHARGE_TAKEN),
        (Charge.VICE_PRESIDENT, Mandate(SINCE), {"held": [Charge.VICE_PRESIDENT]}, None),
        (Charge.MEMBER, Mandate(SINCE, date(2022, 2, 13)), {}, MemberRefusal.PERIOD),
        (Charge.MEMBER, Mandate(SINCE, SINCE), {}, None),
        (Charge.MEMBER, Mandate(SINCE), {"capacity": ""}, MemberRefusal.NO_CAPACITY),
        (Charge.MEMBER, Mandate(SINCE), {"name": "أمل"}, MemberRefusal.NO_CONSENT),
        (Charge.MEMBER, Mandate(SINCE), {"name": "أمل", "consents": True}, None),
        (Charge.MEMBER, Mandate(SINCE), {"seated": 21}, MemberRefusal.SEATS_FULL),
        (Charge.MEMBER, Mandate(SINCE), {"has_ended": True}, MemberRefusal.BODY_ENDED),
        (Charge.MEMBER, Mandate(SINCE), {"is_seated": True}, MemberRefusal.ALREADY_SEATED),
    ],
)
def test_who_may_be_seated(charge, mandate, facts, refusal):
    """§ councils-13"""
    usual = {
        "capacity": "ممثلة جمعية",
        "name": "",
        "consents": False,
        "seats": 21,
        "seated": 3,
        "held": [],
        "has_ended": False,
        "is_seated": False,
    }
    assert rules.refuse_member(charge, mandate, **(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("on", "reason", "has_left", "refusal"),
    [
        (SINCE, "استقالة", False, None),
        (date(2022, 2, 13), "استقالة", False, MemberRefusal.PERIOD),
        (SINCE, "", False, MemberRefusal.NO_REASON),
        (SINCE, "استقالة", True, MemberRefusal.ALREADY_LEFT),
    ],
)
def test_a_mandate_ends_with_a_reason(on, reason, has_left, refusal):
    """§ councils-13"""
    assert rules.refuse_leaving(Mandate(SINCE), on=on, reason=reason, has_left=has_left) is refusal


def test_the_end_of_a_mandate_never_makes_it_longer():
    """§ councils-13"""
    mandate = Mandate(SINCE, date(2022, 3, 1))
    days = {SINCE: None, date(2022, 3, 1): None, date(2022, 3, 2): MemberRefusal.PERIOD}
    found = {on: rules.refuse_leaving(mandate, on=on, reason="سبب", has_left=False) for on in days}
    assert found == days


def test_both_days_of_a_mandate_belong_to_it():
    """§ councils-13"""
    mandate = Mandate(SINCE, date(2022, 3, 1))
    days = [date(2022, 2, 13), SINCE, date(2022, 3, 1), date(2022, 3, 2)]
    assert [mandate.holds_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"has_ended": True}, MeetingRefusal.BODY_ENDED),
        ({"agenda": ""}, MeetingRefusal.NO_AGENDA),
        ({"members": 0}, MeetingRefusal.NO_MEMBERS),
        ({"taken": {SINCE}}, MeetingRefusal.SAME_DAY),
        ({"day": date(1922, 2, 14)}, MeetingRefusal.FAR),
        ({"day": date(2222, 2, 14)}, MeetingRefusal.FAR),
    ],
)
def test_when_a_body_may_be_called(facts, refusal):
    """§ councils-14"""
    usual = {"agenda": "مشروع رأي", "has_ended": False, "members": 12, "day": SINCE, "taken": set()}
    usual["today"] = SINCE
    assert rules.refuse_meeting(**(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"call": rules.Call.HELD}, MeetingRefusal.ALREADY_HELD),
        ({"call": rules.Call.CANCELLED}, MeetingRefusal.CANCELLED),
        ({"today": date(2022, 2, 13)}, MeetingRefusal.IN_THE_FUTURE),
        ({"present": {1, 9}}, MeetingRefusal.NOT_A_MEMBER),
        ({"present": set()}, None),
    ],
)
def test_who_is_counted(facts, refusal):
    """§ councils-15"""
    usual = {"held_on": SINCE, "today": SINCE, "present": {1, 2}, "members": {1, 2, 3}}
    assert rules.refuse_attendance(**({"call": rules.Call.OPEN} | usual | facts)) is refusal


@pytest.mark.parametrize(
    ("is_held", "is_cancelled", "reason", "refusal"),
    [
        (False, False, "عطلة", None),
        (False, False, "", MeetingRefusal.NO_REASON),
        (True, False, "عطلة", MeetingRefusal.ALREADY_HELD),
        (False, True, "عطلة", MeetingRefusal.CANCELLED),
        (False, True, "", MeetingRefusal.CANCELLED),
    ],
)
def test_a_call_is_cancelled_before_the_body_met_for_a_reason(is_held, is_cancelled, reason, refusal):
    """§ councils-36"""
    call = rules.call(is_held=is_held, is_cancelled=is_cancelled)
    assert rules.refuse_taking_back(call, reason=reason) is refusal


@given(st.lists(st.sampled_from(list(MemberSex))))
def test_the_balance_counts_every_seat_once(sexes):
    """§ councils-16"""
    counted = rules.balance(sexes, MemberSex)
    assert sum(count for _, count in counted) == len(sexes)
    assert [value for value, _ in counted] == [value for value in MemberSex if value in sexes]
