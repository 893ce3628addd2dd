"""The règlement of suggestions, case by case (docs/rules/suggestions.md)."""

from datetime import date
from decimal import Decimal

import pytest

from tadafor.suggestions import rules
from tadafor.suggestions.rules import (
    Act,
    Kind,
    Pace,
    PathRefusal,
    Promise,
    PromiseRefusal,
    State,
    Who,
    WritingRefusal,
)

LARACHE = rules.Point(Decimal("35.19321"), Decimal("-6.15569"))
LAW = Promise(Kind.REMARK, 60, date(2017, 6, 23), "مرسوم", in_working_days=False, is_legal=True)
WORD = Promise(Kind.REMARK, 10, date(2026, 1, 1), "قرار")
NONE: frozenset[date] = frozenset()


@pytest.mark.parametrize(
    ("body", "has_sound", "refusal"),
    [
        ("", False, WritingRefusal.EMPTY),
        ("", True, None),
        ("قصير", False, WritingRefusal.TOO_SHORT),
        ("قصير", True, None),
        ("أ" * rules.SHORTEST, False, None),
        ("أ" * rules.LONGEST, False, None),
        ("أ" * (rules.LONGEST + 1), False, WritingRefusal.TOO_LONG),
        ("أ" * (rules.LONGEST + 1), True, WritingRefusal.TOO_LONG),
    ],
)
def test_words_or_a_sound(body, has_sound, refusal):
    """§ suggestions-2"""
    assert rules.refuse_words(body, has_sound=has_sound) is refusal


@pytest.mark.parametrize(
    ("north", "east", "refusal"),
    [
        (None, None, None),
        ("35.2", None, WritingRefusal.HALF_A_POINT),
        (None, "-6.1", WritingRefusal.HALF_A_POINT),
        ("35.20", "-6.15", None),
        ("34.02", "-6.84", WritingRefusal.OUTSIDE),  # Rabat
        ("48.85", "2.35", WritingRefusal.OUTSIDE),
        ("NaN", "-6.15", WritingRefusal.OUTSIDE),
        ("Infinity", "-6.15", WritingRefusal.OUTSIDE),
        ("0", "0", WritingRefusal.OUTSIDE),
    ],
)
def test_a_point_is_in_the_territory(north, east, refusal):
    """§ suggestions-4"""
    point = [None if one is None else Decimal(one) for one in (north, east)]
    assert rules.refuse_point(*point, [LARACHE]) is refusal


def test_where_no_neighbourhood_is_on_maps_the_kingdom_is_the_limit():
    """§ suggestions-4"""
    assert rules.refuse_point(Decimal("34.02"), Decimal("-6.84"), []) is None
    assert rules.refuse_point(Decimal("48.85"), Decimal("2.35"), []) is WritingRefusal.OUTSIDE


@pytest.mark.parametrize(
    ("counted", "is_known", "refusal"),
    [
        ((19, 99, 99), True, None),
        ((20, 0, 0), True, WritingRefusal.TOO_MANY_TODAY),
        ((0, 4, 59), False, None),
        ((0, 5, 5), False, WritingRefusal.TOO_MANY_HERE),
        ((0, 0, 60), False, WritingRefusal.TOO_MANY_HERE),
        ((99, 0, 0), False, None),
    ],
)
def test_how_many_may_come(counted, is_known, refusal):
    """§ suggestions-5"""
    person, device, network = counted
    answered = rules.refuse_pace(
        rules.Limits(), by_person=person, by_device=device, by_network=network, is_known=is_known
    )
    assert answered is refusal


@pytest.mark.parametrize(
    ("kind", "is_known", "is_spoken", "before", "waits"),
    [
        (Kind.REMARK, True, False, False, False),
        (Kind.REMARK, True, False, True, True),
        (Kind.REMARK, False, False, False, True),
        (Kind.SUGGESTION, False, True, True, False),  # waits to be written down
        (Kind.COMPLAINT, False, False, True, False),  # nobody will read it
    ],
)
def test_what_is_read_before_it_is_published(kind, is_known, is_spoken, before, waits):
    """§ suggestions-6"""
    assert rules.waits_to_be_read(kind, is_known=is_known, is_spoken=is_spoken, before=before) is waits


