"""Examination: similar contributions together, a decision each, drafted by one, approved by another."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tadafor.consultations import notices, queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import CommitteeMeeting, Consultation, Contribution, Decision, Group
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor


@transaction.atomic
def group_together(
    *, consultation: Consultation, numbers: list[int], title: str, actor: Actor, now: datetime
) -> Group:
    """Put contributions that say the same into one group, named ``title``; a group that exists grows."""
    consultation = queries.locked(consultation)
    if refusal := rules.refuse_bulk(chosen=len(numbers)):
        raise Refused(refusal)
    group, _ = Group.objects.get_or_create(consultation=consultation, title=clean_line(title))
    Contribution.objects.filter(consultation=consultation, number__in=numbers).update(group=group)
    record(consultation, actor, "group_together", now, group=group.pk, numbers=numbers)
    return group


@transaction.atomic
def ungroup(*, consultation: Consultation, numbers: list[int], actor: Actor, now: datetime) -> None:
    """Take contributions out of their group."""
    consultation = queries.locked(consultation)
    Contribution.objects.filter(consultation=consultation, number__in=numbers).update(group=None)
    Group.objects.filter(consultation=consultation, contributions__isnull=True).delete()
    record(consultation, actor, "ungroup", now, numbers=numbers)


@transaction.atomic
def draft_decision(
    *,
    contribution: Contribution,
    draft: rules.Draft,
    meeting: CommitteeMeeting | None,
    seen: int,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Draft the decision of one contribution, or draft it anew before it is approved.

    ``seen`` is the revision the drafter had before their eyes (0 when there was none). Raises
    Refused; of two who decide at once the second is refused with CHANGED_MEANWHILE.
    """
    consultation = queries.locked(contribution.consultation)
    contribution = queries.locked_contribution(contribution)
    decision = _drafted(consultation, contribution, draft, meeting=meeting, seen=seen, actor=actor, now=now)
    record(
        consultation,
        actor,
        "draft_decision",
        now,
        contribution=contribution.number,
        outcome=draft.outcome,
        reason=draft.reason,
    )
    return decision


@transaction.atomic
def decide_in_bulk(
    *,
    consultation: Consultation,
    numbers: list[int],
    draft: rules.Draft,
    meeting: CommitteeMeeting | None,
    actor: Actor,
    now: datetime,
) -> list[Decision]:
    """Draft the same decision for many; the report counts them as decided in bulk.

    All or nothing: one that was decided meanwhile refuses them all.
    """
    consultation = queries.locked(consultation)
    if refusal := rules.refuse_bulk(chosen=len(numbers)):
        raise Refused(refusal)
    batch = token()
    decisions = [
        _drafted(consultation, one, draft, meeting=meeting, seen=0, actor=actor, now=now, batch=batch)
        for one in queries.chosen(consultation, numbers)
    ]
    record(
        consultation,
        actor,
        "decide_in_bulk",
        now,
        numbers=numbers,
        outcome=draft.outcome,
        reason=draft.reason,
        batch=batch,
    )
    return decisions


def _drafted(
    consultation: Consultation,
    contribution: Contribution,
    draft: rules.Draft,
    *,
    meeting: CommitteeMeeting | None,
    seen: int,
    actor: Actor,
    now: datetime,
    batch: str = "",
) -> Decision:
    standing = queries.decision_of(contribution)
    refusal = rules.refuse_draft(
        draft,
        phase=rules.phase(consultation.window, today=day_of(now)),
        approved=standing is not None and standing.approved_at is not None,
        seen=seen,
        revision=standing.revision if standing else 0,
    )
    if refusal is None and contribution.withdrawn_at is not None:
        refusal = rules.DecisionRefusal.ONLY_ITS_AUTHOR_WITHDRAWS
    unwritten = rules.refuse_deciding(
        is_spoken=contribution.is_spoken,
        is_written_down=contribution.is_spoken and queries.is_written_down(contribution),
    )
    if unwritten:
        raise Refused(unwritten, number=contribution.number)
    if refusal:
        raise Refused(refusal, number=contribution.number)
    decision = standing or Decision(contribution=contribution, revision=0)
    decision.outcome = draft.outcome
    decision.reason = clean(draft.reason)
    decision.duplicate_of = _duplicate(consultation, contribution, draft)
    decision.meeting = meeting
    decision.in_favour, decision.against = draft.vote.in_favour, draft.vote.against
    decision.abstained, decision.batch = draft.vote.abstained, batch
    decision.revision, decision.sent_back_because = decision.revision + 1, ""
    decision.drafted_by_id, decision.drafted_at = actor.signer, now
    decision.save()
    return decision


def _duplicate(
    consultation: Consultation, contribution: Contribution, draft: rules.Draft
) -> Contribution | None:
    if draft.outcome is not rules.Outcome.DUPLICATE:
        return None
    original = queries.numbered(consultation, draft.duplicate_of or 0)
    if original is None or original.pk == contribution.pk:
        raise Refused(rules.DecisionRefusal.DUPLICATE_OF_NOTHING)
    return original


@transaction.atomic
def approve(
    *, consultation: Consultation, numbers: list[int], seen: Mapping[int, int], actor: Actor, now: datetime
) -> list[Decision]:
    """Approve drafted decisions; the authors are told. All or nothing. Raises Refused.

    ``seen`` gives, by number, the revision the approver read: nobody approves words they never saw.
    """
    consultation = queries.locked(consultation)
    if refusal := rules.refuse_bulk(chosen=len(numbers)):
        raise Refused(refusal)
    phase = rules.phase(consultation.window, today=day_of(now))
    allowed = queries.may_approve(actor, consultation)
    approved = []
    for contribution in queries.chosen(consultation, numbers):
        decision = queries.decision_of(contribution)
        refusal = rules.refuse_approval(
            phase=phase,
            drafted=decision is not None,
            approved=decision is not None and decision.approved_at is not None,
            drafted_by_approver=decision is not None and decision.drafted_by_id == actor.person_id,
            may_approve=allowed,
            seen=seen.get(contribution.number, 0),
            revision=decision.revision if decision is not None else 0,
        )
        if refusal or decision is None:
            raise Refused(refusal or rules.DecisionRefusal.NOTHING_TO_APPROVE, number=contribution.number)
        decision.approved_by_id, decision.approved_at = actor.person_id, now
        decision.save(update_fields=["approved_by", "approved_at"])
        approved.append(decision)
        notices.answered(consultation, contribution, decision, now=now)
    record(consultation, actor, "approve", now, numbers=numbers)
    return approved


@transaction.atomic
def send_back(*, contribution: Contribution, reason: str, actor: Actor, now: datetime) -> Decision:
    """Send a drafted decision back to its drafter with a reason; it stays a draft. Raises Refused."""
    consultation = queries.locked(contribution.consultation)
    decision = queries.decision_of(contribution)
    if not queries.may_approve(actor, consultation):
        raise Refused(rules.DecisionRefusal.NOT_DELEGATED)
    if decision is None or decision.approved_at is not None:
        raise Refused(rules.DecisionRefusal.NOTHING_TO_APPROVE)
    if not clean(reason):
        raise Refused(rules.DecisionRefusal.REASON_MISSING)
    decision.sent_back_because = clean(reason)
    decision.revision += 1
    decision.save(update_fields=["sent_back_because", "revision"])
    record(consultation, actor, "send_back", now, contribution=contribution.number, reason=reason)
    return decision
