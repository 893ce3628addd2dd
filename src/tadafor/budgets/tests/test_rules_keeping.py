"""How the vote is moved on: one table for each verb of those who keep it."""

import pytest

from tadafor.budgets.rules.keeping import (
    KEEPERS,
    Keeping,
    KeepingRefusal,
    is_print,
    refuse_key,
    refuse_loading,
    refuse_opened,
    refuse_publication,
    refuse_rehearsal,
    refuse_result,
    refuse_void,
)
from tadafor.people.rules import RoleKind

R = KeepingRefusal
MEMBER = {RoleKind.COMMITTEE}
CLOSED = {"key": True, "rehearsed": True, "voted": True, "closed": True}
PUBLISHED = CLOSED | {"published": True}
OPENED = PUBLISHED | {"opened": "a", "observed": "a"}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, None),
        ({"prices": False}, R.PRICES_FIRST),
        ({"key": True, "rehearsed": True}, None),
        ({"voted": True}, R.VOTE_BEGAN),
        ({"closed": True}, R.VOTE_BEGAN),
        ({"void": True}, R.VOID),
    ],
)
def test_a_key_is_taken_until_somebody_voted(state, expected):
    """§ secrecy-key"""
    assert refuse_key(Keeping(**state), roles=MEMBER) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, R.NO_KEY),
        ({"key": True}, None),
        ({"key": True, "voted": True}, R.VOTE_BEGAN),
        (CLOSED, R.VOTE_BEGAN),
    ],
)
def test_a_rehearsal_comes_after_the_key_and_before_the_vote(state, expected):
    """§ secrecy-rehearsal"""
    assert refuse_rehearsal(Keeping(**state), roles=MEMBER) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"key": True, "voted": True}, R.NOT_CLOSED),
        ({"closed": True}, R.NO_KEY),
        (CLOSED, None),
        (PUBLISHED, R.ALREADY_PUBLISHED),
        (CLOSED | {"void": True}, R.VOID),
    ],
)
def test_the_urn_is_published_at_the_close_and_once(state, expected):
    """§ secrecy-opening"""
    assert refuse_publication(Keeping(**state), roles=MEMBER) is expected


@pytest.mark.parametrize(
    ("state", "opened", "loading"),
    [
        (CLOSED, R.NOT_PUBLISHED, R.NOT_PUBLISHED),
        (PUBLISHED, None, R.NOT_OPENED),
        (PUBLISHED | {"opened": "a"}, None, R.PRINTS_DIFFER),
        (PUBLISHED | {"opened": "a", "observed": "b"}, None, R.PRINTS_DIFFER),
        (OPENED, None, None),
        (OPENED | {"open_batches": 2}, None, R.BATCHES_OPEN),
        (OPENED | {"loaded": True}, R.ALREADY_LOADED, R.ALREADY_LOADED),
        (OPENED | {"void": True}, R.VOID, R.VOID),
    ],
)
def test_ballots_are_loaded_once_two_hashes_agree(state, opened, loading):
    """§ secrecy-opening, § secrecy-loading"""
    assert refuse_opened(Keeping(**state), roles=MEMBER) is opened
    assert refuse_loading(Keeping(**state), roles=MEMBER) is loading


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        ({"key": True}, "x", R.NOT_CLOSED),
        (CLOSED, " ", R.NO_REASON),
        (CLOSED, "x", None),
        (PUBLISHED, "x", None),
        (OPENED | {"loaded": True}, "x", R.ALREADY_LOADED),
        (CLOSED | {"void": True}, "x", R.VOID),
    ],
)
def test_a_vote_is_void_after_its_close_with_a_reason(state, reason, expected):
    """§ secrecy-void"""
    assert refuse_void(Keeping(**state), roles=MEMBER, reason=reason) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, R.NOT_OPENED),
        (CLOSED, R.NOT_OPENED),
        (OPENED, R.NOT_OPENED),
        (OPENED | {"loaded": True}, None),
        (PUBLISHED | {"void": True}, R.VOID),
    ],
)
def test_there_is_no_result_before_the_ballots_are_loaded(state, expected):
    """§ secrecy-results"""
    assert refuse_result(Keeping(**state)) is expected


@pytest.mark.parametrize("kind", sorted(set(RoleKind) - KEEPERS))
def test_nobody_else_keeps_the_vote(kind):
    """§ secrecy-key"""
    state, roles = Keeping(**OPENED), {kind}
    for rule in (refuse_key, refuse_rehearsal, refuse_publication, refuse_opened, refuse_loading):
        assert rule(state, roles=roles) is R.NOT_ALLOWED
    assert refuse_void(state, roles=roles, reason="x") is R.NOT_ALLOWED


def test_a_print_has_its_shape():
    assert is_print("0a" * 32)
    assert not is_print("0A" * 32)
    assert not is_print("0a" * 31)
