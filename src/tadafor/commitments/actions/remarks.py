"""What people say under a commitment, and the answer to a correction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.commitments import notices, queries, rules
from tadafor.commitments.actions.plans import ROOM
from tadafor.commitments.actions.recording import ask, record
from tadafor.commitments.models import Commitment, Remark
from tadafor.commitments.rules import Claim, Outcome, PlanRefusal, RemarkKind, RemarkRefusal
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import clean, script_of
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@dataclass(frozen=True)
class _Words:
    kind: RemarkKind
    claim: Claim | None
    body: str


@transaction.atomic
def say(
    *,
    commitment: Commitment,
    kind: RemarkKind,
    body: str,
    actor: Actor,
    now: datetime,
    token: str,
    claim: Claim | None = None,
    photo: CleanFile | None = None,
) -> Remark:
    """Comment, or say what is not so; a form sent twice says it once. Raises Refused (§ commitments-12)."""
    held = queries.locked(commitment)
    ask(None if actor.is_signed_in else RemarkRefusal.SIGN_IN_FIRST)
    if done := queries.sent_with(actor.signer, token):
        return done
    body = clean(body)
    ask(
        rules.refuse_remark(
            kind,
            signed_in=actor.is_signed_in,
            is_public=held.plan.is_public and held.trace.visibility == Visibility.VISIBLE,
            body=body,
            claim=claim,
            today=queries.written_today(actor.signer, day_of(now)),
        )
    )
    ask(PlanRefusal.SUPERSEDED if held.plan.superseded_at else None)
    held.last_remark += 1
    held.save(update_fields=["last_remark"])
    made = _written(held, _Words(kind, claim, body), actor=actor, now=now, token=token)
    if photo is not None:
        documents.attach(
            territory_id=held.plan.territory_id,
            actor=actor,
            file=photo,
            title=held.title,
            trace=made.trace,
            now=now,
        )
    if held.plan.territory.moderation == Moderation.BEFORE:
        moderation.hold(item=made.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
        made.trace.visibility = Visibility.HELD
    record(held, actor, "say", now, number=made.number, kind=kind, claim=claim or "", words=body)
    if kind is RemarkKind.CORRECTION:
        notices.corrected(made, now=now)
    return made


def _written(
    held: Commitment,
    words: _Words,
    *,
    actor: Actor,
    now: datetime,
    token: str,
) -> Remark:
    language = script_of(words.body)
    trace = traces.open_trace(
        territory_id=held.plan.territory_id,
        room=ROOM,
        title=held.title,
        text=words.body,
        address=f"{held.trace.address}#remark-{held.last_remark}",
        language=language,
        visibility=Visibility.VISIBLE,
        now=now,
        author_id=actor.signer,
    )
    return Remark.objects.create(
        trace=trace,
        commitment=held,
        number=held.last_remark,
        kind=words.kind,
        claim=words.claim or "",
        body=words.body,
        language=language,
        author_id=actor.signer,
        channel=actor.channel,
        token=token,
        written_at=now,
    )


@transaction.atomic
def answer(*, remark: Remark, outcome: Outcome, words: str, actor: Actor, now: datetime) -> Remark:
    """Answer a correction in public, once. Raises Refused (§ commitments-12)."""
    held = queries.locked_remark(remark)
    ask(rules.refuse_staff(queries.who(held.commitment, actor)))
    words = clean(words)
    ask(
        rules.refuse_answer(
            rules.RemarkKind(held.kind),
            is_author=held.author_id == actor.person_id,
            is_answered=held.answered_at is not None,
            is_visible=held.trace.visibility == Visibility.VISIBLE,
            words=words,
        )
    )
    held.outcome, held.answer = outcome, words
    held.answered_at, held.answered_by_id = now, actor.person_id
    held.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    record(held.commitment, actor, "answer", now, number=held.number, outcome=outcome, words=words)
    notices.answered(held, now=now)
    return held
