"""The count: worked examples, the settings one by one, properties, and another program beside it."""

from dataclasses import replace
from fractions import Fraction
from math import inf
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tadafor.budgets.rules import equal_shares, exact, rounds
from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.election import BallotKind, Election, Project, grouped
from tadafor.budgets.rules.greedy import tie_rank
from tadafor.budgets.rules.settings import (
    Ceiling,
    Completion,
    CountSettings,
    Method,
    Reserve,
    Tie,
    Utility,
)
from tadafor.budgets.tests.elections import election

GREEDY = CountSettings()
SHARES = CountSettings(method=Method.EQUAL_SHARES)
PLAIN = replace(SHARES, completion=Completion.NONE)


def winners(made, chosen):
    return "".join(count(made, chosen).keys)


# ---- the worked example of docs/rules/count.md

COSTS = {"a": 60, "b": 40, "c": 40, "d": 30}
VOTES = ["ab"] * 6 + ["cd"] * 4


def test_greedy_takes_the_most_named_first_and_passes_over_what_does_not_fit():
    """§ count-greedy: with 100 the six take all; with 90, a does not fit after b and d does."""
    assert winners(election(COSTS, VOTES, 100), GREEDY) == "ba"
    assert winners(election(COSTS, VOTES, 90), GREEDY) == "bd"
    assert winners(election(COSTS, VOTES, 90), replace(GREEDY, skip=False)) == "b"


def test_equal_shares_give_each_voter_the_same_money():
    """§ count-equal-shares: ten voters hold 10 each; six pay 6.67 for b, four pay 7.50 for d."""
    result = count(election(COSTS, VOTES, 100), PLAIN)
    assert result.keys == ["b", "d"]
    steps = result.stages[0].certificate.accepted.bought
    assert [(one.price, one.paying, one.short, one.out, one.held) for one in steps] == [
        (Fraction(20, 3), 6, 0, 0, 60),
        (Fraction(15, 2), 4, 0, 0, 40),
    ]
    missed = {one.project: one.held for one in result.stages[0].certificate.accepted.missed}
    assert missed == {0: 20, 2: 10}


def test_rounds_end_just_before_the_envelope_is_overspent():
    """§ count-rounds: 13 each to begin; at 17 the six can pay a too; at 18 the four c, which is too much."""
    result = count(election(COSTS, VOTES, 130), SHARES)
    proof = result.stages[0].certificate
    assert proof.accepted.cost <= 130 < proof.rejected.cost
    assert (proof.accepted.share, proof.rejected.share) == (17, 18)
    assert result.keys == ["b", "a", "d"]


# ---- settings, one by one


@pytest.mark.parametrize(
    ("chosen", "bought"),
    [
        (GREEDY, "ba"),
        (replace(GREEDY, ties=(Tie.LOT,), lot=("a", "b", "c")), "ab"),
        (replace(GREEDY, ties=(Tie.LOT,), lot=("c", "b", "a")), "cb"),
        (replace(GREEDY, ties=(Tie.LESS_COST,)), "ba"),
        (replace(SHARES, ties=(Tie.LOT,), lot=("c", "b", "a")), "cb"),
    ],
)
def test_ties_are_settled_by_the_stated_order(chosen, bought):
    """§ count-ties"""
    made = election({"a": 50, "b": 40, "c": 60}, ["abc"] * 4, 100)
    if chosen.method is Method.EQUAL_SHARES:
        made = election({"a": 50, "b": 50, "c": 50}, ["abc"] * 4, 100)
    assert winners(made, chosen) == bought


def test_the_first_that_does_not_fit_is_funded_when_enough_is_left():
    made = election({"a": 60, "b": 50}, ["ab", "a"], 100)
    assert winners(made, replace(GREEDY, skip=False, last_share=Fraction(4, 5))) == "ab"
    assert winners(made, replace(GREEDY, skip=False, last_share=Fraction(9, 10))) == "a"


def test_a_project_needs_the_support_that_was_stated():
    """§ count-support"""
    made = election({"a": 60, "b": 10}, ["a", "b", "b", "b"], 100)
    result = count(made, replace(GREEDY, least_score=Fraction(2)))
    assert (result.keys, result.left_out) == (["b"], (0,))
    # a asks 60 / (2 x 100) = 0.30 of the voters and has 0.25; with 3 it asks 0.20.
    assert count(made, replace(GREEDY, least_support=Fraction(2))).left_out == (0,)
    assert count(made, replace(GREEDY, least_support=Fraction(3))).left_out == ()


