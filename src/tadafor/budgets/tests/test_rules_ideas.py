"""What an idea may say, who backs it, takes it back, merges it."""

from datetime import date
from decimal import Decimal

import pytest

from tadafor.budgets.rules import ideas
from tadafor.budgets.rules.ideas import Fate, IdeaRefusal, Merging, Said
from tadafor.territories.rules.points import PointRefusal

GOOD = {"title": "ساحة للأطفال", "body": "ألعاب ومقاعد في ظل الأشجار."}


@pytest.mark.parametrize(
    ("change", "made_today", "expected"),
    [
        ({}, 0, None),
        ({}, 9, None),
        ({}, 10, IdeaRefusal.TOO_MANY_TODAY),
        ({"title": ""}, 0, IdeaRefusal.TITLE_MISSING),
        ({"body": "قصير"}, 0, IdeaRefusal.TOO_SHORT),
        ({"body": "ب" * 3_000}, 0, None),
        ({"body": "ب" * 3_001}, 0, IdeaRefusal.TOO_LONG),
        ({"title": "ب" * 151}, 0, IdeaRefusal.TOO_LONG),
        ({"latitude": Decimal("35.19"), "longitude": Decimal("-6.15")}, 0, None),
        ({"latitude": Decimal("35.19")}, 0, PointRefusal.HALF_A_POINT),
        ({"longitude": Decimal("-6.15")}, 0, PointRefusal.HALF_A_POINT),
        ({"latitude": Decimal("48.85"), "longitude": Decimal("2.35")}, 0, PointRefusal.FAR_AWAY),
        ({"latitude": Decimal("NaN"), "longitude": Decimal(-6)}, 0, PointRefusal.FAR_AWAY),
    ],
)
def test_what_an_idea_says(change, made_today, expected):
    # § budgets-ideas
    assert ideas.refuse_idea(Said(**(GOOD | change)), made_today=made_today) is expected


@pytest.mark.parametrize(
    ("on", "opens", "closes", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 21), None),
        (date(2026, 3, 21), date(2026, 3, 2), date(2026, 3, 21), None),
        (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 21), IdeaRefusal.RECEIVED_OUTSIDE),
        (date(2026, 3, 22), date(2026, 3, 2), date(2026, 3, 21), IdeaRefusal.RECEIVED_OUTSIDE),
        (date(2026, 3, 2), None, None, IdeaRefusal.RECEIVED_OUTSIDE),
    ],
)
def test_an_idea_of_the_box_counts_by_its_day(on, opens, closes, expected):
    # § budgets-ideas-box
    assert ideas.refuse_entry(received_on=on, opens_on=opens, closes_on=closes) is expected


@pytest.mark.parametrize(
    ("signed_in", "is_author", "shown", "expected"),
    [
        (True, False, True, None),
        (False, False, True, IdeaRefusal.SIGN_IN_FIRST),
        (True, False, False, IdeaRefusal.NOT_SHOWN),
        (True, True, True, IdeaRefusal.OWN_IDEA),
    ],
)
def test_who_backs(signed_in, is_author, shown, expected):
    # § budgets-backing
    assert ideas.refuse_backing(signed_in=signed_in, is_author=is_author, shown=shown) is expected


@pytest.mark.parametrize(
    ("is_author", "withdrawn", "in_a_project", "expected"),
    [
        (True, False, False, None),
        (False, False, False, IdeaRefusal.NOT_AUTHOR),
        (True, True, False, IdeaRefusal.ALREADY_WITHDRAWN),
        (True, False, True, IdeaRefusal.IN_A_PROJECT),
    ],
)
def test_who_takes_back(is_author, withdrawn, in_a_project, expected):
    # § budgets-withdrawing
    found = ideas.refuse_withdrawal(is_author=is_author, withdrawn=withdrawn, in_a_project=in_a_project)
    assert found is expected


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ([], IdeaRefusal.NO_IDEA),
        ([Merging(withdrawn=False, in_another_project=False)], None),
        ([Merging(withdrawn=True, in_another_project=False)], IdeaRefusal.ALREADY_WITHDRAWN),
        ([Merging(withdrawn=False, in_another_project=True)], IdeaRefusal.IN_A_PROJECT),
        ([Merging(withdrawn=False, in_another_project=False, shown=False)], IdeaRefusal.NOT_SHOWN),
    ],
)
def test_what_may_be_merged(merged, expected):
    # § budgets-merging
    assert ideas.refuse_merging(merged) is expected


@pytest.mark.parametrize(
    ("withdrawn", "in_a_project", "over", "expected"),
    [
        (False, False, False, Fate.WAITING),
        (False, False, True, Fate.NOT_TAKEN),
        (False, True, True, Fate.IN_PROJECT),
        (True, False, True, Fate.WITHDRAWN),
    ],
)
def test_where_an_idea_stands(withdrawn, in_a_project, over, expected):
    # § budgets-fate
    found = ideas.fate(withdrawn=withdrawn, in_a_project=in_a_project, merging_over=over)
    assert found is expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("سلمى التجريبية", "سلمى ت."),
        ("فاطمة الزهراء التجريبية", "فاطمة الزهراء ت."),
        ("سلمى", "سلمى"),
        ("", ""),
    ],
)
def test_a_name_shows_its_first_word_and_an_initial(name, shown):
    # § budgets-names
    assert ideas.shown_name(name) == shown
