"""The rules of moderation, without a database."""

from datetime import UTC, date, datetime, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.moderation import rules
from tadafor.moderation.rules import (
    DAYS_TO_APPEAL,
    WORDS_LIMIT,
    Cause,
    Decision,
    Reason,
    Refusal,
    Signal,
)
from tadafor.moderation.words import SENTENCES, WORDS
from tadafor.traces.rules import Visibility

OFF = frozenset({date(2026, 1, 14)})


def test_there_are_six_reasons_and_each_says_what_it_means():
    """§ moderation-reasons"""
    assert set(WORDS[Reason]) == set(SENTENCES) == set(Reason)
    assert len(Reason) == 6


def test_nothing_is_hidden_for_being_off_the_subject_or_said_twice():
    """§ moderation-reasons"""
    assert not {"off_topic", "duplicate", "out_of_scope"} & set(Reason)


REPORT = {
    "has_contact": True,
    "is_author": False,
    "visibility": Visibility.VISIBLE,
    "already_reported": False,
    "words": "",
}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"words": "ك" * WORDS_LIMIT}, None),
        ({"words": "ك" * (WORDS_LIMIT + 1)}, Refusal.WORDS_TOO_LONG),
        ({"has_contact": False}, Refusal.CONTACT_NEEDED),
        ({"is_author": True}, Refusal.OWN_TEXT),
        ({"already_reported": True}, Refusal.ALREADY_REPORTED),
        ({"visibility": Visibility.HELD}, Refusal.NOT_VISIBLE),
        ({"visibility": Visibility.HIDDEN}, Refusal.NOT_VISIBLE),
        ({"visibility": Visibility.HIDDEN, "already_reported": True}, Refusal.ALREADY_REPORTED),
    ],
)
def test_who_may_report(change, refusal):
    """§ moderation-report"""
    assert rules.refuse_report(**REPORT | change) is refusal


HOLD = {
    "cause": Cause.BEFORE_PUBLICATION,
    "is_moderator": False,
    "visibility": Visibility.VISIBLE,
    "has_open_case": False,
}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"visibility": Visibility.HELD}, None),
        ({"visibility": Visibility.HELD, "has_open_case": True}, Refusal.ALREADY_HELD),
        ({"has_open_case": True}, None),
        ({"visibility": Visibility.HIDDEN}, Refusal.ALREADY_HIDDEN),
        ({"cause": Cause.STAFF}, Refusal.NOT_A_MODERATOR),
        ({"cause": Cause.STAFF, "is_moderator": True}, None),
    ],
)
def test_what_may_be_held(change, refusal):
    """§ moderation-held"""
    assert rules.refuse_hold(**HOLD | change) is refusal


RULING = {
    "is_moderator": True,
    "is_author": False,
    "case_is_open": True,
    "has_pending_appeal": False,
    "reason": Reason.INSULT,
    "words": "تعليل",
}


@pytest.mark.parametrize(
    ("visibility", "decision", "change", "refusal"),
    [
        (Visibility.VISIBLE, Decision.HIDE, {}, None),
        (Visibility.HELD, Decision.HIDE, {}, None),
        (Visibility.HIDDEN, Decision.HIDE, {}, Refusal.ALREADY_HIDDEN),
        (Visibility.VISIBLE, Decision.HIDE, {"reason": None}, Refusal.REASON_NEEDED),
        (Visibility.HELD, Decision.RELEASE, {"reason": None, "words": ""}, None),
        (Visibility.VISIBLE, Decision.RELEASE, {}, Refusal.NOT_HELD),
        (Visibility.HIDDEN, Decision.RELEASE, {}, Refusal.NOT_HELD),
        (Visibility.VISIBLE, Decision.KEEP, {"words": ""}, None),
        (Visibility.HELD, Decision.KEEP, {}, Refusal.NOT_VISIBLE),
        (Visibility.HIDDEN, Decision.RESTORE, {}, None),
        (Visibility.HIDDEN, Decision.RESTORE, {"words": ""}, Refusal.WORDS_NEEDED),
        (Visibility.HIDDEN, Decision.RESTORE, {"has_pending_appeal": True}, Refusal.APPEAL_PENDING),
        (Visibility.VISIBLE, Decision.RESTORE, {}, Refusal.NOT_HIDDEN),
        (Visibility.VISIBLE, Decision.HIDE, {"is_moderator": False}, Refusal.NOT_A_MODERATOR),
        (Visibility.VISIBLE, Decision.HIDE, {"is_author": True}, Refusal.OWN_TEXT),
        (Visibility.VISIBLE, Decision.HIDE, {"case_is_open": False}, Refusal.ALREADY_RULED),
        (Visibility.VISIBLE, Decision.HIDE, {"words": "ك" * 1001}, Refusal.WORDS_TOO_LONG),
    ],
)
def test_how_one_may_rule(visibility, decision, change, refusal):
    """§ moderation-ruling"""
    assert rules.refuse_ruling(visibility=visibility, decision=decision, **RULING | change) is refusal


RULED_ON = date(2026, 1, 13)
APPEAL = {
    "may_speak_for_author": True,
    "visibility": Visibility.HIDDEN,
    "ruled_on": RULED_ON,
    "already_appealed": False,
    "words": "لم أسب أحدا",
    "today": RULED_ON,
}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"today": date(2026, 1, 28)}, None),
        ({"today": date(2026, 1, 29)}, Refusal.APPEAL_TOO_LATE),
        ({"may_speak_for_author": False}, Refusal.NOT_THE_AUTHOR),
        ({"visibility": Visibility.VISIBLE}, Refusal.NOTHING_TO_APPEAL),
        ({"ruled_on": None}, Refusal.NOTHING_TO_APPEAL),
        ({"already_appealed": True}, Refusal.ALREADY_APPEALED),
        ({"words": ""}, Refusal.WORDS_NEEDED),
        ({"words": "ك" * 1001}, Refusal.WORDS_TOO_LONG),
    ],
)
def test_who_may_appeal_and_until_when(change, refusal):
    """§ moderation-appeal"""
    assert rules.refuse_appeal(**APPEAL | change) is refusal


