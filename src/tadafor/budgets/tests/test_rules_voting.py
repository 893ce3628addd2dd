"""One register for every channel, what a ballot may say, and paper that balances."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.budgets.rules.voting import (
    Balance,
    BallotLimits,
    BallotRefusal,
    BallotRule,
    BatchRefusal,
    Mark,
    Move,
    Moved,
    Voter,
    VotingRefusal,
    move,
    refuse_ballot,
    refuse_batch,
    refuse_voter,
)


@pytest.mark.parametrize(
    ("moves", "found"),
    [
        ("online", Moved(Mark.ONLINE)),
        ("online online", Moved(Mark.ONLINE, cancels=True)),
        ("online desk", Moved(Mark.DESK, cancels=True)),
        ("online paper", Moved(Mark.PAPER_ISSUED, cancels=True)),
        ("desk online", VotingRefusal.ALREADY_AT_DESK),
        ("desk desk", VotingRefusal.ALREADY_AT_DESK),
        ("desk paper", VotingRefusal.ALREADY_AT_DESK),
        ("paper online", VotingRefusal.PAPER_OUT),
        ("paper desk", VotingRefusal.PAPER_OUT),
        ("paper paper", VotingRefusal.PAPER_OUT),
        ("paper back", Moved(Mark.PAPER_RETURNED)),
        ("paper spoil", Moved(Mark.PAPER_SPOILT)),
        ("paper spoil online", VotingRefusal.PAPER_OUT),
        ("paper spoil paper", Moved(Mark.PAPER_ISSUED)),
        ("paper spoil paper back", Moved(Mark.PAPER_RETURNED)),
        ("paper back online", VotingRefusal.PAPER_IN),
        ("paper back paper", VotingRefusal.PAPER_IN),
        ("paper back back", VotingRefusal.NO_PAPER_OUT),
        ("back", VotingRefusal.NO_PAPER_OUT),
        ("online spoil", VotingRefusal.NO_PAPER_OUT),
    ],
)
def test_the_register_says_what_replaces_what(moves, found):
    """§ budgets-register"""
    short = {"online": Move.CAST_ONLINE, "desk": Move.CAST_AT_DESK, "paper": Move.ISSUE_PAPER,
             "back": Move.RETURN_PAPER, "spoil": Move.SPOIL_PAPER}  # fmt: skip
    mark, last = Mark.NONE, None
    for word in moves.split():
        last = move(mark, short[word])
        mark = last.mark if isinstance(last, Moved) else mark
    assert last == found


@given(st.lists(st.sampled_from(Move), max_size=12))
def test_a_voter_never_has_more_than_one_ballot(moves):
    """§ budgets-register: sealed ones that stand, and sheets out or in."""
    mark, sealed = Mark.NONE, 0
    for wanted in moves:
        moved = move(mark, wanted)
        if isinstance(moved, VotingRefusal):
            continue
        sealed -= moved.cancels
        sealed += wanted in {Move.CAST_ONLINE, Move.CAST_AT_DESK}
        mark = moved.mark
        paper = mark in {Mark.PAPER_ISSUED, Mark.PAPER_RETURNED}
        assert sealed == (mark in {Mark.ONLINE, Mark.DESK})
        assert sealed + paper <= 1


@pytest.mark.parametrize(
    ("voter", "is_open", "rehearsed", "refusal"),
    [
        (Voter(linked=True, old_enough=True), True, True, None),
        (Voter(linked=True, old_enough=True), False, True, VotingRefusal.CLOSED),
        (Voter(linked=True, old_enough=True), True, False, VotingRefusal.NOT_OPENED),
        (Voter(linked=False, old_enough=True), True, True, VotingRefusal.NOT_LINKED),
        (Voter(linked=True, old_enough=False), True, True, VotingRefusal.TOO_YOUNG),
    ],
)
def test_who_votes(voter, is_open, rehearsed, refusal):
    """§ budgets-voters"""
    assert refuse_voter(voter, is_open=is_open, rehearsed=rehearsed) is refusal


COSTS = {"a": Fraction(60), "b": Fraction(40), "c": Fraction(30)}


@pytest.mark.parametrize(
    ("rule", "said", "refusal"),
    [
        (BallotRule.APPROVAL, "", None),
        (BallotRule.APPROVAL, "a1", BallotRefusal.TOO_FEW),
        (BallotRule.APPROVAL, "a1 b1", None),
        (BallotRule.APPROVAL, "a1 b1 c1", BallotRefusal.TOO_MANY),
        (BallotRule.APPROVAL, "a1 x1", BallotRefusal.UNKNOWN_PROJECT),
        (BallotRule.APPROVAL, "a1 a1", BallotRefusal.NAMED_TWICE),
        (BallotRule.APPROVAL, "a1 b2", BallotRefusal.POINTS_WRONG),
        (BallotRule.KNAPSACK, "a1 b1", None),
        (BallotRule.KNAPSACK, "a1 c1", None),
        (BallotRule.POINTS, "a4 b6", None),
        (BallotRule.POINTS, "a5 b6", BallotRefusal.TOO_MANY_POINTS),
        (BallotRule.POINTS, "a0 b6", BallotRefusal.POINTS_WRONG),
        (BallotRule.POINTS, "a-3 b6", BallotRefusal.POINTS_WRONG),
        (BallotRule.RANKING, "a2 b1", None),
        (BallotRule.RANKING, "a1 b1", BallotRefusal.RANKS_WRONG),
        (BallotRule.RANKING, "a3 b1", BallotRefusal.RANKS_WRONG),
    ],
)
def test_what_a_ballot_may_say(rule, said, refusal):
    """§ budgets-ballot"""
    ballot = tuple((one[0], int(one[1:])) for one in said.split())
    limits = BallotLimits(rule, least=2, most=2, points=10)
    assert refuse_ballot(ballot, limits, costs=COSTS, envelope=Fraction(100)) is refusal


def test_a_knapsack_holds_the_envelope_to_the_last_dirham():
    """§ budgets-ballot"""
    limits = BallotLimits(BallotRule.KNAPSACK)
    full = (("a", 1), ("b", 1))
    assert refuse_ballot(full, limits, costs=COSTS, envelope=Fraction(100)) is None
    assert refuse_ballot(full, limits, costs=COSTS, envelope=Fraction(99)) is BallotRefusal.OVER_ENVELOPE


ONE, OTHER = (("a", 1),), (("b", 1),)


@pytest.mark.parametrize(
    ("balance", "first", "second", "same_person", "refusal"),
    [
        (Balance(10, 2, 1, 7), [ONE, OTHER], [OTHER, ONE], False, None),
        (Balance(10, 2, 1, 6), [ONE, OTHER], [OTHER, ONE], False, BatchRefusal.NOT_BALANCED),
        (Balance(10, 2, 1, 7), [ONE, OTHER], [ONE, ONE], False, BatchRefusal.ENTRIES_DIFFER),
        (Balance(10, 2, 1, 7), [ONE], [ONE], False, BatchRefusal.ENTRIES_DIFFER),
        (Balance(10, 2, 1, 7), [ONE, OTHER], [ONE, OTHER], True, BatchRefusal.SAME_PERSON),
    ],
)
def test_paper_is_entered_twice_and_balances(balance, first, second, same_person, refusal):
    """§ budgets-batch"""
    assert refuse_batch(balance, first=first, second=second, same_person=same_person) is refusal
