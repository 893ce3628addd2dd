"""Corrections of who was there and of how the council voted; each in the open (§ councils-33)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tadafor.councils import queries, rules
from tadafor.councils.actions.deciding import VoteFacts
from tadafor.councils.actions.origins import correct_answer
from tadafor.councils.actions.recording import record
from tadafor.councils.models import (
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    Meeting,
    Sitting,
    StepTaken,
)
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories


@dataclass(frozen=True, kw_only=True)
class Presence:
    """How many were at a sitting of the council."""

    present: int
    women_present: int | None = None
    excused: int = 0


def _keep(
    territory_id: int, before: Mapping[str, Any], *, reason: str, actor: Actor, now: datetime, **what: object
) -> None:
    Correction.objects.create(
        territory_id=territory_id,
        before=dict(before),
        reason=reason,
        corrected_by_id=actor.signer,
        corrected_at=now,
        **what,
    )


def _is_done(of: Meeting | Sitting | Decision, *, is_same: bool, reason: str, seen: int) -> bool:
    """Whether this very correction stands already; raise Refused where it is none, or over another's."""
    made = queries.corrections_of(of).count()
    if rules.is_done_already(is_same=is_same, seen=seen, made=made):
        return True
    _ask(rules.refuse_words(reason=reason, is_same=is_same, seen=seen, made=made))
    return False


def _ask(refusal: rules.CorrectionRefusal | rules.VoteRefusal | None) -> None:
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def correct_attendance(
    *, meeting: Meeting, present: Collection[int], reason: str, seen: int, actor: Actor, now: datetime
) -> Meeting:
    """Say otherwise who came to a body's meeting; the number that was needed stays.

    ``seen`` is how many corrections of it were read. Raises Refused.
    """
    body = queries.locked_body(meeting.body)
    meeting = queries.locked_meeting(meeting)
    reason, came, before = clean_line(reason), set(present), queries.present_at(meeting)
    _ask(queries.bars_attendance(meeting))
    if _is_done(meeting, is_same=came == before, reason=reason, seen=seen):
        return meeting
    members = set(queries.members_on(body, meeting.day, or_one_of=before).values_list("pk", flat=True))
    if came - members or len(came) > meeting.in_office:
        raise Refused(rules.MeetingRefusal.NOT_A_MEMBER)
    figures = {"present": meeting.present, "has_quorum": meeting.has_quorum}
    has_quorum = len(came) >= meeting.needed
    _ask(
        rules.refuse_presence(
            queries.reliance_on_meeting(meeting),
            present=len(came),
            had_quorum=meeting.has_quorum,
            has_quorum=has_quorum,
        )
    )
    meeting.present, meeting.has_quorum = len(came), has_quorum
    meeting.save(update_fields=["present", "has_quorum"])
    Attendance.objects.filter(meeting=meeting).delete()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, member_id=key) for key in sorted(came))
    _keep(body.territory_id, figures, reason=reason, actor=actor, now=now, meeting=meeting)
    subject = f"meeting:{meeting.pk}"
    record(body.territory_id, actor, "correct_attendance", subject, now, reason=reason, present=sorted(came))
    return meeting


@transaction.atomic
def correct_sitting(
    *, sitting: Sitting, presence: Presence, reason: str, seen: int, actor: Actor, now: datetime
) -> Sitting:
    """Say otherwise how many were at a sitting; the number that was needed stays.

    ``seen`` is how many corrections of it were read. Raises Refused.
    """
    session = queries.locked_session(sitting.session)
    sitting = Sitting.objects.get(pk=sitting.pk)
    reason = clean_line(reason)
    before = {name: getattr(sitting, name) for name in vars(presence)}
    _ask(queries.bars_sitting(session))
    if _is_done(sitting, is_same=before == vars(presence), reason=reason, seen=seen):
        return sitting
    if refusal := rules.refuse_heads(
        present=presence.present, excused=presence.excused, members=session.members_in_office
    ):
        raise Refused(refusal)
    has_quorum = presence.present >= sitting.needed
    _ask(
        rules.refuse_presence(
            queries.reliance_on_sitting(sitting),
            present=presence.present,
            had_quorum=sitting.has_quorum,
            has_quorum=has_quorum,
        )
    )
    figures = before | {"has_quorum": sitting.has_quorum}
    for name, value in (vars(presence) | {"has_quorum": has_quorum}).items():
        setattr(sitting, name, value)
    sitting.save(update_fields=[*vars(presence), "has_quorum"])
    _keep(session.territory_id, figures, reason=reason, actor=actor, now=now, sitting=sitting)
    subject = f"session:{session.pk}"
    record(session.territory_id, actor, "correct_sitting", subject, now, reason=reason, **vars(presence))
    return sitting


