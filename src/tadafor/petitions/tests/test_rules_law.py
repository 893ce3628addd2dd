"""The law as rows: thresholds, spread, conflicts, changes (§ petitions-1 to § petitions-4)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.petitions import queries, rules
from tadafor.petitions.rules import Annex, Condition, Council, Kind, LawRefusal, Place, Topic

TODAY = date(2026, 11, 22)
LAWS = queries.national_laws()


def asked(place, kind=Kind.CITIZENS, on=TODAY, laws=LAWS):
    return rules.requirements(laws, kind, place, on=on)


@pytest.mark.parametrize(
    ("place", "threshold"),
    [
        (Place(Council.COMMUNE, 34_999), 100),
        (Place(Council.COMMUNE, 35_000), 200),
        (Place(Council.COMMUNE, 900_000, arrondissements=5), 400),
        (Place(Council.COMMUNE, 20_000, arrondissements=2), 400),
        (Place(Council.PROVINCE, 500_000), 300),
        (Place(Council.REGION, 999_999), 300),
        (Place(Council.REGION, 1_000_000), 400),
        (Place(Council.REGION, 2_999_999), 400),
        (Place(Council.REGION, 3_000_000), 500),
    ],
)
def test_thresholds_by_council_class_and_arrondissements(place, threshold):
    """§ petitions-2"""
    assert asked(place).threshold == threshold
    assert asked(place, Kind.ASSOCIATION).threshold == 0


def test_a_region_wants_its_share_of_every_province():
    """§ petitions-3"""
    region = asked(Place(Council.REGION, 2_000_000, provinces=("a", "b")))
    assert (region.spread, region.each_province) == (5, 20)
    assert Condition.SPREAD in region.conditions
    assert asked(Place(Council.COMMUNE, 1)).spread == 0
    some = rules.Standing(counted=400, by_province=(("a", 380), ("b", 19)))
    assert rules.missing_provinces(region, some) == ["b"]
    assert rules.missing_provinces(asked(Place(Council.COMMUNE, 1)), some) == []


def test_months_to_answer():
    """§ petitions-10"""
    months = [asked(Place(council, 50_000)).answer_months for council in Council]
    assert months == [3, 2, 2]


def test_a_conflicting_source_is_kept_and_does_not_apply():
    """§ petitions-1"""
    kept = [law for law in LAWS if law.council is Council.REGION and law.value == 600]
    assert [law.applies for law in kept] == [False]
    assert asked(Place(Council.REGION, 500_000)).threshold == 300


def test_online_support_has_no_recorded_weight():
    """§ petitions-17"""
    commune = asked(Place(Council.COMMUNE, 60_000))
    assert (commune.online_counts, commune.paper_counts) == (False, True)
    assert commune.law_of(Topic.ONLINE_COUNTS) in commune.unverified


def test_a_change_is_a_new_row_and_holds_from_its_day():
    """§ petitions-1, § petitions-4"""
    old = asked(Place(Council.COMMUNE, 60_000)).law_of(Topic.THRESHOLD)
    new = replace(old, value=150, valid_from=date(2026, 12, 1), source="قانون جديد", key=900)
    place, laws = Place(Council.COMMUNE, 60_000), [*LAWS, new]
    before, after = (
        asked(place, on=date(2026, 11, 30), laws=laws),
        asked(place, on=date(2026, 12, 1), laws=laws),
    )
    assert (before.threshold, after.threshold) == (200, 150)
    assert rules.changes(before, after) == [(Topic.THRESHOLD, 200, 150, "")]
    assert rules.changes(before, before) == []


CONDITIONS = (Condition.COMPETENCE, Condition.FORM, Condition.AGENT)
ANNEXES = (Annex.SIGNERS_LIST, Annex.CARD_COPIES)


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({}, []),
        ({"conditions": CONDITIONS[::-1], "annexes": ANNEXES[::-1]}, []),  # said in another order
        ({"spread": 7}, [(Topic.SPREAD, 0, 7, "")]),
        ({"cut_off_days": 30}, [(Topic.CUT_OFF_DAYS, 20, 30, "")]),
        ({"association_years": 5}, [(Topic.ASSOCIATION_YEARS, 0, 5, "")]),
        ({"paper_counts": False}, [(Topic.PAPER_COUNTS, 1, 0, "")]),
        ({"conditions": CONDITIONS[:2]}, [(Topic.CONDITION, 1, 0, "agent")]),
        ({"conditions": (*CONDITIONS, Condition.LINKED)}, [(Topic.CONDITION, 0, 1, "linked")]),
        (
            {"conditions": (*CONDITIONS[:2], Condition.LINKED)},  # as many as before, not the same
            [(Topic.CONDITION, 1, 0, "agent"), (Topic.CONDITION, 0, 1, "linked")],
        ),
        (
            {"annexes": (Annex.CARD_COPIES, Annex.RESIDENCE_PROOF)},
            [(Topic.ANNEX, 1, 0, "signers_list"), (Topic.ANNEX, 0, 1, "residence_proof")],
        ),
        ({"annexes": ()}, [(Topic.ANNEX, 1, 0, "signers_list"), (Topic.ANNEX, 1, 0, "card_copies")]),
    ],
)
def test_what_a_change_of_law_moves_is_named(moved, told):
    """§ petitions-4: one condition or document in another's place is seen."""
    before = replace(
        asked(Place(Council.COMMUNE, 60_000)), conditions=CONDITIONS, annexes=ANNEXES, cut_off_days=20
    )
    assert rules.changes(before, replace(before, **moved)) == told


