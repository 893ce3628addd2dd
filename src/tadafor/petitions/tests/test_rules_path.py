"""The path: which act has its place where, deposit, bureau, agenda, deliberation, clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.petitions import queries, rules
from tadafor.petitions.rules import (
    WHEN,
    Act,
    Council,
    Delay,
    Finding,
    Kind,
    Pace,
    PathRefusal,
    Place,
    Result,
    Standing,
    State,
    Step,
    Votes,
)

TODAY = date(2026, 11, 22)
COMMUNE = rules.requirements(queries.national_laws(), Kind.CITIZENS, Place(Council.COMMUNE, 60_000), on=TODAY)
REGION = rules.requirements(
    queries.national_laws(), Kind.CITIZENS, Place(Council.REGION, 60_000, provinces=("a", "b")), on=TODAY
)
TICKED, JOINED = frozenset(rules.to_tick(COMMUNE)), frozenset(rules.to_join(COMMUNE))
ALL = frozenset(condition.value for condition in COMMUNE.conditions)
MET = dict.fromkeys(ALL, Finding.MET)
ONE_UNMET = MET | {"form": Finding.UNMET}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_each_act_has_its_states_and_no_other(act, state):
    """§ petitions-5"""
    assert rules.refuse_act(act, state) is (None if state in WHEN[act] else PathRefusal.NOT_NOW)


def test_what_has_ended_changes_no_more():
    """§ petitions-5"""
    living = {act for act in Act if State.WITHDRAWN in WHEN[act]}
    assert living == set()
    assert {act for act in Act if State.REFUSED in WHEN[act]} == {Act.NOTIFY, Act.REGISTER}
    assert rules.now_at(State.WITHDRAWN) is None
    assert {rules.now_at(state) for state in State if state is not State.WITHDRAWN} <= set(Step)


def test_ready_is_derived_and_falls_back():
    """§ petitions-6"""
    assert rules.shown(State.COLLECTING, enough=True) is State.READY
    assert rules.shown(State.COLLECTING, enough=False) is State.COLLECTING
    assert rules.shown(State.CHECKING, enough=True) is State.CHECKING


def test_what_the_form_wants():
    """§ petitions-7"""
    words = "x" * 20
    whole = rules.Draft("عنوان", words, words, words, "سلمى", "حي المنار", has_agent_card=True)
    assert rules.unfinished(whole) == []
    assert rules.unfinished(rules.Draft("", "", "", "")) == [
        "title", "object", "reasons", "aims", "agent_name", "agent_address", "agent_card",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "change", "refusal"),
    [
        (State.COLLECTING, {}, None),
        (State.DEPOSITED, {}, PathRefusal.NOT_NOW),
        (State.WITHDRAWN, {}, PathRefusal.NOT_NOW),
        (State.COLLECTING, {"unfinished": ("title",)}, PathRefusal.UNFINISHED),
        (State.COLLECTING, {"ticked": TICKED - {"competence"}}, PathRefusal.TICKS_MISSING),
        (State.COLLECTING, {"open_sheets": 1}, PathRefusal.SHEETS_UNFINISHED),
        (State.COLLECTING, {"counted": 199}, PathRefusal.TOO_FEW),
        (State.COLLECTING, {"annexes": frozenset()}, PathRefusal.ANNEX_MISSING),
    ],
)
def test_deposit(state, change, refusal):
    """§ petitions-8"""
    whole = {"counted": 200, "ticked": TICKED, "annexes": JOINED}
    assert rules.refuse_deposit(state, COMMUNE, Standing(**(whole | change))) is refusal


def test_a_region_deposits_only_with_every_province():
    """§ petitions-3, § petitions-8"""
    whole = {"counted": 300, "ticked": frozenset(rules.to_tick(REGION)), "annexes": JOINED}
    some = Standing(**whole, by_province=(("a", 300),))
    assert rules.refuse_deposit(State.COLLECTING, REGION, some) is PathRefusal.SPREAD_MISSING
    both = Standing(**whole, by_province=(("a", 285), ("b", 15)))
    assert rules.refuse_deposit(State.COLLECTING, REGION, both) is None


@pytest.mark.parametrize(
    ("state", "findings", "refusal"),
    [
        (State.CHECKING, MET, None),
        (State.DEPOSITED, MET, PathRefusal.NOT_NOW),
        (State.CHECKING, {}, PathRefusal.FINDINGS_MISSING),
        (State.CHECKING, ONE_UNMET, PathRefusal.CONDITION_UNMET),
    ],
)
def test_the_bureau_accepts(state, findings, refusal):
    """§ petitions-11"""
    assert rules.refuse_acceptance(state, conditions=ALL, findings=findings) is refusal


@pytest.mark.parametrize(
    ("state", "findings", "reason", "refusal"),
    [
        (State.CHECKING, ONE_UNMET, "لم تُذكر الأهداف.", None),
        (State.ACCEPTED, ONE_UNMET, "لم تُذكر الأهداف.", PathRefusal.NOT_NOW),
        (State.CHECKING, {"form": Finding.UNMET}, "لم تُذكر الأهداف.", PathRefusal.FINDINGS_MISSING),
        (State.CHECKING, MET, "لم تُذكر الأهداف.", PathRefusal.NO_GROUND),
        (State.CHECKING, ONE_UNMET, "لا", PathRefusal.REASON_MISSING),
    ],
)
def test_the_bureau_refuses(state, findings, reason, refusal):
    """§ petitions-12"""
    found = rules.refuse_refusal(state, conditions=ALL, findings=findings, reason=reason)
    assert found is refusal


def test_no_petition_may_be_both_accepted_and_refused():
    """§ petitions-12"""
    for findings in (MET, ONE_UNMET):
        may = [
            rules.refuse_acceptance(State.CHECKING, conditions=ALL, findings=findings),
            rules.refuse_refusal(State.CHECKING, conditions=ALL, findings=findings, reason="x" * 20),
        ]
        assert may.count(None) == 1


@pytest.mark.parametrize(
    ("state", "notified", "on", "refusal"),
    [
        (State.REFUSED, False, TODAY, None),
        (State.CHECKING, False, TODAY, PathRefusal.NOT_NOW),
        (State.REFUSED, True, TODAY, PathRefusal.ALREADY_NOTIFIED),
        (State.REFUSED, False, TODAY - timedelta(days=1), PathRefusal.DATE_WRONG),
    ],
)
def test_the_notified_day(state, notified, on, refusal):
    """§ petitions-12"""
    assert rules.refuse_notice(state, notified=notified, on=on, refused_on=TODAY) is refusal


@pytest.mark.parametrize(
    ("state", "opens_on", "reason", "refusal"),
    [
        (State.COMMITTEE, date(2027, 2, 1), "", None),
        (State.CHECKING, date(2027, 2, 1), "", PathRefusal.NOT_NOW),
        (State.AGENDA, date(2026, 11, 1), "دورة استثنائية", PathRefusal.TOO_EARLY_SESSION),
        (State.ACCEPTED, date(2027, 5, 3), "", PathRefusal.REASON_MISSING),
        (State.ACCEPTED, date(2027, 5, 3), "اللجنة لم تنه دراستها.", None),
    ],
)
def test_the_agenda(state, opens_on, reason, refusal):
    """§ petitions-14"""
    found = rules.refuse_agenda(
        state, opens_on=opens_on, expected=date(2027, 2, 1), today=TODAY, reason=reason
    )
    assert found is refusal


@pytest.mark.parametrize(
    ("state", "held_on", "votes", "result", "refusal"),
    [
        (State.AGENDA, TODAY, Votes(20, 2, 1, 23), Result.ADOPTED, None),
        (State.AGENDA, TODAY, Votes(), Result.ADOPTED, None),
        (State.AGENDA, TODAY, Votes(5, 9, 0, 20), Result.REJECTED, None),
        (State.AGENDA, TODAY, Votes(5, 5, 0, 20), Result.REJECTED, None),
        (State.AGENDA, TODAY, Votes(5, 0, 0, 20), Result.POSTPONED, None),
        (State.AGENDA, TODAY, Votes(5, 5, 0, 20, tie_broken=True), Result.ADOPTED, None),
        (State.AGENDA, TODAY, Votes(5, 5, 0, 20), Result.ADOPTED, PathRefusal.VOTES_WRONG),
        (State.ACCEPTED, TODAY, Votes(), Result.ADOPTED, PathRefusal.NOT_NOW),
        (State.AGENDA, TODAY + timedelta(days=1), Votes(), Result.ADOPTED, PathRefusal.DATE_WRONG),
        (State.AGENDA, TODAY - timedelta(days=30), Votes(), Result.ADOPTED, PathRefusal.DATE_WRONG),
        (State.AGENDA, TODAY, Votes(20, 2, 2, 23), Result.ADOPTED, PathRefusal.VOTES_WRONG),
        (State.AGENDA, TODAY, Votes(5, 9, 0, 20), Result.ADOPTED, PathRefusal.VOTES_WRONG),
        (State.AGENDA, TODAY, Votes(9, 5, 0, 20), Result.REJECTED, PathRefusal.VOTES_WRONG),
    ],
)
def test_the_deliberation(state, held_on, votes, result, refusal):
    """§ petitions-15"""
    found = rules.refuse_deliberation(
        state,
        held_on=held_on,
        accepted_on=TODAY - timedelta(days=20),
        today=TODAY,
        votes=votes,
        result=result,
    )
    assert found is refusal


# ---- the legal clock (§ petitions-10)

DELAY = Delay(date(2026, 1, 1), date(2026, 4, 11))  # a hundred days


@pytest.mark.parametrize(
    ("day", "used", "pace", "warned", "warning"),
    [
        (0, 0, Pace.CALM, 0, 0),
        (49, 49, Pace.CALM, 0, 0),
        (50, 50, Pace.HALF, 0, 50),
        (60, 60, Pace.HALF, 50, 0),
        (80, 80, Pace.PRESSING, 50, 80),
        (100, 100, Pace.PRESSING, 80, 100),
        (101, 101, Pace.LATE, 100, 0),
        (150, 150, Pace.LATE, 0, 100),
    ],
)
def test_the_clock(day, used, pace, warned, warning):
    """§ petitions-10"""
    today = DELAY.starts_on + timedelta(days=day)
    assert DELAY.used(today) == used
    assert rules.pace(DELAY, today=today) is pace
    assert rules.warning_due(DELAY, today=today, warned=warned) == warning


def test_an_answer_stops_the_clock():
    """§ petitions-10"""
    intime = Delay(DELAY.starts_on, DELAY.ends_on, DELAY.ends_on)
    late = Delay(DELAY.starts_on, DELAY.ends_on, DELAY.ends_on + timedelta(days=1))
    after = DELAY.ends_on + timedelta(days=400)
    assert rules.pace(intime, today=after) is Pace.ANSWERED
    assert rules.pace(late, today=after) is Pace.ANSWERED_LATE
    assert rules.warning_due(late, today=after, warned=0) == 0


@given(st.integers(0, 400), st.sampled_from([0, 50, 80, 100]))
def test_a_warning_is_never_given_twice(day, warned):
    today = DELAY.starts_on + timedelta(days=day)
    due = rules.warning_due(DELAY, today=today, warned=warned)
    assert due == 0 or due > warned
    assert rules.warning_due(DELAY, today=today, warned=max(warned, due)) == 0
