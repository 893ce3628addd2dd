"""What a study must say, and the steps that follow the vote."""

from datetime import date
from decimal import Decimal

import pytest

from tadafor.budgets.rules.following import FollowRefusal, Step, refuse_step
from tadafor.budgets.rules.studying import Finding, Standing, StudyRefusal, refuse_scores, refuse_study

FINDINGS = {"own_powers": Finding.YES, "public_land": Finding.NOT_CONCERNED}
WHOLE = {
    "verdict": Standing.FEASIBLE,
    "criteria": ("own_powers", "public_land"),
    "findings": FINDINGS,
    "price": Decimal(90_000),
    "months": 6,
    "reason": "",
    "envelope": Decimal(100_000),
}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, None),
        ({"price": Decimal(100_000)}, None),
        ({"price": Decimal(100_001)}, StudyRefusal.OVER_ENVELOPE),
        ({"price": None}, StudyRefusal.NO_PRICE),
        ({"price": Decimal(0)}, StudyRefusal.NO_PRICE),
        ({"months": None}, StudyRefusal.NO_MONTHS),
        ({"months": 0}, StudyRefusal.NO_MONTHS),
        ({"findings": {"own_powers": Finding.YES}}, StudyRefusal.NOT_ALL_CRITERIA),
        ({"findings": FINDINGS | {"another": Finding.YES}}, StudyRefusal.NOT_ALL_CRITERIA),
        ({"findings": FINDINGS | {"own_powers": Finding.NO}}, StudyRefusal.CRITERION_FAILED),
        ({"verdict": Standing.UNFEASIBLE}, StudyRefusal.NO_REASON),
        ({"verdict": Standing.UNFEASIBLE, "reason": "أرض خاصة", "price": None, "months": None}, None),
    ],
)
def test_a_study_is_complete(changed, refusal):
    """§ budgets-study"""
    assert refuse_study(**WHOLE | changed) is refusal


@pytest.mark.parametrize(
    ("scores", "refusal"),
    [
        ({"women": 3, "access": 0}, None),
        ({"women": 4, "access": 0}, StudyRefusal.SCORE_WRONG),
        ({"women": -1, "access": 0}, StudyRefusal.SCORE_WRONG),
        ({"women": 3}, StudyRefusal.SCORE_WRONG),
        ({"women": 3, "access": 0, "youth": 1}, StudyRefusal.SCORE_WRONG),
    ],
)
def test_scores_follow_the_grid(scores, refusal):
    """§ budgets-grid"""
    assert refuse_scores(scores, {"women": 3, "access": 2}) is refusal


TODAY = date(2026, 11, 22)
AGENDA = (Step.AGENDA, date(2026, 10, 5))


@pytest.mark.parametrize(
    ("step", "done", "day", "winner", "refusal"),
    [
        (Step.AGENDA, [], TODAY, True, None),
        (Step.DECISION, [AGENDA], date(2026, 10, 5), True, None),
        (Step.DECISION, [AGENDA], date(2026, 10, 4), True, FollowRefusal.BEFORE_THE_LAST),
        (Step.DECISION, [], TODAY, True, FollowRefusal.EARLIER_MISSING),
        (Step.VISA, [AGENDA], TODAY, True, FollowRefusal.EARLIER_MISSING),
        (Step.AGENDA, [AGENDA], TODAY, True, FollowRefusal.ALREADY_DONE),
        (Step.AGENDA, [], date(2026, 11, 23), True, FollowRefusal.IN_THE_FUTURE),
        (Step.AGENDA, [], TODAY, False, FollowRefusal.NOT_A_WINNER),
    ],
)
def test_steps_come_in_their_order(step, done, day, winner, refusal):
    """§ budgets-after"""
    assert refuse_step(step, done=done, done_on=day, winner=winner, today=TODAY) is refusal