def test_the_first_line_cut_at_a_word_names_it():
    assert rules.title_of("سطر أول\nثان") == "سطر أول"
    long = "كلمة " * 40
    assert rules.title_of(long).endswith("كلمة…")
    assert len(rules.title_of("ط" * 300)) <= rules.TITLE + 1


# ---- the reply owed


@pytest.mark.parametrize(
    ("promises", "off", "due", "from_"),
    [
        ([], NONE, date(2026, 3, 30), None),  # 20 working days, of nobody's promise
        ([LAW], NONE, date(2026, 5, 1), LAW),
        ([LAW, WORD], NONE, date(2026, 3, 16), WORD),
        ([LAW, WORD], frozenset({date(2026, 3, 10)}), date(2026, 3, 17), WORD),
        ([LAW, Promise(Kind.REMARK, 99, date(2026, 1, 1), "قرار")], NONE, date(2026, 5, 1), LAW),
        ([LAW, Promise(Kind.REMARK, 5, date(2026, 6, 1), "غدا")], NONE, date(2026, 5, 1), LAW),
        ([LAW, Promise(Kind.COMPLAINT, 3, date(2026, 1, 1), "قرار")], NONE, date(2026, 5, 1), LAW),
        # 1 May is a day off, then a Saturday and a Sunday
        ([LAW], frozenset({date(2026, 5, 1)}), date(2026, 5, 4), LAW),
    ],
)
def test_the_law_or_the_word_given_whichever_ends_first(promises, off, due, from_):
    """§ suggestions-7"""
    assert rules.due(promises, Kind.REMARK, date(2026, 3, 2), off) == rules.Due(due, from_)


@pytest.mark.parametrize(
    ("promise", "refusal"),
    [
        (Promise(Kind.REMARK, 10, date(2026, 2, 1), "قرار"), None),
        (Promise(Kind.REMARK, 0, date(2026, 2, 1), "قرار"), PromiseRefusal.NO_DAYS),
        (Promise(Kind.REMARK, 366, date(2026, 2, 1), "قرار"), PromiseRefusal.NO_DAYS),
        (Promise(Kind.REMARK, 10, date(2026, 2, 1), ""), PromiseRefusal.NO_SOURCE),
        (Promise(Kind.REMARK, 12, date(2026, 1, 1), "قرار"), PromiseRefusal.SAME_DAY),
        (Promise(Kind.COMPLAINT, 12, date(2026, 1, 1), "قرار"), None),
    ],
)
def test_a_promise_has_days_a_day_and_a_source(promise, refusal):
    """§ suggestions-8"""
    assert rules.refuse_promise(promise, [WORD]) is refusal


@pytest.mark.parametrize(
    ("today", "answered", "pace", "mark"),
    [
        (date(2026, 3, 2), None, Pace.CALM, 0),
        (date(2026, 3, 6), None, Pace.CALM, 0),  # four working days of ten
        (date(2026, 3, 8), None, Pace.CALM, 0),  # a Sunday adds none
        (date(2026, 3, 9), None, Pace.HALF, 50),
        (date(2026, 3, 12), None, Pace.PRESSING, 80),
        (date(2026, 3, 16), None, Pace.PRESSING, 80),  # the last day is in time
        (date(2026, 3, 17), None, Pace.LATE, 100),
        (date(2026, 4, 1), date(2026, 3, 16), Pace.ANSWERED, 0),
        (date(2026, 4, 1), date(2026, 3, 17), Pace.ANSWERED_LATE, 0),
    ],
)
def test_how_a_reply_stands(today, answered, pace, mark):
    """§ suggestions-9"""
    delay = rules.Delay(date(2026, 3, 2), date(2026, 3, 16), answered)
    assert rules.pace(delay, today=today, off=NONE) is pace
    assert rules.reminder_due(delay, today=today, off=NONE, reminded=0) == mark
    assert rules.reminder_due(delay, today=today, off=NONE, reminded=100) == 0


