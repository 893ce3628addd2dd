"""The phases of an edition, and the table of what is allowed in each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.budgets.rules.cycle import (
    ALLOWED,
    DATED,
    Act,
    Cycle,
    CycleRefusal,
    Days,
    Phase,
    Regulation,
    is_open,
    phase,
    refuse,
    refuse_announcement,
    refuse_days,
    refuse_early_end,
    refuse_extension,
)

FIRST = date(2026, 3, 2)


def on(day):
    return FIRST + timedelta(days=day)


DAYS = (
    Days(Phase.IDEAS, on(10), on(30)),
    Days(Phase.STUDY, on(35), on(60)),
    Days(Phase.VOTE, on(70), on(76)),
)
ANNOUNCED = Cycle(DAYS, announced_on=FIRST)


@pytest.mark.parametrize(
    ("cycle", "day", "found"),
    [
        (Cycle(DAYS), 20, Phase.DRAFT),
        (ANNOUNCED, 9, Phase.ANNOUNCED),
        (ANNOUNCED, 10, Phase.IDEAS),
        (ANNOUNCED, 30, Phase.IDEAS),
        (ANNOUNCED, 32, Phase.IDEAS),
        (ANNOUNCED, 35, Phase.STUDY),
        (ANNOUNCED, 70, Phase.VOTE),
        (ANNOUNCED, 76, Phase.VOTE),
        (ANNOUNCED, 77, Phase.COUNT),
        (ANNOUNCED, 500, Phase.COUNT),
        (replace(ANNOUNCED, results_on=on(80)), 81, Phase.RESULTS),
        (replace(ANNOUNCED, results_on=on(80), adopted_on=on(99)), 100, Phase.CARRYING_OUT),
    ],
)
def test_the_phase_follows_from_days_and_acts(cycle, day, found):
    """§ budgets-phase"""
    assert phase(cycle, today=on(day)) is found


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize(
    ("day", "found"),
    [(5, Phase.ANNOUNCED), (15, Phase.IDEAS), (40, Phase.STUDY), (72, Phase.VOTE), (90, Phase.COUNT)],
)
def test_an_act_is_allowed_in_its_phases_only(act, day, found):
    """§ budgets-phases"""
    expected = None if found in ALLOWED[act] else CycleRefusal.NOT_NOW
    assert refuse(ANNOUNCED, act, today=on(day)) is expected


@pytest.mark.parametrize(
    ("act", "day", "allowed"),
    [
        (Act.PROPOSE_IDEA, 30, True),
        (Act.PROPOSE_IDEA, 31, False),
        (Act.CAST, 69, False),
        (Act.CAST, 70, True),
        (Act.CAST, 76, True),
        (Act.CAST, 77, False),
        (Act.MERGE_IDEAS, 32, True),
        (Act.PUBLISH_URN, 76, False),
        (Act.PUBLISH_URN, 77, True),
        (Act.CHANGE_REGULATION, 0, False),
    ],
)
def test_the_public_stops_with_the_last_day_and_staff_with_the_next_phase(act, day, allowed):
    """§ budgets-phases"""
    assert is_open(ANNOUNCED, act, today=on(day)) is allowed


def test_every_act_has_its_time():
    assert set(ALLOWED) == set(Act)
    assert all(ALLOWED.values())


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        (DAYS, None),
        (DAYS[::-1], None),
        (DAYS[:2], CycleRefusal.NO_VOTE_DAYS),
        ((Days(Phase.VOTE, on(5), on(4)),), CycleRefusal.DAYS_REVERSED),
        ((Days(Phase.VOTE, on(5), on(5)),), None),
        ((Days(Phase.IDEAS, on(0), on(5)), Days(Phase.VOTE, on(5), on(9))), CycleRefusal.PHASES_OVERLAP),
        ((Days(Phase.IDEAS, on(10), on(15)), Days(Phase.VOTE, on(5), on(9))), CycleRefusal.PHASES_OVERLAP),
    ],
)
def test_days_make_one_phase_after_the_other(days, refusal):
    """§ budgets-days"""
    assert refuse_days(days) is refusal


WHOLE = Regulation(principles="مبادئ", criteria="معايير", envelopes=1, days=DAYS)


@pytest.mark.parametrize(
    ("regulation", "cycle", "refusal"),
    [
        (WHOLE, Cycle(DAYS), None),
        (WHOLE, ANNOUNCED, CycleRefusal.ALREADY_ANNOUNCED),
        (replace(WHOLE, principles=" "), Cycle(DAYS), CycleRefusal.NO_PRINCIPLES),
        (replace(WHOLE, criteria=""), Cycle(DAYS), CycleRefusal.NO_PRINCIPLES),
        (replace(WHOLE, envelopes=0), Cycle(DAYS), CycleRefusal.NO_ENVELOPE),
        (replace(WHOLE, days=DAYS[:2]), Cycle(DAYS), CycleRefusal.NO_VOTE_DAYS),
    ],
)
def test_the_regulation_comes_first(regulation, cycle, refusal):
    """§ budgets-regulation"""
    assert refuse_announcement(regulation, cycle, today=FIRST) is refusal


def test_an_edition_is_not_announced_after_it_began():
    """§ budgets-regulation"""
    assert refuse_announcement(WHOLE, Cycle(DAYS), today=on(11)) is CycleRefusal.IN_THE_PAST


@pytest.mark.parametrize(
    ("which", "last", "reason", "day", "refusal"),
    [
        (Phase.IDEAS, 33, "مطر", 20, None),
        (Phase.IDEAS, 33, " ", 20, CycleRefusal.NO_REASON),
        (Phase.IDEAS, 30, "مطر", 20, CycleRefusal.NOT_LATER),
        (Phase.IDEAS, 36, "مطر", 20, CycleRefusal.PHASES_OVERLAP),
        (Phase.IDEAS, 33, "مطر", 31, CycleRefusal.NOT_NOW),
        (Phase.PRICES, 33, "مطر", 20, CycleRefusal.NOT_NOW),
        (Phase.VOTE, 80, "عطب", 76, None),
        (Phase.VOTE, 80, "عطب", 77, CycleRefusal.NOT_NOW),
    ],
)
def test_a_phase_only_grows_for_a_reason_before_it_ends(which, last, reason, day, refusal):
    """§ budgets-extension"""
    found = refuse_extension(ANNOUNCED, which, new_last_day=on(last), reason=reason, today=on(day))
    assert found is refusal


@pytest.mark.parametrize(
    ("day", "is_demonstration", "refusal"),
    [
        (72, True, None),
        (76, True, None),
        (72, False, CycleRefusal.A_REAL_VOTE),
        (70, True, CycleRefusal.NOT_NOW),
        (65, True, CycleRefusal.NOT_NOW),
        (77, True, CycleRefusal.NOT_NOW),
    ],
)
def test_only_a_vote_that_is_shown_ends_before_its_day(day, is_demonstration, refusal):
    """§ budgets-shown"""
    assert refuse_early_end(ANNOUNCED, is_demonstration=is_demonstration, today=on(day)) is refusal


@given(st.lists(st.sampled_from(DATED), unique=True), st.integers(-5, 400), st.data())
def test_phases_follow_one_another_and_never_go_back(phases, day, data):
    start, days = 0, []
    for which in sorted({*phases, Phase.VOTE}, key=DATED.index):
        start += data.draw(st.integers(0, 5))
        length = data.draw(st.integers(0, 20))
        days.append(Days(which, on(start), on(start + length)))
        start += length + 1
    cycle = Cycle(tuple(days), announced_on=FIRST)
    assert refuse_days(days) is None
    order = list(Phase)
    today, tomorrow = (phase(cycle, today=on(at)) for at in (day, day + 1))
    assert order.index(today) <= order.index(tomorrow)
