"""§ programme-12 to § programme-15: the maturity grid, reports, published figures."""

from datetime import date

import pytest

from tadafor.programme import rules
from tadafor.programme.rules import (
    ClaimRefusal,
    Criterion,
    Degree,
    GridRefusal,
    GridState,
    ReportRefusal,
    ReportState,
    Said,
)

WHOLE = {one: Said(Degree.BEGUN) for one in Criterion}
SHOWN = WHOLE | {Criterion.BODIES: Said(Degree.WORKING, "محاضر 2023")}


@pytest.mark.parametrize("state", list(GridState))
def test_a_grid_is_filled_until_it_is_sent(state):
    """§ programme-12"""
    found = rules.refuse_filling(state, year=2024, years=[2023, 2024])
    closed = {GridState.SENT: GridRefusal.ALREADY_SENT, GridState.CONFIRMED: GridRefusal.CONFIRMED}
    assert found is closed.get(state)
    assert rules.refuse_filling(state, year=2030, years=[2024]) is GridRefusal.OTHER_YEAR


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (WHOLE, None),
        (SHOWN, None),
        ({}, GridRefusal.NOT_WHOLE),
        ({Criterion.BODIES: Said(Degree.NONE)}, GridRefusal.NOT_WHOLE),
        (WHOLE | {Criterion.BODIES: Said(Degree.WORKING)}, GridRefusal.NO_EVIDENCE),
        (WHOLE | {Criterion.BUDGET: Said(Degree.ROOTED)}, GridRefusal.NO_EVIDENCE),
        (WHOLE | {Criterion.BUDGET: Said(Degree.ROOTED, has_file=True)}, None),
    ],
)
def test_what_is_said_to_work_is_shown(said, refusal):
    """§ programme-12"""
    assert rules.refuse_sending(said) is refusal


AS_SAID = {one: told.degree for one, told in SHOWN.items()}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"state": GridState.DRAFT}, GridRefusal.NOT_SENT),
        ({"decided_by": 1}, GridRefusal.OWN_GRID),
        ({"decided_by": 3}, GridRefusal.OWN_GRID),
        ({"seen": 1}, GridRefusal.CHANGED),
        ({"confirmed": {}}, GridRefusal.NOT_WHOLE),
        ({"confirmed": AS_SAID | {Criterion.BUDGET: Degree.WORKING}}, GridRefusal.HIGHER),
        ({"confirmed": AS_SAID | {Criterion.BODIES: Degree.BEGUN}}, GridRefusal.NO_REASON),
        (
            {
                "confirmed": AS_SAID | {Criterion.BODIES: Degree.BEGUN},
                "reasons": {Criterion.BODIES: "اجتماع واحد"},
            },
            None,
        ),
    ],
)
def test_a_second_person_confirms_or_lowers(facts, refusal):
    """§ programme-13"""
    usual = {"state": GridState.SENT, "filled_by": {1, 3}, "decided_by": 2, "said": SHOWN}
    usual |= {"confirmed": AS_SAID, "reasons": {}, "revision": 2, "seen": 2} | facts
    assert rules.refuse_confirming(usual.pop("state"), **usual) is refusal


def test_each_criterion_says_what_it_lacks():
    """§ programme-12"""
    said = {one: Said(Degree.ROOTED, has_file=one is Criterion.BODIES) for one in list(Criterion)[2:]}
    lacks = rules.missing(said)
    assert Criterion.BODIES not in lacks
    assert [lacks[one] for one in (Criterion.INFORMATION, Criterion.BUDGET)] == [
        GridRefusal.NOT_WHOLE,
        GridRefusal.NO_EVIDENCE,
    ]


@pytest.mark.parametrize("state", list(GridState))
def test_a_file_is_for_everybody_once_public_and_confirmed(state):
    """§ programme-19"""
    assert rules.is_evidence_open(state, is_public=True) is (state is GridState.CONFIRMED)
    assert not rules.is_evidence_open(state, is_public=False)


def test_degrees_have_names_and_add_up():
    """§ programme-12"""
    assert [rules.name_of(one).value for one in range(4)] == ["none", "begun", "working", "rooted"]
    assert rules.points([3, 2, 0]) == 5
    assert rules.MOST_POINTS == 24


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"state": ReportState.PUBLISHED}, ReportRefusal.PUBLISHED),
        ({"today": date(2024, 6, 30)}, ReportRefusal.NOT_OVER),
        ({"words_fr": ""}, ReportRefusal.NO_WORDS),
        ({"words_ar": ""}, ReportRefusal.NO_WORDS),
    ],
)
def test_a_report_is_published_once_its_days_are_over(facts, refusal):
    """§ programme-14"""
    usual = {"state": ReportState.DRAFT, "until": date(2024, 6, 30), "today": date(2024, 7, 1)}
    usual |= {"words_ar": "خلاصة", "words_fr": "Synthèse"} | facts
    assert rules.refuse_publishing(usual.pop("state"), **usual) is refusal
    span = rules.refuse_report(date(2022, 1, 1), usual["until"], starts_on=date(2022, 1, 1))
    assert span is None
    early = rules.refuse_report(date(2021, 12, 31), usual["until"], starts_on=date(2022, 1, 1))
    assert early is ReportRefusal.PERIOD


@pytest.mark.parametrize(
    ("value", "parts", "missing"), [(9, [5, 2, 1], 1), (8, [5, 2, 1], None), (36, [], None), (9, [9], None)]
)
def test_what_does_not_add_up_is_told(value, parts, missing):
    """§ programme-15"""
    found = rules.difference(value, parts)
    assert (found.missing if found else None) == missing


def test_a_published_figure_has_its_source():
    """§ programme-15"""
    claim = rules.refuse_claim
    assert claim(9, parts=[5, 2, 1], source="مطوية", is_taken=False) is None
    assert claim(9, parts=[5, 2, 3], source="مطوية", is_taken=False) is ClaimRefusal.MORE_THAN_WHOLE
    assert claim(9, parts=[], source="", is_taken=False) is ClaimRefusal.NO_SOURCE
    assert claim(9, parts=[], source="مطوية", is_taken=True) is ClaimRefusal.CODE_TAKEN
