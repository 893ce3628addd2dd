"""What may be recorded at the counter, and what the rows must say first."""

from datetime import UTC, datetime, timedelta

import pytest

from tadafor.petitions import rules
from tadafor.petitions.rules import Condition, CounterRefusal, Finding, Kind

NOW = datetime(2026, 3, 20, 10, tzinfo=UTC)
WHOLE = {
    "kind": Kind.CITIZENS,
    "title": "إنارة الطريق",
    "object": "إدراج نقطة",
    "agent": "زينب التجريبية",
    "deposited_at": NOW,
    "lines": 41,
    "sheets": 3,
}


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, None),
        ({"deposited_at": NOW - timedelta(days=30)}, None),
        ({"lines": 0, "sheets": 0}, None),  # too few is for the bureau to find
        ({"lines": 3}, None),
        ({"title": ""}, CounterRefusal.TITLE_MISSING),
        ({"object": ""}, CounterRefusal.OBJECT_MISSING),
        ({"agent": ""}, CounterRefusal.AGENT_MISSING),
        ({"in_the_register": False}, None),
        ({"kind": Kind.ASSOCIATION, "lines": 0, "sheets": 0}, None),
        ({"kind": Kind.ASSOCIATION, "in_the_register": False}, CounterRefusal.ASSOCIATION_MISSING),
        ({"deposited_at": NOW + timedelta(minutes=1)}, CounterRefusal.IN_THE_FUTURE),
        ({"deposited_at": NOW - timedelta(days=30, minutes=1)}, CounterRefusal.TOO_LONG_AGO),
        ({"sheets": 0}, CounterRefusal.SHEETS_MISSING),
        ({"lines": 2}, CounterRefusal.FEWER_LINES),
        ({"lines": rules.MOST_LINES + 1}, CounterRefusal.TOO_MANY),
        ({"lines": 2_000, "sheets": rules.MOST_SHEETS + 1}, CounterRefusal.TOO_MANY),
    ],
)
def test_what_is_refused_at_the_counter(said, refusal):
    """§ petitions-32"""
    assert rules.refuse_counter(rules.Brought(**(WHOLE | said)), now=NOW) is refusal


@pytest.mark.parametrize(
    ("lines", "sheets", "entered"), [(0, 0, 0), (1, 1, 1), (20, 1, 1), (21, 1, 2), (30, 12, 12), (100, 3, 5)]
)
def test_a_long_sheet_goes_on_in_the_next(lines, sheets, entered):
    """§ petitions-33"""
    assert rules.sheets_to_enter(lines=lines, sheets=sheets) == entered


@pytest.mark.parametrize(
    ("condition", "finding", "to_enter", "enough", "refusal"),
    [
        (Condition.SIGNATURES, Finding.MET, 0, True, None),
        (Condition.SIGNATURES, Finding.MET, 0, False, CounterRefusal.ROWS_TOO_FEW),
        (Condition.SIGNATURES, Finding.UNMET, 0, False, None),
        (Condition.SIGNATURES, Finding.UNMET, 1, False, CounterRefusal.NOT_ALL_ENTERED),
        (Condition.SPREAD, Finding.MET, 2, True, CounterRefusal.NOT_ALL_ENTERED),
        (Condition.FORM, Finding.MET, 2, False, None),
    ],
)
def test_the_rows_say_how_many_signed(condition, finding, to_enter, enough, refusal):
    """§ petitions-33"""
    found = rules.refuse_count_finding(condition, finding, to_enter=to_enter, enough=enough)
    assert found is refusal
