"""§ consultations-1 to § consultations-5: the window."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations import rules
from tadafor.consultations.rules import Phase, Standing, Step, Window, WindowRefusal

OPENS, CLOSES = date(2024, 1, 22), date(2024, 2, 12)
ANNOUNCED = Window(OPENS, CLOSES, announced_on=date(2024, 1, 15))
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("window", "today", "phase"),
    [
        (Window(OPENS, CLOSES), OPENS, Phase.DRAFT),
        (ANNOUNCED, date(2024, 1, 21), Phase.ANNOUNCED),
        (ANNOUNCED, OPENS, Phase.OPEN),
        (ANNOUNCED, CLOSES, Phase.OPEN),
        (ANNOUNCED, date(2024, 2, 13), Phase.EXAMINATION),
        (replace(ANNOUNCED, new_version_on=date(2024, 3, 1)), date(2024, 3, 2), Phase.NEW_VERSION),
        (replace(ANNOUNCED, concluded_on=date(2024, 3, 9)), date(2024, 3, 9), Phase.CONCLUDED),
        (
            replace(ANNOUNCED, concluded_on=date(2024, 3, 9), adopted_on=date(2024, 5, 7)),
            date(2024, 5, 7),
            Phase.ADOPTED,
        ),
    ],
)
def test_where_it_stands_follows_from_its_dates(window, today, phase):
    """§ consultations-1."""
    assert rules.phase(window, today=today) is phase


@given(DAYS, DAYS, DAYS)
def test_exactly_one_step_is_now_until_adoption(opens, closes, today):
    """§ consultations-2."""
    window = Window(min(opens, closes), max(opens, closes), announced_on=min(opens, closes))
    steps = rules.steps(window, today=today)
    assert [step for step, _ in steps] == list(Step)
    assert [standing for _, standing in steps].count(Standing.NOW) == 1
    order = [Standing.DONE, Standing.NOW, Standing.NEXT]
    places = [order.index(standing) for _, standing in steps]
    assert places == sorted(places)


def test_after_adoption_every_step_is_done():
    """§ consultations-2."""
    adopted = replace(ANNOUNCED, concluded_on=CLOSES, adopted_on=date(2024, 5, 7))
    assert {standing for _, standing in rules.steps(adopted, today=date(2024, 6, 1))} == {Standing.DONE}


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [
        (CLOSES, OPENS, WindowRefusal.CLOSES_BEFORE_IT_OPENS),
        (OPENS, OPENS + timedelta(days=5), WindowRefusal.TOO_SHORT),
        (OPENS, OPENS + timedelta(days=6), None),
        (OPENS, CLOSES, None),
    ],
)
def test_dates_that_make_a_window(opens, closes, refusal):
    """§ consultations-3."""
    assert rules.refuse_window(opens_on=opens, closes_on=closes) == refusal


@pytest.mark.parametrize(
    ("window", "articles", "today", "refusal"),
    [
        (ANNOUNCED, 3, date(2024, 1, 16), WindowRefusal.ALREADY_ANNOUNCED),
        (Window(OPENS, CLOSES), 0, date(2024, 1, 16), WindowRefusal.NO_TEXT),
        (Window(OPENS, CLOSES), 3, date(2024, 1, 23), WindowRefusal.OPENS_IN_THE_PAST),
        (Window(OPENS, OPENS), 3, date(2024, 1, 16), WindowRefusal.TOO_SHORT),
        (Window(OPENS, CLOSES), 3, OPENS, None),
    ],
)
def test_what_can_be_announced(window, articles, today, refusal):
    """§ consultations-3."""
    assert rules.refuse_announcement(window, articles=articles, today=today) == refusal


@pytest.mark.parametrize(
    ("window", "closes_on", "reason", "today", "refusal"),
    [
        (Window(OPENS, CLOSES), CLOSES + timedelta(days=7), "سبب", OPENS, WindowRefusal.NOT_ANNOUNCED),
        (
            ANNOUNCED,
            CLOSES + timedelta(days=7),
            "سبب",
            CLOSES + timedelta(days=1),
            WindowRefusal.ALREADY_CLOSED,
        ),
        (ANNOUNCED, CLOSES, "سبب", CLOSES, WindowRefusal.NOT_LATER),
        (ANNOUNCED, CLOSES + timedelta(days=7), "", CLOSES, WindowRefusal.NO_REASON),
        (ANNOUNCED, CLOSES + timedelta(days=7), "سبب", CLOSES, None),
    ],
)
def test_a_window_is_only_made_longer(window, closes_on, reason, today, refusal):
    """§ consultations-4."""
    assert rules.refuse_extension(window, closes_on=closes_on, reason=reason, today=today) == refusal


@pytest.mark.parametrize(("days_left", "soon"), [(3, False), (2, True), (1, True), (0, True), (-1, False)])
def test_the_end_is_near_two_days_before(days_left, soon):
    """§ consultations-5."""
    assert rules.closes_soon(ANNOUNCED, today=CLOSES - timedelta(days=days_left)) is soon
