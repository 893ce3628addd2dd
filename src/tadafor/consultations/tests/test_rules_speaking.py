"""Contributions that are spoken, as docs/rules/consultations.md states them."""

from datetime import date

import pytest

from tadafor.consultations import rules
from tadafor.consultations.rules import Kind, Phase, Speech, SpeechRefusal
from tadafor.documents.rules.sounds import State

READY = Speech(State.READY)


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (rules.Proposal(Kind.COMMENT, "", spoken=True), None),
        (rules.Proposal(Kind.COMMENT, "قصير", spoken=True), None),
        (rules.Proposal(Kind.COMMENT, ""), rules.ContributionRefusal.TOO_SHORT),
        (rules.Proposal(Kind.COMMENT, "ك" * 5_001, spoken=True), rules.ContributionRefusal.TOO_LONG),
        (
            rules.Proposal(Kind.AMENDMENT, "", proposed="نص", current="آخر", spoken=True),
            rules.ContributionRefusal.ONLY_COMMENTS_ARE_SPOKEN,
        ),
        (
            rules.Proposal(Kind.REMARK, "", subject=rules.Subject.CARDS, card=rules.Sheet(), spoken=True),
            None,
        ),
    ],
)
def test_a_voice_needs_no_word_beside_it(proposal, refusal):
    """§ consultations-spoken"""
    assert rules.refuse_proposal(proposal, made_today=0) is refusal


@pytest.mark.parametrize(
    ("speech", "facts", "refusal"),
    [
        (READY, {}, None),
        (READY, {"words": "قال […] ثم سكت"}, None),
        (READY, {"words": ""}, SpeechRefusal.WORDS_MISSING),
        (READY, {"words": " […] "}, SpeechRefusal.WORDS_MISSING),
        (READY, {"words": rules.UNCLEAR, "nothing_understood": True}, None),
        (READY, {"words": "ك" * 5_001}, SpeechRefusal.WORDS_TOO_LONG),
        (READY, {"seen": 0, "revision": 1}, SpeechRefusal.CHANGED_MEANWHILE),
        (Speech(State.ERASED), {}, SpeechRefusal.NOT_READY),
        (Speech(State.WAITING), {}, SpeechRefusal.NOT_READY),
        (Speech(State.WAITING), {"nothing_understood": True}, SpeechRefusal.NOT_READY),
        (Speech(State.REFUSED), {}, SpeechRefusal.NOT_READY),
        (Speech(State.REFUSED), {"nothing_understood": True}, None),
        (Speech(State.READY, is_withdrawn=True), {}, SpeechRefusal.WITHDRAWN),
        (Speech(State.READY, is_answered=True), {}, SpeechRefusal.ALREADY_ANSWERED),
        (Speech(State.READY, phase=Phase.EXAMINATION), {}, None),
        (Speech(State.READY, phase=Phase.CONCLUDED), {}, SpeechRefusal.ALREADY_ANSWERED),
    ],
)
def test_what_staff_write_of_a_voice(speech, facts, refusal):
    """§ consultations-spoken-written"""
    asked = {"words": "قال كلاما", "nothing_understood": False, "seen": 0, "revision": 0} | facts
    assert rules.refuse_writing_down(speech, **asked) is refusal


@pytest.mark.parametrize(
    ("speech", "is_author", "refusal"),
    [
        (Speech(State.REFUSED), True, None),
        (Speech(State.REFUSED, phase=Phase.EXAMINATION), True, None),
        (Speech(State.REFUSED), False, SpeechRefusal.NOT_YOURS),
        (Speech(State.READY), True, SpeechRefusal.NOTHING_TO_REPEAT),
        (Speech(State.WAITING), True, SpeechRefusal.NOTHING_TO_REPEAT),
        (Speech(State.REFUSED, is_withdrawn=True), True, SpeechRefusal.WITHDRAWN),
        (Speech(State.REFUSED, is_answered=True), True, SpeechRefusal.TOO_LATE),
        (Speech(State.REFUSED, phase=Phase.ADOPTED), True, SpeechRefusal.TOO_LATE),
    ],
)
def test_who_records_again(speech, is_author, refusal):
    """§ consultations-spoken-again"""
    assert rules.refuse_speaking_again(speech, is_author=is_author) is refusal


def test_nobody_decides_of_what_is_not_written_down():
    """§ consultations-spoken-decided"""
    assert rules.refuse_deciding(is_spoken=True, is_written_down=False) is SpeechRefusal.NOT_WRITTEN_DOWN
    assert rules.refuse_deciding(is_spoken=True, is_written_down=True) is None
    assert rules.refuse_deciding(is_spoken=False, is_written_down=False) is None


def test_three_working_days_to_write_down():
    """§ consultations-spoken-late: a Thursday, then a holiday on Monday."""
    assert rules.due_on(date(2026, 3, 5), frozenset({date(2026, 3, 9)})) == date(2026, 3, 11)
