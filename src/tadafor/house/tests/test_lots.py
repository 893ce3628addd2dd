"""`tadafor lot`, as the secretary of a draw and an observer type it."""

import json

import pytest

from tadafor.house.command import main

QUOTAS = "fact,value,least,most\nsex,woman,4,6\nsex,man,4,6\n"


@pytest.fixture
def place(tmp_path):
    rows = [f"p{number:03},h{number // 2},{'woman' if number % 3 else 'man'}" for number in range(60)]
    (tmp_path / "pool.csv").write_text("\n".join(["code,household,sex", *rows]), "utf-8")
    (tmp_path / "quotas.csv").write_text(QUOTAS, "utf-8")
    return tmp_path


def prepared(place):
    asked = [str(place / "pool.csv"), str(place / "quotas.csv"), "--seats", "10"]
    return main(["lot", "prepare", *asked, "--one-per-household", "--out", str(place / "draw.json")])


def test_a_draw_is_prepared_drawn_replaced_and_verified(place, capsys):
    """§ councils-18, § councils-20"""
    assert prepared(place) == 0
    assert "publish before the draw" in capsys.readouterr().out
    file = str(place / "draw.json")
    assert main(["lot", "verify", file]) == 0
    assert "60 volunteers, 1000 panels of 10: all hold" in capsys.readouterr().out
    assert main(["lot", "draw", file, "042"]) == 0
    drawn = capsys.readouterr().out.split()
    assert len(drawn) == 10
    assert main(["lot", "draw", file, "043"]) == 1
    assert main(["lot", "replace", file, drawn[0]]) == 0
    assert main(["lot", "verify", file]) == 0
    assert json.loads((place / "draw.json").read_text("utf-8"))["replacements"][0]["out"] == drawn[0]


@pytest.mark.parametrize(
    ("quotas", "said"),
    [
        (QUOTAS.replace("woman,4,6", "woman,45,50"), "has 40 volunteers and at least 45 are wanted"),
        (QUOTAS + "sex,man\n", "are wanted on each line"),
        ("fact,value,least,most\nsex,woman,6,6\nsex,man,6,6\n", "more than the seats"),
    ],
)
def test_quotas_that_cannot_be_met_are_told_in_a_sentence(quotas, said, place, capsys):
    """§ councils-17"""
    (place / "quotas.csv").write_text(quotas, "utf-8")
    assert prepared(place) == 1
    assert said in capsys.readouterr().err


def test_a_file_that_was_touched_is_not_drawn_from(place, capsys):
    """§ councils-20"""
    assert prepared(place) == 0
    file = place / "draw.json"
    told = json.loads(file.read_text("utf-8"))
    told["panels"].reverse()
    file.write_text(json.dumps(told), "utf-8")
    assert main(["lot", "verify", str(file)]) == 1
    assert "the panels are not those that were published" in capsys.readouterr().err
    assert main(["lot", "draw", str(file), "042"]) == 1


@pytest.mark.parametrize("words", ["", "[]", "{", '{"format": "tadafor-lot-1", "pool": 3}'])
def test_what_is_no_evidence_is_one_sentence(words, place, capsys):
    (place / "draw.json").write_text(words, "utf-8")
    assert main(["lot", "verify", str(place / "draw.json")]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert main(["lot", "verify", str(place / "nothing.json")]) == 1
