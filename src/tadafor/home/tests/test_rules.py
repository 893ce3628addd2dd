from datetime import UTC, date, datetime, timedelta

import pytest

from tadafor.home.rules import KEPT, Told, telling

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = NOW.date()
SOON = date(2026, 3, 20)
LATER = date(2026, 4, 1)


def told(**facts):
    then = {"changed_at": NOW - timedelta(days=9), "on": SOON, "is_event": False}
    return Told(key="k", address="/x/", **then | facts)


def told_again(before, *, on=None, now=NOW):
    shown = [("k", "/x/", on, before.is_event if before else False)] if on else []
    return telling([before] if before else [], shown, now=now, today=now.date()).get("k")


@pytest.mark.parametrize(
    ("before", "on", "revision", "was_on", "is_gone"),
    [
        (None, SOON, 0, None, False),
        (told(), SOON, 0, None, False),
        (told(), LATER, 1, SOON, False),
        (told(revision=4, was_on=LATER), SOON, 4, LATER, False),
        (told(revision=4, was_on=LATER), LATER, 5, SOON, False),
        (told(), None, 1, None, True),
        (told(on=TODAY - timedelta(days=1)), None, 1, None, True),
        (told(is_event=True), None, 1, None, True),
        (told(is_event=True), LATER, 1, SOON, False),
        (told(is_event=True, on=TODAY - timedelta(days=1)), SOON, 1, None, False),
        (told(revision=1, gone_at=NOW - timedelta(days=2)), None, 1, None, True),
        (told(revision=1, gone_at=NOW - timedelta(days=2)), SOON, 2, None, False),
        (told(revision=1, gone_at=NOW - timedelta(days=2)), LATER, 2, SOON, False),
    ],
)
def test_a_calendar_hears_of_what_moves_leaves_and_comes_back(before, on, revision, was_on, is_gone):
    """§ home-calendar"""
    found = told_again(before, on=on)
    assert (found.revision, found.was_on, bool(found.gone_at)) == (revision, was_on, is_gone)
    heard = before is None or revision > before.revision
    assert found.changed_at == (NOW if heard else before.changed_at)


def test_what_took_place_and_what_left_long_ago_are_forgotten():
    """§ home-calendar"""
    assert told_again(told(is_event=True, on=TODAY - timedelta(days=1))) is None
    gone = told(gone_at=NOW)
    assert told_again(gone, now=NOW + KEPT - timedelta(seconds=1)) == gone
    assert told_again(gone, now=NOW + KEPT) is None


def test_the_day_it_was_is_said_for_thirty_days():
    """§ home-calendar"""
    moved = told_again(told(), on=LATER)
    assert moved.moved_from(NOW + KEPT - timedelta(seconds=1)) == SOON
    assert moved.moved_from(NOW + KEPT) is None
    assert told_again(moved).moved_from(NOW) is None
