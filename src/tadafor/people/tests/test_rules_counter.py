"""The rules of the counter: the second check, one's own family, the seven days, the receipt, the list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.people.rules import SEPARATE, RoleKind, clashes
from tadafor.people.rules.counter import (
    RECEIPT_TRIES,
    Assisting,
    ClaimRefusal,
    CounterRefusal,
    MatchRefusal,
    Second,
    VotingRefusal,
    is_family,
    refuse_claim,
    refuse_family,
    refuse_match,
    refuse_second,
    refuse_voting_with,
    second_of,
)

CLERK, COLLEAGUE, PERSON = 1, 2, 3
TODAY = date(2026, 11, 22)
STAFF = frozenset({RoleKind.CLERK})


@given(st.integers(0, 99), st.integers(0, 100))
def test_a_share_of_confirmations_is_looked_at_again(drawn, share):
    """§ identity-second"""
    found = second_of(family=False, drawn=drawn, share=share)
    assert found is (Second.DRAWN if drawn < share else Second.NONE)
    assert second_of(family=True, drawn=drawn, share=share) is Second.NEEDED


@pytest.mark.parametrize(
    ("declared", "household", "theirs", "expected"),
    [
        (True, "", set(), True),
        (False, "a", {"a"}, True),
        (False, "a", {"b"}, False),
        (False, "", {""}, False),
    ],
)
def test_family_is_said_or_seen_by_the_address(declared, household, theirs, expected):
    """§ identity-family"""
    assert is_family(declared=declared, household=household, clerks_households=theirs) is expected


@pytest.mark.parametrize(
    ("family", "before", "refusal"),
    [(True, 0, None), (True, 1, CounterRefusal.FAMILY_TWICE), (False, 5, None)],
)
def test_nobody_confirms_their_own_family_twice(family, before, refusal):
    """§ identity-family"""
    assert refuse_family(family=family, before=before) is refusal


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, None),
        ({"roles": {RoleKind.AGENT}}, CounterRefusal.NOT_ALLOWED),
        ({"checker": CLERK}, CounterRefusal.SAME_PERSON),
        ({"checker": PERSON}, CounterRefusal.YOURSELF),
        ({"of_their_family": True}, CounterRefusal.OWN_FAMILY),
        ({"waits": False}, CounterRefusal.ALREADY_CHECKED),
    ],
)
def test_who_may_be_the_second(changed, refusal):
    """§ identity-second"""
    facts = {"roles": STAFF, "checker": COLLEAGUE, "confirmed_by": CLERK, "person": PERSON, "waits": True}
    assert refuse_second(**(facts | changed)) is refusal


@pytest.mark.parametrize(
    ("days", "second", "refusal"),
    [
        (None, None, None),
        (0, None, VotingRefusal.SECOND_NEEDED),
        (7, None, VotingRefusal.SECOND_NEEDED),
        (8, None, None),
        (3, COLLEAGUE, None),
        (3, CLERK, VotingRefusal.SECOND_IS_PARTY),
        (3, PERSON, VotingRefusal.SECOND_IS_PARTY),
    ],
)
def test_nobody_votes_alone_for_whom_they_registered(days, second, refusal):
    """§ identity-seven-days"""
    registered = None if days is None else TODAY - timedelta(days=days)
    assert refuse_voting_with(CLERK, PERSON, registered, TODAY, second) is refusal


def test_nobody_votes_for_themselves_from_the_desk():
    assert refuse_voting_with(CLERK, CLERK, None, TODAY, COLLEAGUE) is VotingRefusal.YOURSELF


@pytest.mark.parametrize(
    ("together", "tries", "claimed", "refusal"),
    [
        (True, 0, False, None),
        (False, 0, False, ClaimRefusal.NOT_TOGETHER),
        (True, RECEIPT_TRIES, False, ClaimRefusal.TOO_MANY),
        (True, 0, True, ClaimRefusal.CLAIMED),
        (False, 0, True, ClaimRefusal.NOT_TOGETHER),
    ],
)
def test_a_receipt_is_claimed_with_its_card(together, tries, claimed, refusal):
    """§ identity-claim"""
    assert refuse_claim(together=together, tries=tries, claimed=claimed) is refusal


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, None),
        ({"found": False}, MatchRefusal.NOT_FOUND),
        ({"held_by_another": True}, MatchRefusal.NOT_FOUND),
        ({"confirmed": True}, MatchRefusal.CONFIRMED),
        ({"tries": 5}, MatchRefusal.TOO_MANY),
    ],
)
def test_a_typed_number_tells_nothing_about_others(changed, refusal):
    """§ identity-match"""
    facts = {"found": True, "tries": 0, "confirmed": False, "held_by_another": False}
    assert refuse_match(**(facts | changed)) is refusal


def test_acting_for_somebody_ends():
    """§ identity-assisted"""
    end = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert Assisting(end, ended=False).lasts(end - timedelta(seconds=1))
    assert not Assisting(end, ended=False).lasts(end)
    assert not Assisting(end, ended=True).lasts(end - timedelta(seconds=1))


@pytest.mark.parametrize("kind", sorted(SEPARATE))
@pytest.mark.parametrize("held", sorted(SEPARATE))
def test_roles_that_do_not_meet(kind, held):
    """§ roles-apart"""
    assert bool(clashes(kind, [held])) is (kind != held)


@pytest.mark.parametrize("kind", sorted(set(RoleKind) - SEPARATE))
def test_who_hears_appeals_decides_nothing_else(kind):
    """§ roles-apart"""
    assert clashes(RoleKind.APPEAL, [kind]) == {kind}
    assert clashes(kind, [RoleKind.APPEAL]) == {RoleKind.APPEAL}
    assert not clashes(kind, [RoleKind.COMMITTEE, RoleKind.CLERK, RoleKind.ADMINISTRATOR])
