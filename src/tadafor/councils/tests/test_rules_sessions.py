"""§ councils-1, § councils-3 to § councils-11: sessions, votes, minutes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.councils import rules
from tadafor.councils.rules import (
    AfterVote,
    Assembly,
    DecisionState,
    ItemRefusal,
    MinutesRefusal,
    Outcome,
    Phase,
    SessionRefusal,
    Sitting,
    Vote,
    VoteRefusal,
)

OPENS, TODAY = date(2024, 2, 5), date(2024, 3, 20)
EMPTY = Sitting(1, OPENS, 17, has_quorum=False)
FULL = Sitting(2, date(2024, 2, 9), 20, has_quorum=True)
SECOND = rules.in_force(rules.KNOWN, Assembly.COUNCIL, 2, on=OPENS)


@pytest.mark.parametrize(
    ("convened_on", "sittings", "closed_on", "phase"),
    [
        (None, [], None, Phase.PREPARED),
        (OPENS, [], None, Phase.CONVENED),
        (OPENS, [EMPTY], None, Phase.WITHOUT_QUORUM),
        (OPENS, [EMPTY, FULL], None, Phase.HELD),
        (OPENS, [EMPTY, FULL], TODAY, Phase.CLOSED),
    ],
)
def test_where_a_session_stands_follows_from_its_acts(convened_on, sittings, closed_on, phase):
    """§ councils-1"""
    assert rules.phase(convened_on=convened_on, sittings=sittings, closed_on=closed_on) is phase


def test_two_sessions_on_one_date_are_refused():
    """§ councils-3"""
    assert rules.refuse_day(OPENS, taken={OPENS}, today=TODAY) is SessionRefusal.SAME_DAY
    assert rules.refuse_day(OPENS, taken={TODAY}, today=TODAY) is None


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(1900, 1, 1), SessionRefusal.FAR),
        (date(2015, 7, 22), SessionRefusal.FAR),
        (date(2015, 7, 23), None),
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), SessionRefusal.FAR),
        (date(2204, 3, 1), SessionRefusal.FAR),
    ],
)
def test_a_year_typed_wrong_is_said(day, refusal):
    """§ councils-3"""
    assert rules.refuse_day(day, taken=set(), today=TODAY) is refusal


@pytest.mark.parametrize(
    ("phase", "items", "members", "refusal"),
    [
        (Phase.PREPARED, 1, 35, None),
        (Phase.PREPARED, 0, 35, SessionRefusal.NO_AGENDA),
        (Phase.PREPARED, 1, 0, SessionRefusal.NO_MEMBERS),
        (Phase.CONVENED, 1, 35, SessionRefusal.ALREADY_CONVENED),
        (Phase.CLOSED, 1, 35, SessionRefusal.ALREADY_CONVENED),
    ],
)
def test_members_are_convened_once_on_an_agenda(phase, items, members, refusal):
    """§ councils-4"""
    assert rules.refuse_convening(phase, items=items, members=members) is refusal


@pytest.mark.parametrize(
    ("phase", "to", "reason", "refusal"),
    [
        (Phase.CONVENED, TODAY, "عطلة", None),
        (Phase.PREPARED, TODAY, "عطلة", None),
        (Phase.WITHOUT_QUORUM, TODAY, "عطلة", None),
        (Phase.HELD, TODAY, "عطلة", SessionRefusal.ALREADY_HELD),
        (Phase.CLOSED, TODAY, "عطلة", SessionRefusal.ALREADY_HELD),
        (Phase.CONVENED, OPENS, "عطلة", SessionRefusal.NOT_LATER),
        (Phase.CONVENED, TODAY, "", SessionRefusal.NO_REASON),
        (Phase.CONVENED, date(2024, 5, 6), "عطلة", SessionRefusal.SAME_DAY),
    ],
)
def test_a_session_is_put_off_to_a_later_free_day(phase, to, reason, refusal):
    """§ councils-5"""
    taken = {date(2024, 5, 6)}
    facts = {"opens_on": OPENS, "to": to, "reason": reason, "taken": taken, "today": TODAY}
    assert rules.refuse_postponement(phase, **facts) is refusal


@pytest.mark.parametrize("phase", list(Phase))
def test_a_session_is_taken_out_while_only_staff_know_it(phase):
    """§ councils-35"""
    told = None if phase is Phase.PREPARED else SessionRefusal.TOLD
    assert rules.refuse_taking_out(phase, reason="خطأ") is told
    assert rules.refuse_taking_out(phase, reason="") is (told or SessionRefusal.NO_REASON)


@pytest.mark.parametrize(
    ("phase", "held_on", "last", "present", "refusal"),
    [
        (Phase.CONVENED, OPENS, None, 20, None),
        (Phase.PREPARED, OPENS, None, 20, SessionRefusal.NOT_CONVENED),
        (Phase.CLOSED, OPENS, None, 20, SessionRefusal.ALREADY_CLOSED),
        (Phase.CONVENED, date(2024, 3, 21), None, 20, SessionRefusal.IN_THE_FUTURE),
        (Phase.CONVENED, date(2024, 2, 4), None, 20, SessionRefusal.BEFORE_THE_SESSION),
        (Phase.CONVENED, OPENS, None, 36, SessionRefusal.MORE_THAN_MEMBERS),
        (Phase.WITHOUT_QUORUM, date(2024, 2, 7), EMPTY, 20, SessionRefusal.TOO_SOON),
        (Phase.WITHOUT_QUORUM, date(2024, 2, 8), EMPTY, 20, None),
        (Phase.WITHOUT_QUORUM, date(2024, 2, 10), EMPTY, 20, None),
        (Phase.WITHOUT_QUORUM, date(2024, 2, 11), EMPTY, 20, SessionRefusal.TOO_LATE),
        (Phase.HELD, date(2024, 2, 12), FULL, 20, None),
        (Phase.HELD, date(2024, 2, 6), FULL, 20, SessionRefusal.TOO_SOON),
    ],
)
def test_a_sitting_waits_for_its_day(phase, held_on, last, present, refusal):
    """§ councils-6"""
    found = rules.refuse_sitting(
        phase, SECOND, held_on=held_on, opens_on=OPENS, last=last, present=present, members=35, today=TODAY
    )
    assert found is refusal


@pytest.mark.parametrize(
    ("sittings", "convening"),
    [([], 1), ([EMPTY], 2), ([EMPTY, FULL], 2), ([EMPTY, Sitting(2, OPENS, 3, has_quorum=False)], 3)],
)
def test_each_sitting_without_quorum_calls_the_next_convening(sittings, convening):
    """§ councils-6"""
    assert rules.next_convening(sittings, most=3) == convening
    again = [*sittings, Sitting(3, OPENS, 0, has_quorum=False)] * 2
    assert rules.next_convening(again, most=3) <= 3


def test_the_agenda_stays_once_members_are_convened():
    """§ councils-7"""
    assert rules.refuse_agenda(Phase.PREPARED) is None
    assert rules.refuse_agenda(Phase.PREPARED, is_decided=True) is ItemRefusal.DECIDED
    for phase in set(Phase) - {Phase.PREPARED}:
        assert rules.refuse_agenda(phase) is ItemRefusal.AGENDA_CLOSED


@pytest.mark.parametrize(
    ("outcome", "vote", "sitting", "number", "refusal"),
    [
        (Outcome.ADOPTED, Vote(20, 15, 3, 2), FULL, "12", None),
        (Outcome.ADOPTED, Vote(20, 15, 3, 2), None, "12", VoteRefusal.NO_SITTING),
        (Outcome.ADOPTED, Vote(17, 15, 0, 2), EMPTY, "12", VoteRefusal.NO_QUORUM),
        (Outcome.ADOPTED, Vote(20, 15, 4, 2), FULL, "12", VoteRefusal.MORE_THAN_PRESENT),
        (Outcome.ADOPTED, Vote(21, 15, 3, 2), FULL, "12", VoteRefusal.MORE_THAN_PRESENT),
        (Outcome.ADOPTED, Vote(20), FULL, "12", VoteRefusal.NO_VOICES),
        (Outcome.ADOPTED, Vote(20, 3, 15, 2), FULL, "12", VoteRefusal.NO_MAJORITY),
        (Outcome.ADOPTED, Vote(20, 10, 10), FULL, "12", VoteRefusal.NO_MAJORITY),
        (Outcome.ADOPTED, Vote(20, 10, 10, tie_broken=True), FULL, "12", None),
        (Outcome.REJECTED, Vote(20, 10, 10, tie_broken=True), FULL, "12", None),
        (Outcome.REJECTED, Vote(20, 3, 15), FULL, "12", None),
        (Outcome.REJECTED, Vote(20, 15, 3), FULL, "12", VoteRefusal.NOT_REJECTED),
        (Outcome.REJECTED, Vote(20, 3, 15), FULL, "", VoteRefusal.NO_NUMBER),
        (Outcome.POSTPONED, Vote(20), FULL, "", None),
        (Outcome.NOTED, Vote(20), FULL, "", None),
        (Outcome.NOTED, Vote(17), EMPTY, "", VoteRefusal.NO_QUORUM),
    ],
)
def test_a_vote_makes_a_decision_or_says_why_not(outcome, vote, sitting, number, refusal):
    """§ councils-8"""
    assert rules.refuse_vote(outcome, vote, sitting, number=number, is_decided=False) is refusal
    decided = rules.refuse_vote(outcome, vote, sitting, number=number, is_decided=True)
    assert decided is VoteRefusal.ALREADY_DECIDED


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_nothing_is_both_adopted_and_rejected(for_it, against, abstained, tie):
    """§ councils-8"""
    present = for_it + against + abstained
    sitting = Sitting(1, OPENS, present, has_quorum=True)
    vote = Vote(present, for_it, against, abstained, tie_broken=tie)
    passes = [
        rules.refuse_vote(outcome, vote, sitting, number="1", is_decided=False) is None
        for outcome in (Outcome.ADOPTED, Outcome.REJECTED)
    ]
    if not (tie and for_it == against and present):
        assert not all(passes)


VOTED = {AfterVote.VOTED: OPENS}
SENT = VOTED | {AfterVote.SENT: date(2024, 2, 12)}
SEEN = SENT | {AfterVote.VISA: date(2024, 2, 20)}
BACK = SENT | {AfterVote.REFUSED: date(2024, 2, 20)}


@pytest.mark.parametrize(
    ("step", "done", "on", "needs_visa", "refusal"),
    [
        (AfterVote.SENT, VOTED, date(2024, 2, 12), True, None),
        (AfterVote.VOTED, VOTED, date(2024, 2, 12), True, VoteRefusal.STEP_DONE),
        (AfterVote.VISA, VOTED, date(2024, 2, 12), True, VoteRefusal.STEP_ORDER),
        (AfterVote.VISA, SENT, date(2024, 2, 26), True, None),
        (AfterVote.VISA, SENT, date(2024, 2, 26), False, VoteRefusal.NO_VISA_NEEDED),
        (AfterVote.PUBLISHED, SENT, date(2024, 2, 26), False, None),
        (AfterVote.PUBLISHED, SENT, date(2024, 2, 26), True, VoteRefusal.STEP_ORDER),
        (AfterVote.SENT, VOTED, date(2024, 2, 4), False, VoteRefusal.STEP_DATE),
        (AfterVote.SENT, VOTED, date(2024, 3, 21), False, VoteRefusal.STEP_DATE),
        (AfterVote.SENT, {}, date(2024, 2, 12), False, VoteRefusal.STEP_ORDER),
        (AfterVote.REFUSED, SENT, date(2024, 2, 26), True, None),
        (AfterVote.REFUSED, SENT, date(2024, 2, 26), False, None),
        (AfterVote.REFUSED, VOTED, date(2024, 2, 26), True, VoteRefusal.STEP_ORDER),
        (AfterVote.REFUSED, SENT, date(2024, 2, 11), True, VoteRefusal.STEP_DATE),
        (AfterVote.REFUSED, SEEN, date(2024, 2, 26), True, VoteRefusal.ALREADY_IN_FORCE),
        (AfterVote.VISA, BACK, date(2024, 2, 26), True, VoteRefusal.SENT_BACK),
        (AfterVote.PUBLISHED, BACK, date(2024, 2, 26), False, VoteRefusal.SENT_BACK),
        (AfterVote.REFUSED, BACK, date(2024, 2, 26), True, VoteRefusal.STEP_DONE),
    ],
)
def test_steps_after_the_vote_come_in_order(step, done, on, needs_visa, refusal):
    """§ councils-9"""
    facts = {"done": done, "on": on, "needs_visa": needs_visa, "today": TODAY}
    assert rules.refuse_step(step, **facts, reason="مخالف للقانون") is refusal
    silent = VoteRefusal.NO_REFUSAL_REASON if step is AfterVote.REFUSED and refusal is None else refusal
    assert rules.refuse_step(step, **facts) is silent


@pytest.mark.parametrize("needs_visa", [True, False])
@pytest.mark.parametrize("done", [VOTED, SENT, SEEN, BACK, SEEN | {AfterVote.PUBLISHED: date(2024, 3, 1)}])
def test_only_the_steps_that_may_be_dated_are_offered(done, needs_visa):
    """§ councils-9"""
    facts = {"done": done, "on": TODAY, "needs_visa": needs_visa, "today": TODAY, "reason": "سبب"}
    taken = [step for step in AfterVote if rules.refuse_step(step, **facts) is None]
    assert rules.steps_open(done, needs_visa=needs_visa) == taken


@pytest.mark.parametrize(
    ("done", "state"),
    [
        ({AfterVote.VOTED}, DecisionState.TAKEN),
        ({AfterVote.VOTED, AfterVote.SENT}, DecisionState.SENT),
        ({AfterVote.SENT, AfterVote.VISA}, DecisionState.IN_FORCE),
        ({AfterVote.SENT, AfterVote.PUBLISHED}, DecisionState.IN_FORCE),
        ({AfterVote.SENT, AfterVote.REFUSED}, DecisionState.REFUSED),
    ],
)
def test_where_a_decision_stands_after_its_vote(done, state):
    """§ councils-31"""
    assert rules.decision_state(done) is state


@pytest.mark.parametrize(
    ("phase", "undecided", "refusal"),
    [
        (Phase.HELD, 0, None),
        (Phase.HELD, 1, SessionRefusal.UNDECIDED),
        (Phase.CONVENED, 0, SessionRefusal.NOT_HELD),
        (Phase.CLOSED, 0, SessionRefusal.ALREADY_CLOSED),
    ],
)
def test_a_session_closes_when_each_point_has_its_outcome(phase, undecided, refusal):
    """§ councils-10"""
    assert rules.refuse_closing(phase, undecided=undecided) is refusal


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"text": ""}, MinutesRefusal.EMPTY),
        ({"has_ended": False}, MinutesRefusal.NOT_ENDED),
        ({"found": 1}, MinutesRefusal.PERSONAL_DATA),
        ({"found": 1, "kept_because": "هاتف الجماعة"}, None),
        ({"is_published": True}, MinutesRefusal.ALREADY_PUBLISHED),
    ],
)
def test_minutes_wait_until_no_personal_data_is_left(change, refusal):
    """§ councils-11"""
    facts = {"text": "محضر", "has_ended": True, "is_published": False, "found": 0, "kept_because": ""}
    assert rules.refuse_publication(**(facts | change)) is refusal
