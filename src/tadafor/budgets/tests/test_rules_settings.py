"""Settings that no count goes by."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tadafor.budgets.rules.settings import (
    Ceiling,
    CountSettings,
    Method,
    Reserve,
    SettingsRefusal,
    refuse_settings,
)

GREEDY = CountSettings()
SHARES = CountSettings(method=Method.EQUAL_SHARES)


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        (GREEDY, None),
        (replace(SHARES, increment=Fraction(0)), SettingsRefusal.INCREMENT),
        (replace(GREEDY, reserves=(Reserve("x", Fraction(2, 3)),) * 2), SettingsRefusal.RESERVES),
        (replace(GREEDY, reserves=(Reserve("x", Fraction(0)),)), SettingsRefusal.RESERVES),
        (replace(GREEDY, last_share=Fraction(2)), SettingsRefusal.SHARE),
        (replace(GREEDY, least_support=Fraction(-1)), SettingsRefusal.SHARE),
        (replace(SHARES, ceilings=(Ceiling("x", Fraction(1)),)), SettingsRefusal.CEILINGS),
        (replace(GREEDY, lot=("a", "a")), SettingsRefusal.LOT_INCOMPLETE),
        (replace(GREEDY, lot=("a",)), SettingsRefusal.LOT_INCOMPLETE),
        (replace(GREEDY, lot=("b", "a")), None),
    ],
)
def test_settings_that_cannot_be_counted_by_are_refused(chosen, refusal):
    """§ count-settings"""
    assert refuse_settings(chosen, frozenset("ab")) is refusal
