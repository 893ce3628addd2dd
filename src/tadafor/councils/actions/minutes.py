"""Minutes of sessions and of meetings: written, masked, published once nobody is exposed."""

from datetime import datetime

from django.db import transaction

from tadafor.councils import queries, rules
from tadafor.councils.actions.recording import record
from tadafor.councils.models import Meeting, Session
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor

Minuted = Session | Meeting


def _write(row: Minuted, text: str) -> None:
    if row.minutes_published_on is not None:
        raise Refused(rules.MinutesRefusal.ALREADY_PUBLISHED)
    row.minutes = text
    row.save(update_fields=["minutes"])


def _publish(row: Minuted, *, has_ended: bool, kept_because: str, now: datetime) -> None:
    refusal = rules.refuse_publication(
        text=row.minutes,
        has_ended=has_ended,
        is_published=row.minutes_published_on is not None,
        found=len(rules.findings(row.minutes)),
        kept_because=kept_because,
    )
    if refusal:
        raise Refused(refusal)
    row.minutes_kept_because, row.minutes_published_on = kept_because, day_of(now)
    row.save(update_fields=["minutes_kept_because", "minutes_published_on"])


@transaction.atomic
def write_minutes(*, session: Session, text: str, actor: Actor, now: datetime) -> Session:
    """Keep the minutes of a session as staff left them; nobody else reads them yet."""
    session = queries.locked_session(session)
    _write(session, text)
    record(session.territory_id, actor, "write_minutes", f"session:{session.pk}", now, length=len(text))
    return session


@transaction.atomic
def mask_minutes(*, session: Session, actor: Actor, now: datetime) -> int:
    """Mask the personal data found in the minutes; return how many pieces."""
    session = queries.locked_session(session)
    found = rules.findings(session.minutes)
    _write(session, rules.redacted(session.minutes, found))
    record(session.territory_id, actor, "mask_minutes", f"session:{session.pk}", now, found=len(found))
    return len(found)


@transaction.atomic
def publish_minutes(*, session: Session, kept_because: str, actor: Actor, now: datetime) -> Session:
    """Make the minutes of a closed session public (§ councils-11)."""
    session = queries.locked_session(session)
    _publish(session, has_ended=session.closed_on is not None, kept_because=kept_because, now=now)
    subject = f"session:{session.pk}"
    record(session.territory_id, actor, "publish_minutes", subject, now, reason=kept_because)
    return session


@transaction.atomic
def write_meeting_minutes(*, meeting: Meeting, text: str, actor: Actor, now: datetime) -> Meeting:
    """Keep the minutes of a meeting as the rapporteur left them."""
    meeting = queries.locked_meeting(meeting)
    _write(meeting, text)
    subject = f"meeting:{meeting.pk}"
    record(meeting.body.territory_id, actor, "write_meeting_minutes", subject, now, length=len(text))
    return meeting


@transaction.atomic
def mask_meeting_minutes(*, meeting: Meeting, actor: Actor, now: datetime) -> int:
    """Mask the personal data found in the minutes of a meeting; return how many pieces."""
    meeting = queries.locked_meeting(meeting)
    found = rules.findings(meeting.minutes)
    _write(meeting, rules.redacted(meeting.minutes, found))
    subject = f"meeting:{meeting.pk}"
    record(meeting.body.territory_id, actor, "mask_meeting_minutes", subject, now, found=len(found))
    return len(found)


@transaction.atomic
def publish_meeting_minutes(*, meeting: Meeting, kept_because: str, actor: Actor, now: datetime) -> Meeting:
    """Make the minutes of a meeting that was held public (§ councils-11)."""
    meeting = queries.locked_meeting(meeting)
    _publish(meeting, has_ended=meeting.held_at is not None, kept_because=kept_because, now=now)
    subject = f"meeting:{meeting.pk}"
    record(meeting.body.territory_id, actor, "publish_meeting_minutes", subject, now, reason=kept_because)
    return meeting
