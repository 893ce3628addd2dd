"""Meetings of a body: called, then held with those who came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from tadafor.councils import notices, queries, rules
from tadafor.councils.actions.recording import record
from tadafor.councils.models import Attendance, Body, Meeting
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """When and where a body meets, on what."""

    day: date
    place: str
    agenda: str
    hour: time | None = None


@transaction.atomic
def call_meeting(*, body: Body, facts: MeetingFacts, actor: Actor, now: datetime) -> Meeting:
    """Call a body to meet; after one without quorum it is the next convening. Members are told."""
    body = queries.locked_body(body)
    before = list(queries.meetings_of(body))
    convening = _convened(body, before, facts, now)
    meeting = Meeting.objects.create(
        body=body,
        number=max((meeting.number for meeting in before), default=0) + 1,
        convening=convening,
        **vars(facts),
    )
    record(body.territory_id, actor, "call_meeting", f"meeting:{meeting.pk}", now, **vars(facts))
    notices.called(body, meeting, now=now)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, facts: MeetingFacts, actor: Actor, now: datetime) -> Meeting:
    """Change when and where a body meets, and on what, until it was held. Members are told.

    Raises Refused.
    """
    body = queries.locked_body(meeting.body)
    meeting = queries.locked_meeting(meeting)
    if refusal := rules.bars_call(meeting.call):
        raise Refused(refusal)
    if all(getattr(meeting, name) == value for name, value in vars(facts).items()):
        return meeting
    meeting.convening = _convened(body, list(queries.meetings_of(body).exclude(pk=meeting.pk)), facts, now)
    for name, value in vars(facts).items():
        setattr(meeting, name, value)
    meeting.save()
    record(body.territory_id, actor, "change_meeting", f"meeting:{meeting.pk}", now, **vars(facts))
    notices.called_again(body, meeting, now=now)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, actor: Actor, now: datetime) -> Meeting:
    """Cancel a call before the body met, for a public reason; its day is free again. Members are told.

    Raises Refused.
    """
    body = queries.locked_body(meeting.body)
    meeting = queries.locked_meeting(meeting)
    if refusal := rules.refuse_taking_back(meeting.call, reason=reason):
        raise Refused(refusal)
    meeting.cancelled_on, meeting.cancelled_because = day_of(now), reason
    meeting.save(update_fields=["cancelled_on", "cancelled_because"])
    record(body.territory_id, actor, "cancel_meeting", f"meeting:{meeting.pk}", now, reason=reason)
    notices.cancelled(body, meeting, now=now)
    return meeting


def _convened(body: Body, before: list[Meeting], facts: MeetingFacts, now: datetime) -> int:
    """Return which convening a meeting answers, or raise why the body is not called so."""
    refusal = rules.refuse_meeting(
        agenda=facts.agenda,
        has_ended=body.ended_on is not None,
        members=queries.members_on(body, facts.day).count(),
        day=facts.day,
        taken={meeting.day for meeting in before if meeting.cancelled_on is None},
        today=day_of(now),
    )
    if refusal:
        raise Refused(refusal)
    return _convening(body, before, facts.day)


def _convening(body: Body, before: list[Meeting], day: date) -> int:
    """After a meeting without quorum comes the next convening, once its wait is over."""
    last = next((meeting for meeting in before if meeting.held_at and meeting.day < day), None)
    if last is None or last.has_quorum:
        return 1
    facts = queries.facts(body.territory)
    convening = min(last.convening + 1, rules.most_convenings(facts, rules.Assembly.BODY))
    fact = rules.in_force(facts, rules.Assembly.BODY, convening, on=day)
    if fact is not None and (day - last.day).days < fact.shortest_wait:
        raise Refused(rules.MeetingRefusal.TOO_SOON)
    return convening


def _fact(body: Body, meeting: Meeting) -> rules.QuorumFact | None:
    """The body's own rules at the first convening when they say; else the fact in force."""
    facts = queries.facts(body.territory)
    fact = rules.in_force(facts, rules.Assembly.BODY, meeting.convening, on=meeting.day)
    if body.quorum_percent is None or meeting.convening != 1:
        return fact
    return rules.QuorumFact(
        assembly=rules.Assembly.BODY,
        convening=1,
        over_percent=body.quorum_percent,
        valid_from=body.founded_on,
        source=body.founded_by,
        is_verified=True,
    )


@transaction.atomic
def hold_meeting(*, meeting: Meeting, present: Collection[int], actor: Actor, now: datetime) -> Meeting:
    """Record who came, once; the quorum is found by the fact in force on the day."""
    body = queries.locked_body(meeting.body)
    meeting = queries.locked_meeting(meeting)
    members = set(queries.members_on(body, meeting.day).values_list("pk", flat=True))
    refusal = rules.refuse_attendance(
        meeting.call, held_on=meeting.day, today=day_of(now), present=present, members=members
    )
    if refusal:
        raise Refused(refusal)
    fact = _fact(body, meeting)
    meeting.held_at, meeting.present, meeting.in_office = now, len(set(present)), len(members)
    meeting.needed = rules.needed(fact, len(members))
    meeting.has_quorum = rules.has_quorum(fact, present=meeting.present, in_office=len(members))
    meeting.quorum_source = fact.source if fact else ""
    meeting.quorum_verified = fact.is_verified if fact else False
    meeting.save()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member_id=key) for key in sorted(set(present)))
    record(
        body.territory_id, actor, "hold_meeting", f"meeting:{meeting.pk}", now, present=sorted(set(present))
    )
    return meeting
