"""Who said what, kept as JSON; answers on paper in a spreadsheet: tables of cases."""

import json
from datetime import datetime

import pytest

from tadafor.surveys.rules import answering, crossing, papering
from tadafor.surveys.rules.counted import count, taken_up
from tadafor.surveys.rules.questions import Form, FormRefusal, Page, Profile, QuestionKind, faults
from tadafor.surveys.tests.factories import AXES, choices, question


def profiled():
    return Form(
        (
            Page(
                "p1",
                questions=(
                    question("sex", profile=Profile.SEX, choices=choices("امرأة", "رجل")),
                    question("age", QuestionKind.NUMBER, least=10, most=110, profile=Profile.AGE),
                    question("where", QuestionKind.PLACE),
                    question("use"),
                    question("rank", QuestionKind.RANKING, choices=choices(*AXES)),
                    question("rate", QuestionKind.SCALE, least=1, most=3),
                    question("table", QuestionKind.MATRIX, rows=choices("صباحا", "مساء")),
                ),
            ),
        )
    )


def test_a_result_is_counted_once_crossed_with_who_answers_and_read_again_the_same():
    """§ surveys-profile, § surveys-masked: small counts are left out, with a second one."""
    answers = [
        {
            "sex": "c1" if at < 12 else "c2",
            "age": 20 if at % 2 else 70,
            "where": "7",
            "use": "c1" if at < 18 else "c2",
            "rank": ["c2", "c1"],
            "rate": 1 + at % 3,
            "table": {"c1": "c2"},
        }
        for at in range(20)
    ]
    made = count(profiled(), iter(answers), ["7", "8"])
    cells = {(one.question.key, one.side.key): one.cells for one in made.crossed}
    assert list(cells) == [(one, side) for one in ("use", "rank", "rate") for side in ("sex", "age", "where")]
    assert cells["use", "sex"]["c2"] == {"c1": None, "c2": None}
    assert cells["rank", "age"]["c2"] == {"18-24": 10, "65+": 10}
    assert cells["rate", "where"]["1"] == {"7": 7}
    assert taken_up(json.loads(json.dumps(made.told())), profiled()) == made


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-17"), (17, "0-17"), (18, "18-24"), (64, "50-64"), (99, "65+")]
)
def test_ages_fall_in_bands(age, band):
    """§ surveys-profile"""
    assert crossing.band_of(age) == band


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ([question("a", QuestionKind.LONG, profile=Profile.SEX)], FormRefusal.PROFILE_KIND),
        ([question("a", QuestionKind.SEVERAL, profile=Profile.AGE)], FormRefusal.PROFILE_KIND),
        ([question("a", profile=Profile.AGE), question("b", profile=Profile.AGE)], FormRefusal.PROFILE_TWICE),
        ([question("a", profile=Profile.AGE), question("b", profile=Profile.SEX)], None),
    ],
)
def test_what_tells_who_answers_is_asked_once_and_can_be_counted(asked, refusal):
    """§ surveys-profile"""
    found = faults(Form((Page("p1", questions=tuple(asked)),)))
    assert [one.refusal for one in found] == ([refusal] if refusal else [])


# ---- answers on paper in a spreadsheet

SHEET = Form(
    (
        Page(
            "p1",
            questions=(
                question("use", required=True),
                question("several", QuestionKind.SEVERAL, most=2),
                question("rank", QuestionKind.RANKING, choices=choices(*AXES)),
                question("age", QuestionKind.NUMBER, least=10, most=110),
                question("day", QuestionKind.DAY),
                question("where", QuestionKind.PLACE),
                question("table", QuestionKind.MATRIX, rows=choices("صباحا", "مساء")),
            ),
        ),
    )
)
HEAD = [papering.head_of(*head) for head in papering.heads(SHEET)]


def test_a_row_of_a_spreadsheet_is_read_as_a_browser_would_send_it():
    """§ surveys-batch"""
    line = [
        "نعم",
        "لا | نعم",
        f"{AXES[2]} > {AXES[0]}",
        41.0,
        datetime(2026, 3, 4, 8),
        "المدينة",
        "نعم",
        None,
    ]
    found = papering.read(SHEET, [HEAD, line, [None] * 8], places=[("7", "المدينة")])
    assert found.faults == []
    whole = answering.whole(SHEET, found.rows[0], known=answering.Known(["7"]))
    assert whole.values == {
        "use": "c1",
        "several": ["c1", "c2"],
        "rank": ["c3", "c1"],
        "age": 41,
        "day": "2026-03-04",
        "where": "7",
        "table": {"c1": "c1"},
    }


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([], [(1, "no_head")]),
        ([HEAD], [(2, "no_rows")]),
        ([["خانة [x]"]], [(1, "column_unknown")]),
        ([[HEAD[0], HEAD[0]]], [(1, "column_twice")]),
        ([HEAD, ["ربما"], ["نعم"], ["", "نعم"]], [(2, "not_a_choice"), (4, "required")]),
        ([HEAD, ["نعم", "نعم|لا|لا أدري", None, "ثلاثون"]], [(2, "too_many"), (2, "not_a_number")]),
        ([HEAD, *[["نعم"]] * 2001], [(2002, "too_many_rows")]),
    ],
)
def test_every_bad_row_of_a_spreadsheet_is_said(lines, faults):
    """§ surveys-batch"""
    found = papering.read(SHEET, lines)
    assert [(one.row, one.refusal.value) for one in found.faults] == faults


def test_ages_are_published_by_band_and_other_numbers_as_they_are():
    """§ surveys-profile"""
    age = question("age", QuestionKind.NUMBER, profile=Profile.AGE)
    assert crossing.told_counts(age, {19: 1, 24: 2, 70: 1}) == {"18-24": 3, "65+": 1}
    assert crossing.told_counts(question("n", QuestionKind.NUMBER), {19: 1}) == {19: 1}
