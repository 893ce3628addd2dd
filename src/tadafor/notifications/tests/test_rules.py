from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.notifications import rules
from tadafor.notifications.rules import CASABLANCA, Cadence, Failure, State

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=CASABLANCA)


def here(*parts):
    return datetime(*parts, tzinfo=CASABLANCA)


@pytest.mark.parametrize(
    ("cadence", "now", "due"),
    [
        (Cadence.IMMEDIATE, SUNDAY, SUNDAY),
        (Cadence.NONE, SUNDAY, None),
        (Cadence.DAILY, SUNDAY, here(2026, 11, 23, 7, 30)),
        (Cadence.DAILY, here(2026, 11, 23, 7, 29), here(2026, 11, 23, 7, 30)),
        (Cadence.DAILY, here(2026, 11, 23, 7, 30), here(2026, 11, 24, 7, 30)),
        (Cadence.WEEKLY, SUNDAY, here(2026, 11, 23, 7, 30)),
        (Cadence.WEEKLY, here(2026, 11, 23, 8), here(2026, 11, 30, 7, 30)),
    ],
)
def test_an_email_leaves_as_its_reader_chose(cadence, now, due):
    """§ notifications-cadence"""
    assert rules.email_due(cadence, now) == due


def test_a_digest_keeps_its_hour_on_the_wall_when_the_clock_changes_for_ramadan():
    """§ notifications-cadence"""
    before = datetime(2027, 2, 6, 12, tzinfo=UTC)  # one hour ahead of UTC
    after = datetime(2027, 2, 7, 12, tzinfo=UTC)  # Ramadan: none
    hours = {
        rules.email_due(Cadence.DAILY, moment).astimezone(CASABLANCA).time() for moment in (before, after)
    }
    assert hours == {rules.DIGEST_AT}


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)), st.sampled_from(Cadence)
)
def test_a_message_never_leaves_before_it_is_written_nor_after_a_week(now, cadence):
    due = rules.email_due(cadence, now)
    assert due is None or now <= due <= now + timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (here(2026, 11, 22, 8), here(2026, 11, 22, 8)),
        (here(2026, 11, 22, 20, 59), here(2026, 11, 22, 20, 59)),
        (here(2026, 11, 22, 21), here(2026, 11, 23, 8)),
        (here(2026, 11, 22, 3), here(2026, 11, 22, 8)),
    ],
)
def test_no_phone_rings_at_night(now, due):
    """§ notifications-sms"""
    assert rules.sms_due(now) == due


def test_a_refusal_for_good_ends_a_delivery():
    """§ notifications-retries"""
    assert rules.after_failure(Failure.PERMANENT, tries=1, now=SUNDAY).state is State.FAILED


def test_any_other_failure_is_tried_again_later_and_later_for_two_days():
    """§ notifications-retries"""
    now, waits = SUNDAY, []
    for tries in range(1, 20):
        after = rules.after_failure(Failure.TEMPORARY, tries=tries, now=now)
        if after.state is State.FAILED:
            break
        waits.append(after.due - now)
        now = after.due
    assert waits == sorted(waits)
    assert tries == len(rules.WAITS) + 1
    assert timedelta(days=1.5) < now - SUNDAY < timedelta(days=2)


def test_an_interrupted_delivery_leaves_once_more_and_never_a_third_time():
    """§ notifications-once"""
    assert rules.after_interruption(interruptions=0, now=SUNDAY).state is State.WAITING
    assert rules.after_interruption(interruptions=1, now=SUNDAY).state is State.DOUBTFUL


def test_a_message_a_week_late_no_longer_leaves():
    """§ notifications-stale"""
    assert not rules.is_stale(SUNDAY, SUNDAY + rules.STALE)
    assert rules.is_stale(SUNDAY, SUNDAY + rules.STALE + timedelta(seconds=1))