def test_what_is_kept_for_a_mark_is_counted_first_and_its_rest_goes_to_all():
    """§ count-reserves"""
    made = election({"a": 60, "b": 20, "c": 30}, ["a", "a", "a", "c", "c", "b"], 100, marks={"b": {"women"}})
    kept = replace(GREEDY, reserves=(Reserve("women", Fraction(3, 10)),))
    result = count(made, kept)
    assert result.keys == ["b", "a"]
    assert [stage.budget for stage in result.stages] == [30, 80]
    assert winners(made, GREEDY) == "ac"
    assert winners(made, replace(SHARES, reserves=kept.reserves))[0] == "b"


def test_ceilings_bind_and_may_be_lifted_for_what_is_left():
    made = election({"a": 40, "b": 30, "c": 30}, ["a", "a", "a", "b", "b", "c"], 100,
                    marks={"a": {"x"}, "b": {"x"}})  # fmt: skip
    bound = replace(GREEDY, ceilings=(Ceiling("x", Fraction(50)),))
    assert winners(made, bound) == "ac"
    assert winners(made, replace(bound, lift_ceilings=True)) == "acb"


def test_points_are_worth_what_was_given():
    made = election({"a": 10, "b": 10}, ["ab", "ab", "b"], 10, points=[(1, 3), (3, 1), (2,)],
                    kind=BallotKind.CUMULATIVE)  # fmt: skip
    assert made.scores == (4, 6)
    assert winners(made, GREEDY) == "b"
    result = count(replace(made, budget=Fraction(20)), PLAIN)
    assert result.keys == ["b"]
    assert result.stages[0].certificate.accepted.bought[0].price == Fraction(5, 3)  # a unit; 10 for 6 units


def test_utility_changes_what_is_bought():
    """By cost, a large project with more supporters goes first; by number, the cheapest per head."""
    made = election({"a": 60, "b": 20}, ["a", "a", "ab", "b"], 80)
    assert count(made, replace(PLAIN, utility=Utility.COST)).keys[0] == "a"
    assert count(made, replace(PLAIN, utility=Utility.ONE)).keys[0] == "b"


def test_the_comparison_keeps_the_greedy_result_where_it_serves_more_voters():
    """§ count-comparison: a greedy winner for seven, against three cheap ones for three."""
    made = election({"a": 90, "b": 5, "c": 5, "d": 4}, ["a"] * 7 + ["bcd"] * 3, 100)
    chosen = replace(PLAIN, comparison=True)
    result = count(made, chosen)
    assert (result.comparison.for_equal_shares, result.comparison.for_greedy) == (3, 7)
    assert result.keys == ["a", "d", "b"]
    assert "a" not in winners(made, PLAIN)


def test_what_is_left_may_go_by_the_greedy_rule():
    made = election(COSTS, VOTES, 130)
    assert set(winners(made, PLAIN)) < set(winners(made, replace(PLAIN, then_greedy=True)))


def test_what_costs_nothing_is_bought_first_and_fine_money_is_exact():
    made = election({"a": 60, "b": 0, "c": 40}, ["ab", "a", "bc", "c"], 100)
    for chosen in (PLAIN, SHARES, replace(SHARES, utility=Utility.ONE, stop_when_exhaustive=True)):
        assert count(made, chosen).keys[0] == "b"
    assert winners(election({"a": 0, "b": 0}, ["ab", "b"], 0), SHARES) == "ba"
    # One part in 10^15 decides: more than a decimal number tells.
    tiny = Fraction(1, 10**15)
    made = election({"a": 50 + tiny, "b": 50}, ["a", "b"], 100)
    assert winners(made, PLAIN) == "b"


def test_nothing_is_bought_when_nobody_voted():
    made = election(COSTS, [], 100)
    assert winners(made, GREEDY) == winners(made, SHARES) == ""
    assert winners(election(COSTS, ["", ""], 100), SHARES) == ""


def test_all_is_funded_without_a_count_when_that_is_stated():
    assert winners(election(COSTS, [], 1000), replace(GREEDY, fund_all=True)) == "abcd"


# ---- properties


