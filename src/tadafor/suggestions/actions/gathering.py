"""Ideas that gather support: backing, putting together, taking apart, what a suggestion became."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tadafor.documents import actions as documents
from tadafor.documents import queries as attached
from tadafor.documents.actions import CleanFile
from tadafor.documents.queries import Document
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, script_of, search_text
from tadafor.people.actor import Actor
from tadafor.suggestions import notices, queries, rules
from tadafor.suggestions.actions.letters import write_letter
from tadafor.suggestions.actions.recording import ask, held_for, record, step
from tadafor.suggestions.models import (
    Suggestion,
    SuggestionOriginal,
    SuggestionSettings,
    SuggestionStep,
    SuggestionSupport,
)
from tadafor.suggestions.rules import Act, PathRefusal, State
from tadafor.traces import actions as traces
from tadafor.traces.models import Trace
from tadafor.traces.rules import Becoming, Visibility
from tadafor.translations import actions as translations


@transaction.atomic
def back(*, suggestion: Suggestion, actor: Actor, now: datetime) -> Suggestion:
    """Stand behind a suggestion; past the threshold a session owes it an answer. Raises Refused."""
    held = queries.locked(suggestion)
    ask(
        rules.refuse_backing(
            held.sort,
            held.standing,
            signed_in=actor.is_signed_in,
            is_author=queries.is_author(held, actor),
            is_visible=held.trace.visibility == Visibility.VISIBLE,
        )
    )
    _, is_new = SuggestionSupport.objects.get_or_create(
        suggestion=held, person_id=actor.signer, defaults={"since": now}
    )
    if is_new:
        _recounted(held, now)
        record(held, actor, "back", now)
    return held


@transaction.atomic
def unback(*, suggestion: Suggestion, actor: Actor, now: datetime) -> Suggestion:
    """Stand behind it no more; what a session owes by then, it still owes."""
    held = queries.locked(suggestion)
    ask(None if actor.is_signed_in else PathRefusal.SIGN_IN_FIRST)
    gone, _ = SuggestionSupport.objects.filter(suggestion=held, person_id=actor.signer).delete()
    if gone:
        _recounted(held, now)
        record(held, actor, "unback", now)
    return held


def _recounted(held: Suggestion, now: datetime) -> None:
    held.supports_count = SuggestionSupport.objects.filter(suggestion=held).count()
    threshold = queries.settings_of(held.territory_id).threshold
    owes = held.session_owed_at is None and rules.owes_a_session(held.supports_count, threshold)
    if owes:
        held.session_owed_at = now
    held.save(update_fields=["supports_count", "session_owed_at"])
    if owes:
        notices.session_owed(held, now=now)


@transaction.atomic
def answer_at_session(
    *, suggestion: Suggestion, on: date, words: str, actor: Actor, now: datetime
) -> Suggestion:
    """Publish what the council answered to what so many stand behind. Raises Refused."""
    held = held_for(suggestion, actor, Act.SESSION)
    ask(None if held.session_owed_at else PathRefusal.NOT_OWED)
    words = clean(words)
    ask(rules.refuse_reason(words))
    held.session_on, held.session_answer, held.changed_at = on, words, now
    held.save(update_fields=["session_on", "session_answer", "changed_at"])
    record(held, actor, "answer_at_session", now, on=on.isoformat(), words=words)
    if held.author_id is None:
        write_letter(held, "changed")
    notices.changed(held, now=now)
    return held


@transaction.atomic
def merge(*, suggestion: Suggestion, into: Suggestion, actor: Actor, now: datetime) -> Suggestion:
    """Put one with another that says the same; who backed it backs that one (§ suggestions-19).

    Complaints stay apart: each is its author's own. Raises Refused.
    """
    return _merged([suggestion], into, actor, now)


@transaction.atomic
def merge_together(
    *, suggestions: Sequence[Suggestion], into: Suggestion, actor: Actor, now: datetime
) -> Suggestion:
    """Put several with one of them that says the same: all of them, or none. Raises Refused."""
    others = [one for one in suggestions if one.pk != into.pk]
    ask(PathRefusal.ITSELF if not others else None)
    return _merged(others, into, actor, now)


def _merged(others: Sequence[Suggestion], into: Suggestion, actor: Actor, now: datetime) -> Suggestion:
    ask(PathRefusal.TOO_MANY if len(others) > rules.MOST_TOGETHER else None)
    ask(PathRefusal.ITSELF if any(one.pk == into.pk for one in others) else None)
    held = {one.pk: one for one in queries.locked_together([into.pk, *(one.pk for one in others)])}
    mine = queries.services_of(actor.person_id)
    for part in held.values():
        ask(rules.refuse_staff(Act.MERGE, part.standing, queries.who(part, actor, mine)))
        ask(None if rules.is_public(part.sort) else PathRefusal.PRIVATE)
    kept = held.pop(into.pk)
    for one in held.values():
        _joined(one, kept, actor, now)
    return kept


def _joined(one: Suggestion, kept: Suggestion, actor: Actor, now: datetime) -> None:
    people = list(SuggestionSupport.objects.filter(suggestion=one).values_list("person_id", flat=True))
    people += [one.author_id] if one.author_id else []
    SuggestionSupport.objects.bulk_create(
        [
            SuggestionSupport(suggestion=kept, person_id=person, since=now)
            for person in people
            if person != kept.author_id
        ],
        ignore_conflicts=True,
    )
    _recounted(kept, now)
    one.merged_into = kept
    step(one, State.MERGED, "", actor=actor, now=now)
    traces.succeed(origin=one.trace, successor=kept.trace, kind=Becoming.MERGED, now=now)
    record(one, actor, "merge", now, into=kept.number)
    if one.author_id is None:
        write_letter(one, "changed")
    notices.changed(one, now=now)


@transaction.atomic
def split(*, suggestion: Suggestion, body: str, actor: Actor, now: datetime) -> Suggestion:
    """Make a second one of what it says beside its subject, of the same author (§ suggestions-19).

    Its number is its own; the secret of the first opens it too. Raises Refused.
    """
    held = held_for(suggestion, actor, Act.SPLIT)
    body = clean(body)
    ask(rules.refuse_words(body, has_sound=False))
    SuggestionSettings.objects.select_for_update().get(pk=held.territory_id)
    SuggestionSettings.objects.filter(pk=held.territory_id).update(last_number=F("last_number") + 1)
    number = SuggestionSettings.objects.values_list("last_number", flat=True).get(pk=held.territory_id)
    is_public = rules.is_public(held.sort)
    title = rules.title_of(body)
    trace = traces.open_trace(
        territory_id=held.territory_id,
        room="suggestions",
        title=title if is_public else "",
        text=body if is_public else "",
        address=f"/{held.territory.slug}/suggestions/{number}/",
        language=script_of(body),
        visibility=Visibility(held.trace.visibility),
        now=now,
        author_id=held.author_id,
    )
    made = Suggestion.objects.get(pk=held.pk)
    made.pk, made.number, made.trace, made.title, made.body = None, number, trace, title, body
    made.token_hash = queries.hashed("token", f"split:{held.pk}:{number}")
    made.contact = None  # sealed for the number of the first, whose letters go on
    made.supports_count, made.session_owed_at, made.recording = 0, None, None
    made.written_at = made.changed_at = now
    made.search_text, made.grams = search_text(f"{body} {made.place}"), grams(body)
    made.save(force_insert=True)
    SuggestionStep.objects.create(
        suggestion=made, state=made.state, service=made.service, by_id=actor.person_id, at=now
    )
    traces.succeed(origin=held.trace, successor=trace, kind=Becoming.BECAME, now=now)
    record(made, actor, "split", now, origin=held.number)
    return made


@transaction.atomic
def carry(*, suggestion: Suggestion, trace: Trace, actor: Actor, now: datetime) -> Suggestion:
    """Say into what it was carried: a text, a project, a commitment. Raises Refused (§ suggestions-19)."""
    held = held_for(suggestion, actor, Act.CARRY)
    traces.succeed(origin=held.trace, successor=trace, kind=Becoming.CARRIED, now=now)
    held.changed_at = now
    held.save(update_fields=["changed_at"])
    record(held, actor, "carry", now, trace=trace.code)
    notices.carried(held, trace, now=now)
    return held


@transaction.atomic
def redact(
    *, suggestion: Suggestion, body: str, place: str, reason: str, actor: Actor, now: datetime
) -> Suggestion:
    """Take personal data out of what everybody reads; the original stays (§ suggestions-20)."""
    held = held_for(suggestion, actor, Act.REDACT)
    body, place, reason = clean(body), clean(place), clean(reason)
    ask(PathRefusal.UNCHANGED if (body, place) == (held.body, held.place) else None)
    ask(rules.refuse_words(body, has_sound=held.recording_id is not None))
    SuggestionOriginal.objects.create(
        suggestion=held, body=held.body, place=held.place, reason=reason, by_id=actor.signer, at=now
    )
    before, held.place, held.is_redacted = held.title, place, True
    _says(held, body, now)
    for photo in attached.of_trace(held.trace):
        if photo.title == before and not photo.is_removed:  # it was named after the words
            documents.describe(document=photo, actor=actor, title=held.title or held.category.name, now=now)
    said_of = queries.thing(held.pk)
    translations.forget(thing=said_of, territory_id=held.territory_id, reason=reason, actor=actor, now=now)
    record(held, actor, "redact", now, reason=reason)
    return held


@transaction.atomic
def write_down(*, suggestion: Suggestion, words: str, actor: Actor, now: datetime) -> Suggestion:
    """Make the words of a sound note those of its suggestion; it is then read like any other."""
    held = held_for(suggestion, actor, Act.WRITE_DOWN)
    ask(None if held.recording_id else PathRefusal.NOT_SPOKEN)
    words = clean(words)
    ask(rules.refuse_words(words, has_sound=False))
    waits = held.trace.visibility == Visibility.HELD and not queries.has_case(held)
    _says(held, words, now)
    if waits and rules.is_public(held.sort):
        traces.set_visibility(item=held.trace, visibility=Visibility.VISIBLE)
    record(held, actor, "write_down", now, words=words)
    return held


@transaction.atomic
def cover_photo(
    *,
    suggestion: Suggestion,
    photo: Document,
    actor: Actor,
    now: datetime,
    cells: Collection[int] = (),
    copy: CleanFile | None = None,
) -> Document:
    """Paint over parts of a photograph, or put a copy in its place; the first stays (§ suggestions-20)."""
    held = held_for(suggestion, actor, Act.REDACT)
    ask(None if photo.trace_id == held.trace_id else PathRefusal.NOT_VISIBLE)
    first, file = documents.take_out_of_sight(document=photo, actor=actor, now=now, cells=cells, copy=copy)
    made = documents.attach(
        territory_id=held.territory_id, actor=actor, file=file, title=first.title, trace=held.trace, now=now
    )
    record(held, actor, "cover_photo", now, before=first.sha256, after=made.sha256)
    return made


def _says(held: Suggestion, body: str, now: datetime) -> None:
    held.body, held.title, held.changed_at = body, rules.title_of(body), now
    held.language = script_of(body)
    held.search_text, held.grams = search_text(f"{body} {held.place}"), grams(body)
    held.save()
    if rules.is_public(held.sort):
        traces.describe(trace=held.trace, title=held.title, text=body)
