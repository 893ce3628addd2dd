"""§ opinions-1 to § opinions-8."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.councils import rules
from tadafor.councils.rules import Answer, Course, OpinionPhase, OpinionRefusal, Vote

DAY, TODAY = date(2023, 3, 10), date(2023, 12, 1)
DRAFTED = Course(has_draft=True)
ADOPTED = replace(DRAFTED, adopted_on=DAY)
SENT = replace(ADOPTED, sent_on=date(2023, 3, 20))
PLACED = replace(SENT, placed_on=date(2023, 4, 20))
ANSWERED = replace(PLACED, answered_on=date(2023, 5, 8))
COURSES = [Course(), DRAFTED, ADOPTED, SENT, PLACED, ANSWERED]


def test_each_act_leads_to_the_next_phase():
    """§ opinions-1"""
    assert [rules.opinion_phase(course) for course in COURSES] == list(OpinionPhase)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, None),
        ({"question": ""}, OpinionRefusal.NO_QUESTION),
        ({"has_ended": True}, OpinionRefusal.BODY_ENDED),
        ({"is_taken": True}, OpinionRefusal.SLUG_TAKEN),
        ({"begun_on": date(2023, 12, 2)}, OpinionRefusal.IN_THE_FUTURE),
    ],
)
def test_an_opinion_begins_with_a_question(changed, refusal):
    """§ opinions-2"""
    facts = {"question": "كيف؟", "has_ended": False, "is_taken": False, "begun_on": TODAY, "today": TODAY}
    assert rules.refuse_opinion(**(facts | changed)) is refusal


@pytest.mark.parametrize(
    ("course", "facts", "refusal"),
    [
        (Course(), {}, None),
        (DRAFTED, {"seen": 2, "last": 2}, None),
        (DRAFTED, {"seen": 1, "last": 2}, OpinionRefusal.CHANGED_MEANWHILE),
        (DRAFTED, {"text": ""}, OpinionRefusal.NO_TEXT),
        (DRAFTED, {"may_write": False}, OpinionRefusal.NOT_ITS_MEMBER),
        (ADOPTED, {}, OpinionRefusal.ALREADY_ADOPTED),
    ],
)
def test_who_drafts_and_on_which_words(course, facts, refusal):
    """§ opinions-3"""
    usual = {"text": "نقترح", "may_write": True, "seen": 0, "last": 0}
    assert rules.refuse_draft(course, **(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("course", "vote", "is_held", "has_quorum", "refusal"),
    [
        (DRAFTED, Vote(12, 11, 0, 1), True, True, None),
        (DRAFTED, Vote(12, 11, 0, 1), True, False, OpinionRefusal.NO_QUORUM),
        (DRAFTED, Vote(12, 11, 0, 1), False, False, OpinionRefusal.NOT_HELD),
        (DRAFTED, Vote(12, 12, 1), True, True, OpinionRefusal.MORE_THAN_PRESENT),
        (DRAFTED, Vote(12, 6, 6), True, True, OpinionRefusal.NO_MAJORITY),
        (DRAFTED, Vote(12), True, True, OpinionRefusal.NO_MAJORITY),
        (Course(), Vote(12, 11), True, True, OpinionRefusal.NO_TEXT),
        (ADOPTED, Vote(12, 11), True, True, OpinionRefusal.ALREADY_ADOPTED),
    ],
)
def test_a_body_adopts_with_its_quorum_and_a_majority(course, vote, is_held, has_quorum, refusal):
    """§ opinions-4"""
    facts = {"is_held": is_held, "has_quorum": has_quorum, "begun_on": DAY}
    assert rules.refuse_adoption(course, vote, met_on=DAY, **facts) is refusal
    too_early = OpinionRefusal.BEFORE_ITS_BEGINNING
    before = rules.refuse_adoption(course, vote, met_on=date(2023, 3, 9), **facts)
    known = {OpinionRefusal.ALREADY_ADOPTED, OpinionRefusal.NO_TEXT, OpinionRefusal.NOT_HELD}
    assert before is (refusal if refusal in known else too_early)


@pytest.mark.parametrize(
    ("course", "on", "refusal"),
    [
        (ADOPTED, DAY, None),
        (ADOPTED, date(2023, 3, 9), OpinionRefusal.BEFORE_ITS_ADOPTION),
        (ADOPTED, date(2023, 12, 2), OpinionRefusal.IN_THE_FUTURE),
        (DRAFTED, DAY, OpinionRefusal.NOT_ADOPTED),
        (SENT, DAY, OpinionRefusal.ALREADY_SENT),
    ],
)
def test_it_is_sent_once_adopted(course, on, refusal):
    """§ opinions-5"""
    assert rules.refuse_sending(course, on=on, today=TODAY) is refusal


def test_it_is_placed_once_after_it_was_sent():
    """§ opinions-5"""
    assert rules.refuse_placing(SENT) is None
    assert rules.refuse_placing(ADOPTED) is OpinionRefusal.NOT_SENT
    assert rules.refuse_placing(PLACED) is OpinionRefusal.ALREADY_PLACED


@pytest.mark.parametrize(
    ("course", "reason", "is_deliberated", "refusal"),
    [
        (PLACED, "تمت برمجته", True, None),
        (PLACED, "", True, OpinionRefusal.NO_REASON),
        (PLACED, "تمت برمجته", False, OpinionRefusal.NOT_DELIBERATED),
        (SENT, "تمت برمجته", True, OpinionRefusal.NOT_PLACED),
        (ANSWERED, "تمت برمجته", True, OpinionRefusal.ALREADY_ANSWERED),
    ],
)
def test_the_council_answers_with_reasons(course, reason, is_deliberated, refusal):
    """§ opinions-6"""
    assert rules.refuse_answer(course, reason=reason, is_deliberated=is_deliberated) is refusal


@pytest.mark.parametrize(
    ("course", "words", "on", "refusal"),
    [
        (ANSWERED, "أُنجزت الدراسة", TODAY, None),
        (ANSWERED, "", TODAY, OpinionRefusal.NO_WORDS),
        (ANSWERED, "أُنجزت الدراسة", date(2023, 12, 2), OpinionRefusal.IN_THE_FUTURE),
        (PLACED, "أُنجزت الدراسة", TODAY, OpinionRefusal.NOT_ANSWERED),
    ],
)
def test_what_followed_is_told_after_the_answer(course, words, on, refusal):
    """§ opinions-7"""
    assert rules.refuse_follow_up(course, words=words, on=on, today=TODAY) is refusal


@given(st.lists(st.sampled_from(list(Answer))))
def test_the_share_followed_counts_answers_only(answers):
    """§ opinions-8"""
    share = rules.share_followed(answers)
    assert (share is None) == (not answers)
    if answers:
        assert 0 <= share <= 100
        assert (share == 100) == (set(answers) == {Answer.FOLLOWED})