@st.composite
def elections(draw, *, pointed=False):
    number = draw(st.integers(1, 6))
    costs = [draw(st.integers(1, 40)) for _ in range(number)]
    voters = draw(st.integers(1, 9))
    votes = [
        tuple(draw(st.lists(st.integers(0, number - 1), unique=True, max_size=number))) for _ in range(voters)
    ]
    points = [tuple(draw(st.integers(1, 5)) if pointed else 1 for _ in vote) for vote in votes]
    budget = draw(st.integers(10, 120))
    projects = tuple(Project(f"p{at}", Fraction(cost)) for at, cost in enumerate(costs))
    kind = BallotKind.CUMULATIVE if pointed else BallotKind.APPROVAL
    return Election(projects, grouped(zip(votes, points, strict=True)), Fraction(budget), kind)


SETTINGS = st.sampled_from(
    [
        GREEDY,
        replace(GREEDY, skip=False),
        SHARES,
        PLAIN,
        replace(SHARES, integral_start=True, stop_when_exhaustive=True),
        replace(SHARES, utility=Utility.ONE, then_greedy=True, comparison=True),
        replace(SHARES, increment=Fraction(7, 3)),
    ]
)


@given(elections(), SETTINGS)
def test_the_envelope_is_never_exceeded_and_nobody_unnamed_wins(made, chosen):
    result = count(made, chosen)
    assert result.cost <= made.budget
    assert len(set(result.winners)) == len(result.winners)
    assert all(made.votes[at] > 0 for at in result.winners)


