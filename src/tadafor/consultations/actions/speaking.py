"""Contributions that are spoken: taken in, spoken again, written down by staff."""

from datetime import datetime

from django.db import transaction

from tadafor.consultations import notices, queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Contribution, Spoken
from tadafor.documents import actions as documents
from tadafor.documents.actions import Speech
from tadafor.documents.rules import Visibility as Heard
from tadafor.documents.rules import sounds
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


def keep_speech(
    contribution: Contribution, speech: Speech, *, actor: Actor, now: datetime, is_own: bool
) -> None:
    """Keep what was spoken with its contribution, which waits to be written down. Raises Refused."""
    recording = documents.take_recording(
        territory_id=contribution.consultation.territory_id,
        actor=actor,
        whole=speech.whole,
        kind=speech.kind,
        voice=speech.voice,
        trace=contribution.trace,
        is_own=is_own,
        now=now,
    )
    Spoken.objects.create(
        contribution=contribution,
        recording=recording,
        may_publish=speech.may_publish,
        typed=contribution.body,
    )
    traces.set_visibility(item=contribution.trace, visibility=Visibility.HELD)


@transaction.atomic
def speak_again(*, contribution: Contribution, speech: Speech, actor: Actor, now: datetime) -> Contribution:
    """Record again what could not be kept; what was sent in time still counts. Raises Refused."""
    contribution, spoken = _locked(contribution)
    refusal = rules.refuse_speaking_again(
        queries.speech_of(spoken, day_of(now)),
        is_author=actor.person_id is not None and contribution.author_id == actor.person_id,
    )
    if refusal:
        raise Refused(refusal)
    spoken.recording = documents.take_recording(
        territory_id=contribution.consultation.territory_id,
        actor=actor,
        whole=speech.whole,
        kind=speech.kind,
        voice=speech.voice,
        trace=contribution.trace,
        now=now,
    )
    spoken.may_publish = speech.may_publish
    spoken.save(update_fields=["recording", "may_publish"])
    record(contribution.consultation, actor, "speak_again", now, contribution=contribution.number)
    return contribution


@transaction.atomic
def write_down(
    *,
    contribution: Contribution,
    words: str,
    nothing_understood: bool,
    seen: int,
    actor: Actor,
    now: datetime,
) -> Contribution:
    """Make the words of a recording those of its contribution; the author is told. Raises Refused.

    The first time, it is shown, or held for the moderator, as the consultation announced.
    """
    contribution, spoken = _locked(contribution)
    words = rules.UNCLEAR if nothing_understood else clean(words)
    refusal = rules.refuse_writing_down(
        queries.speech_of(spoken, day_of(now)),
        words=words,
        nothing_understood=nothing_understood,
        seen=seen,
        revision=spoken.revision,
    )
    if refusal:
        raise Refused(refusal)
    is_first = spoken.revision == 0
    spoken.words, spoken.revision = words, spoken.revision + 1
    spoken.written_down_by_id, spoken.written_down_at = actor.signer, now
    spoken.save()
    _say(contribution, spoken)
    if is_first:
        _show(contribution, spoken, actor, now)
    record(contribution.consultation, actor, "write_down", now, contribution=contribution.number, words=words)
    notices.written_down(contribution, words, now=now)
    return contribution


def _locked(contribution: Contribution) -> tuple[Contribution, Spoken]:
    queries.locked(contribution.consultation)
    contribution = queries.locked_contribution(contribution)
    spoken = queries.locked_speech(contribution)
    if spoken is None:
        raise Refused(rules.SpeechRefusal.NOT_SPOKEN)
    return contribution, spoken


def _say(contribution: Contribution, spoken: Spoken) -> None:
    """What was typed beside the recording stays, above what was spoken."""
    contribution.body = "\n\n".join(part for part in (spoken.typed, spoken.words) if part)
    contribution.language = script_of(contribution.body)
    contribution.search_text, contribution.grams = search_text(contribution.body), grams(contribution.body)
    contribution.save(update_fields=["body", "language", "search_text", "grams"])
    traces.describe(trace=contribution.trace, title=contribution.trace.title, text=contribution.body)


def _show(contribution: Contribution, spoken: Spoken, actor: Actor, now: datetime) -> None:
    """Show the words, and the voice with them where its author said so (§ consultations-spoken-public)."""
    if spoken.may_publish:
        documents.publish_recording(recording=spoken.recording, visibility=Heard.PUBLIC, actor=actor, now=now)
    else:
        documents.keep_until(
            recording=spoken.recording, day=sounds.erased_on(day_of(now)), actor=actor, now=now
        )
    if contribution.trace.visibility != Visibility.HELD:
        return
    if contribution.consultation.moderation == rules.Moderation.BEFORE:
        moderation.hold(item=contribution.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
    else:
        traces.set_visibility(item=contribution.trace, visibility=Visibility.VISIBLE)
