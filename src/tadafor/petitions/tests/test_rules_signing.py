"""Signing, sheets and fraud (§ petitions-16 to § petitions-29)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.petitions import queries, rules
from tadafor.petitions.rules import (
    Balance,
    Council,
    FraudRefusal,
    Kind,
    Limits,
    LineReason,
    LineState,
    Look,
    Place,
    SheetRefusal,
    SheetState,
    Signer,
    SignRefusal,
    Silence,
    State,
    Strength,
    Tally,
    Tie,
    Verdict,
)

TODAY = date(2026, 11, 22)
COMMUNE = rules.requirements(queries.national_laws(), Kind.CITIZENS, Place(Council.COMMUNE, 60_000), on=TODAY)
REGION = rules.requirements(
    queries.national_laws(), Kind.CITIZENS, Place(Council.REGION, 60_000, provinces=("a", "b")), on=TODAY
)
WHOLE = {"name": "سلمى", "has_card": True, "tie": Tie.RESIDENCE, "is_adult": True, "consents": True}


@pytest.mark.parametrize(
    ("state", "change", "refusal"),
    [
        (State.COLLECTING, {}, None),
        (State.DRAFT, {}, SignRefusal.NOT_OPEN),
        (State.DEPOSITED, {}, SignRefusal.NOT_OPEN),
        (State.COLLECTING, {"name": ""}, SignRefusal.NAME_MISSING),
        (State.COLLECTING, {"has_card": False}, SignRefusal.CARD_WRONG),
        (State.COLLECTING, {"tie": None}, SignRefusal.TIE_NEEDED),
        (State.COLLECTING, {"is_adult": False}, SignRefusal.ADULT_NEEDED),
        (State.COLLECTING, {"consents": False}, SignRefusal.CONSENT_NEEDED),
    ],
)
def test_who_may_sign(state, change, refusal):
    """§ petitions-16"""
    assert rules.refuse_signature(state, Signer(**(WHOLE | change)), COMMUNE) is refusal


def test_a_region_asks_for_the_province():
    """§ petitions-16"""
    assert rules.refuse_signature(State.COLLECTING, Signer(**WHOLE), REGION) is SignRefusal.PROVINCE_NEEDED
    there = Signer(**WHOLE, province="b")
    assert rules.refuse_signature(State.COLLECTING, there, REGION) is None


def test_better_evidence_takes_the_place_of_weaker_only():
    """§ petitions-18"""
    assert rules.displaces(Strength.PAPER, Strength.DECLARED)
    assert not rules.displaces(Strength.DECLARED, Strength.DECLARED)
    assert not rules.displaces(Strength.DECLARED, Strength.PAPER)


def test_each_way_counts_by_its_recorded_weight():
    """§ petitions-17, § petitions-6"""
    assert rules.legal_count(Tally(online=500, paper=199), COMMUNE) == 199
    assert not rules.enough(Tally(online=500, paper=199), COMMUNE)
    assert rules.enough(Tally(paper=200), COMMUNE)
    assert Tally(3, 4).all == 7


def test_enough_in_a_region_means_in_each_province():
    """§ petitions-3"""
    assert not rules.enough(Tally(paper=300), REGION, {"a": 300})
    assert rules.enough(Tally(paper=300), REGION, {"a": 285, "b": 15})


# ---- sheets


@pytest.mark.parametrize(
    ("balance", "refusal"),
    [
        (Balance(20, 18, 2), None),
        (Balance(20, 18, 1), SheetRefusal.UNBALANCED),
        (Balance(17, 18, 0), SheetRefusal.UNBALANCED),
        (Balance(0, 0, 0), SheetRefusal.NOTHING_ENTERED),
    ],
)
def test_a_sheet_adds_up(balance, refusal):
    """§ petitions-22"""
    assert rules.refuse_closing(balance) is refusal


@pytest.mark.parametrize(
    ("state", "position", "taken", "refusal"),
    [
        (SheetState.PRINTED, 1, False, None),
        (SheetState.ENTERING, 20, False, None),
        (SheetState.ENTERED, 1, False, SheetRefusal.NOT_NOW),
        (SheetState.ENTERING, 0, False, SheetRefusal.LINE_OUTSIDE),
        (SheetState.ENTERING, 21, False, SheetRefusal.LINE_OUTSIDE),
        (SheetState.ENTERING, 3, True, SheetRefusal.LINE_TAKEN),
    ],
)
def test_a_line(state, position, taken, refusal):
    """§ petitions-22"""
    assert rules.refuse_line(state, position=position, taken=taken) is refusal


@pytest.mark.parametrize(
    ("clerk", "awaits", "settled_before", "refusal"),
    [
        (3, True, None, None),
        (3, False, None, SheetRefusal.NOT_CONTESTED),
        (1, True, None, SheetRefusal.SETTLED_BEFORE),
        (2, True, 3, SheetRefusal.SETTLED_BEFORE),
        (3, True, 3, SheetRefusal.SETTLED_BEFORE),  # decided when the two differed, then contested
        (4, True, 3, None),
    ],
)
def test_a_third_person_decides_and_of_a_contest_another_one(clerk, awaits, settled_before, refusal):
    """§ petitions-23, § petitions-24"""
    looks = [Look(1, True), Look(2, False, LineReason.ILLEGIBLE)]
    found = rules.refuse_settling(looks, clerk=clerk, awaits=awaits, settled_before=settled_before)
    assert found is refusal


@pytest.mark.parametrize(
    ("looks", "verdict"),
    [
        ([], Verdict.WAITING),
        ([Look(1, True)], Verdict.WAITING),
        ([Look(1, True), Look(1, True)], Verdict.WAITING),
        ([Look(1, True), Look(2, True)], Verdict.HOLDS),
        ([Look(1, False, LineReason.ILLEGIBLE), Look(2, False, LineReason.NOT_LINKED)], Verdict.REFUSED),
        ([Look(1, True), Look(2, False, LineReason.ILLEGIBLE)], Verdict.SPLIT),
    ],
)
def test_two_clerks_settle_a_line(looks, verdict):
    """§ petitions-23"""
    assert rules.verdict(looks) is verdict


@pytest.mark.parametrize(
    ("looks", "clerk", "is_party", "settled", "refusal"),
    [
        ([], 1, False, False, None),
        ([Look(1, True)], 2, False, False, None),
        ([Look(1, True)], 1, False, False, SheetRefusal.SAME_CLERK),
        ([], 1, True, False, SheetRefusal.OWN_PETITION),
        ([Look(1, True), Look(2, True)], 3, False, True, SheetRefusal.CHECKED_ALREADY),
    ],
)
def test_who_may_check_a_line(looks, clerk, is_party, settled, refusal):
    """§ petitions-23"""
    assert rules.refuse_look(looks, clerk=clerk, is_party=is_party, settled=settled) is refusal


@pytest.mark.parametrize(
    ("state", "contested", "reason", "refusal"),
    [
        (LineState.REFUSED, False, "يسكن بحي المنار.", None),
        (LineState.VALID, False, "لماذا؟", SheetRefusal.NOT_REFUSED),
        (LineState.REFUSED, True, "مرة أخرى", SheetRefusal.CONTESTED_ALREADY),
        (LineState.REFUSED, False, " ", SheetRefusal.REASON_MISSING),
    ],
)
def test_contesting(state, contested, reason, refusal):
    """§ petitions-24"""
    assert rules.refuse_contest(state, contested=contested, reason=reason) is refusal


# ---- fraud


@pytest.mark.parametrize(
    ("seen", "silence"),
    [
        ((0, 0, 0), None),
        ((9, 0, 0), None),
        ((10, 0, 0), Silence.NETWORK),
        ((0, 5, 0), Silence.DEVICE),
        ((0, 0, 2), Silence.CONTACT),
    ],
)
def test_limits(seen, silence):
    """§ petitions-20, § petitions-26"""
    network, device, contact = seen
    limits = Limits(10, 5, 2)
    assert rules.silenced(limits, network=network, device=device, contact=contact) is silence


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(), None),
        (Limits(network_an_hour=0), FraudRefusal.LIMIT_WRONG),
        (Limits(each_contact=0), FraudRefusal.LIMIT_WRONG),
        (Limits(erase_after_days=29), FraudRefusal.LIMIT_WRONG),
        (Limits(erase_after_days=3_651), FraudRefusal.LIMIT_WRONG),
    ],
)
def test_limits_that_may_be_set(limits, refusal):
    """§ petitions-26"""
    assert rules.refuse_limits(limits) is refusal


@pytest.mark.parametrize(
    ("chosen", "found", "announced", "reason", "refusal"),
    [
        (True, 40, 40, "أُرسلت كلها في دقيقة واحدة.", None),
        (False, 40, 40, "أُرسلت كلها في دقيقة واحدة.", FraudRefusal.NOTHING_CHOSEN),
        (True, 0, 0, "أُرسلت كلها في دقيقة واحدة.", FraudRefusal.NONE_FOUND),
        (True, 40, 40, "لا", FraudRefusal.REASON_MISSING),
        (True, 41, 40, "أُرسلت كلها في دقيقة واحدة.", FraudRefusal.CHANGED_MEANWHILE),
    ],
)
def test_batches(chosen, found, announced, reason, refusal):
    """§ petitions-27"""
    assert rules.refuse_batch(chosen=chosen, found=found, announced=announced, reason=reason) is refusal


def test_when_names_are_erased():
    """§ petitions-29"""
    assert rules.erased_on(date(2026, 1, 1), Limits(erase_after_days=180)) == date(2026, 6, 30)


def test_an_hour_that_stands_out():
    assert rules.is_burst(100, [4, 5, 6])
    assert not rules.is_burst(20, [1, 1, 1])
    assert not rules.is_burst(30, [10, 12, 11])


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_more_of_the_same_is_never_less_silenced(network, device, contact):
    limits = Limits(20, 10, 4)
    now = rules.silenced(limits, network=network, device=device, contact=contact)
    more = rules.silenced(limits, network=network + 1, device=device + 1, contact=contact + 1)
    assert now is None or more is not None
