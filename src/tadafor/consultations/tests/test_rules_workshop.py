"""§ consultations-workshop, § consultations-head-counts"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations.rules import (
    Counted,
    HeadCounts,
    WorkshopRefusal,
    refuse_change,
    refuse_publication,
    refuse_workshop,
    shown_counts,
)

DAY = date(2023, 3, 21)
LARACHE = HeadCounts(associations=18, women=40, participants=70)


@pytest.mark.parametrize(
    ("counts", "held_on", "tables", "refusal"),
    [
        (LARACHE, DAY, 6, None),
        (HeadCounts(), DAY + timedelta(days=30), 6, None),
        (HeadCounts(), DAY, 40, None),
        (HeadCounts(), DAY, 41, WorkshopRefusal.TOO_MANY_TABLES),
        (LARACHE, DAY + timedelta(days=1), 0, WorkshopRefusal.COUNTS_BEFORE_IT_IS_HELD),
        (HeadCounts(associations=3), DAY, 0, None),
        (HeadCounts(women=70, participants=70), DAY, 0, None),
        (HeadCounts(women=71, participants=70), DAY, 0, WorkshopRefusal.WOMEN_MORE_THAN_PARTICIPANTS),
        (HeadCounts(women=1, participants=0), DAY, 0, WorkshopRefusal.WOMEN_MORE_THAN_PARTICIPANTS),
        (HeadCounts(women=0), DAY, 0, WorkshopRefusal.WOMEN_WITHOUT_PARTICIPANTS),
        (HeadCounts(participants=0), DAY, 0, None),
    ],
)
def test_what_makes_a_workshop(counts, held_on, tables, refusal):
    """§ consultations-workshop, § consultations-head-counts"""
    assert refuse_workshop(held_on=held_on, counts=counts, tables=tables, today=DAY) is refusal


@pytest.mark.parametrize(
    ("is_published", "reason", "seen", "refusal"),
    [
        (False, "", 3, None),
        (False, "", 2, WorkshopRefusal.CHANGED_MEANWHILE),
        (True, "", 3, WorkshopRefusal.REASON_MISSING),
        (True, "خطأ", 3, WorkshopRefusal.REASON_MISSING),
        (True, "صُحح العدد بعد مراجعة اللائحة", 3, None),
        (True, "صُحح العدد بعد مراجعة اللائحة", 4, WorkshopRefusal.CHANGED_MEANWHILE),
    ],
)
def test_what_is_published_changes_for_a_reason(is_published, reason, seen, refusal):
    """§ consultations-workshop"""
    assert refuse_change(is_published=is_published, reason=reason, seen=seen, revision=3) is refusal


@pytest.mark.parametrize(
    ("is_published", "days", "refusal"),
    [
        (False, 0, None),
        (False, 1, WorkshopRefusal.NOT_HELD_YET),
        (True, 0, WorkshopRefusal.ALREADY_PUBLISHED),
    ],
)
def test_it_is_published_once_and_after_it_was_held(is_published, days, refusal):
    """§ consultations-workshop"""
    held_on = DAY + timedelta(days=days)
    assert refuse_publication(is_published=is_published, held_on=held_on, today=DAY) is refusal


def said(**counts):
    return {one.name: one.count for one in shown_counts(HeadCounts(**counts))}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"associations": 18, "women": 40, "participants": 70}, (18, 40, 70)),
        ({"associations": 2, "women": 0, "participants": 70}, (2, 0, 70)),
        ({"associations": 18, "women": 4, "participants": 70}, (18, None, 70)),
        ({"associations": 18, "women": 68, "participants": 70}, (18, None, 70)),
        ({"associations": 18, "women": 70, "participants": 70}, (18, 70, 70)),
        ({"associations": 1, "women": 2, "participants": 4}, (1, None, None)),
    ],
)
def test_small_counts_are_masked(counts, shown):
    """§ consultations-head-counts"""
    assert said(**counts) == dict(zip(Counted, shown, strict=True))


def test_what_was_not_counted_does_not_show():
    assert said(participants=70) == {Counted.PARTICIPANTS: 70}
    assert said() == {}


@given(st.integers(0, 200), st.integers(0, 200))
def test_no_one_is_found_by_subtraction(women, others):
    """§ consultations-head-counts"""
    shown = said(women=women, participants=women + others)
    if shown[Counted.WOMEN] is not None and shown[Counted.PARTICIPANTS] is not None:
        assert women not in range(1, 5)
        assert others not in range(1, 5)
    assert shown[Counted.PARTICIPANTS] not in range(1, 5)
