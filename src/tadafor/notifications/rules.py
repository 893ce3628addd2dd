"""When a message leaves, how often it is tried again, and what a killed process may repeat."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

CASABLANCA = ZoneInfo("Africa/Casablanca")
DIGEST_AT = time(7, 30)
DIGEST_WEEKDAY = 0  # Monday
SMS_FROM = time(8, 0)
SMS_UNTIL = time(21, 0)
LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60))
STALE = timedelta(days=7)
KEPT = timedelta(days=400)
DELIVERIES_KEPT = timedelta(days=60)


class Topic(StrEnum):
    """What a notice is about; people choose by topic what may come by SMS."""

    ANSWER = "answer"
    OPENING = "opening"
    FOLLOWED = "followed"
    MODERATION = "moderation"
    DUTY = "duty"
    ACCOUNT = "account"


class Cadence(StrEnum):
    """How often e-mails come."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


class Channel(StrEnum):
    """How a notice travels outside its page."""

    EMAIL = "email"
    SMS = "sms"


class State(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DOUBTFUL = "doubtful"
    DROPPED = "dropped"


class Failure(StrEnum):
    """What kind of failure the other side gave."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of a delivery."""

    state: State
    due: datetime


def email_due(cadence: Cadence, now: datetime) -> datetime | None:
    """Return when an e-mail written now leaves; None when the person wants none (§ notifications-cadence)."""
    if cadence is Cadence.NONE:
        return None
    if cadence is Cadence.IMMEDIATE:
        return now
    due = _next(DIGEST_AT, now)
    if cadence is Cadence.WEEKLY:
        while due.astimezone(CASABLANCA).weekday() != DIGEST_WEEKDAY:
            due = _next(DIGEST_AT, due)
    return due


def sms_due(now: datetime) -> datetime:
    """Return when an SMS written now leaves: nobody's phone rings at night (§ notifications-sms)."""
    return now if SMS_FROM <= now.astimezone(CASABLANCA).time() < SMS_UNTIL else _next(SMS_FROM, now)


def _next(hour: time, after: datetime) -> datetime:
    day = after.astimezone(CASABLANCA).date()
    due = datetime.combine(day, hour, tzinfo=CASABLANCA).astimezone(UTC)
    if due <= after:
        due = datetime.combine(day + timedelta(days=1), hour, tzinfo=CASABLANCA).astimezone(UTC)
    return due


def is_stale(due: datetime, now: datetime) -> bool:
    """Tell whether a message is so late that it would only confuse (§ notifications-stale)."""
    return now - due > STALE


def after_failure(failure: Failure, *, tries: int, now: datetime) -> Next:
    """Return what becomes of a delivery that was refused for the ``tries``-th time.

    A refusal for good (no such mailbox) ends it; any other is tried again, later and later, for two days
    (§ notifications-retries).
    """
    if failure is Failure.PERMANENT or tries > len(WAITS):
        return Next(State.FAILED, now)
    return Next(State.WAITING, now + WAITS[tries - 1])


def after_interruption(*, interruptions: int, now: datetime) -> Next:
    """Return what becomes of a delivery whose sender died before saying whether it left.

    The message may have left. It is sent once more, never twice: a second interruption leaves it
    in doubt (§ notifications-once).
    """
    return Next(State.WAITING, now) if interruptions == 0 else Next(State.DOUBTFUL, now)
