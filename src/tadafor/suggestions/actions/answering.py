"""The reply owed: sending to a service, answering, notes, the national service of complaints."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor
from tadafor.suggestions import notices, queries, rules
from tadafor.suggestions.actions.letters import write_letter
from tadafor.suggestions.actions.recording import ask, held_for, record, step
from tadafor.suggestions.models import Service, Suggestion, SuggestionNote
from tadafor.suggestions.rules import Act, PathRefusal, State


@transaction.atomic
def send_to(
    *,
    suggestion: Suggestion,
    service: Service,
    actor: Actor,
    now: datetime,
    agent_id: int | None = None,
    reason: str = "",
) -> Suggestion:
    """Send to a service, and to one of its agents; from one service to another with a reason.

    The clock goes on: moving a file gives nobody more days. Raises Refused.
    """
    held = held_for(suggestion, actor, Act.ROUTE)
    _sent(held, service, clean(reason), actor=actor, now=now, agent_id=agent_id)
    return held


@transaction.atomic
def send_together(
    *, suggestions: Sequence[Suggestion], service: Service, reason: str, actor: Actor, now: datetime
) -> int:
    """Send several to one service, for the same reason: all of them, or none. Raises Refused."""
    held = _held_together(suggestions, actor, Act.ROUTE)
    for one in held:
        _sent(one, service, clean(reason), actor=actor, now=now)
    return len(held)


def _held_together(suggestions: Sequence[Suggestion], actor: Actor, act: Act) -> list[Suggestion]:
    """Hold several for an act of the staff, in one order, or raise Refused."""
    ask(PathRefusal.TOO_MANY if len(suggestions) > rules.MOST_TOGETHER else None)
    mine = queries.services_of(actor.person_id)
    held = queries.locked_together([one.pk for one in suggestions])
    for one in held:
        ask(rules.refuse_staff(act, one.standing, queries.who(one, actor, mine)))
    return held


def _sent(
    held: Suggestion,
    service: Service,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    agent_id: int | None = None,
) -> None:
    ask(
        None
        if service.territory_id == held.territory_id and not service.is_retired
        else PathRefusal.NO_SERVICE
    )
    ask(PathRefusal.NOT_AN_AGENT if agent_id and agent_id not in queries.agents_of(service.pk) else None)
    ask(PathRefusal.OWN if agent_id and agent_id == held.author_id else None)
    moved = held.service_id is not None and held.service_id != service.pk
    if moved:
        ask(rules.refuse_reason(reason))
    held.service, held.agent_id, held.changed_at = service, agent_id, now
    if moved or held.standing is State.RECEIVED:
        step(held, State.AT_SERVICE, reason, actor=actor, now=now)
    else:
        held.save()
    record(held, actor, "send_to", now, service=service.pk, agent=agent_id, reason=reason)
    notices.sent_to(held, now=now)


@transaction.atomic
def answer(*, suggestion: Suggestion, state: State, reason: str, actor: Actor, now: datetime) -> Suggestion:
    """Answer in public: planned, done, not done because, or where to go instead. Raises Refused."""
    held = held_for(suggestion, actor, Act.ANSWER)
    _answered(held, state, clean(reason), actor, now, together=1)
    return held


@transaction.atomic
def answer_together(
    *, suggestions: Sequence[Suggestion], state: State, reason: str, actor: Actor, now: datetime
) -> int:
    """Answer a group of similar ones with the same words: all of them, or none. Raises Refused."""
    held = _held_together(suggestions, actor, Act.ANSWER)
    for one in held:
        _answered(one, state, clean(reason), actor, now, together=len(held))
    return len(held)


def _answered(
    held: Suggestion, state: State, reason: str, actor: Actor, now: datetime, *, together: int
) -> None:
    settings = queries.settings_of(held.territory_id)
    ask(
        rules.refuse_answer(
            kind=held.sort,
            before=held.standing,
            after=state,
            reason=reason,
            treats_complaints=settings.treats_complaints,
        )
    )
    step(held, state, reason, actor=actor, now=now)
    record(held, actor, "answer", now, state=state, reason=reason, together=together)
    _tell(held, now)


def _tell(held: Suggestion, now: datetime) -> None:
    if held.author_id is None:
        write_letter(held, "changed")
    notices.changed(held, now=now)


@transaction.atomic
def hand_over(*, suggestion: Suggestion, number: str, actor: Actor, now: datetime) -> Suggestion:
    """Record under which number the national service of complaints now holds it. Raises Refused."""
    held = held_for(suggestion, actor, Act.HAND)
    _handed(held, number, actor, now)
    return held


@transaction.atomic
def hand_together(
    *, suggestions: Sequence[Suggestion], numbers: Mapping[int, str], actor: Actor, now: datetime
) -> int:
    """Record the number that the national service gave to each of several complaints: all, or none.

    ``numbers`` says them by our own public number. Raises Refused.
    """
    held = _held_together(suggestions, actor, Act.HAND)
    for one in held:
        _handed(one, numbers.get(one.number, ""), actor, now)
    return len(held)


def _handed(held: Suggestion, number: str, actor: Actor, now: datetime) -> None:
    number = clean_line(number)
    settings = queries.settings_of(held.territory_id)
    ask(rules.refuse_handing(kind=held.sort, number=number, treats_complaints=settings.treats_complaints))
    held.national_number = number
    step(held, State.HANDED, "", actor=actor, now=now)
    record(held, actor, "hand_over", now, number=number)
    _tell(held, now)


@transaction.atomic
def note(*, suggestion: Suggestion, words: str, actor: Actor, now: datetime) -> SuggestionNote:
    """Tell the staff something that nobody else reads. Raises Refused."""
    held = held_for(suggestion, actor, Act.NOTE)
    words = clean(words)
    ask(None if words else PathRefusal.REASON_NEEDED)
    ask(PathRefusal.REASON_TOO_LONG if len(words) > rules.LONGEST_REASON else None)
    made = SuggestionNote.objects.create(suggestion=held, words=words, by_id=actor.signer, at=now)
    record(held, actor, "note", now, words=words)
    return made


@transaction.atomic
def remind(*, suggestion: Suggestion, now: datetime) -> int:
    """Tell who replies that the delay runs out, and the director that it is over; return the mark told."""
    held = queries.locked(suggestion)
    if held.standing not in rules.OPEN:
        return 0
    off = queries.days_off(held.territory_id, held.due_from)
    today = day_of(now)
    mark = rules.reminder_due(held.delay, today=today, off=off, reminded=held.reminded)
    if mark:
        held.reminded = mark
        held.save(update_fields=["reminded"])
        record(held, audit.HOUSE, "remind", now, mark=mark)
        notices.running_out(held, mark, now=now)
    return mark
