"""Opinions: begun, drafted, adopted, sent, answered, followed up. Placing is a point of an agenda."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tadafor.councils import notices, queries, rules
from tadafor.councils.actions.recording import record
from tadafor.councils.models import Body, Draft, FollowUp, Meeting, Opinion, WorkingGroupSeat
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@dataclass(frozen=True, kw_only=True)
class OpinionFacts:
    """What the opinion is about and who wanted it."""

    slug: str
    title: str
    question: str
    origin: rules.Origin
    begun_on: date


@transaction.atomic
def begin_opinion(
    *, body: Body, facts: OpinionFacts, actor: Actor, now: datetime, is_demonstration: bool = False
) -> Opinion:
    """Open a question in a body; the public sees it once adopted."""
    body = queries.locked_body(body)
    refusal = rules.refuse_opinion(
        question=facts.question,
        has_ended=body.ended_on is not None,
        is_taken=queries.opinion_at(facts.slug) is not None,
        begun_on=facts.begun_on,
        today=day_of(now),
    )
    if refusal:
        raise Refused(refusal)
    place = territories.slug_of(body.territory_id)
    trace = traces.open_trace(
        territory_id=body.territory_id,
        room="councils",
        title=facts.title,
        text=facts.question,
        address=f"/{place}/councils/opinions/{facts.slug}/",
        language="ar",
        visibility=Visibility.HELD,
        now=now,
    )
    opinion = Opinion.objects.create(
        territory_id=body.territory_id,
        body=body,
        trace=trace,
        is_demonstration=is_demonstration,
        **vars(facts),
    )
    record(body.territory_id, actor, "begin_opinion", f"opinion:{opinion.pk}", now, **vars(facts))
    return opinion


@transaction.atomic
def form_group(*, opinion: Opinion, members: Collection[int], actor: Actor, now: datetime) -> Opinion:
    """Say which members work on an opinion; only members of the body do."""
    opinion = queries.locked_opinion(opinion)
    if opinion.adopted_on is not None:
        raise Refused(rules.OpinionRefusal.ALREADY_ADOPTED)
    known = set(queries.members_on(opinion.body, day_of(now)).values_list("pk", flat=True))
    if set(members) - known:
        raise Refused(rules.OpinionRefusal.NOT_ITS_MEMBER)
    opinion.working_group.all().delete()
    WorkingGroupSeat.objects.bulk_create(
        WorkingGroupSeat(opinion=opinion, member_id=key) for key in sorted(set(members))
    )
    subject = f"opinion:{opinion.pk}"
    record(opinion.territory_id, actor, "form_group", subject, now, members=sorted(set(members)))
    return opinion


@transaction.atomic
def write_draft(*, opinion: Opinion, text: str, seen: int, actor: Actor, now: datetime) -> Draft:
    """Keep a new draft over the one that was read (``seen``, its number; 0 for none)."""
    opinion = queries.locked_opinion(opinion)
    last = queries.last_draft(opinion)
    number = last.number if last else 0
    refusal = rules.refuse_draft(
        queries.course_of(opinion),
        text=text,
        may_write=queries.may_write(opinion, actor, day_of(now)),
        seen=seen,
        last=number,
    )
    if refusal:
        raise Refused(refusal)
    draft = Draft.objects.create(
        opinion=opinion, number=number + 1, text=text, written_by_id=actor.signer, written_at=now
    )
    subject = f"opinion:{opinion.pk}"
    record(opinion.territory_id, actor, "write_draft", subject, now, number=draft.number, text=text)
    return draft


@transaction.atomic
def adopt_opinion(
    *, opinion: Opinion, meeting: Meeting, vote: rules.Vote, actor: Actor, now: datetime
) -> Opinion:
    """Keep the body's vote on its last draft; the opinion becomes public (§ opinions-4)."""
    meeting = queries.locked_meeting(meeting)
    opinion = queries.locked_opinion(opinion)
    draft = queries.last_draft(opinion)
    if meeting.body_id != opinion.body_id:
        raise Refused(rules.OpinionRefusal.NOT_HELD)
    refusal = rules.refuse_adoption(
        queries.course_of(opinion),
        rules.Vote(meeting.present, vote.in_favour, vote.against, vote.abstained),
        met_on=meeting.day,
        begun_on=opinion.begun_on,
        is_held=meeting.held_at is not None,
        has_quorum=meeting.has_quorum,
    )
    if refusal or draft is None:
        raise Refused(refusal or rules.OpinionRefusal.NO_TEXT)
    opinion.text, opinion.meeting, opinion.adopted_on = draft.text, meeting, meeting.day
    opinion.in_favour, opinion.against, opinion.abstained = vote.in_favour, vote.against, vote.abstained
    opinion.save()
    traces.describe(trace=opinion.trace, title=opinion.title, text=draft.text)
    traces.set_visibility(item=opinion.trace, visibility=Visibility.VISIBLE)
    record(opinion.territory_id, actor, "adopt_opinion", f"opinion:{opinion.pk}", now, draft=draft.number)
    return opinion


@transaction.atomic
def send_opinion(*, opinion: Opinion, sent_on: date, reference: str, actor: Actor, now: datetime) -> Opinion:
    """Say when it went to the president of the council; those who prepare sessions are told."""
    opinion = queries.locked_opinion(opinion)
    if refusal := rules.refuse_sending(queries.course_of(opinion), on=sent_on, today=day_of(now)):
        raise Refused(refusal)
    opinion.sent_on, opinion.reference = sent_on, reference
    opinion.save(update_fields=["sent_on", "reference"])
    record(opinion.territory_id, actor, "send_opinion", f"opinion:{opinion.pk}", now, sent_on=sent_on)
    notices.sent(opinion, now=now)
    return opinion


@transaction.atomic
def answer_opinion(
    *, opinion: Opinion, answer: rules.Answer, reason: str, actor: Actor, now: datetime
) -> Opinion:
    """Keep the reasoned answer of the council; those who follow and the members are told."""
    opinion = queries.locked_opinion(opinion)
    deliberated = opinion.item is not None and hasattr(opinion.item, "decision")
    refusal = rules.refuse_answer(queries.course_of(opinion), reason=reason, is_deliberated=deliberated)
    if refusal:
        raise Refused(refusal)
    opinion.answer, opinion.answer_reason, opinion.answered_on = answer, reason, day_of(now)
    opinion.save(update_fields=["answer", "answer_reason", "answered_on"])
    subject = f"opinion:{opinion.pk}"
    record(opinion.territory_id, actor, "answer_opinion", subject, now, reason=reason, answer=answer)
    notices.answered(opinion, now=now)
    return opinion


@transaction.atomic
def tell_follow_up(
    *, opinion: Opinion, happened_on: date, words: str, actor: Actor, now: datetime
) -> FollowUp:
    """Add what was done of the answer, in public."""
    opinion = queries.locked_opinion(opinion)
    course = queries.course_of(opinion)
    if refusal := rules.refuse_follow_up(course, words=words, on=happened_on, today=day_of(now)):
        raise Refused(refusal)
    made = FollowUp.objects.create(opinion=opinion, happened_on=happened_on, words=words)
    record(opinion.territory_id, actor, "tell_follow_up", f"opinion:{opinion.pk}", now, words=words)
    notices.followed_up(opinion, made, now=now)
    return made