@transaction.atomic
def correct_vote(
    *, item: AgendaItem, facts: VoteFacts, reason: str, seen: int, actor: Actor, now: datetime
) -> Decision:
    """Say otherwise how the council voted on a point; what the point answers follows.

    The outcome stays where the point answers something, since it was told. ``seen`` is how many corrections
    of it were read. Raises Refused.
    """
    territories.locked(item.session.territory_id)
    session = queries.locked_session(item.session)
    decision = queries.locked_decision(item)
    reason = clean_line(reason)
    _ask(queries.bars_vote_correction(session, decision))
    if decision is None:
        raise Refused(rules.CorrectionRefusal.NOT_RECORDED)
    facts = replace(facts, present=facts.vote(decision.sitting).present)
    before = {name: getattr(decision, name) for name in vars(facts)}
    if _is_done(decision, is_same=before == vars(facts), reason=reason, seen=seen):
        return decision
    outcome = rules.Outcome(decision.outcome)
    _ask(rules.refuse_outcome(before=outcome, after=facts.outcome, answers=item.origin_id is not None))
    _refuse_vote(item, decision, facts)
    for name, value in facts.columns(item, decision.sitting).items():
        setattr(decision, name, value)
    decision.save()
    correct_answer(item, decision, reason=reason, actor=actor, now=now)
    _keep(session.territory_id, before, reason=reason, actor=actor, now=now, decision=decision)
    record(session.territory_id, actor, "correct_vote", f"point:{item.pk}", now, reason=reason, **vars(facts))
    return decision


def _refuse_vote(item: AgendaItem, decision: Decision, facts: VoteFacts) -> None:
    vote = facts.vote(decision.sitting)
    refusal = rules.refuse_vote(
        facts.outcome,
        vote,
        decision.sitting.fact,
        number=facts.number,
        is_decided=False,
        is_petition=item.kind == rules.ItemKind.PETITION and item.origin_id is not None,
    )
    if refusal:
        told = {"voices": max(vote.voices, vote.present), "present": decision.sitting.present}
        raise Refused(refusal, **told)
    if queries.number_taken(decision.territory_id, decision.year, facts.number, but=decision.pk):
        raise Refused(rules.VoteRefusal.NUMBER_TAKEN)


@transaction.atomic
def correct_step(
    *,
    item: AgendaItem,
    step: rules.AfterVote,
    taken_on: date | None,
    reference: str,
    reason: str,
    seen: int,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Date a step after the vote otherwise, or take it back: no ``taken_on`` says that it was none.

    ``seen`` is how many corrections of the decision were read. Raises Refused.
    """
    session = queries.locked_session(item.session)
    decision = queries.locked_decision(item)
    taken = queries.step_taken(decision, step)
    reason, reference = clean_line(reason), clean_line(reference)
    if decision is None or (taken is None and (taken_on or not queries.was_taken_back(decision, step))):
        raise Refused(rules.CorrectionRefusal.NOT_RECORDED)
    is_same = (taken.taken_on, taken.reference) == (taken_on, reference) if taken else True
    if _is_done(decision, is_same=is_same, reason=reason, seen=seen) or taken is None:
        return decision
    _ask(_refuse_step(decision, step, taken_on, now))
    before = {"step": step, "taken_on": taken.taken_on.isoformat(), "reference": taken.reference}
    _date_again(taken, taken_on, reference)
    _keep(session.territory_id, before, reason=reason, actor=actor, now=now, decision=decision)
    facts = {"step": step, "taken_on": taken_on}
    record(session.territory_id, actor, "correct_step", f"point:{item.pk}", now, reason=reason, **facts)
    return decision


def _refuse_step(
    decision: Decision, step: rules.AfterVote, taken_on: date | None, now: datetime
) -> rules.CorrectionRefusal | rules.VoteRefusal | None:
    done, visa = queries.steps_done(decision), decision.needs_visa
    if taken_on is None:
        return rules.refuse_step_undone(step, done=done, needs_visa=visa)
    return rules.refuse_step_again(step, done=done, on=taken_on, needs_visa=visa, today=day_of(now))


def _date_again(taken: StepTaken, taken_on: date | None, reference: str) -> None:
    if taken_on is None:
        taken.delete()
        return
    taken.taken_on, taken.reference = taken_on, reference
    taken.save(update_fields=["taken_on", "reference"])
