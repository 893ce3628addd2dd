"""Reading elections with distrust, and writing them so that the checker of the format accepts them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tadafor.budgets.rules import meta, pabulib
from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.election import BallotKind
from tadafor.budgets.rules.pabulib import amount, read, write
from tadafor.budgets.rules.parts import BadFile, FileRefusal
from tadafor.budgets.rules.settings import (
    Ceiling,
    Completion,
    CountSettings,
    Method,
    Reserve,
    Tie,
    Utility,
)
from tadafor.budgets.tests.elections import election, published

GOOD = """META
key;value
description;A vote
budget;100
vote_type;approval
rule;greedy
num_votes;2
PROJECTS
project_id;cost;name
p1;60;"A name; with a semicolon"
p2;40.50;نافورة
VOTES
voter_id;vote
1;p1,p2
2;p2
"""


def test_a_file_is_understood():
    file = read(GOOD)
    made = file.election
    assert [(one.key, one.cost, one.name) for one in made.projects] == [
        ("p1", 60, "A name; with a semicolon"),
        ("p2", Fraction(81, 2), "نافورة"),
    ]
    assert (made.budget, made.voters, made.votes, file.selected) == (100, 2, (1, 2), None)


PLACES = [GOOD.index("PROJECTS"), GOOD.index("VOTES")]
IN_PARTS = [GOOD[: PLACES[0]], GOOD[PLACES[0] : PLACES[1]], GOOD[PLACES[1] :]]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace("\n", "\n\n"),
        GOOD + "\n;;\n",
        GOOD.replace("VOTES", "votes;;"),
        "".join(reversed(IN_PARTS)),
        GOOD.replace("1;p1,p2", '"1";"p1, p2,"'),
        GOOD.replace("budget;100", "Budget;100.00"),
        GOOD.replace("p1;60;", "p1;6e1;"),
        GOOD.replace("num_votes;2\n", "num_votes;2\nCATEGORIES\nid;name\n1;parks\n"),
        GOOD + "COMMENTS\nid;text\n1;p1\n",
        GOOD.replace("cost;name", "cost;name;latitude;target").replace("نافورة", "نافورة;35.1;everybody"),
        GOOD.replace("voter_id;vote", "voter_id;age;vote")
        .replace("1;p1", "1;33;p1")
        .replace("2;p2", "2;;p2"),
    ],
)
def test_what_programs_add_to_a_file_does_not_matter(text):
    assert read(text).election == read(GOOD).election


@pytest.mark.parametrize(
    ("before", "after", "budget", "scores", "costs"),
    [
        ("budget;100", "budget;1 250\u00a0000", 1_250_000, (1, 2), (60, Fraction(81, 2))),
        ("40.50", "40.123456789012", 100, (1, 2), (60, Fraction(40_123_456_789_012, 10**12))),
        ("p1;60", "p1;0", 100, (1, 2), (0, Fraction(81, 2))),
        ("2;p2", "2;", 100, (1, 1), (60, Fraction(81, 2))),
        ("2;p2", "2", 100, (1, 1), (60, Fraction(81, 2))),
        ("1;p1,p2\n2;p2\n", "", 100, (0, 0), (60, Fraction(81, 2))),
        ('"A name; with a semicolon"', '"Big" works', 100, (1, 2), (60, Fraction(81, 2))),
    ],
)
def test_odd_files_are_read_for_what_they_say(before, after, budget, scores, costs):
    assert before in GOOD
    made = read(GOOD.replace(before, after)).election
    assert (made.budget, made.scores, tuple(one.cost for one in made.projects)) == (budget, scores, costs)


@pytest.mark.parametrize(
    ("before", "after", "refusal", "line"),
    [
        (GOOD, "", FileRefusal.NO_PART, 0),
        (GOOD, "hello", FileRefusal.NO_PART, 1),
        ("VOTES\nvoter_id;vote\n", "VOTE\nvoter_id;vote\n", FileRefusal.NO_PART, 0),
        ("project_id;cost;name", "id;cost;name", FileRefusal.NO_COLUMN, 9),
        ("budget;100\n", "", FileRefusal.NO_FACT, 0),
        ("budget;100", "budget;1e99999999", FileRefusal.NOT_MONEY, 4),
        ("budget;100", "budget;1/0", FileRefusal.NOT_MONEY, 4),
        ("budget;100", "budget;-5", FileRefusal.NOT_MONEY, 4),
        ("p1;60", "p1;60,5", FileRefusal.NOT_MONEY, 10),
        ("p1;60", "p1;=1+1", FileRefusal.NOT_MONEY, 10),
        ("p1;60", "p1;6e99", FileRefusal.NOT_MONEY, 10),
        ("p1;60", "p1;6 00", FileRefusal.NOT_MONEY, 10),
        ("p1;60", ";60", FileRefusal.NO_KEY, 10),
        ("p1;60", '"p1,p3";60', FileRefusal.NO_KEY, 10),
        ("rule;greedy", "budget;200", FileRefusal.FACT_TWICE, 6),
        ("VOTES\n", "META\n", FileRefusal.PART_TWICE, 12),
        ('"A name; with a semicolon"\n', '"A name; with\n', FileRefusal.BROKEN_ROW, 15),
        ("p1;60", "p1;", FileRefusal.NOT_MONEY, 10),
        ("p2;40.50", "p1;40.50", FileRefusal.PROJECT_TWICE, 11),
        ("vote_type;approval", "vote_type;__import__", FileRefusal.VOTE_TYPE, 0),
        ("2;p2", "2;p3", FileRefusal.UNKNOWN_PROJECT, 15),
        ("2;p2", "2;p2,p2", FileRefusal.NAMED_TWICE, 15),
        ("2;p2", '2;"p2', FileRefusal.BROKEN_ROW, 15),
        ("2;p2", "2;" + "p" * 200_000, FileRefusal.BROKEN_ROW, 15),
        ('p1;60;"A name; with a semicolon"\np2;40.50;نافورة\n', "", FileRefusal.NO_PROJECTS, 0),
    ],
)
def test_a_bad_file_gets_its_line_and_its_reason(before, after, refusal, line):
    """§ budgets-files"""
    assert before in GOOD
    with pytest.raises(BadFile) as caught:
        read(GOOD.replace(before, after))
    assert (caught.value.refusal, caught.value.line) == (refusal, line)


POINTS = GOOD.replace("approval", "cumulative").replace("voter_id;vote", "voter_id;vote;points")


@pytest.mark.parametrize(
    ("rows", "scores", "refusal"),
    [
        ("1;p1,p2;3,1\n2;p2;2\n", (3, 3), None),
        ("1;p1,p2;3.0,1\n", (3, 1), None),
        ("1;p1,p2;3\n", None, FileRefusal.POINTS_MISSING),
        ("1;p1,p2;3,x\n", None, FileRefusal.NOT_WHOLE),
        ("1;p1,p2;3,1.5\n", None, FileRefusal.NOT_WHOLE),
    ],
)
def test_points_are_whole_and_one_for_each_project(rows, scores, refusal):
    text = POINTS[: POINTS.index("1;p1,p2")] + rows
    if refusal is None:
        assert read(text).election.scores == scores
        return
    with pytest.raises(BadFile) as caught:
        read(text)
    assert caught.value.refusal is refusal


def test_a_ranking_counts_down_to_one():
    made = read(GOOD.replace("approval", "ordinal")).election
    assert made.scores == (2, 2)
    assert made.votes == (1, 2)


def test_what_the_file_says_of_itself_is_compared_with_its_ballots():
    text = GOOD.replace("num_votes;2", "num_votes;3").replace("project_id;cost;name", "project_id;cost;votes")
    text = text.replace('p1;60;"A name; with a semicolon"', "p1;60;7").replace(
        "p2;40.50;نافورة", "p2;40.50;2"
    )
    assert [(one.what, one.said, one.found) for one in read(text).notices] == [
        ("num_votes", "3", "2"),
        ("votes of p1", "7", "1"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("1;p1,p2", "2;p1,p2", ("voter_id", "2 more than once", "every ballot")),
        ("approval", "choose-1", ("vote_type", "choose-1", "ballots that name 2")),
        ("rule;", "max_length;1\nrule;", ("max_length", "1", "ballots that name 2")),
        ("rule;", "default_score;1\nrule;", ("default_score", "1", "0")),
        ("rule;", "RESULTS\nx;y\nMETA2;1\nrule;", ("the part RESULTS", "something", "nothing of it")),
        ("vote\n1;p1,p2\n2;p2", "vote;weight\n1;p1,p2;1\n2;p2;3", ("weight", "3", "1 for every ballot")),
    ],
)
def test_what_is_not_counted_as_it_stands_is_told(before, after, told):
    assert before in GOOD
    (notice,) = read(GOOD.replace(before, after)).notices
    assert (notice.what, notice.said, notice.found) == told


@pytest.mark.parametrize(
    ("money", "written"),
    [
        (Fraction(100), "100"),
        (Fraction(81, 2), "40.5"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(40_123_456_789_012, 10**12), "40.123456789012"),
        (Fraction(1, 3), "0.333333"),
    ],
)
def test_money_is_written_without_loss(money, written):
    assert amount(money) == written


# ---- settings


EVERY = CountSettings(
    method=Method.EQUAL_SHARES,
    skip=False,
    last_share=Fraction(4, 5),
    least_score=Fraction(7),
    least_support=Fraction(3),
    utility=Utility.ONE,
    integral_start=True,
    completion=Completion.NONE,
    increment=Fraction(1, 3),
    stop_when_exhaustive=True,
    then_greedy=True,
    comparison=True,
    ties=(Tie.LOT, Tie.LESS_COST),
    lot=("p,2|=%#", "p1"),
    reserves=(Reserve("نساء", Fraction(3, 10)), Reserve("a", Fraction(1, 7))),
    ceilings=(Ceiling("b:=,c", Fraction(12_345, 10)),),
    lift_ceilings=True,
    fund_all=True,
)


@pytest.mark.parametrize("chosen", [CountSettings(), EVERY])
def test_every_setting_is_written_and_read_back(chosen):
    found = meta.understood(meta.stated(chosen, comment="An observer's word"))
    assert found.settings == chosen
    assert found.assumed == ()


def test_no_setting_was_forgotten_above():
    usual = CountSettings()
    assert [name for name in usual.__annotations__ if getattr(usual, name) == getattr(EVERY, name)] == []


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"rule": "greedy"}, CountSettings()),
        ({"rule": "greedy-no-skip"}, CountSettings(skip=False)),
        (
            {"rule": "greedy-threshold", "min_project_score_threshold": "50"},
            CountSettings(least_score=Fraction(50)),
        ),
        ({"rule": "greedy-custom"}, CountSettings(skip=False, last_share=Fraction(4, 5))),
        ({"rule": "equalshares"}, CountSettings(method=Method.EQUAL_SHARES, completion=Completion.NONE)),
        ({"rule": "equalshares/add1"}, CountSettings(method=Method.EQUAL_SHARES)),
        ({"rule": "equalshares/add1-comparison"}, CountSettings(method=Method.EQUAL_SHARES, comparison=True)),
        ({"rule": "greedy", "fully_funded": "1"}, CountSettings(fund_all=True)),
        (
            {"rule": "greedy", "categories": "a,b", "budget_per_category": "10,20", "leftover_budget": "yes"},
            CountSettings(
                ceilings=(Ceiling("a", Fraction(10)), Ceiling("b", Fraction(20))), lift_ceilings=True
            ),
        ),
    ],
)
def test_a_foreign_rule_is_understood_and_the_rest_is_said_to_be_assumed(facts, wanted):
    found = meta.understood(facts)
    assert found.settings == wanted
    assert "ties" in found.assumed
    assert "method" not in found.assumed


def test_a_rule_that_is_asked_for_replaces_the_one_of_the_file():
    """Also in a file that states everything, and where the file says that all are funded."""
    foreign = {"rule": "greedy", "fully_funded": "1"}
    ours = CountSettings(
        skip=False, last_share=Fraction(1, 2), ceilings=(Ceiling("a", Fraction(10)),), fund_all=True
    )
    shares = replace(CountSettings(), method=Method.EQUAL_SHARES)
    for stated in (foreign, meta.stated(ours)):
        assert meta.understood(stated, instead="greedy").settings.fund_all is False
        assert meta.understood(stated, instead="equalshares/add1").settings == shares
    found = meta.understood(meta.stated(ours), instead="greedy").settings
    assert found == replace(ours, skip=True, last_share=None, fund_all=False)
    assert meta.understood(meta.stated(ours)).settings == ours


def test_a_rule_that_is_not_known_is_assumed_to_be_the_plain_one_and_said():
    found = meta.understood({"rule": "sortition by dice"})
    assert found.settings == CountSettings()
    assert found.assumed[0] == "method"


@pytest.mark.parametrize(
    "facts",
    [
        {"comment": "#1: Count by: method=magic"},
        {"comment": "#1: Count by: method=greedy | skip=perhaps"},
        {"comment": "#1: Count by: method=greedy | least_score=1/0"},
        {"comment": "#1: Count by: method=greedy | __class__=str"},
        {"comment": "#1: Count by: "},
        {"rule": "greedy-threshold", "min_project_score_threshold": "many"},
    ],
)
def test_settings_out_of_place_are_refused(facts):
    with pytest.raises(BadFile):
        meta.understood(facts)


# ---- writing

FACTS = {
    "description": "Demonstration vote",
    "country": "Morocco",
    "unit": "Larache",
    "instance": "2026",
    "date_begin": "01.11.2026",
    "date_end": "15.11.2026",
    "language": "ar",
    "currency": "MAD",
}


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        (BallotKind.APPROVAL, None),
        (BallotKind.ORDINAL, [(2, 1)] * 6 + [(2, 1)] * 4),
        (BallotKind.CUMULATIVE, [(3, 1)] * 6 + [(1, 4)] * 4),
    ],
)
def test_what_is_written_is_read_back_and_counts_the_same(kind, points):
    made = election(
        {"a": 60, "b": "40.5", "c": 40, "d": 30}, ["ab"] * 6 + ["dc"] * 4, 100, points=points, kind=kind,
        marks={"d": {"women", "youth"}},
    )  # fmt: skip
    chosen = CountSettings(method=Method.EQUAL_SHARES, lot=("d", "c", "b", "a"))
    keys = count(made, chosen).keys
    text = write(made, FACTS | meta.stated(chosen), winners=keys)
    file = read(text)
    again = {project.key: project for project in file.election.projects}
    assert {project.key: project for project in made.projects} == again
    assert (file.election.voters, file.election.budget, file.notices) == (10, 100, ())
    assert file.selected == set(keys)
    assert count(file.election, meta.understood(file.meta).settings).keys == keys


def test_ballots_stand_in_an_order_that_says_nothing_of_when_they_came():
    """§ budgets-published"""
    one = election({"a": 1, "b": 1}, ["b", "ab", "a"], 2)
    other = election({"a": 1, "b": 1}, ["a", "b", "ba"], 2)
    assert write(one, FACTS, winners=None) == write(other, FACTS, winners=None)


def test_totals_alone_can_be_published():
    text = write(election({"a": 1, "b": 1}, ["b", "ab", "a"], 2), FACTS, winners=["a"], ballots=False)
    assert text.rstrip().endswith("voter_id;vote")
    assert "a;1;2;project a;1" in text


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("method", Method)
def test_the_checker_of_the_format_accepts_what_we_write(method):
    from pabulib.checker import Checker

    made = election(
        {"a": 60, "b": 40, "c": 40, "d": 30}, ["ab"] * 6 + ["cd"] * 4, 100, marks={"d": {"women"}}
    )
    chosen = CountSettings(method=method)
    keys = count(made, chosen).keys
    results = Checker().process_files([write(made, FACTS | meta.stated(chosen), winners=keys)])
    (found,) = [value for key, value in results.items() if key not in {"metadata", "summary"}]
    assert found["results"] == {"errors": {}, "warnings": {}}


def test_a_published_election_survives_reading_and_writing():
    file = read(published("Poland_Swiecie_2023").read_text(encoding="utf-8"))
    chosen = replace(meta.understood(file.meta).settings, least_support=Fraction(3))
    text = write(file.election, file.meta | meta.stated(chosen), winners=file.selected)
    again = read(text)
    assert set(count(again.election, meta.understood(again.meta).settings).keys) == file.selected


def test_amounts_lose_nothing():
    assert [pabulib.amount(Fraction(text)) for text in ("400000", "0.5", "12.25", "7.000001")] == [
        "400000", "0.5", "12.25", "7.000001",
    ]  # fmt: skip
