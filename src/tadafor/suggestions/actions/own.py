"""What who wrote does with their file, by account or by secret: open it, reopen it, rate the answer."""

from datetime import datetime

from django.db import transaction

from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean
from tadafor.people.actor import Actor
from tadafor.suggestions import notices, queries, rules
from tadafor.suggestions.actions.recording import ask, held_for_author, record, step
from tadafor.suggestions.models import Suggestion
from tadafor.suggestions.rules import PathRefusal, State


def open_file(*, suggestion: Suggestion, secret: str, actor: Actor, now: datetime) -> Suggestion:
    """Open a file by its secret; wrong ones are counted, so that nobody tries them all. Raises Refused."""
    with transaction.atomic():
        held = queries.locked(suggestion)
        today = day_of(now)
        tries = held.tries if held.tried_on == today else 0
        ask(rules.refuse_try(tries_today=tries, most=rules.MOST_TRIES_A_DAY))
        if queries.opens(held, secret):
            return suggestion
        held.tries, held.tried_on = tries + 1, today
        held.save(update_fields=["tries", "tried_on"])
        record(held, actor, "open_file", now, wrong=tries + 1)
    raise Refused(PathRefusal.WRONG_SECRET)


@transaction.atomic
def reopen(
    *, suggestion: Suggestion, reason: str, actor: Actor, now: datetime, secret: str = ""
) -> Suggestion:
    """Say that the answer does not do: once, with a reason; the clock starts again. Raises Refused."""
    held, is_author = held_for_author(suggestion, actor, secret)
    reason = clean(reason)
    ask(
        rules.refuse_reopening(
            held.standing,
            is_author=is_author,
            was_reopened=held.reopened_at is not None,
            reason=reason,
        )
    )
    today = day_of(now)
    held.reopened_at, held.answered_at, held.rating, held.rated_at = now, None, None, None
    held.due_from, held.reminded = today, 0
    held.due_on = queries.due_of(held.territory_id, held.sort, today).on
    state = State.AT_SERVICE if held.service_id else State.RECEIVED
    step(held, state, reason, actor=actor, now=now, is_reopening=True)
    record(held, actor, "reopen", now, reason=reason)
    notices.reopened(held, now=now)
    return held


@transaction.atomic
def rate(*, suggestion: Suggestion, rating: int, actor: Actor, now: datetime, secret: str = "") -> Suggestion:
    """Say from 1 to 5 whether the answer was a good one. Raises Refused."""
    held, is_author = held_for_author(suggestion, actor, secret)
    ask(
        rules.refuse_rating(
            held.standing, is_author=is_author, rating=rating, was_rated=held.rated_at is not None
        )
    )
    held.rating, held.rated_at = rating, now
    held.save(update_fields=["rating", "rated_at"])
    record(held, actor, "rate", now, rating=rating)
    return held


@transaction.atomic
def add_photo(
    *, suggestion: Suggestion, photo: CleanFile, actor: Actor, now: datetime, secret: str = ""
) -> Suggestion:
    """Add a photograph to one's own file while it is open. Raises Refused."""
    held, is_author = held_for_author(suggestion, actor, secret)
    ask(None if is_author else PathRefusal.NOT_AUTHOR)
    ask(None if held.is_open else PathRefusal.NOT_NOW)
    documents.attach(
        territory_id=held.territory_id,
        actor=actor,
        file=photo,
        title=held.photo_title,
        trace=held.trace,
        now=now,
    )
    record(held, actor, "add_photo", now, sha256=photo.sha256)
    return held
