"""§ councils-2: how many must be present."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.councils import rules
from tadafor.councils.rules import Assembly, QuorumRefusal
from tadafor.kernel.words import word
from tadafor.territories.rules import ORDINARY_MONTHS, PlaceKind

DAY = date(2024, 2, 5)
FIRST = rules.KNOWN[0]
OWN = replace(FIRST, over_percent=66, valid_from=date(2023, 1, 1), source="النظام الداخلي", is_verified=True)


@pytest.mark.parametrize(("in_office", "needed"), [(35, 18), (36, 19), (1, 1), (2, 2), (43, 22), (21, 11)])
def test_more_than_half(in_office, needed):
    """§ councils-2"""
    assert rules.needed(FIRST, in_office) == needed
    assert rules.has_quorum(FIRST, present=needed, in_office=in_office)
    assert not rules.has_quorum(FIRST, present=needed - 1, in_office=in_office)


@given(st.integers(1, 500), st.integers(0, 99))
def test_more_members_never_need_fewer(in_office, percent):
    fact = replace(FIRST, over_percent=percent)
    assert 1 <= rules.needed(fact, in_office) <= rules.needed(fact, in_office + 1)
    assert rules.needed(fact, in_office) <= in_office
    assert rules.needed(fact, in_office) * 100 > in_office * percent


def test_the_third_convening_asks_for_nobody_but_one():
    third = rules.in_force(rules.KNOWN, Assembly.COUNCIL, 3, on=DAY)
    assert rules.needed(third, 35) == 1
    assert rules.needed(None, 35) == 1


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        (rules.KNOWN, DAY, FIRST),
        ((OWN, *rules.KNOWN), DAY, OWN),
        ((OWN, *rules.KNOWN), date(2022, 12, 31), FIRST),
        (
            (replace(OWN, valid_from=FIRST.valid_from), *rules.KNOWN),
            DAY,
            replace(OWN, valid_from=FIRST.valid_from),
        ),
        (rules.KNOWN, date(2014, 1, 1), None),
        ((), DAY, None),
    ],
)
def test_the_latest_fact_in_force_governs(facts, on, expected):
    """§ councils-2"""
    assert rules.in_force(facts, Assembly.COUNCIL, 1, on=on) == expected


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"source": ""}, QuorumRefusal.NO_SOURCE),
        ({"over_percent": 100}, QuorumRefusal.PERCENT),
        ({"over_percent": None}, None),
        ({"shortest_wait": 5, "longest_wait": 3}, QuorumRefusal.DAYS),
        ({"shortest_wait": 3, "longest_wait": 3}, None),
    ],
)
def test_a_fact_has_its_source_and_makes_sense(change, refusal):
    assert rules.refuse_fact(replace(FIRST, **change)) is refusal


@pytest.mark.parametrize(
    ("kind", "months", "law"),
    [
        (PlaceKind.COMMUNE, (2, 5, 10), "113.14"),
        (PlaceKind.PROVINCE, (1, 6, 9), "112.14"),
        (PlaceKind.PREFECTURE, (1, 6, 9), "112.14"),
        (PlaceKind.REGION, (3, 7, 10), "111.14"),
    ],
)
@pytest.mark.parametrize(
    ("convening", "over", "shortest", "longest"), [(1, 50, 0, None), (2, 50, 3, 5), (3, None, 3, None)]
)
def test_each_council_sits_under_its_own_law(kind, months, law, convening, over, shortest, longest):
    """§ councils-1, § councils-2"""
    facts = rules.known_in(kind)
    fact = rules.in_force(facts, Assembly.COUNCIL, convening, on=DAY)
    assert (fact.over_percent, fact.shortest_wait, fact.longest_wait) == (over, shortest, longest)
    assert law in word(rules.KnownSource(fact.source))
    assert not fact.is_verified
    assert ORDINARY_MONTHS[kind] == months
    body = rules.in_force(facts, Assembly.BODY, 1, on=DAY)
    assert body.source == rules.KnownSource.OWN_RULES
    assert rules.most_convenings(facts, Assembly.COUNCIL) == 3


def test_what_the_house_knows_is_marked_unverified():
    assert not any(fact.is_verified for fact in rules.KNOWN)
    assert all(fact.source and rules.refuse_fact(fact) is None for fact in rules.KNOWN)
    assert rules.most_convenings(rules.KNOWN, Assembly.COUNCIL) == 3
