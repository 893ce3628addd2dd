"""Votes, the steps after them, and the end of a session."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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

    def vote(self, sitting: Sitting | None) -> rules.Vote:
        """Return the voices; all of a sitting were there, when no other number is told."""
        present = self.present
        if present is None:
            present = sitting.present if sitting else 0
        return rules.Vote(present, self.in_favour, self.against, self.abstained, tie_broken=self.tie_broken)

    def columns(self, item: AgendaItem, sitting: Sitting) -> dict[str, Any]:
        """Return the columns of the decision on a point, with what the register searches it by."""
        said = f"{self.number} {item.title}"
        there = {"present": self.vote(sitting).present}
        return vars(self) | there | {"search_text": search_text(said), "grams": grams(said)}


@transaction.atomic
def decide(*, item: AgendaItem, facts: VoteFacts, actor: Actor, now: datetime) -> Decision:
    """Keep what the council made of a point at its last sitting; those who follow hear of it."""
    territories.locked(item.session.territory_id)
    session = queries.locked_session(item.session)
    sitting = queries.last_sitting(session)
    vote = facts.vote(sitting)
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
    decision = Decision.objects.create(
        territory_id=session.territory_id,
        item=item,
        sitting=sitting,
        year=sitting.held_on.year,
        voted_on=sitting.held_on,
        **facts.columns(item, sitting),
    )
    answer(item, decision, actor=actor, now=now)
    record(session.territory_id, actor, "decide", f"point:{item.pk}", now, **vars(facts))
    notices.decided(item, decision, now=now)
    return decision


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
    decision = queries.locked_decision(item)
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
