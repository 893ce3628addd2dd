"""§ consultations-12 to § consultations-18: decisions, approval, conclusion, versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations import rules
from tadafor.consultations.rules import (
    ConclusionRefusal,
    DecisionRefusal,
    Draft,
    Outcome,
    Phase,
    VersionRefusal,
    Vote,
)

REASON = "أُدرج المقترح في المادة السابعة."
OPEN_PHASES = [Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN]
ENDED = [Phase.CONCLUDED, Phase.ADOPTED]


def refuse_draft(draft, **facts):
    usual = {"phase": Phase.EXAMINATION, "approved": False, "seen": 0, "revision": 0}
    return rules.refuse_draft(draft, **{**usual, **facts})


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (Draft(Outcome.ACCEPTED, REASON), None),
        (Draft(Outcome.ACCEPTED, "نعم"), DecisionRefusal.REASON_MISSING),
        (Draft(Outcome.ACCEPTED, "ن" * 3001), DecisionRefusal.REASON_TOO_LONG),
        (Draft(Outcome.WITHDRAWN, REASON), DecisionRefusal.ONLY_ITS_AUTHOR_WITHDRAWS),
        (Draft(Outcome.DUPLICATE, REASON), DecisionRefusal.DUPLICATE_OF_NOTHING),
        (Draft(Outcome.DUPLICATE, REASON, duplicate_of=3), None),
        (Draft(Outcome.SPAM, REASON, vote=Vote(5, 1)), DecisionRefusal.VOTES_WITHOUT_MEETING),
        (Draft(Outcome.SPAM, REASON, has_meeting=True, vote=Vote(5, 1, 1)), None),
    ],
)
def test_what_makes_a_decision(draft, refusal):
    """§ consultations-12."""
    assert refuse_draft(draft) == refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        *(({"phase": phase}, DecisionRefusal.WINDOW_STILL_OPEN) for phase in OPEN_PHASES),
        *(({"phase": phase}, DecisionRefusal.ALREADY_CONCLUDED) for phase in ENDED),
        ({"approved": True}, DecisionRefusal.ALREADY_DECIDED),
        ({"seen": 1, "revision": 2}, DecisionRefusal.CHANGED_MEANWHILE),
        ({"seen": 2, "revision": 2}, None),
        ({"phase": Phase.NEW_VERSION}, None),
    ],
)
def test_when_a_decision_may_be_drafted(facts, refusal):
    """§ consultations-12."""
    assert refuse_draft(Draft(Outcome.PARTLY, REASON), **facts) == refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"phase": Phase.OPEN}, DecisionRefusal.WINDOW_STILL_OPEN),
        ({"phase": Phase.CONCLUDED}, DecisionRefusal.ALREADY_CONCLUDED),
        ({"may_approve": False}, DecisionRefusal.NOT_DELEGATED),
        ({"drafted": False}, DecisionRefusal.NOTHING_TO_APPROVE),
        ({"approved": True}, DecisionRefusal.ALREADY_DECIDED),
        ({"drafted_by_approver": True}, DecisionRefusal.OWN_DRAFT),
        ({"seen": 1, "revision": 2}, DecisionRefusal.CHANGED_MEANWHILE),
    ],
)
def test_two_pairs_of_eyes(facts, refusal):
    """§ consultations-13."""
    usual = {
        "phase": Phase.EXAMINATION,
        "drafted": True,
        "approved": False,
        "drafted_by_approver": False,
        "may_approve": True,
        "seen": 2,
        "revision": 2,
    }
    assert rules.refuse_approval(**{**usual, **facts}) == refusal


@given(st.booleans(), st.booleans(), st.sampled_from(list(Phase)))
def test_nobody_ever_approves_their_own_draft(drafted, may_approve, phase):
    """§ consultations-13."""
    refusal = rules.refuse_approval(
        phase=phase,
        drafted=drafted,
        approved=False,
        drafted_by_approver=True,
        may_approve=may_approve,
        seen=1,
        revision=1,
    )
    assert refusal is not None


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [(0, DecisionRefusal.NOTHING_CHOSEN), (1, None), (200, None), (201, DecisionRefusal.TOO_MANY_AT_ONCE)],
)
def test_many_at_once(chosen, refusal):
    """§ consultations-14."""
    assert rules.refuse_bulk(chosen=chosen) == refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        *(({"phase": phase}, ConclusionRefusal.WINDOW_STILL_OPEN) for phase in OPEN_PHASES),
        *(({"phase": phase}, ConclusionRefusal.ALREADY_CONCLUDED) for phase in ENDED),
        ({"unanswered": 1}, ConclusionRefusal.UNANSWERED),
        ({"has_new_version": False}, ConclusionRefusal.NO_NEW_VERSION),
        ({"has_new_version": False, "unchanged_because": "لم تُقبل أي مساهمة تغيّر النص"}, None),
    ],
)
def test_every_contribution_is_answered_before_the_conclusion(facts, refusal):
    """§ consultations-15."""
    usual = {"phase": Phase.NEW_VERSION, "unanswered": 0, "has_new_version": True, "unchanged_because": ""}
    assert rules.refuse_conclusion(**{**usual, **facts}) == refusal


@pytest.mark.parametrize(
    ("phase", "before", "refusal"),
    [
        (Phase.CONCLUDED, False, None),
        (Phase.CONCLUDED, True, ConclusionRefusal.ADOPTED_BEFORE_CONCLUSION),
        (Phase.ADOPTED, False, ConclusionRefusal.ALREADY_ADOPTED),
        (Phase.EXAMINATION, False, ConclusionRefusal.NOT_CONCLUDED),
    ],
)
def test_adoption_comes_after_the_conclusion(phase, before, refusal):
    """§ consultations-16."""
    assert rules.refuse_adoption(phase=phase, adopted_before_conclusion=before) == refusal


@pytest.mark.parametrize(
    ("phase", "refusal"),
    [
        (Phase.DRAFT, None),
        (Phase.ANNOUNCED, VersionRefusal.WINDOW_STILL_OPEN),
        (Phase.OPEN, VersionRefusal.WINDOW_STILL_OPEN),
        (Phase.EXAMINATION, None),
        (Phase.NEW_VERSION, None),
        (Phase.CONCLUDED, VersionRefusal.ALREADY_CONCLUDED),
        (Phase.ADOPTED, VersionRefusal.ALREADY_CONCLUDED),
    ],
)
def test_when_the_text_may_change(phase, refusal):
    """§ consultations-17."""
    assert rules.refuse_drafting(phase=phase) == refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"phase": Phase.OPEN}, VersionRefusal.WINDOW_STILL_OPEN),
        ({"changed": 0}, VersionRefusal.NOTHING_CHANGED),
        ({"without_cause": 1}, VersionRefusal.CHANGE_WITHOUT_CAUSE),
        ({"without_cause": 1, "note": "تصحيح لغوي"}, None),
    ],
)
def test_each_change_has_a_cause(facts, refusal):
    """§ consultations-18."""
    usual = {"phase": Phase.EXAMINATION, "changed": 3, "without_cause": 0, "note": ""}
    assert rules.refuse_version(**{**usual, **facts}) == refusal
