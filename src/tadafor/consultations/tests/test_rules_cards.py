"""Cards, remarks and rounds by the rules: tables of cases (``docs/rules/consultations.md``)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tadafor.consultations import rules
from tadafor.consultations.rules import (
    Card,
    CardRefusal,
    CardStep,
    ContributionRefusal,
    Kind,
    Phase,
    Proposal,
    RoundRefusal,
    Sheet,
    Standing,
    Subject,
    Window,
    WindowRefusal,
)
from tadafor.consultations.rules.cards import LONGEST_FIELD

GOOD = Sheet(problem="لا تصل الأخبار.")


@pytest.mark.parametrize(
    ("sheet", "refusal"),
    [
        (GOOD, None),
        (Sheet(funding="الجهة"), None),
        (Sheet(), CardRefusal.NOTHING_FILLED),
        (Sheet(impact="x"), CardRefusal.NOTHING_FILLED),
        (Sheet(impact="x" * LONGEST_FIELD), None),
        (Sheet(impact="x" * (LONGEST_FIELD + 1)), CardRefusal.TOO_LONG),
        (Sheet(problem="لا تصل", solution="x" * (LONGEST_FIELD + 1)), CardRefusal.TOO_LONG),
    ],
)
def test_one_field_at_least(sheet, refusal):
    """§ consultations-26"""
    assert rules.refuse_sheet(sheet) is refusal


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"title": ""}, CardRefusal.TITLE_MISSING),
        ({"number": 0}, CardRefusal.NUMBER_MISSING),
        ({"number": 10_000}, CardRefusal.NUMBER_MISSING),
        ({"number": 70}, CardRefusal.NUMBER_TAKEN),
        ({"card": Card(sheet=GOOD, axis="التواصل")}, None),
        ({"card": Card(sheet=GOOD, axis="محور آخر")}, CardRefusal.UNKNOWN_AXIS),
        ({"card": Card(sheet=GOOD, cost=0)}, None),
        ({"card": Card(sheet=GOOD, cost=-1)}, CardRefusal.COST_NOT_POSSIBLE),
        ({"card": Card(sheet=GOOD, cost=10**10 + 1)}, CardRefusal.COST_NOT_POSSIBLE),
        ({"card": Card()}, CardRefusal.NOTHING_FILLED),
    ],
)
def test_what_makes_a_card(change, refusal):
    """§ consultations-25"""
    facts = {
        "card": Card(sheet=GOOD),
        "title": "تجويد آليات التواصل",
        "number": 68,
        "taken": frozenset({70}),
        "axes": frozenset({"التواصل"}),
    } | change
    assert rules.refuse_card(facts.pop("card"), **facts) is refusal


@pytest.mark.parametrize(
    ("names", "in_use", "refusal"),
    [
        (["التواصل", "التنمية الاجتماعية"], set(), None),
        ([], set(), None),
        (["التواصل", "التواصل"], set(), CardRefusal.AXIS_TWICE),
        (["التواصل"], {"خدمات ذات جودة"}, CardRefusal.AXIS_IN_USE),
        ([str(n) for n in range(12)], set(), None),
        ([str(n) for n in range(13)], set(), CardRefusal.TOO_MANY_AXES),
    ],
)
def test_axes(names, in_use, refusal):
    """§ consultations-27"""
    assert rules.refuse_axes(names, in_use=frozenset(in_use)) is refusal


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (Proposal(Kind.REMARK, "", sheet=GOOD, card=GOOD), None),
        (Proposal(Kind.REMARK, "ملاحظة عامة طويلة", card=GOOD), None),
        (Proposal(Kind.REMARK, "قصيرة", card=GOOD), ContributionRefusal.NOTHING_FILLED),
        (Proposal(Kind.REMARK, "", sheet=GOOD), ContributionRefusal.CARD_NEEDED),
        (
            Proposal(Kind.REMARK, "", sheet=Sheet(impact="x" * 2_001), card=GOOD),
            ContributionRefusal.TOO_LONG,
        ),
        (Proposal(Kind.AMENDMENT, "", sheet=Sheet(problem="لا تصل."), card=GOOD), None),
        (
            Proposal(Kind.AMENDMENT, "", sheet=Sheet(problem=" لا  تصل الأخبار."), card=GOOD),
            ContributionRefusal.NOTHING_CHANGED_IN_THE_CARD,
        ),
        (Proposal(Kind.AMENDMENT, "", sheet=Sheet(), card=GOOD), ContributionRefusal.NOTHING_FILLED),
        (Proposal(Kind.AMENDMENT, "", sheet=GOOD), ContributionRefusal.CARD_NEEDED),
        (Proposal(Kind.NEW_PROJECT, "", title="مكتبة متنقلة", sheet=GOOD), None),
        (Proposal(Kind.NEW_PROJECT, "", sheet=GOOD), ContributionRefusal.PROJECT_TITLE_MISSING),
        (Proposal(Kind.NEW_PROJECT, "", title="مكتبة"), ContributionRefusal.NOTHING_FILLED),
        (Proposal(Kind.COMMENT, "تعليق طويل بما يكفي"), ContributionRefusal.NOT_OF_THIS_SUBJECT),
        (Proposal(Kind.NEW_ARTICLE, "", title="مادة"), ContributionRefusal.NOT_OF_THIS_SUBJECT),
    ],
)
def test_what_makes_a_contribution_on_cards(proposal, refusal):
    """§ consultations-26"""
    on_cards = Proposal(**{**vars(proposal), "subject": Subject.CARDS})
    assert rules.refuse_proposal(on_cards, made_today=0) is refusal


@pytest.mark.parametrize("kind", [Kind.REMARK, Kind.NEW_PROJECT])
def test_a_text_takes_no_card(kind):
    """§ consultations-24"""
    refusal = rules.refuse_proposal(Proposal(kind, "كلام طويل", sheet=GOOD), made_today=0)
    assert refusal is ContributionRefusal.NOT_OF_THIS_SUBJECT


FIRST, LAST = date(2023, 3, 21), date(2023, 3, 21)
ONE = Window(FIRST, LAST, announced_on=date(2023, 3, 6))
TWO = Window(date(2023, 6, 12), date(2023, 6, 19), announced_on=date(2023, 3, 6), earlier_closed_on=LAST)
IMPROVED = Window(
    date(2023, 6, 12),
    date(2023, 6, 19),
    announced_on=date(2023, 3, 6),
    earlier_closed_on=LAST,
    new_version_on=date(2023, 5, 30),
)


@pytest.mark.parametrize(
    ("window", "today", "phase", "step"),
    [
        (ONE, date(2023, 3, 20), Phase.ANNOUNCED, CardStep.READ),
        (ONE, FIRST, Phase.OPEN, CardStep.PRESENT),
        (ONE, date(2023, 3, 22), Phase.EXAMINATION, CardStep.EXAMINE),
        (TWO, date(2023, 5, 1), Phase.EXAMINATION, CardStep.EXAMINE),
        (IMPROVED, date(2023, 6, 11), Phase.NEW_VERSION, CardStep.IMPROVE),
        (TWO, date(2023, 6, 12), Phase.OPEN, CardStep.NOTE),
        (IMPROVED, date(2023, 6, 15), Phase.OPEN, CardStep.NOTE),
        (TWO, date(2023, 6, 19), Phase.OPEN, CardStep.PRESENT),
        (TWO, date(2023, 6, 20), Phase.EXAMINATION, CardStep.EXAMINE),
        (IMPROVED, date(2023, 6, 20), Phase.EXAMINATION, CardStep.EXAMINE),
    ],
)
def test_where_a_round_stands(window, today, phase, step):
    """§ consultations-28, § consultations-29: between two rounds the committee examines."""
    assert rules.phase(window, today=today) is phase
    steps = dict(rules.card_steps(window, presented_on=None, today=today))
    assert [one for one, how in steps.items() if how is Standing.NOW] == [step]


def test_remarks_are_presented_on_their_own_day():
    """§ consultations-29"""
    steps = dict(rules.card_steps(TWO, presented_on=date(2023, 6, 15), today=date(2023, 6, 15)))
    assert steps[CardStep.NOTE] is Standing.DONE
    assert steps[CardStep.PRESENT] is Standing.NOW


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"closes_on": date(2026, 3, 8)}, RoundRefusal.TOO_SHORT),
        ({"closes_on": date(2026, 3, 2), "in_person": True, "place": "القاعة"}, None),
        ({"closes_on": date(2026, 3, 2), "in_person": True}, RoundRefusal.PLACE_MISSING),
        ({"closes_on": date(2026, 3, 1)}, RoundRefusal.CLOSES_BEFORE_IT_OPENS),
        ({"presented_on": date(2026, 3, 9)}, None),
        ({"presented_on": date(2026, 3, 10)}, RoundRefusal.PRESENTED_OUTSIDE),
    ],
)
def test_how_a_round_is_described(change, refusal):
    """§ consultations-28"""
    facts = {
        "opens_on": date(2026, 3, 2),
        "closes_on": date(2026, 3, 9),
        "in_person": False,
        "place": "",
        "presented_on": None,
    } | change
    if refusal is RoundRefusal.TOO_SHORT:
        facts["closes_on"] = date(2026, 3, 7)
    assert rules.refuse_round_words(**facts) is refusal


@pytest.mark.parametrize(
    ("window", "on_cards", "opens_on", "today", "refusal"),
    [
        (ONE, True, date(2023, 6, 12), date(2023, 3, 22), None),
        (ONE, False, date(2023, 6, 12), date(2023, 3, 22), RoundRefusal.NOT_ON_CARDS),
        (ONE, True, date(2023, 6, 12), FIRST, RoundRefusal.EARLIER_NOT_CLOSED),
        (TWO, True, date(2023, 7, 25), date(2023, 5, 1), RoundRefusal.EARLIER_NOT_CLOSED),
        (ONE, True, date(2023, 4, 1), date(2023, 4, 2), RoundRefusal.IN_THE_PAST),
        (Window(FIRST, LAST), True, date(2023, 6, 12), date(2023, 3, 22), RoundRefusal.NOT_ANNOUNCED),
        (
            Window(FIRST, LAST, announced_on=FIRST, concluded_on=date(2023, 9, 1)),
            True,
            date(2023, 10, 1),
            date(2023, 9, 2),
            RoundRefusal.ALREADY_CONCLUDED,
        ),
    ],
)
def test_when_a_further_round_may_be_planned(window, on_cards, opens_on, today, refusal):
    """§ consultations-28"""
    assert rules.refuse_next_round(window, on_cards=on_cards, opens_on=opens_on, today=today) is refusal


def test_a_round_that_began_is_not_described_anew():
    """§ consultations-28"""
    assert rules.refuse_round_change(ONE, today=FIRST) is RoundRefusal.ALREADY_BEGUN
    assert rules.refuse_round_change(ONE, today=FIRST - timedelta(days=1)) is None
    assert rules.refuse_round_change(Window(FIRST, LAST), today=FIRST) is None


def test_cards_are_announced_with_cards_and_one_day_is_enough_in_a_room():
    """§ consultations-3"""
    draft = Window(FIRST, LAST)
    where = {"today": date(2023, 3, 6), "on_cards": True}
    assert rules.refuse_announcement(draft, articles=0, **where) is WindowRefusal.NO_CARDS
    assert rules.refuse_announcement(draft, articles=5, **where) is WindowRefusal.TOO_SHORT
    assert rules.refuse_announcement(draft, articles=5, **where, in_person=True) is None


def test_nobody_contributes_online_to_a_round_held_in_a_room():
    """§ consultations-28"""
    refusal = rules.refuse_contributor(
        phase=Phase.OPEN,
        audience=rules.Audience.CONTACT,
        who=rules.Contributor(signed_in=True),
        in_person=True,
    )
    assert refusal is ContributionRefusal.IN_PERSON_ROUND


sheets = some.builds(Sheet, *(some.text("ابت ", max_size=12) for _ in rules.Field))


@given(sheets, sheets)
def test_the_redline_of_a_card_leads_from_one_to_the_other(before, after):
    """§ consultations-32: what is kept and removed is what stood, what is kept and added what is proposed."""
    changed = {one.field: one.runs for one in rules.sheet_redline(before, after)}
    for one in rules.Field:
        if one not in changed:
            assert before.said(one).split() == after.said(one).split()
            continue
        runs = changed[one]
        assert "".join(run.text for run in runs if run.mark != "ins").split() == before.said(one).split()
        assert "".join(run.text for run in runs if run.mark != "del").split() == after.said(one).split()
