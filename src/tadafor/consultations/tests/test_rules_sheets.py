"""§ consultations-sheet-number, § consultations-undo, § consultations-clock"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations.rules import (
    UNDO_WITHIN,
    SheetRefusal,
    clock_is_off,
    read_serial,
    refuse_place,
    refuse_serial,
    refuse_undo,
    serial_of,
)
from tadafor.kernel.identifiers import ALPHABET

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = NOON.date()
bodies = st.text(alphabet=ALPHABET, min_size=6, max_size=6)


@given(bodies)
def test_a_printed_number_is_read_however_it_is_typed(body):
    """§ consultations-sheet-number"""
    serial = serial_of(body)
    typed = f" {serial[:3].lower()}-{serial[3:].replace('0', 'o').replace('1', 'l')} "
    assert read_serial(typed) == serial
    assert refuse_serial(serial, entered_as=None) is None


@given(bodies, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(body, place, other):
    """§ consultations-sheet-number"""
    serial = serial_of(body)
    wrong = serial[:place] + other + serial[place + 1 :]
    expected = None if wrong == serial else SheetRefusal.SERIAL_WRONG
    assert refuse_serial(wrong, entered_as=None) is expected


@pytest.mark.parametrize(
    ("serial", "entered_as", "refusal"),
    [
        ("", None, None),
        (serial_of("ABC123"), None, None),
        (serial_of("ABC123"), 4, SheetRefusal.SERIAL_TAKEN),
        ("ABC123", None, SheetRefusal.SERIAL_WRONG),
        (serial_of("ABC123") + "0", None, SheetRefusal.SERIAL_WRONG),
        ("ورقة12", None, SheetRefusal.SERIAL_WRONG),
    ],
)
def test_a_sheet_is_entered_once(serial, entered_as, refusal):
    """§ consultations-sheet-number"""
    assert refuse_serial(serial, entered_as=entered_as) is refusal


@pytest.mark.parametrize(
    ("held_on", "table", "received_on", "refusal"),
    [
        (None, None, DAY, None),
        (None, 1, DAY, SheetRefusal.UNKNOWN_TABLE),
        (DAY, None, DAY, None),
        (DAY, 2, DAY, None),
        (DAY, 3, DAY, SheetRefusal.UNKNOWN_TABLE),
        (DAY, 2, date(2026, 3, 11), SheetRefusal.NOT_THE_DAY_OF_THE_WORKSHOP),
    ],
)
def test_a_sheet_comes_from_its_workshop(held_on, table, received_on, refusal):
    """§ consultations-workshop"""
    tables = frozenset({1, 2})
    assert refuse_place(held_on=held_on, tables=tables, table=table, received_on=received_on) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"is_own": False}, SheetRefusal.NOT_ENTERED_BY_YOU),
        ({"undone": True}, SheetRefusal.ALREADY_UNDONE),
        ({"answered": True}, SheetRefusal.ALREADY_ANSWERED),
        ({"now": NOON + UNDO_WITHIN}, None),
        ({"now": NOON + UNDO_WITHIN + timedelta(seconds=1)}, SheetRefusal.TOO_LATE_TO_UNDO),
    ],
)
def test_a_slip_is_taken_back_by_who_made_it_and_soon(facts, refusal):
    """§ consultations-undo"""
    standing = {"is_own": True, "undone": False, "answered": False, "entered_at": NOON, "now": NOON}
    assert refuse_undo(**(standing | facts)) is refusal


@pytest.mark.parametrize(
    ("told", "off"),
    [
        (None, False),
        (NOON, False),
        (NOON + timedelta(minutes=10), False),
        (NOON + timedelta(days=1), True),
        (NOON - timedelta(days=1), True),
    ],
)
def test_a_device_whose_clock_is_a_day_off_is_noticed(told, off):
    """§ consultations-clock"""
    assert clock_is_off(told, now=NOON) is off
