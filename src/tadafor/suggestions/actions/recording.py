"""The row that every verb on a suggestion leaves, the questions each asks first, the step it is told by."""

from datetime import datetime
from enum import StrEnum

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor
from tadafor.suggestions import queries, rules
from tadafor.suggestions.models import Suggestion, SuggestionStep


def record(suggestion: Suggestion, actor: audit.Who, verb: str, now: datetime, **content: object) -> None:
    """Leave the row of ``verb``, named without its room, in the transaction of the act."""
    audit.record(
        actor=actor,
        territory_id=suggestion.territory_id,
        verb=f"suggestions.{verb}",
        subject=f"suggestion:{suggestion.pk}",
        now=now,
        content=content,
    )


def ask(refusal: StrEnum | None, **facts: object) -> None:
    """Raise what a rule refused."""
    if refusal is not None:
        raise Refused(refusal, **facts)


def held_for(suggestion: Suggestion, actor: Actor, act: rules.Act) -> Suggestion:
    """Hold a suggestion for an act of the staff, or raise Refused."""
    held = queries.locked(suggestion)
    ask(rules.refuse_staff(act, held.standing, queries.who(held, actor)))
    return held


def held_for_author(suggestion: Suggestion, actor: Actor, secret: str) -> tuple[Suggestion, bool]:
    """Hold a suggestion, and say whether who asks wrote it: by account or by secret."""
    held = queries.locked(suggestion)
    return held, queries.is_author(held, actor) or (bool(secret) and queries.opens(held, secret))


def step(
    suggestion: Suggestion,
    state: rules.State,
    words: str,
    *,
    actor: Actor,
    now: datetime,
    is_reopening: bool = False,
) -> None:
    """Bring a suggestion to a state, told in public; the caller saves the rest and leaves the row."""
    suggestion.state, suggestion.changed_at = state, now
    if state in rules.ANSWERED and suggestion.answered_at is None:
        suggestion.answered_at = now
    suggestion.save()
    SuggestionStep.objects.create(
        suggestion=suggestion,
        state=state,
        words=words,
        service=suggestion.service,
        by_id=actor.person_id if actor.is_staff_of(suggestion.territory_id) else None,
        at=now,
        is_reopening=is_reopening,
    )
