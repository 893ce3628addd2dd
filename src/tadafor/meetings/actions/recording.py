"""The row that every verb on a meeting leaves in the audit log, and the questions each one asks first."""

from dataclasses import dataclass
from datetime import datetime

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.meetings import rules
from tadafor.meetings.models import Meeting


@dataclass(frozen=True)
class Unnamed:
    """Who acts from a telephone in the room, as the log sees them: a way, and nobody."""

    channel: str
    person_id: int | None = None


def record_unnamed(meeting: Meeting, verb: str, channel: str, now: datetime, **content: object) -> None:
    """Leave a row that names nobody, and only the day (§ meetings-voice)."""
    audit.record(
        actor=Unnamed(channel),
        territory_id=meeting.territory_id,
        verb=f"meetings.{verb}",
        subject=f"meeting:{meeting.pk}",
        now=now,
        content=content,
        anonymous=True,
    )


def record(meeting: Meeting, actor: audit.Who, verb: str, now: datetime, **content: object) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    audit.record(
        actor=actor,
        territory_id=meeting.territory_id,
        verb=f"meetings.{verb}",
        subject=f"meeting:{meeting.pk}",
        now=now,
        content=content,
    )


def ask(
    refusal: (
        rules.MeetingRefusal
        | rules.RegistrationRefusal
        | rules.DoorRefusal
        | rules.MinutesRefusal
        | rules.RoomRefusal
        | rules.LiveRefusal
        | None
    ),
    **facts: object,
) -> None:
    """Raise what a rule refused."""
    if refusal is not None:
        raise Refused(refusal, **facts)
