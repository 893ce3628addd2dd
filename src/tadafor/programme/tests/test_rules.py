"""§ programme-1 to § programme-10: the frame, what is entered, what a figure says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.programme import rules
from tadafor.programme.rules import Act, Charge, EntryRefusal, FrameRefusal, Held, NodeKind, Number, State

STARTS, ENDS = date(2022, 1, 1), date(2025, 6, 30)
NORTH, EAST = "01.", "02."
OFFICER = Held(Charge.OFFICER)
COORDINATOR = Held(Charge.COORDINATOR, region=NORTH)
FACILITATOR = Held(Charge.FACILITATOR, region=NORTH)
FOCAL_POINT = Held(Charge.FOCAL_POINT, commune=7)
HERE = rules.Where(region=NORTH, commune=7)
NEXT = rules.Where(region=NORTH, commune=8)
AWAY = rules.Where(region=EAST, commune=9)


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        (STARTS, 42, ENDS),
        (date(2023, 1, 1), 12, date(2023, 12, 31)),
        (date(2024, 1, 31), 1, date(2024, 2, 28)),
        (date(2022, 3, 15), 1, date(2022, 4, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
    ],
)
def test_a_period_is_told_in_months(starts_on, months, ends_on):
    """§ programme-1"""
    assert rules.last_day(starts_on, months) == ends_on


def test_what_a_programme_and_its_places_need():
    """§ programme-1, § programme-2"""
    assert rules.years_of(STARTS, 42) == [2022, 2023, 2024, 2025]
    assert rules.refuse_programme(months=42, is_taken=False) is None
    assert rules.refuse_programme(months=0, is_taken=False) is FrameRefusal.PERIOD
    assert rules.refuse_programme(months=42, is_taken=True) is FrameRefusal.SLUG_TAKEN
    assert rules.refuse_region(is_region=True, is_in=False) is None
    assert rules.refuse_region(is_region=True, is_in=True) is FrameRefusal.ALREADY_IN
    assert rules.refuse_region(is_region=False, is_in=False) is FrameRefusal.NOT_A_REGION


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"is_commune": False}, FrameRefusal.NOT_A_COMMUNE),
        ({"region": EAST}, FrameRefusal.OTHER_REGION),
        ({"is_in": True}, FrameRefusal.ALREADY_IN),
        ({"joined_on": ENDS}, None),
        ({"joined_on": date(2025, 7, 1)}, FrameRefusal.OUTSIDE_PERIOD),
        ({"joined_on": date(2021, 12, 1)}, None),
    ],
)
def test_which_communes_join(facts, refusal):
    """§ programme-2"""
    usual = {"is_commune": True, "region": NORTH, "regions": [NORTH], "is_in": False}
    usual |= {"joined_on": date(2023, 10, 1), "ends_on": ENDS}
    assert rules.refuse_commune(**(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("act", "where", "may"),
    [
        (Act.FRAME, rules.EVERYWHERE, {"officer"}),
        (Act.REPORT, rules.EVERYWHERE, {"officer"}),
        (Act.ENTER, rules.EVERYWHERE, {"officer"}),
        (Act.ENTER, rules.Where(region=NORTH), {"officer", "coordinator", "facilitator"}),
        (Act.ENTER, HERE, {"officer", "coordinator", "facilitator", "focal_point"}),
        (Act.ENTER, NEXT, {"officer", "coordinator", "facilitator"}),
        (Act.ENTER, AWAY, {"officer"}),
        (Act.APPROVE, HERE, {"officer", "coordinator"}),
        (Act.APPROVE, AWAY, {"officer"}),
        (Act.ASSESS, HERE, {"focal_point"}),
        (Act.ASSESS, NEXT, set()),
        (Act.CONFIRM, HERE, {"officer", "coordinator"}),
        (Act.CONFIRM, AWAY, {"officer"}),
    ],
)
def test_who_may_do_what_and_where(act, where, may):
    """§ programme-3"""
    everybody = [OFFICER, COORDINATOR, FACILITATOR, FOCAL_POINT]
    found = {held.charge.value for held in everybody if rules.refuse_act(act, [held], where) is None}
    assert found == may
    assert rules.refuse_act(act, [], where) is FrameRefusal.NOT_YOURS


@pytest.mark.parametrize(
    ("charge", "region", "commune", "refusal"),
    [
        (Charge.OFFICER, "", None, None),
        (Charge.OFFICER, NORTH, None, FrameRefusal.REACH),
        (Charge.COORDINATOR, NORTH, None, None),
        (Charge.COORDINATOR, "", None, FrameRefusal.REACH),
        (Charge.FACILITATOR, NORTH, 7, FrameRefusal.REACH),
        (Charge.FOCAL_POINT, "", 7, None),
        (Charge.FOCAL_POINT, "", None, FrameRefusal.REACH),
    ],
)
def test_a_charge_names_what_it_reaches(charge, region, commune, refusal):
    """§ programme-3"""
    asked = {"region": region, "commune": commune}
    assert rules.refuse_charge(charge, **asked, is_held=False) is refusal
    if refusal is None:
        assert rules.refuse_charge(charge, **asked, is_held=True) is FrameRefusal.ALREADY_CHARGED
        assert rules.refuse_charge(charge, **asked, is_held=False, region_is_in=False) is FrameRefusal.REACH


def test_the_last_officer_stays():
    """§ programme-3"""
    ending = rules.refuse_end_of_charge
    assert ending(Charge.OFFICER, has_ended=False, officers=1) is FrameRefusal.LAST_OFFICER
    assert ending(Charge.OFFICER, has_ended=False, officers=2) is None
    assert ending(Charge.COORDINATOR, has_ended=False, officers=1) is None
    assert ending(Charge.COORDINATOR, has_ended=True, officers=1) is FrameRefusal.ENDED


@pytest.mark.parametrize("kind", list(NodeKind))
@pytest.mark.parametrize("above", [None, *NodeKind])
def test_each_step_of_the_framework_stands_under_its_own(kind, above):
    """§ programme-4"""
    fits = (kind, above) in {
        (NodeKind.PILLAR, None),
        (NodeKind.OBJECTIVE, NodeKind.PILLAR),
        (NodeKind.RESULT, NodeKind.OBJECTIVE),
    }
    assert rules.refuse_node(kind, above=above, is_taken=False) is (None if fits else FrameRefusal.NOT_UNDER)
    wanted = None if above is NodeKind.RESULT else FrameRefusal.NOT_UNDER
    assert rules.refuse_indicator(on=above, is_taken=False) is wanted
    if fits:
        assert rules.refuse_node(kind, above=above, is_taken=True) is FrameRefusal.CODE_TAKEN


def test_targets_and_sittings_have_their_time():
    """§ programme-4, § programme-5"""
    assert rules.refuse_target(2025, years=[2024, 2025]) is None
    assert rules.refuse_target(2026, years=[2024, 2025]) is FrameRefusal.YEAR
    assert rules.refuse_sitting(date(2023, 5, 4), today=date(2023, 5, 4)) is None
    assert rules.refuse_sitting(date(2023, 5, 5), today=date(2023, 5, 4)) is FrameRefusal.NOT_YET
    assert rules.refuse_indicator(on=NodeKind.RESULT, is_taken=True) is FrameRefusal.CODE_TAKEN


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"held_on": date(2023, 6, 2)}, EntryRefusal.IN_THE_FUTURE),
        ({"held_on": date(2021, 12, 31)}, EntryRefusal.OUTSIDE_PERIOD),
        ({"joined_on": date(2023, 6, 2)}, EntryRefusal.BEFORE_JOINING),
        ({"proof": ""}, EntryRefusal.NO_PROOF),
        ({"numbers": {}}, EntryRefusal.NO_FIGURE),
        ({"counted": {1: True}}, None),
        ({"counted": {1: True}, "is_on_platform": True}, EntryRefusal.COUNTED_THERE),
        ({"is_on_platform": True}, None),
        ({"numbers": {1: Number(4, women=5)}}, EntryRefusal.PARTS),
        ({"numbers": {1: Number(4, women=4, young=0)}}, None),
        ({"numbers": {1: Number(4, young=9)}}, EntryRefusal.PARTS),
    ],
)
def test_what_was_done_is_entered_with_its_proof_and_never_twice(facts, refusal):
    """§ programme-6, § programme-7, § programme-8"""
    usual = {"held_on": date(2023, 6, 1), "today": date(2023, 6, 1), "starts_on": STARTS, "ends_on": ENDS}
    usual |= {"proof": "لائحة الحضور رقم 4", "numbers": {1: Number(20)}, "counted": {1: False}}
    assert rules.refuse_entry(**(usual | {"is_on_platform": False} | facts)) is refusal


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("decided_by", [1, 2])
@pytest.mark.parametrize("seen", [3, 4])
def test_a_second_person_decides_on_what_they_saw(state, decided_by, seen):
    """§ programme-7"""
    found = rules.refuse_decision(state, entered_by=1, decided_by=decided_by, revision=4, seen=seen)
    if state is not State.WAITING:
        assert found is EntryRefusal.NOT_WAITING
    elif decided_by == 1:
        assert found is EntryRefusal.OWN_ENTRY
    else:
        assert found is (None if seen == 4 else EntryRefusal.CHANGED)
    stands = {State.APPROVED: EntryRefusal.APPROVED, State.CALLED_OFF: EntryRefusal.CALLED_OFF}
    assert rules.refuse_change(state) is stands.get(state)
    moved = stands | {State.WAITING: EntryRefusal.ALREADY_TOLD}
    assert rules.refuse_replanning(state) is moved.get(state)
    assert rules.refuse_calling_off(state, because="أُجل") is moved.get(state)
    assert rules.refuse_calling_off(state, because="") is moved.get(state, EntryRefusal.NO_CAUSE)
    files = {"known": ["a", "b"], "brought": ["c"]}
    assert rules.refuse_files(state, **files) is stands.get(state)
    assert rules.is_proof_open(state, is_public=True) is (state is State.APPROVED)
    assert not rules.is_proof_open(state, is_public=False)


def test_plans_have_their_period_and_grow_late():
    """§ programme-6"""
    today = date(2023, 6, 1)
    late = {state for state in State if rules.is_late(state, date(2023, 5, 31), today=today)}
    assert late == {State.PLANNED, State.RETURNED}
    assert not rules.is_late(State.PLANNED, today, today=today)
    assert rules.refuse_plan(ENDS, starts_on=STARTS, ends_on=ENDS) is None
    assert rules.refuse_plan(date(2026, 1, 1), starts_on=STARTS, ends_on=ENDS) is EntryRefusal.OUTSIDE_PERIOD


@pytest.mark.parametrize(
    ("today", "aimed"),
    [
        (date(2021, 6, 1), 0 + 10 / 365),
        (date(2022, 12, 31), 10),
        (date(2023, 1, 1), 10 + 20 / 365),
        (date(2025, 6, 30), 60),
        (date(2030, 1, 1), 60),
    ],
)
def test_what_should_be_reached_grows_with_the_days(today, aimed):
    """§ programme-9: the last year ends with the programme, in June."""
    targets = {2022: 10, 2023: 20, 2024: 20, 2025: 10}
    found = rules.aimed_at(targets, baseline=0, starts_on=STARTS, ends_on=ENDS, today=today)
    assert found == pytest.approx(aimed)


@pytest.mark.parametrize(
    ("value", "targets", "aimed", "found"),
    [
        (5, {}, 0, rules.Standing.NO_TARGET),
        (40, {2022: 40}, 40, rules.Standing.REACHED),
        (39, {2022: 40}, 40, rules.Standing.LATE),
        (20, {2022: 20, 2023: 20}, 20, rules.Standing.ON_WAY),
        (19, {2022: 20, 2023: 20}, 19.5, rules.Standing.LATE),
    ],
)
def test_where_an_indicator_stands(value, targets, aimed, found):
    """§ programme-9"""
    assert rules.standing(value, targets=targets, aimed=aimed) is found


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_share_is_whole_only_when_it_is(value, whole):
    """§ programme-9"""
    found = rules.percent(value, whole)
    assert 0 <= found <= 100
    assert (found == 100) == (value >= whole > 0)


PLACES = st.builds(
    rules.Place, key=st.integers(1, 40), population=st.integers(0, 300_000), is_urban=st.booleans()
)


@given(PLACES, st.lists(PLACES, max_size=12, unique_by=lambda place: place.key))
def test_communes_are_compared_with_those_alike(one, others):
    """§ programme-10: neither itself, nor another kind, nor three times larger; never fewer than three."""
    found = rules.alike(one, others)
    assert len(found) == 0 or len(found) >= rules.FEWEST_ALIKE
    for other in found:
        assert other.key != one.key
        assert other.is_urban == one.is_urban
        low, high = sorted((one.population, other.population))
        assert high <= low * rules.ALIKE_AT_MOST


def test_a_comparison_shows_the_middle_and_what_each_thousand_did():
    """§ programme-10"""
    assert [rules.middle(values) for values in ([], [3], [1, 9], [5, 1, 3])] == [0.0, 3, 5.0, 3]
    assert rules.per_thousand(3, 2_000) == 1.5
    assert rules.per_thousand(3, 0) == 0.0


@pytest.mark.parametrize(
    ("known", "brought", "refusal"),
    [
        ("", "abcde", None),
        ("abc", "de", None),
        ("", "abcdef", EntryRefusal.TOO_MANY_FILES),
        ("abcde", "f", EntryRefusal.TOO_MANY_FILES),
        ("a", "a", EntryRefusal.SAME_FILE),
        ("", "aa", EntryRefusal.SAME_FILE),
        ("abcde", "", None),
    ],
)
def test_five_files_at_most_each_once(known, brought, refusal):
    """§ programme-17"""
    assert rules.refuse_files(State.PLANNED, known=list(known), brought=list(brought)) is refusal


JOINED, TODAY = date(2023, 3, 10), date(2024, 3, 4)


@pytest.mark.parametrize(
    ("day", "facts", "refusal"),
    [
        (date(2024, 3, 4), {}, None),
        (date(2023, 3, 10), {}, None),
        (date(2024, 1, 1), {"left_on": date(2023, 12, 1)}, FrameRefusal.LEFT),
        (date(2023, 3, 9), {}, FrameRefusal.BEFORE_JOINING),
        (date(2024, 3, 5), {}, FrameRefusal.NOT_HAPPENED),
        (date(2024, 1, 31), {"last": date(2024, 2, 1)}, FrameRefusal.HAS_LATER),
        (date(2024, 2, 1), {"last": date(2024, 2, 1)}, None),
        (date(2024, 2, 1), {"because": ""}, FrameRefusal.NO_CAUSE),
    ],
)
def test_a_commune_leaves_once_after_its_figures(day, facts, refusal):
    """§ programme-18"""
    told = {"joined_on": JOINED, "left_on": None, "last": None, "today": TODAY, "because": "قرار المجلس"}
    assert rules.refuse_leaving(day, **(told | facts)) is refusal


@pytest.mark.parametrize(
    ("joined_on", "left_on", "first", "last"),
    [
        (date(2022, 1, 1), None, date(2022, 1, 1), date(2025, 6, 30)),
        (date(2023, 3, 10), None, date(2023, 3, 1), date(2025, 6, 30)),
        (date(2021, 3, 10), None, date(2022, 1, 1), date(2025, 6, 30)),
        (date(2023, 3, 10), date(2024, 2, 2), date(2023, 3, 1), date(2024, 2, 29)),
        (date(2023, 3, 10), date(2023, 3, 10), date(2023, 3, 1), date(2023, 3, 31)),
        (date(2023, 3, 10), date(2026, 1, 1), date(2023, 3, 1), date(2025, 6, 30)),
    ],
)
def test_the_months_in_which_a_commune_took_part(joined_on, left_on, first, last):
    """§ programme-11, § programme-18: the first and the last month whole, within the programme."""
    period = {"starts_on": date(2022, 1, 1), "ends_on": date(2025, 6, 30)}
    assert rules.span(joined_on, left_on, **period) == rules.Span(first, last)


@pytest.mark.parametrize(
    ("months", "ends_on", "last", "refusal"),
    [
        (0, date(2025, 1, 1), None, FrameRefusal.PERIOD),
        (241, date(2025, 1, 1), None, FrameRefusal.PERIOD),
        (6, date(2022, 6, 30), date(2022, 7, 1), FrameRefusal.HAS_LATER),
        (6, date(2022, 6, 30), date(2022, 6, 30), None),
    ],
)
def test_a_period_is_not_cut_before_what_was_done(months, ends_on, last, refusal):
    """§ programme-1"""
    assert rules.refuse_period(months=months, ends_on=ends_on, last=last) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"ends_on": date(2023, 1, 1)}, FrameRefusal.OUTSIDE_PERIOD),
        ({"left_on": date(2023, 3, 9)}, FrameRefusal.BEFORE_JOINING),
        ({"first": date(2023, 3, 9)}, FrameRefusal.HAS_EARLIER),
        ({"first": date(2023, 3, 10), "left_on": date(2023, 3, 10)}, None),
    ],
)
def test_the_day_of_joining_is_before_what_came_after(facts, refusal):
    """§ programme-2"""
    told = {"left_on": None, "ends_on": date(2025, 6, 30), "first": None}
    assert rules.refuse_membership(JOINED, **(told | facts)) is refusal


def test_the_middle_of_communes():
    """§ programme-2"""
    assert rules.middle_of([]) is None
    assert rules.middle_of([(0.0, 0.0), (2.0, 4.0)]) == (1.0, 2.0)
