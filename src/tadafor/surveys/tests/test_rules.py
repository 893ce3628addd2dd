"""Forms that nobody could answer, answers that do not answer, who may answer: tables of cases."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest

from tadafor.surveys.rules import answering, editing, results, standing
from tadafor.surveys.rules.answering import AnswerRefusal as Wrong
from tadafor.surveys.rules.conversing import Proposal, StatementRefusal, refuse_statement
from tadafor.surveys.rules.editing import Change
from tadafor.surveys.rules.pointing import Point
from tadafor.surveys.rules.questions import (
    END,
    Choice,
    Condition,
    Form,
    FormRefusal,
    Page,
    QuestionKind,
    faults,
    taken_up,
)
from tadafor.surveys.rules.standing import Answerer, Audience, Days, Phase, SurveyRefusal
from tadafor.surveys.tests.factories import a_form, choices, question

K = QuestionKind
ASKED = question("q")
TWO = Page("p2", questions=(question("r"),))
THREE = Page("p3", questions=(question("s"),))


def pages(*told):
    return Form(told)


def one(**facts):
    kind = facts.pop("kind", K.ONE)
    return pages(Page("p1", questions=(question("q", kind, **facts),)))


def with_condition(condition, *, at="question"):
    if at == "page":
        return pages(Page("p1", questions=(ASKED,)), replace(TWO, condition=condition), THREE)
    asked = question("r", condition=condition)
    return pages(Page("p1", questions=(ASKED,)), Page("p2", questions=(asked, question("t"))), THREE)


FORMS = [
    ("whole", a_form(), None),
    ("no question", pages(Page("p1")), FormRefusal.EMPTY),
    ("only information", one(kind=K.INFORMATION), FormRefusal.EMPTY),
    ("no words", one(label=" "), FormRefusal.NO_LABEL),
    ("words without end", one(label="س" * 501), FormRefusal.TOO_LONG),
    ("one choice", one(choices=choices("نعم")), FormRefusal.FEW_CHOICES),
    ("choices by the hundred", one(choices=choices(*map(str, range(60)))), FormRefusal.TOO_MANY),
    ("the same choice", one(choices=choices("نعم", "نعم")), FormRefusal.CHOICE_TWICE),
    ("an empty choice", one(choices=choices("نعم", " ")), FormRefusal.CHOICE_TWICE),
    ("a matrix without rows", one(kind=K.MATRIX), FormRefusal.NO_ROWS),
    ("a scale without ends", one(kind=K.SCALE), FormRefusal.LIMITS_REVERSED),
    ("limits reversed", one(kind=K.NUMBER, least=9, most=1), FormRefusal.LIMITS_REVERSED),
    ("more than there is", one(kind=K.SEVERAL, most=4), FormRefusal.MORE_THAN_CHOICES),
    ("a condition that looks back", with_condition(Condition("q", ("c1",))), None),
    ("a condition of a page", with_condition(Condition("q", ("c1",)), at="page"), None),
    ("a condition on the same page", with_condition(Condition("t", ("c1",))), FormRefusal.CONDITION_LATER),
    ("a condition on a later page", with_condition(Condition("s", ("c1",))), FormRefusal.CONDITION_LATER),
    (
        "a page on a later page",
        with_condition(Condition("s", ("c1",)), at="page"),
        FormRefusal.CONDITION_LATER,
    ),
    ("a condition on nothing", with_condition(Condition("x", ("c1",))), FormRefusal.CONDITION_UNKNOWN),
    ("a condition on no choice", with_condition(Condition("q", ())), FormRefusal.CONDITION_UNKNOWN),
    (
        "a condition on a choice that is gone",
        with_condition(Condition("q", ("c9",))),
        FormRefusal.CONDITION_UNKNOWN,
    ),
    (
        "a page that leads nowhere",
        pages(Page("p1", questions=(ASKED,), leads_to="p9"), TWO),
        FormRefusal.LEADS_NOWHERE,
    ),
    (
        "a circle",
        pages(Page("p1", questions=(ASKED,)), replace(TWO, leads_to="p1")),
        FormRefusal.NO_WAY_TO_THE_END,
    ),
    (
        "a page that leads to itself",
        pages(Page("p1", questions=(ASKED,)), replace(TWO, leads_to="p2")),
        FormRefusal.NO_WAY_TO_THE_END,
    ),
    (
        "a page nobody comes to",
        pages(Page("p1", questions=(ASKED,), leads_to="p3"), TWO, THREE),
        FormRefusal.NEVER_REACHED,
    ),
    (
        "a page after the end",
        pages(Page("p1", questions=(ASKED,), leads_to=END), TWO),
        FormRefusal.NEVER_REACHED,
    ),
]


@pytest.mark.parametrize(("form", "refusal"), [case[1:] for case in FORMS], ids=[case[0] for case in FORMS])
def test_what_keeps_a_form_from_opening(form, refusal):
    """§ surveys-form, § surveys-questions, § surveys-conditions"""
    assert [fault.refusal for fault in faults(form)][:1] == ([refusal] if refusal else [])


def test_a_form_is_written_and_read_again_whole():
    form = a_form()
    assert taken_up(json.loads(json.dumps(form.told()))) == form


MATRIX = {"kind": K.MATRIX, "rows": (Choice("r1", "الحي"), Choice("r2", "المدينة"))}
HERE = {"latitude": "35.19", "longitude": "-6.15"}
TYPED = [
    ({}, "c1", "c1", None),
    ({}, "", None, None),
    ({"required": True}, "", None, Wrong.REQUIRED),
    ({}, "c9", None, Wrong.NOT_A_CHOICE),
    ({"kind": K.SEVERAL}, ["c2", "c1", "c2"], ["c1", "c2"], None),
    ({"kind": K.SEVERAL}, "c2", ["c2"], None),
    ({"kind": K.SEVERAL, "least": 2}, ["c1"], None, Wrong.TOO_FEW),
    ({"kind": K.SEVERAL, "most": 1}, ["c1", "c2"], None, Wrong.TOO_MANY),
    ({"kind": K.SEVERAL}, ["c1", "zz"], None, Wrong.NOT_A_CHOICE),
    ({"kind": K.SHORT}, " نص ", "نص", None),
    ({"kind": K.SHORT}, "س" * 301, None, Wrong.TOO_LONG),
    ({"kind": K.LONG, "least": 10}, "قصير", None, Wrong.TOO_FEW),
    ({"kind": K.NUMBER}, "12", 12, None),
    ({"kind": K.NUMBER, "least": 18}, "12", None, Wrong.TOO_SMALL),
    ({"kind": K.NUMBER, "most": 10}, "12", None, Wrong.TOO_LARGE),
    ({"kind": K.NUMBER}, "1e9", None, Wrong.NOT_A_NUMBER),
    ({"kind": K.NUMBER}, "9" * 40, None, Wrong.NOT_A_NUMBER),
    ({"kind": K.SCALE, "least": 1, "most": 5}, "6", None, Wrong.TOO_LARGE),
    ({"kind": K.DAY}, "2026-02-30", None, Wrong.NOT_A_DAY),
    ({"kind": K.DAY}, "2026-02-28", "2026-02-28", None),
    ({"kind": K.RANKING}, {"c1": "2", "c2": "1", "c3": ""}, ["c2", "c1"], None),
    ({"kind": K.RANKING}, {"c1": "1", "c2": "1"}, None, Wrong.RANKED_TWICE),
    ({"kind": K.RANKING}, {"c1": "x"}, None, Wrong.NOT_A_NUMBER),
    ({"kind": K.RANKING, "least": 3}, {"c1": "1"}, None, Wrong.TOO_FEW),
    ({"kind": K.RANKING}, {"zz": "1"}, None, Wrong.NOT_A_CHOICE),
    (MATRIX, {"r1": "c1"}, {"r1": "c1"}, None),
    (MATRIX | {"required": True}, {"r1": "c1"}, None, Wrong.NOT_ALL_ROWS),
    (MATRIX, {"r9": "c1"}, None, Wrong.NOT_A_CHOICE),
    ({"kind": K.PLACE}, "7", "7", None),
    ({"kind": K.PLACE}, "8", None, Wrong.NOT_A_CHOICE),
    ({"kind": K.INFORMATION, "required": True}, "x", None, None),
    ({"kind": K.FILE}, "F1", "F1", None),
    ({"kind": K.FILE}, "F2", None, Wrong.FILE_GONE),
    ({"kind": K.FILE, "required": True}, "", None, Wrong.REQUIRED),
    ({"kind": K.POINT}, HERE, "35.19000,-6.15000", None),
    ({"kind": K.POINT}, {"latitude": "", "longitude": ""}, None, None),
    ({"kind": K.POINT, "required": True}, {}, None, Wrong.REQUIRED),
    ({"kind": K.POINT}, HERE | {"longitude": ""}, None, Wrong.HALF_A_POINT),
    ({"kind": K.POINT}, HERE | {"longitude": "NaN"}, None, Wrong.NOT_A_POINT),
    ({"kind": K.POINT}, HERE | {"latitude": "1e400"}, None, Wrong.NOT_A_POINT),
    ({"kind": K.POINT}, HERE | {"latitude": "34.68"}, None, Wrong.FAR_AWAY),
    ({"kind": K.POINT}, "35.19,-6.15", None, None),
]


@pytest.mark.parametrize(("facts", "typed", "value", "refusal"), TYPED)
def test_what_was_typed_is_read_or_refused(facts, typed, value, refusal):
    """§ surveys-questions"""
    asked = one(**facts).questions[0]
    found = answering.read(asked, typed, known=answering.Known(["7"], {"F1"}, [Point(35.19, -6.15)]))
    assert (found.value, found.refusal) == (value, refusal)


@pytest.mark.parametrize(
    ("typed", "values", "refused", "page"),
    [
        ({"use": "c1"}, {"use": "c1"}, {}, None),
        ({"use": "c1", "why": "لأن"}, {"use": "c1"}, {}, None),
        ({"use": "c2", "why": "لأن"}, {"use": "c2", "why": "لأن"}, {}, None),
        ({}, {}, {"use": Wrong.REQUIRED}, 0),
        ({"use": "c2", "age": "7"}, {"use": "c2"}, {"age": Wrong.TOO_SMALL}, 1),
        ({"use": "c1", "zzz": "x"}, {"use": "c1"}, {}, None),
    ],
)
def test_a_whole_form_is_read_again_from_what_was_carried(typed, values, refused, page):
    """§ surveys-carried: what no page asked is left out, whatever a browser sends."""
    found = answering.whole(a_form(), typed)
    assert (found.values, found.refused, found.page) == (values, refused, page)


def test_pages_follow_conditions_and_leaps():
    """§ surveys-conditions"""
    form = pages(
        Page("p1", questions=(ASKED,)),
        replace(TWO, condition=Condition("q", ("c1",)), leads_to=END),
        THREE,
    )
    assert not faults(form)
    assert answering.path(form, {"q": "c1"}) == [0, 1]
    assert answering.path(form, {"q": "c2"}) == [0, 2]


DAYS = Days(date(2026, 3, 2), date(2026, 3, 10), announced=True)
R = SurveyRefusal


@pytest.mark.parametrize(
    ("phase", "audience", "who", "several", "refusal"),
    [
        (Phase.OPEN, Audience.ANYBODY, Answerer(), False, None),
        (Phase.DRAFT, Audience.ANYBODY, Answerer(), False, R.NOT_OPEN),
        (Phase.COMING, Audience.ANYBODY, Answerer(), False, R.NOT_YET),
        (Phase.CLOSED, Audience.ANYBODY, Answerer(), False, R.CLOSED),
        (Phase.OPEN, Audience.CONTACT, Answerer(), False, R.SIGN_IN),
        (Phase.OPEN, Audience.CONTACT, Answerer(signed_in=True), False, None),
        (Phase.OPEN, Audience.CONTACT, Answerer(signed_in=True, answered=True), False, R.ANSWERED),
        (Phase.OPEN, Audience.CONTACT, Answerer(signed_in=True, answered=True), True, None),
        (Phase.OPEN, Audience.RESIDENTS, Answerer(signed_in=True), False, R.LINK_NEEDED),
        (Phase.OPEN, Audience.RESIDENTS, Answerer(signed_in=True, linked=True), False, None),
        (Phase.OPEN, Audience.ASSOCIATIONS, Answerer(signed_in=True), False, R.ASSOCIATION_NEEDED),
        (Phase.OPEN, Audience.ASSOCIATIONS, Answerer(signed_in=True, speaks_for=True), False, None),
        (Phase.OPEN, Audience.INVITED, Answerer(signed_in=True), False, R.INVITATION_NEEDED),
        (Phase.OPEN, Audience.INVITED, Answerer(brought_code=True), False, R.INVITATION_UNKNOWN),
        (Phase.OPEN, Audience.INVITED, Answerer(brought_code=True, code_known=True), False, None),
        (
            Phase.OPEN,
            Audience.INVITED,
            Answerer(brought_code=True, code_known=True, answered=True),
            False,
            R.ANSWERED,
        ),
    ],
)
def test_who_may_answer(phase, audience, who, several, refusal):
    """§ surveys-who, § surveys-once"""
    assert standing.refuse_answer(phase, audience, who, several=several) is refusal


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        (date(2026, 3, 1), Phase.COMING),
        (date(2026, 3, 2), Phase.OPEN),
        (date(2026, 3, 10), Phase.OPEN),
        (date(2026, 3, 11), Phase.CLOSED),
    ],
)
def test_days_are_whole_and_nothing_is_open_before_it_is_announced(today, phase):
    """§ surveys-days"""
    assert DAYS.phase(today) is phase
    assert replace(DAYS, announced=False).phase(today) is Phase.DRAFT


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [
        (None, date(2026, 3, 9), R.DAYS_MISSING),
        (date(2026, 3, 9), date(2026, 3, 8), R.DAYS_REVERSED),
        (date(2026, 1, 1), date(2026, 1, 2), R.IN_THE_PAST),
        (date(2026, 1, 1), date(2026, 3, 2), None),
    ],
)
def test_days_that_cannot_be_announced(opens, closes, refusal):
    """§ surveys-days"""
    assert standing.refuse_days(Days(opens, closes, announced=False), today=date(2026, 3, 2)) is refusal


def test_a_ranking_does_not_depend_on_the_order_of_the_list():
    """§ surveys-priorities"""
    ballots = [("a", "b", "c"), ("b", "a"), ("c",), ("a",)]
    found = {
        tuple((row.key, row.place, row.points) for row in results.ranking(order, ballots))
        for order in permutations("abcd")
    }
    assert len(found) == 1
    points = {key: told for key, _, told in found.pop()}
    # a: 3 + 2 + 1 + 3; b: 2 + 3 + 1 + 1; c: 1 + ½ + 3 + 1; d: 0 + ½ + 1 + 1
    assert points == {"a": 9, "b": 7, "c": Fraction(11, 2), "d": Fraction(5, 2)}
    assert sum(points.values()) == len(ballots) * 6


def test_equal_points_share_a_place():
    """§ surveys-priorities"""
    assert [row.place for row in results.ranking("abc", [("a", "b", "c"), ("b", "a", "c")])] == [1, 1, 3]


def test_answers_are_counted_question_by_question():
    scale = question("scale", K.SCALE, least=1, most=5)
    several = question("several", K.SEVERAL)
    form = pages(Page("p1", questions=(ASKED, scale, several, question("text", K.LONG))))
    tally = results.Tally(form)
    for told in ({"q": "c1", "scale": 2}, {"q": "c1", "scale": 5, "several": ["c1", "c3"]}, {"text": "نص"}):
        tally.add(told)
    first, second, third, text = tally.summaries()
    assert (tally.answers, first.answered, dict(first.counts)) == (3, 2, {"c1": 2, "c2": 0, "c3": 0})
    assert (second.mean, second.median) == (Fraction(7, 2), 2)
    assert (third.answered, third.counts["c3"]) == (1, 1)
    assert (text.answered, dict(text.counts), text.mean) == (1, {}, None)


def test_what_a_new_version_does_to_answers_is_told():
    """§ surveys-versions"""
    before = pages(Page("p1", questions=(question("a"), question("b"), question("c"), question("d"))))
    now = pages(
        Page(
            "p1",
            questions=(
                question("a", label="صياغة أخرى"),
                question("b", choices=choices("نعم", "لا")),
                question("d"),
                question("e"),
            ),
        )
    )
    told = [(change.change, change.label) for change in editing.changes(before, now)]
    assert told == [
        (Change.REWORDED, "سؤال a"),
        (Change.CHOICES, "سؤال b"),
        (Change.REMOVED, "سؤال c"),
        (Change.ADDED, "سؤال e"),
    ]


def test_a_form_is_built_step_by_step():
    form = editing.with_page(Form(), Page("p1"))
    form = editing.with_page(form, Page("p2"))
    form = editing.with_question(form, "p1", question("a"))
    form = editing.with_question(form, "p1", question("b"))
    assert [one.key for one in editing.raised(form, "b").pages[0].questions] == ["b", "a"]
    assert [page.key for page in editing.raised(form, "p2").pages] == ["p2", "p1"]
    assert editing.raised(form, "a") == form
    assert editing.with_question(form, "p1", question("a", label="أخرى")).question("a").label == "أخرى"
    assert editing.page_of(form, "b").key == "p1"
    assert not editing.without_question(form, "a").question("a")
    assert [page.key for page in editing.without_page(form, "p1").pages] == ["p2"]


GOOD = "يجب أن تصل الحافلة إلى الحي."
W = StatementRefusal


@pytest.mark.parametrize(
    ("facts", "phase", "takes", "refusal"),
    [
        ({}, Phase.OPEN, True, None),
        ({}, Phase.CLOSED, True, W.NOT_OPEN),
        ({}, Phase.OPEN, False, W.NOT_TAKEN),
        ({"signed_in": False}, Phase.OPEN, True, W.SIGN_IN),
        ({"body": "نعم"}, Phase.OPEN, True, W.TOO_SHORT),
        ({"body": "حافلة " * 60}, Phase.OPEN, True, W.TOO_LONG),
        ({"body": "اتصلوا بي على 0612345678 رجاء"}, Phase.OPEN, True, W.PERSONAL_DATA),
        ({"body": "زوروا https://example.org اليوم"}, Phase.OPEN, True, W.SPAM),
        ({"body": "رااااااااااائع جدا هذا الأمر"}, Phase.OPEN, True, W.SPAM),
        ({"body": "صوتوا صوتوا صوتوا صوتوا صوتوا صوتوا"}, Phase.OPEN, True, W.SPAM),
        ({"said_already": True}, Phase.OPEN, True, W.SAID_ALREADY),
        ({"made_today": 5}, Phase.OPEN, True, W.TOO_MANY_TODAY),
    ],
)
def test_which_statements_are_taken(facts, phase, takes, refusal):
    """§ surveys-statements"""
    usual = {"body": GOOD, "signed_in": True, "made_today": 0, "said_already": False}
    assert refuse_statement(Proposal(**(usual | facts)), phase, takes=takes) is refusal