# ---- the path


DIRECTOR, AGENT, CLERK = Who(decides=True), Who(is_agent=True), Who(is_clerk=True)
ELSEWHERE, AUTHOR = Who(is_agent_elsewhere=True), Who(decides=True, is_author=True)


@pytest.mark.parametrize(
    ("act", "state", "who", "refusal"),
    [
        (Act.ANSWER, State.AT_SERVICE, AGENT, None),
        (Act.ANSWER, State.AT_SERVICE, DIRECTOR, None),
        (Act.ANSWER, State.AT_SERVICE, ELSEWHERE, PathRefusal.NOT_YOUR_SERVICE),
        (Act.ANSWER, State.AT_SERVICE, CLERK, PathRefusal.NOT_STAFF),
        (Act.ANSWER, State.AT_SERVICE, Who(), PathRefusal.NOT_STAFF),
        (Act.ANSWER, State.AT_SERVICE, AUTHOR, PathRefusal.OWN),
        (Act.ANSWER, State.DONE, AGENT, PathRefusal.NOT_NOW),
        (Act.ROUTE, State.RECEIVED, CLERK, None),
        (Act.ROUTE, State.RECEIVED, ELSEWHERE, PathRefusal.NOT_YOUR_SERVICE),
        (Act.NOTE, State.DONE, CLERK, None),
        (Act.HAND, State.RECEIVED, AGENT, PathRefusal.NOT_STAFF),
        (Act.HAND, State.RECEIVED, DIRECTOR, None),
        (Act.MERGE, State.MERGED, DIRECTOR, PathRefusal.NOT_NOW),
    ],
)
def test_who_of_the_staff_does_what(act, state, who, refusal):
    """§ suggestions-11"""
    assert rules.refuse_staff(act, state, who) is refusal


@pytest.mark.parametrize(
    ("kind", "before", "after", "reason", "treats", "refusal"),
    [
        (Kind.REMARK, State.AT_SERVICE, State.DONE, "أُصلح يوم الاثنين", False, None),
        (Kind.REMARK, State.AT_SERVICE, State.DONE, "تم", False, PathRefusal.REASON_NEEDED),
        (Kind.REMARK, State.AT_SERVICE, State.DONE, "أ" * 2_001, False, PathRefusal.REASON_TOO_LONG),
        (Kind.REMARK, State.PLANNED, State.PLANNED, "أ" * 20, False, PathRefusal.SAME_STATE),
        (Kind.REMARK, State.AT_SERVICE, State.MERGED, "أ" * 20, False, PathRefusal.NOT_AN_ANSWER),
        (Kind.REMARK, State.AT_SERVICE, State.RECEIVED, "أ" * 20, False, PathRefusal.NOT_AN_ANSWER),
        (Kind.COMPLAINT, State.AT_SERVICE, State.DONE, "أ" * 20, False, PathRefusal.COMPLAINT_ELSEWHERE),
        (Kind.COMPLAINT, State.AT_SERVICE, State.DONE, "أ" * 20, True, None),
    ],
)
def test_each_answer_has_its_reason(kind, before, after, reason, treats, refusal):
    """§ suggestions-10, § suggestions-16"""
    answered = rules.refuse_answer(
        kind=kind, before=before, after=after, reason=reason, treats_complaints=treats
    )
    assert answered is refusal