@given(elections(pointed=True), SETTINGS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_of_projects_changes_nothing(made, chosen, chance):
    """With a lot that was drawn, not even the order in which projects are listed."""
    lot = tuple(project.key for project in made.projects)
    order = list(range(len(made.projects)))
    chance.shuffle(order)
    moved = {old: new for new, old in enumerate(order)}
    ballots = [
        (tuple(moved[at] for at in ballot.choices), ballot.points)
        for ballot in made.ballots
        for _ in range(ballot.weight)
    ]
    chance.shuffle(ballots)
    other = Election(tuple(made.projects[at] for at in order), grouped(ballots), made.budget, made.kind)
    chosen = replace(chosen, lot=lot)
    assert count(made, chosen).keys == count(other, chosen).keys


@given(elections(pointed=True), st.integers(1, 60))
def test_decimals_and_whole_numbers_buy_the_same(made, share):
    """§ count-proof"""
    counted = list(range(len(made.projects)))
    goods = equal_shares.market(made, SHARES, counted, made.budget, tie_rank(made, SHARES))
    whole = exact.run(goods, Fraction(share, 3))
    assert equal_shares.run(goods, Fraction(share, 3)).bought == whole.projects
    spent = sum((goods.costs[at] for at in whole.projects), Fraction(0))
    assert spent == whole.cost <= Fraction(share, 3) * made.voters


@given(elections())
def test_leaps_over_rounds_change_nothing(made):
    """Every round made, one by one, as the rule says it."""
    counted = [at for at in range(len(made.projects)) if made.votes[at]]
    if not counted:
        return
    goods = equal_shares.market(made, SHARES, counted, made.budget, tie_rank(made, SHARES))
    share = made.budget / made.voters
    bought = exact.run(goods, share).projects
    while len(bought) < len(counted):
        following = exact.run(goods, share + 1).projects
        if goods.cost_of(following) > made.budget:
            break
        share, bought = share + 1, following
    assert set(count(made, SHARES).winners) == set(bought)


@given(elections(pointed=True), st.sampled_from([Fraction(1, 7), Fraction(1), Fraction(3)]), st.booleans())
def test_rounds_passed_over_would_have_changed_nothing(made, step, exhaustive):
    """The share, how many were tried and why they ended are those of every round made."""
    chosen = replace(SHARES, stop_when_exhaustive=exhaustive)
    goods = equal_shares.market(
        made, chosen, list(range(len(made.projects))), made.budget, tie_rank(made, chosen)
    )
    if not goods.sides:
        return
    first = made.budget / made.voters / 3
    each = rounds.one_by_one(lambda goods, share: equal_shares.run(goods, share).bought)
    passed_over = rounds.rounds(goods, chosen, first, step, rounds.halving(chosen))
    assert passed_over == rounds.rounds(goods, chosen, first, step, each)


@given(elections(pointed=True), st.integers(1, 40), st.integers(1, 12), st.integers(0, 6))
def test_no_share_between_spends_more_than_the_bound(made, share, wide, place):
    """Whatever comes after purchases that are the same, only what supporters can still pay is bought."""
    goods = equal_shares.market(
        made, SHARES, list(range(len(made.projects))), made.budget, tie_rank(made, SHARES)
    )
    high = equal_shares.run(goods, Fraction(share + wide, 3))
    place = min(place, len(high.bought))
    most = equal_shares.at_most(goods, high, place)
    if most is None:
        return
    spent, dear = most
    for step in range(wide):
        other = exact.run(goods, Fraction(share + step, 3))
        if other.projects[:place] == high.bought[:place]:
            assert other.cost <= spent <= made.budget
            assert not set(dear) & set(other.projects)


def test_between_two_shares_that_buy_alike_another_may_come_first():
    """Looking at the two ends is not enough where prices cross twice: the one in doubt is then made."""

    def run(bought, paid, rows):
        return equal_shares.Run(bought, paid, np.array(rows), [])

    low = run([0, 1], [0.4, 0.5], [[0.4, 0.45], [inf, 0.5], [inf, inf]])
    goods = SimpleNamespace(ranks=((0,), (1,)), sides={0: None, 1: None})
    table = [
        (0.41, []),  # the other is dearer above than what is paid below
        (0.39, [0]),  # it could come first between them
        (0.4, []),  # at the very most as cheap, and later by the order of ties
    ]
    for floor, places in table:
        high = run([0, 1], [0.3, 0.5], [[0.3, floor], [inf, 0.5], [inf, inf]])
        assert equal_shares.doubts(goods, low, high) == places
    high = run([0, 1], [0.3, 0.5], [[0.3, 0.4], [inf, 0.5], [inf, inf]])
    other = SimpleNamespace(ranks=((1,), (0,)), sides=goods.sides)
    assert equal_shares.doubts(other, low, high) == [0]
    # Where purchases differ, all that follows may.
    assert equal_shares.doubts(goods, low, run([1, 0], [0.3, 0.5], high.floors)) == [0, 1, 2]
    assert equal_shares.doubts(goods, low, run([0], [0.3], [[0.3, 0.41], [inf, inf]])) == [1, 2]


@given(elections())
def test_a_group_that_agrees_gets_its_share(made):
    """Voters who all name one project nobody else names, and could pay it with their shares, get it."""
    result = count(made, SHARES)
    share = made.budget / made.voters
    for ballot in made.ballots:
        if len(ballot.choices) != 1:
            continue
        (at,) = ballot.choices
        if made.votes[at] == ballot.weight and share * ballot.weight >= made.projects[at].cost:
            assert at in result.winners


# ---- another count


def _for_the_other(made):
    from pabutools.election import ApprovalBallot, ApprovalProfile, Instance
    from pabutools.election import Project as Theirs
    from pabutools.tiebreaking import TieBreakingRule

    theirs = [Theirs(project.key, int(project.cost)) for project in made.projects]
    rank = {project.key: place for place, project in zip(tie_rank(made, SHARES), made.projects, strict=True)}
    profile = ApprovalProfile(
        [
            ApprovalBallot(theirs[at] for at in ballot.choices)
            for ballot in made.ballots
            for _ in range(ballot.weight)
        ]
    )
    ties = TieBreakingRule(lambda _instance, _profile, project: rank[project.name])
    return Instance(theirs, int(made.budget)), profile, ties


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=60, deadline=None)
@given(elections(), st.booleans(), st.sampled_from(Utility))
def test_another_program_counts_the_same(made, completed, utility):
    """pabutools stops its rounds when nothing more fits; so do we here."""
    from pabutools.election import Cardinality_Sat, Cost_Sat
    from pabutools.rules import method_of_equal_shares

    instance, profile, ties = _for_the_other(made)
    found = method_of_equal_shares(
        instance,
        profile,
        sat_class=Cost_Sat if utility is Utility.COST else Cardinality_Sat,
        tie_breaking=ties,
        voter_budget_increment=1 if completed else None,
    )
    chosen = replace(SHARES, stop_when_exhaustive=True) if completed else PLAIN
    ours = count(made, replace(chosen, utility=utility))
    assert {project.name for project in found} == set(ours.keys)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=40, deadline=None)
@given(elections())
def test_another_program_counts_the_plain_rule_the_same(made):
    """What it calls the greedy rule takes the most worth for its cost: worth the cost, that is the votes.

    It also takes what nobody named.
    """
    from pabutools.election import Cost_Sat
    from pabutools.rules import greedy_utilitarian_welfare

    instance, profile, ties = _for_the_other(made)
    found = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)
    named = {one.key for one, votes in zip(made.projects, made.votes, strict=True) if votes}
    assert {project.name for project in found} & named == set(count(made, GREEDY).keys)