DECIDE = {
    "is_appeal_body": True,
    "ruled_by_oneself": False,
    "is_author": False,
    "is_decided": False,
    "words": "نقد لا سب",
}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"is_appeal_body": False}, Refusal.NOT_AN_APPEAL_BODY),
        ({"ruled_by_oneself": True}, Refusal.RULED_BY_ONESELF),
        ({"is_author": True}, Refusal.OWN_TEXT),
        ({"is_decided": True}, Refusal.APPEAL_DECIDED),
        ({"words": ""}, Refusal.WORDS_NEEDED),
    ],
)
def test_other_eyes_decide_an_appeal(change, refusal):
    """§ moderation-other-eyes"""
    assert rules.refuse_appeal_decision(**DECIDE | change) is refusal


def test_the_worked_example():
    """§ moderation-held § moderation-late § moderation-appeal"""
    due = rules.ruling_due_on(opened_on=date(2026, 1, 8), off=OFF)
    assert due == date(2026, 1, 12)
    assert not rules.is_late(due_on=due, ended_on=None, today=date(2026, 1, 12))
    assert rules.is_late(due_on=due, ended_on=None, today=date(2026, 1, 13))
    assert rules.is_late(due_on=due, ended_on=date(2026, 1, 13), today=date(2026, 6, 1))
    assert not rules.is_late(due_on=due, ended_on=date(2026, 1, 9), today=date(2026, 6, 1))
    assert rules.last_day_to_appeal(RULED_ON) == date(2026, 1, 28)
    due = rules.appeal_due_on(appealed_on=RULED_ON, off=OFF)
    assert due == date(2026, 1, 21)


def test_what_was_sent_in_time_counts_however_long_it_was_held():
    """§ moderation-in-time"""
    closing = datetime(2026, 2, 12, 23, 0, tzinfo=UTC)

    assert rules.sent_in_time(written_at=closing - timedelta(seconds=1), closes_at=closing)
    assert not rules.sent_in_time(written_at=closing, closes_at=closing)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_an_appeal_is_never_due_before_a_ruling_of_the_same_day(day):
    ruling = rules.ruling_due_on(opened_on=day, off=OFF)
    assert day < ruling < rules.appeal_due_on(appealed_on=day, off=OFF)
    assert rules.last_day_to_appeal(day) - day == timedelta(days=DAYS_TO_APPEAL)


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("اتصلوا بي على 0612345678", [Signal.PHONE]),
        ("06 12 34 56 78", [Signal.PHONE]),
        ("+212 6 12-34-56-78", [Signal.PHONE]),
        ("00212(0)661234567", [Signal.PHONE]),
        ("٠٦١٢٣٤٥٦٧٨", [Signal.PHONE]),
        ("mon adresse: salma.b+x@example.co.ma merci", [Signal.EMAIL]),
        ("بطاقتي LA123456", [Signal.IDENTITY_CARD]),
        ("carte k45678", [Signal.IDENTITY_CARD]),
        ("الحساب 230 640 2111111111111111 23", [Signal.BANK]),
        ("4242 4242 4242 4242", [Signal.BANK]),
        ("4242 4242 4242 4243", []),
        ("0612345678 / a@b.ma", [Signal.PHONE, Signal.EMAIL]),
        ("الساكن بزنقة الورد رقم 12", [Signal.ADDRESS]),
        ("القاطنة بحي السلام، رقم ٧", [Signal.ADDRESS]),
        ("n° 14, avenue de la Plage", [Signal.ADDRESS]),
        ("مصباح مطفأ في شارع محمد الخامس", []),
        ("المادة 12 من القانون 113.14", []),
        ("ميزانية 1 250 000 درهم سنة 2026", []),
        ("DH150000 و KM12345 على RN12345", []),
        ("يوم 12/02/2024 على الساعة 10:00", []),
        ("n° 2024/0612", []),
        ("@commune", []),
        ("", []),
    ],
)
def test_what_looks_like_personal_data(text, signals):
    """§ moderation-personal-data"""
    assert rules.personal_data_in(text) == tuple(signals)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("اتصلوا بي 0612345678 أو a@b.ma", "اتصلوا بي █████ أو █████"),
        ("الساكن بزنقة الورد رقم 12، بطاقتي LA123456.", "█████، بطاقتي █████."),
        ("حي السلام رقم 0612345678", "حي السلام رقم █████"),
        ("لا شيء هنا", "لا شيء هنا"),
    ],
)
def test_personal_data_is_masked_and_nothing_else(text, left):
    """§ moderation-personal-data"""
    assert rules.masked(text) == left
    assert rules.personal_data_in(left) == ()


@pytest.mark.parametrize(
    "hostile",
    ["شارع رقم " * 10_000, "0 " * 50_000, "a@" * 50_000, "a." * 50_000 + "@", "1-" * 50_000, "+212" * 20_000],
)
def test_looking_for_personal_data_takes_no_time(hostile):
    started = monotonic()
    rules.personal_data_in(hostile)
    assert monotonic() - started < 2


def test_the_middle_delay():
    assert rules.median_days([]) is None
    assert rules.median_days([4]) == 4
    assert rules.median_days([9, 1, 2]) == 2
    assert rules.median_days([1, 3]) == 3
