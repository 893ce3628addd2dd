"""What may still be undone, and what staff write of a voice, as tables."""

from datetime import date

import pytest

from tadafor.budgets.rules import changing, ideas, speaking
from tadafor.budgets.rules.changing import ChangeRefusal, IdeaFacts
from tadafor.budgets.rules.cycle import ALLOWED, Act, Phase
from tadafor.budgets.rules.ideas import IdeaRefusal, Said
from tadafor.budgets.rules.speaking import Speech, SpeechRefusal, Written
from tadafor.documents.rules.sounds import UNCLEAR, State


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"changes": 19}, None),
        ({"is_author": False}, IdeaRefusal.NOT_AUTHOR),
        ({"withdrawn": True}, IdeaRefusal.ALREADY_WITHDRAWN),
        ({"in_a_project": True}, IdeaRefusal.IN_A_PROJECT),
        ({"hidden": True}, IdeaRefusal.NOT_SHOWN),
        ({"awaits_words": True}, ChangeRefusal.AWAITS_WORDS),
        ({"changes": 20}, ChangeRefusal.TOO_MANY_CHANGES),
    ],
)
def test_who_writes_an_idea_again(facts, refusal):
    """§ budgets-changing"""
    assert changing.refuse_change(IdeaFacts(**facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"reason": "مكررة"}, None),
        ({"reason": "  "}, ChangeRefusal.REASON_MISSING),
        ({"reason": "ب" * 1_001}, ChangeRefusal.REASON_TOO_LONG),
        ({"reason": "مكررة", "withdrawn": True}, IdeaRefusal.ALREADY_WITHDRAWN),
        ({"reason": "مكررة", "in_a_project": True}, IdeaRefusal.IN_A_PROJECT),
    ],
)
def test_staff_set_aside_for_a_reason(facts, refusal):
    """§ budgets-setting-aside"""
    assert changing.refuse_setting_aside(**({"withdrawn": False} | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"in_this_project": False}, ChangeRefusal.NOT_IN_PROJECT),
        ({"studied": True}, ChangeRefusal.STUDIED),
        ({"reason": ""}, ChangeRefusal.REASON_MISSING),
    ],
)
def test_a_merge_is_undone_before_the_study(facts, refusal):
    """§ budgets-unmerging"""
    asked = {"in_this_project": True, "studied": False, "reason": "ليست قريبة"} | facts
    assert changing.refuse_unmerging(**asked) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"is_author": False}, ChangeRefusal.NOT_AN_AUTHOR),
        ({"authors": 2}, ChangeRefusal.NOT_THE_ONLY_AUTHOR),
        ({"withdrawn": True}, IdeaRefusal.ALREADY_WITHDRAWN),
        ({"studied": True}, ChangeRefusal.STUDIED),
    ],
)
def test_an_only_author_takes_a_project_back(facts, refusal):
    """§ budgets-taking-back"""
    asked = {"is_author": True, "authors": 1, "withdrawn": False, "studied": False} | facts
    assert changing.refuse_taking_back(**asked) is refusal


def test_nothing_is_set_aside_once_the_vote_began():
    """§ budgets-setting-aside"""
    voted = {Phase.VOTE, Phase.COUNT, Phase.RESULTS, Phase.CARRYING_OUT}
    assert voted.isdisjoint(ALLOWED[Act.SET_ASIDE] | ALLOWED[Act.TAKE_BACK_PROJECT])


@pytest.mark.parametrize(
    ("said", "refusal"),
    [(Said("", ""), None), (Said("ع" * 151, ""), IdeaRefusal.TOO_LONG), (Said("", "قصير"), None)],
)
def test_a_voice_needs_no_word_beside_it(said, refusal):
    """§ budgets-voice"""
    assert ideas.refuse_idea(said, spoken=True) is refusal


HEARD = Written("نافورة", "نريد نافورة في الساحة.")
READY = Speech(State.READY)


@pytest.mark.parametrize(
    ("speech", "written", "revision", "refusal"),
    [
        (READY, HEARD, 0, None),
        (READY, Written("نافورة", f"نريد {UNCLEAR}"), 0, None),
        (READY, Written("", "", nothing_understood=True), 0, None),
        (READY, Written("", HEARD.words), 0, SpeechRefusal.WORDS_MISSING),
        (READY, Written("نافورة", UNCLEAR), 0, SpeechRefusal.WORDS_MISSING),
        (READY, Written("نافورة", "ب" * 3_001), 0, SpeechRefusal.WORDS_TOO_LONG),
        (READY, HEARD, 1, SpeechRefusal.CHANGED_MEANWHILE),
        (Speech(State.WAITING), Written("", "", nothing_understood=True), 0, SpeechRefusal.NOT_READY),
        (Speech(State.REFUSED), HEARD, 0, SpeechRefusal.NOT_READY),
        (Speech(State.REFUSED), Written("", "", nothing_understood=True), 0, None),
        (Speech(State.READY, withdrawn=True), HEARD, 0, SpeechRefusal.WITHDRAWN),
        (Speech(State.READY, in_a_project=True), HEARD, 0, SpeechRefusal.IN_A_PROJECT),
    ],
)
def test_what_staff_write_of_a_voice(speech, written, revision, refusal):
    """§ budgets-voice-written"""
    assert speaking.refuse_writing_down(speech, written, revision=revision) is refusal


@pytest.mark.parametrize(
    ("speech", "is_author", "refusal"),
    [
        (Speech(State.REFUSED), True, None),
        (Speech(State.REFUSED), False, SpeechRefusal.NOT_YOURS),
        (READY, True, SpeechRefusal.NOTHING_TO_REPEAT),
        (Speech(State.REFUSED, withdrawn=True), True, SpeechRefusal.WITHDRAWN),
    ],
)
def test_who_speaks_again(speech, is_author, refusal):
    """§ budgets-voice-again"""
    assert speaking.refuse_speaking_again(speech, is_author=is_author) is refusal


def test_three_working_days_to_write_a_voice_down():
    """§ budgets-voice-written"""
    assert speaking.due_on(date(2026, 3, 5), frozenset()) == date(2026, 3, 10)
