"""Ideas that are spoken: kept, spoken again, written down by staff."""

from datetime import datetime

from django.db import transaction

from tadafor.budgets import notices, queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Idea, IdeaSpoken
from tadafor.budgets.rules import speaking
from tadafor.budgets.rules.speaking import SpeechRefusal
from tadafor.documents import actions as documents
from tadafor.documents.actions import Speech
from tadafor.documents.rules import Visibility as Heard
from tadafor.documents.rules import sounds
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, script_of, search_text
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


def keep_speech(idea: Idea, speech: Speech, *, actor: Actor, now: datetime, is_own: bool) -> None:
    """Keep what was spoken with its idea, which waits to be written down. Raises Refused."""
    recording = documents.take_recording(
        territory_id=idea.trace.territory_id,
        actor=actor,
        whole=speech.whole,
        kind=speech.kind,
        voice=speech.voice,
        trace=idea.trace,
        is_own=is_own,
        now=now,
    )
    IdeaSpoken.objects.create(idea=idea, recording=recording, may_publish=speech.may_publish, typed=idea.body)
    traces.set_visibility(item=idea.trace, visibility=Visibility.HELD)


@transaction.atomic
def speak_again(*, idea: Idea, speech: Speech, actor: Actor, now: datetime) -> Idea:
    """Record again what could not be kept; what was sent in time still counts. Raises Refused."""
    idea, spoken = _locked(idea)
    refusal = speaking.refuse_speaking_again(
        queries.speech_of(idea, spoken),
        is_author=idea.author_id is not None and idea.author_id == actor.person_id,
    )
    if refusal:
        raise Refused(refusal)
    spoken.recording = documents.take_recording(
        territory_id=idea.trace.territory_id,
        actor=actor,
        whole=speech.whole,
        kind=speech.kind,
        voice=speech.voice,
        trace=idea.trace,
        now=now,
    )
    spoken.may_publish = speech.may_publish
    spoken.save(update_fields=["recording", "may_publish"])
    record(idea.edition, actor, "speak_again", now, subject=f"idea:{idea.pk}")
    return idea


@transaction.atomic
def write_down(*, idea: Idea, written: speaking.Written, actor: Actor, now: datetime) -> Idea:
    """Make the words of a recording those of its idea; the author is told. Raises Refused.

    The first time the idea is shown, or held for the moderator, as the territory reads.
    """
    idea, spoken = _locked(idea)
    words = sounds.UNCLEAR if written.nothing_understood else clean(written.words)
    title = clean_line(written.title) or idea.title
    heard = speaking.Written(clean_line(written.title), words, written.nothing_understood, written.seen)
    refusal = speaking.refuse_writing_down(queries.speech_of(idea, spoken), heard, revision=spoken.revision)
    if refusal:
        raise Refused(refusal)
    is_first = spoken.revision == 0
    spoken.words, spoken.revision = words, spoken.revision + 1
    spoken.written_down_by_id, spoken.written_down_at = actor.signer, now
    spoken.save()
    _say(idea, title, spoken)
    if is_first:
        _show(idea, spoken, actor, now)
    record(idea.edition, actor, "write_down", now, subject=f"idea:{idea.pk}", title=title, words=words)
    notices.written_down(idea, words, now=now)
    return idea


def _locked(idea: Idea) -> tuple[Idea, IdeaSpoken]:
    queries.locked(idea.edition)
    idea = queries.locked_idea(idea)
    spoken = queries.locked_speech(idea)
    if spoken is None:
        raise Refused(SpeechRefusal.NOTHING_TO_REPEAT)
    return idea, spoken


def _say(idea: Idea, title: str, spoken: IdeaSpoken) -> None:
    """What was typed beside the recording stays, above what was spoken."""
    idea.title, idea.body = title, "\n\n".join(part for part in (spoken.typed, spoken.words) if part)
    told = f"{idea.title}\n{idea.body}"
    idea.language, idea.search_text, idea.grams = script_of(told), search_text(told), grams(told)
    idea.save(update_fields=["title", "body", "language", "search_text", "grams"])
    traces.describe(trace=idea.trace, title=idea.title, text=told)


def _show(idea: Idea, spoken: IdeaSpoken, actor: Actor, now: datetime) -> None:
    """Show the words, and the voice with them where its author said so (§ budgets-voice-public)."""
    if spoken.may_publish:
        documents.publish_recording(recording=spoken.recording, visibility=Heard.PUBLIC, actor=actor, now=now)
    else:
        documents.keep_until(
            recording=spoken.recording, day=sounds.erased_on(day_of(now)), actor=actor, now=now
        )
    if idea.trace.visibility != Visibility.HELD:
        return
    if idea.edition.territory.moderation == Moderation.BEFORE:
        moderation.hold(item=idea.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
    else:
        traces.set_visibility(item=idea.trace, visibility=Visibility.VISIBLE)
