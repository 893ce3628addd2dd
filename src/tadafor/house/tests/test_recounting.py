"""`tadafor recount`, as a journalist types it."""

import json
import sys

import pytest

from tadafor.house.command import main

VOTE = """META
key;value
description;تصويت تجريبي
budget;100
vote_type;approval
rule;equalshares/add1
PROJECTS
project_id;cost;name;selected
a;60;الساحة;0
b;40;النافورة;1
c;40;الملعب;0
d;30;الإنارة;1
VOTES
voter_id;vote
""" + "".join(f"{number};{'a,b' if number < 7 else 'c,d'}\n" for number in range(1, 11))


@pytest.fixture
def vote(tmp_path):
    path = tmp_path / "vote.pb"
    path.write_text(VOTE, encoding="utf-8")
    return path


def said(capsys, *words):
    code = main(["recount", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_it_prints_the_winners_the_settings_and_the_proof(capsys, vote):
    code, out, _ = said(capsys, vote)
    assert code == 0
    assert "تصويت تجريبي\n10 ballots, 2 of them different; 4 projects; 100 to share out" in out
    assert "Winners: 2 of 4, 70 of 100\nb\t40\t6\tالنافورة\nd\t30\t4\tالإنارة\n" in out
    assert "ties                  less_cost,more_votes,lot   (assumed" in out
    assert "completion            increment\n" in out
    assert "with 16.0000 each, what is bought costs 70; with 17.0000 it would cost 130, more than 100" in out
    assert out.endswith("The result in the file: the same.\n")


def test_totals_without_their_ballots_are_said_to_be_that(capsys, vote):
    totals = VOTE.partition("voter_id;vote\n")[0].replace("budget;100\n", "budget;100\nnum_votes;10\n")
    vote.write_text(totals + "voter_id;vote\n", encoding="utf-8")
    code, out, wrong = said(capsys, vote)
    assert (code, out) == (1, "")
    assert "holds totals and no ballots" in wrong


def test_settings_are_given_on_the_line(capsys, vote):
    _, out, _ = said(capsys, vote, "--rule", "greedy", "--least-score", "5")
    assert "Winners: 2 of 4, 100 of 100\nb\t" in out
    assert "not counted, for want of support: c" in out
    assert "The result in the file: ANOTHER ONE.\n  only in the file: d\n  only here: a" in out


def test_a_program_can_read_it(capsys, vote):
    _, out, _ = said(capsys, vote, "--json", "--then-greedy")
    found = json.loads(out)
    assert (found["winners"], found["cost"], found["as_the_file_says"]) == (["b", "d"], "70", True)
    assert found["settings"]["then_greedy"] == "yes"
    assert "then_greedy" not in found["assumed"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (VOTE.replace("b;40", "b;4O"), "line 10: cost must be an amount such as 1250 or 1250.50, not “4O”."),
        (VOTE.replace("10;c,d", "10;c,e"), "line 24: the vote names e, which is not a project."),
        ("", "vote.pb: the part META is missing."),
        (VOTE[: VOTE.index("VOTES")], "vote.pb: the part VOTES is missing."),
        (
            VOTE.replace("rule;", "categories;a,b\nbudget_per_category;1\nrule;").replace(
                "equalshares/add1", "greedy"
            ),
            "line 7: META does not say, or says something unknown: budget_per_category.",
        ),
        (VOTE.replace("approval", "shouting"), "line 5: “shouting” is not a type of vote."),
        (VOTE.replace("budget;100\n", ""), "META does not say, or says something unknown: budget."),
        (
            VOTE.replace("rule;", "min_project_score_threshold;1e999999\nrule;"),
            "line 6: min_project_score_threshold must be an amount such as 1250 or 1250.50, not “1e999999”.",
        ),
        *(
            (
                VOTE.replace("rule;", f"comment;#1: Count by: {said}\nrule;"),
                "line 6: META does not say, or says something unknown: comment.",
            )
            for said in ("increment=none", "least_score=none", "increment=1e999999999", "ceilings=a", "a=b")
        ),
    ],
)
def test_a_bad_file_gets_the_line_and_the_reason(capsys, vote, text, sentence):
    vote.write_text(text, encoding="utf-8")
    code, out, err = said(capsys, vote)
    assert (code, out) == (1, "")
    assert err.rstrip().endswith(sentence)
    assert err.startswith(str(vote))


def test_signs_that_command_a_terminal_are_not_printed(capsys, vote):
    vote.write_text(
        VOTE.replace("الساحة", "\x1b[31m\u202eالساحة").replace("تصويت", "\x07تصويت"), encoding="utf-8"
    )
    _, out, _ = said(capsys, vote, "--rule", "greedy")
    assert "الساحة" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_what_is_not_counted_is_told(capsys, vote):
    vote.write_text(VOTE.replace("1;a,b\n2", "2;a,b\n2") + "RESULTS\nid;text\n1;a\n", encoding="utf-8")
    _, out, _ = said(capsys, vote)
    assert "The file says voter_id = 2 more than once; counted here: every ballot.\n" in out
    assert "The file says the part RESULTS = something; counted here: nothing of it.\n" in out


def test_a_file_that_is_not_there_or_not_text_is_said(capsys, vote):
    assert said(capsys, vote.with_name("none.pb"))[2].rstrip().endswith("No such file or directory.")
    vote.write_bytes(b"\xff\xfe\x00META")
    assert "line 1: it is not text in UTF-8" in said(capsys, vote)[2]
    vote.write_bytes(VOTE.encode().replace(b"10;c", b"10;\xb3"))
    assert "line 24: it is not text in UTF-8" in said(capsys, vote)[2]


def test_settings_that_cannot_be_counted_by_are_said(capsys, vote):
    table = [
        (("--lot", "a,b"), "the lot must name each project once, and nothing else"),
        (("--increment", "0", "--rule", "equalshares/add1"), "the increment must be more than nothing"),
        (("--last-share", "7"), "the last share is above 0 and at most 1, the least support above 0"),
    ]
    for words, sentence in table:
        code, _, err = said(capsys, vote, *words)
        assert (code, err) == (1, f"No count can be made with these settings: {sentence}.\n")


def test_the_command_line_loads_no_arrays_until_it_counts():
    import subprocess

    line = "import sys, tadafor.house.command; sys.exit(bool({'numpy', 'django'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0