@pytest.mark.parametrize(
    ("kind", "number", "treats", "refusal"),
    [
        (Kind.COMPLAINT, "CH-2026-1", False, None),
        (Kind.COMPLAINT, "", False, PathRefusal.NUMBER_NEEDED),
        (Kind.COMPLAINT, "9" * 41, False, PathRefusal.NUMBER_NEEDED),
        (Kind.COMPLAINT, "CH-2026-1", True, PathRefusal.TREATED_HERE),
        (Kind.REMARK, "CH-2026-1", False, PathRefusal.NOT_A_COMPLAINT),
    ],
)
def test_only_complaints_are_handed_over(kind, number, treats, refusal):
    """§ suggestions-16"""
    assert rules.refuse_handing(kind=kind, number=number, treats_complaints=treats) is refusal


@pytest.mark.parametrize(
    ("state", "is_author", "again", "reason", "refusal"),
    [
        (State.DONE, True, False, "ما زال المصباح مطفأ", None),
        (State.NOT_DONE, True, False, "ما زال المصباح مطفأ", None),
        (State.DONE, False, False, "ما زال المصباح مطفأ", PathRefusal.NOT_AUTHOR),
        (State.DONE, True, True, "ما زال المصباح مطفأ", PathRefusal.REOPENED_ONCE),
        (State.AT_SERVICE, True, False, "ما زال المصباح مطفأ", PathRefusal.NOT_NOW),
        (State.HANDED, True, False, "ما زال المصباح مطفأ", PathRefusal.NOT_NOW),
        (State.DONE, True, False, "لا", PathRefusal.REASON_NEEDED),
    ],
)
def test_the_author_reopens_once(state, is_author, again, reason, refusal):
    """§ suggestions-12"""
    answered = rules.refuse_reopening(state, is_author=is_author, was_reopened=again, reason=reason)
    assert answered is refusal


@pytest.mark.parametrize(
    ("state", "is_author", "rating", "was_rated", "refusal"),
    [
        (State.DONE, True, 5, False, None),
        (State.DONE, True, 6, False, PathRefusal.NO_RATING),
        (State.DONE, True, 0, False, PathRefusal.NO_RATING),
        (State.DONE, True, 5, True, PathRefusal.RATED),
        (State.DONE, False, 5, False, PathRefusal.NOT_AUTHOR),
        (State.PLANNED, True, 5, False, PathRefusal.NOT_NOW),
    ],
)
def test_the_author_rates_each_answer_once(state, is_author, rating, was_rated, refusal):
    """§ suggestions-13"""
    answered = rules.refuse_rating(state, is_author=is_author, rating=rating, was_rated=was_rated)
    assert answered is refusal


@pytest.mark.parametrize(
    ("kind", "state", "facts", "refusal"),
    [
        (Kind.SUGGESTION, State.RECEIVED, {}, None),
        (Kind.SUGGESTION, State.DONE, {}, PathRefusal.NOT_NOW),
        (Kind.SUGGESTION, State.RECEIVED, {"signed_in": False}, PathRefusal.SIGN_IN_FIRST),
        (Kind.SUGGESTION, State.RECEIVED, {"is_author": True}, PathRefusal.ITSELF),
        (Kind.SUGGESTION, State.RECEIVED, {"is_visible": False}, PathRefusal.NOT_VISIBLE),
        (Kind.COMPLAINT, State.RECEIVED, {}, PathRefusal.PRIVATE),
    ],
)
def test_who_stands_behind_it(kind, state, facts, refusal):
    """§ suggestions-14"""
    asked = {"signed_in": True, "is_author": False, "is_visible": True} | facts
    assert rules.refuse_backing(kind, state, **asked) is refusal


def test_past_the_threshold_a_session_answers():
    """§ suggestions-15"""
    assert not rules.owes_a_session(99, 100)
    assert rules.owes_a_session(100, 100)


def test_a_secret_is_not_tried_for_ever():
    """§ suggestions-17"""
    assert rules.refuse_try(tries_today=19, most=20) is None
    assert rules.refuse_try(tries_today=20, most=20) is PathRefusal.TOO_MANY_TRIES
