from dataclasses import replace
from decimal import Decimal

import pytest

from tadafor.finances import rules
from tadafor.finances.rules import Chapter, FinanceRefusal, LineFault, Origin, Part, Side, Standing
from tadafor.finances.tests.factories import lines

GOOD = lines()[0]
SPENT = lines()[2]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1234567.89", "1234567.89"),
        ("1 234 567,89", "1234567.89"),
        ("1\u00a0234\u202f567", "1234567.00"),
        ("1,234,567.8", "1234567.80"),
        ("١٢٣٤", "1234.00"),
        ("١٢٫٥", "12.50"),
        ("0", "0.00"),
        ("-5", "-5.00"),
        ("1,23", "1.23"),
        ("0,125", "0.12"),
        ("1234,567", "1234.57"),
        ("1,234", None),  # a thousand for one reader, a dirham for another
        ("12.500", None),
        ("", None),
        ("كثير", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e30", None),
    ],
)
def test_dirhams_are_read_as_people_write_them(typed, read):
    """§ finances-2"""
    assert rules.amount_of(typed) == (None if read is None else Decimal(read))


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (GOOD, []),
        (SPENT, []),
        (replace(GOOD, side=None), [LineFault.SIDE]),
        (replace(GOOD, part=None), [LineFault.PART]),
        (replace(GOOD, chapter=None), [LineFault.CHAPTER]),
        (replace(GOOD, label=""), [LineFault.LABEL]),
        (replace(GOOD, label="ا" * 201), [LineFault.LABEL]),
        (replace(GOOD, label="ا" * 200), []),
        (replace(GOOD, amount=None), [LineFault.AMOUNT]),
        (replace(GOOD, amount=Decimal(-1)), [LineFault.AMOUNT]),
        (replace(GOOD, amount=Decimal(0)), []),
        (replace(GOOD, origin=None), [LineFault.ORIGIN]),
        (replace(SPENT, has_origin=True), [LineFault.ORIGIN_OF_SPENDING]),
        (replace(GOOD, label="المجموع"), [LineFault.SUM]),
        (replace(GOOD, label="مجموع الباب 10"), [LineFault.SUM]),
        (replace(GOOD, label="TOTAL recettes"), [LineFault.SUM]),
        (replace(GOOD, label="Sous-total 20"), [LineFault.SUM]),
        (replace(GOOD, label="المجموعة الصوتية"), []),
        (replace(GOOD, side=None, amount=None), [LineFault.SIDE, LineFault.AMOUNT]),
    ],
)
def test_each_fault_of_a_line_is_told(line, faults):
    """§ finances-2"""
    assert rules.faults_of([line]) == [(line.row, fault) for fault in faults]


def test_the_same_line_twice_is_told_on_the_second():
    """§ finances-2"""
    other = replace(GOOD, row=9)
    assert rules.faults_of([GOOD, replace(GOOD, row=8, chapter=Chapter.SOCIAL), other]) == [
        (9, LineFault.TWICE)
    ]


def told(*typed):
    return [rules.whole(one) for one in typed]


@pytest.mark.parametrize(
    ("budget", "facts", "refusal"),
    [
        (told(*lines()), {}, None),
        (told(*lines(amount=800_000)), {}, None),
        (told(*lines(amount=800_001)), {}, FinanceRefusal.NOT_BALANCED),
        (told(*lines()), {"year": 2008}, FinanceRefusal.YEAR),
        (told(*lines()), {"year": 2009}, None),
        (told(*lines()), {"year": 2027}, None),
        (told(*lines()), {"year": 2028}, FinanceRefusal.YEAR),
        (told(*lines()), {"faults": 1}, FinanceRefusal.FAULTS),
        ([], {}, FinanceRefusal.NO_LINE),
        (told(*lines()) * 501, {}, FinanceRefusal.TOO_MANY),
        (told(*lines()[:2]), {}, FinanceRefusal.ONE_SIDE),
        (told(*lines()[2:]), {}, FinanceRefusal.ONE_SIDE),
        (told(*lines()), {"totals": (Decimal(1_200_000), Decimal(1_000_000))}, None),
        (told(*lines()), {"totals": (Decimal(1_200_000), Decimal(999_999))}, FinanceRefusal.OTHER_TOTALS),
        (told(*lines()), {"totals": (Decimal(1_200_001), Decimal(1_000_000))}, FinanceRefusal.OTHER_TOTALS),
        (told(*lines()), {"inhabitants": None}, FinanceRefusal.NO_INHABITANTS),
    ],
)
def test_what_is_no_budget_is_refused(budget, facts, refusal):
    """§ finances-3"""
    asked = {"year": 2026, "this_year": 2026, "faults": 0, "inhabitants": 130_000} | facts
    assert rules.refuse_budget(budget, **asked) is refusal


@pytest.mark.parametrize(
    ("standing", "is_own", "is_older", "refusal"),
    [
        (Standing.DRAFT, False, False, None),
        (Standing.DRAFT, True, False, FinanceRefusal.OWN_WORK),
        (Standing.DRAFT, False, True, FinanceRefusal.OLDER),
        (Standing.PUBLISHED, False, False, FinanceRefusal.NOT_A_DRAFT),
        (Standing.REPLACED, False, False, FinanceRefusal.NOT_A_DRAFT),
        (Standing.DISCARDED, False, False, FinanceRefusal.NOT_A_DRAFT),
    ],
)
def test_a_second_person_publishes_the_last_version(standing, is_own, is_older, refusal):
    """§ finances-4"""
    assert rules.refuse_publication(standing, is_own=is_own, is_older=is_older) is refusal


def test_shares_add_up_and_are_compared_where_the_year_before_is_known():
    """§ finances-5"""
    now = [(Part.RUNNING, Decimal(75)), (Part.INVESTMENT, Decimal(20)), (Part.INVESTMENT, Decimal(5))]
    first, second = rules.shares(now, inhabitants=10)
    assert (first.key, first.of_whole, first.each, first.before) == (Part.RUNNING, 75, Decimal("7.50"), None)
    assert (second.amount, second.of_whole, second.change) == (25, 25, None)
    then = [(Part.RUNNING, Decimal(60))]
    compared = {one.key: one for one in rules.shares(now, inhabitants=10, before=then)}
    assert compared[Part.RUNNING].change == 25
    assert (compared[Part.INVESTMENT].before, compared[Part.INVESTMENT].change) == (0, None)
    gone = rules.shares([(Origin.LOANS, Decimal(1))], inhabitants=1, before=[(Origin.GRANTS, Decimal(4))])
    assert [(one.key, one.amount, one.change) for one in gone][1] == (Origin.GRANTS, 0, -100)
    assert rules.shares([], inhabitants=1) == []
    assert rules.total(told(*lines()), Side.SPENDING, Part.INVESTMENT) == 400_000
