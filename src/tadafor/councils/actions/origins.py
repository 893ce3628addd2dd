"""What a point answers, in its own room: a petition, a consultation. Each moves by the verbs of its room.

A draft agenda moves nothing, since points come and go in it: a petition is placed when the members are
convened, and answered when the council votes.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.consultations import actions as consulting
from tadafor.consultations import queries as consultations
from tadafor.councils import rules
from tadafor.councils.models import AgendaItem, Decision, Session
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.petitions import actions as petitioning
from tadafor.petitions import queries as petitions
from tadafor.petitions.rules import WHEN as PETITION_MOVES
from tadafor.petitions.rules import Act, Result, State, Votes
from tadafor.ui.formatting import day

if TYPE_CHECKING:
    from tadafor.petitions.queries import Petition
    from tadafor.traces.queries import Trace

PETITIONS, CONSULTATIONS = "petitions", "consultations"
_RESULTS = {rules.Outcome.ADOPTED: Result.ADOPTED, rules.Outcome.REJECTED: Result.REJECTED}


def kind_of(origin: "Trace", told: rules.ItemKind) -> rules.ItemKind:
    """What a point is follows from what it answers, whatever was typed."""
    kinds = {PETITIONS: rules.ItemKind.PETITION, CONSULTATIONS: rules.ItemKind.CONSULTATION}
    return kinds.get(origin.room, told)


def refuse_origin(session: Session, origin: "Trace", *, reason: str, now: datetime) -> None:
    """Raise Refused for a petition that was not accepted, a text that was not concluded (§ councils-27)."""
    if origin.room == PETITIONS:
        petition = petitions.petition_of_trace(origin.pk)
        _refuse_petition(session, petition, reason=reason, now=now)
    if origin.room == CONSULTATIONS and origin.pk not in {one.trace_id for one in consultations.to_adopt()}:
        raise Refused(rules.ItemRefusal.NOT_CONCLUDED)


def _refuse_petition(session: Session, petition: "Petition | None", *, reason: str, now: datetime) -> None:
    if petition is None or petition.standing not in PETITION_MOVES[Act.AGENDA]:
        raise Refused(rules.ItemRefusal.NOT_ACCEPTED, title=petition.title if petition else "")
    accepted_on = petition.answer.accepted_on or day_of(now)
    expected = petitions.expected_session(petition, accepted_on)
    refusal = rules.refuse_petition_session(
        opens_on=session.opens_on,
        expected=expected,
        placed_on=petition.answer.session_on,
        reason=reason,
    )
    if refusal:
        raise Refused(refusal, expected=day(expected))


@transaction.atomic
def carry(item: AgendaItem, session: Session, *, actor: Actor, now: datetime) -> None:
    """Let the petition behind a point know its session, once the members are convened (§ councils-27)."""
    petition = petitions.petition_of_trace(item.origin_id or 0)
    if petition is None:
        return
    _refuse_petition(session, petition, reason=item.explanation, now=now)
    if petition.answer.session_on != session.opens_on or petition.standing is not State.AGENDA:
        petitioning.place_on_agenda(
            petition=petition, opens_on=session.opens_on, reason=item.explanation, actor=actor, now=now
        )


@transaction.atomic
def follow_session(item: AgendaItem, session: Session, *, reason: str, actor: Actor, now: datetime) -> None:
    """A session that is put off takes its petitions along to the new day (§ councils-27)."""
    petition = petitions.petition_of_trace(item.origin_id or 0)
    if petition is not None and petition.standing is State.AGENDA:
        petitioning.place_on_agenda(
            petition=petition, opens_on=session.opens_on, reason=reason, actor=actor, now=now
        )


@transaction.atomic
def answer(item: AgendaItem, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """Let what a point answers have its result: deliberated, or adopted (§ councils-28).

    A point put off leaves a petition on the agenda, to be placed again.
    """
    outcome = rules.Outcome(decision.outcome)
    petition = petitions.petition_of_trace(item.origin_id or 0)
    if petition is not None and petition.standing is State.AGENDA and outcome in _RESULTS:
        petitioning.record_deliberation(
            petition=petition,
            held_on=decision.voted_on,
            result=_RESULTS[outcome],
            votes=_votes(decision),
            text=decision.text,
            decision_number=decision.number,
            by_session=True,
            actor=actor,
            now=now,
        )
    consultation = consultations.consultation_of_trace(item.origin_id or 0)
    is_waiting = consultation is not None and consultation.adopted_on is None
    if consultation is not None and is_waiting and outcome is rules.Outcome.ADOPTED:
        consulting.record_adoption(
            consultation=consultation,
            session=item.session.name,
            adopted_on=decision.voted_on,
            decision_number=decision.number,
            note=decision.text,
            actor=actor,
            now=now,
        )


def _votes(decision: Decision) -> Votes:
    return Votes(
        decision.in_favour,
        decision.against,
        decision.abstained,
        decision.present,
        tie_broken=decision.tie_broken,
    )


@transaction.atomic
def correct_answer(item: AgendaItem, decision: Decision, *, reason: str, actor: Actor, now: datetime) -> None:
    """Let what a point answered have the corrected voices, text and number (§ councils-33)."""
    outcome = rules.Outcome(decision.outcome)
    petition = petitions.petition_of_trace(item.origin_id or 0)
    if petition is not None and petition.answer.deliberated_on == decision.voted_on and outcome in _RESULTS:
        petitioning.correct_deliberation(
            petition=petition,
            votes=_votes(decision),
            text=decision.text,
            decision_number=decision.number,
            reason=reason,
            actor=actor,
            now=now,
        )
    consultation = consultations.consultation_of_trace(item.origin_id or 0)
    was_adopted = consultation is not None and consultation.adopted_on == decision.voted_on
    if consultation is not None and was_adopted and outcome is rules.Outcome.ADOPTED:
        consulting.correct_adoption(
            consultation=consultation,
            decision_number=decision.number,
            note=decision.text,
            reason=reason,
            actor=actor,
            now=now,
        )