def test_the_territorys_own_row_wins_a_tie_and_loses_to_a_newer_law():
    """§ petitions-1"""
    place = Place(Council.COMMUNE, 60_000)
    old = asked(place).law_of(Topic.THRESHOLD)
    own = replace(old, value=120, is_own=True, key=901)
    newer = replace(old, value=250, valid_from=date(2025, 1, 1), key=902)
    assert asked(place, laws=[*LAWS, own]).threshold == 120
    assert asked(place, laws=[*LAWS, own, newer]).threshold == 250


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000), st.sampled_from(Council))
def test_a_threshold_never_falls_as_population_grows(one, other, council):
    small, large = sorted((one, other))
    assert asked(Place(council, small)).threshold <= asked(Place(council, large)).threshold


ROW = LAWS[0]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"source": "  "}, LawRefusal.SOURCE_MISSING),
        ({"value": 0}, LawRefusal.VALUE_WRONG),
        ({"value": 100_001}, LawRefusal.VALUE_WRONG),
        ({"topic": Topic.ONLINE_COUNTS, "value": 2}, LawRefusal.VALUE_WRONG),
        ({"topic": Topic.SPREAD, "value": 101}, LawRefusal.VALUE_WRONG),
        ({"topic": Topic.CONDITION, "value": 1}, LawRefusal.SUBJECT_MISSING),
        ({"topic": Topic.ANNEX, "value": 1, "subject": "nothing"}, LawRefusal.SUBJECT_MISSING),
        ({"subject": "form"}, LawRefusal.SUBJECT_MISSING),
        ({"population_from": 10, "population_below": 10}, LawRefusal.CLASS_WRONG),
        ({}, LawRefusal.SAME_ROW),
        ({"source": "مصدر آخر"}, None),
        ({"topic": Topic.CONDITION, "value": 0, "subject": "electoral"}, None),
    ],
)
def test_what_may_not_be_recorded_as_law(change, refusal):
    """§ petitions-1"""
    assert rules.refuse_law(replace(ROW, **change), existing=LAWS) is refusal


def test_an_association_is_asked_other_things():
    """§ petitions-30"""
    found = asked(Place(Council.COMMUNE, 60_000), Kind.ASSOCIATION)
    assert found.association_years == 3
    assert found.association_members == 0
    assert {Condition.FORMED, Condition.SEAT, Condition.MANDATE} <= set(found.conditions)
    assert Condition.SIGNATURES not in found.conditions
    assert set(rules.to_join(found)) == {
        "statutes", "final_receipt", "board_list", "regular_proof", "mandate_document",
    }  # fmt: skip
