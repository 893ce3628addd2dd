"""Votes, the steps after them, and the end of a session."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tadafor.councils import notices, queries, rules
from tadafor.councils.actions.origins import answer
from tadafor.councils.actions.recording import record
from tadafor.councils.models import AgendaItem, Decision, Session, Sitting, StepTaken
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text
from tadafor.people.actor import Actor
from tadafor.territories import queries as territories


@dataclass(frozen=True, kw_only=True)
class VoteFacts:
    """What the council made of a point."""

    outcome: rules.Outcome
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    tie_broken: bool = False
    present: int | None = None
    number: str = ""
    text: str = ""
    needs_visa: bool = False


@transaction.atomic
def decide(*, item: AgendaItem, facts: VoteFacts, actor: Actor, now: datetime) -> Decision:
    """Keep what the council made of a point at its last sitting; those who follow hear of it."""
    territories.locked(item.session.territory_id)
    session = queries.locked_session(item.session)
    sitting = queries.last_sitting(session)
    vote = _vote(facts, sitting)
    refusal = rules.refuse_vote(
        facts.outcome,
        vote,
        sitting.fact if sitting else None,
        number=facts.number,
        is_decided=Decision.objects.filter(item=item).exists(),
        is_petition=item.kind == rules.ItemKind.PETITION and item.origin_id is not None,
    )
    if refusal or sitting is None:
        told = {"voices": max(vote.voices, vote.present), "present": sitting.present if sitting else 0}
        raise Refused(refusal or rules.VoteRefusal.NO_SITTING, **told)
    if queries.number_taken(session.territory_id, sitting.held_on.year, facts.number):
        raise Refused(rules.VoteRefusal.NUMBER_TAKEN)
    said = f"{facts.number} {item.title}"
    decision = Decision.objects.create(
        territory_id=session.territory_id,
        search_text=search_text(said),
        grams=grams(said),
        item=item,
        sitting=sitting,
        year=sitting.held_on.year,
        voted_on=sitting.held_on,
        **(vars(facts) | {"present": vote.present}),
    )
    answer(item, decision, actor=actor, now=now)
    record(session.territory_id, actor, "decide", f"point:{item.pk}", now, **vars(facts))
    notices.decided(item, decision, now=now)
    return decision


def _vote(facts: VoteFacts, sitting: Sitting | None) -> rules.Vote:
    present = facts.present
    if present is None:
        present = sitting.present if sitting else 0
    return rules.Vote(present, facts.in_favour, facts.against, facts.abstained, tie_broken=facts.tie_broken)


@transaction.atomic
def take_step(
    *,
    item: AgendaItem,
    step: rules.AfterVote,
    taken_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> StepTaken:
    """Date a step of a decision after its vote; those who follow hear of a refusal, and why."""
    session = queries.locked_session(item.session)
    decision = Decision.objects.select_for_update().filter(item=item).first()
    if decision is None:
        raise Refused(rules.VoteRefusal.NO_DECISION)
    refusal = rules.refuse_step(
        step,
        done=queries.steps_done(decision),
        on=taken_on,
        needs_visa=decision.needs_visa,
        today=day_of(now),
        reason=reason,
    )
    if refusal:
        raise Refused(refusal)
    reason = reason if step is rules.AfterVote.REFUSED else ""
    made = StepTaken.objects.create(
        decision=decision, step=step, taken_on=taken_on, reference=reference, reason=reason
    )
    subject = f"point:{item.pk}"
    record(
        session.territory_id, actor, "take_step", subject, now, reason=reason, step=step, taken_on=taken_on
    )
    if step is rules.AfterVote.REFUSED:
        notices.sent_back(item, made, now=now)
    return made


@transaction.atomic
def close_session(*, session: Session, actor: Actor, now: datetime) -> Session:
    """Close a session whose points all have their outcome."""
    session = queries.locked_session(session)
    refusal = rules.refuse_closing(queries.phase_of(session), undecided=queries.undecided(session))
    if refusal:
        raise Refused(refusal)
    session.closed_on = day_of(now)
    session.save(update_fields=["closed_on"])
    record(session.territory_id, actor, "close_session", f"session:{session.pk}", now)
    return session
