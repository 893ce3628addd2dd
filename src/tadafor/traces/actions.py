"""The verbs of traces.

``open_trace``, ``describe``, ``set_visibility`` and ``succeed`` are parts of another room's verb,
which answers for them in the audit; the others are acts of a person and leave their own row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from tadafor.audit import actions as audit
from tadafor.kernel.bulk import rewrite
from tadafor.kernel.identifiers import code
from tadafor.kernel.identifiers import token as new_token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, Level
from tadafor.traces import queries, rules, words
from tadafor.traces.models import Follow, Reply, Succession, Trace
from tadafor.traces.rules import Becoming, Refusal, Visibility

TITLE_LIMIT = 300
CODE_LENGTH = 10  # 50 bits
# Names the lock under which the story of one territory grows, so that no two acts close a circle.
_STORY_LOCK = 0x7ACE


@transaction.atomic
def open_trace(
    *,
    territory_id: int,
    room: str,
    title: str,
    address: str,
    language: str,
    visibility: Visibility,
    now: datetime,
    text: str = "",
    author_id: int | None = None,
    association_id: int | None = None,
) -> Trace:
    """Open the trace of a new thing; its author follows it from the start.

    ``address`` is the path of its page without language; ``text`` is all that the public reads.
    """
    trace = Trace.objects.create(
        territory_id=territory_id,
        code=code(CODE_LENGTH),
        room=room,
        title=title[:TITLE_LIMIT],
        text=text,
        address=address,
        language=language,
        visibility=visibility,
        written_at=now,
        author_id=author_id,
        association_id=association_id,
    )
    if author_id is not None:
        Follow.objects.create(trace=trace, person_id=author_id, since=now)
    return trace


@dataclass(frozen=True)
class NewTrace:
    """One of many things opened together, by nobody with an account."""

    title: str
    text: str
    address: str
    language: str


@transaction.atomic
def open_many(
    things: Iterable[NewTrace],
    *,
    territory_id: int,
    room: str,
    now: datetime,
    visibility: Visibility = Visibility.VISIBLE,
) -> list[Trace]:
    """Open the traces of many new things in one statement."""
    return Trace.objects.bulk_create(
        Trace(
            territory_id=territory_id,
            code=code(CODE_LENGTH),
            room=room,
            title=one.title[:TITLE_LIMIT],
            text=one.text,
            address=one.address,
            language=one.language,
            visibility=visibility,
            written_at=now,
        )
        for one in things
    )


@transaction.atomic
def describe(*, trace: Trace, title: str, text: str, address: str | None = None) -> Trace:
    """Say again what ``trace`` stands for, when its room changed the thing."""
    trace.title, trace.text = title[:TITLE_LIMIT], text
    trace.address = trace.address if address is None else address
    trace.save(update_fields=["title", "text", "address"])
    return trace


def describe_many(told: Iterable[tuple[Trace, str, str]]) -> None:
    """Say again what many traces stand for, each with its title and its text, in one statement."""
    things = []
    for trace, title, text in told:
        trace.title, trace.text = title[:TITLE_LIMIT], text
        things.append(trace)
    rewrite(things, ["title", "text"])


@transaction.atomic
def set_visibility(*, item: Trace | Reply, visibility: Visibility) -> None:
    """Show, hold or hide a trace or a reply, and keep the count of visible replies exact."""
    if isinstance(item, Trace):
        Trace.objects.filter(pk=item.pk).update(visibility=visibility)
    else:
        _show_reply(item, visibility)
    item.visibility = visibility


def _show_reply(reply: Reply, visibility: Visibility) -> None:
    lock(reply.trace_id)
    before = Reply.objects.values_list("visibility", flat=True).get(pk=reply.pk)
    Reply.objects.filter(pk=reply.pk).update(visibility=visibility)
    change = int(visibility is Visibility.VISIBLE) - int(before == Visibility.VISIBLE)
    if change:
        Trace.objects.filter(pk=reply.trace_id).update(replies_count=F("replies_count") + change)


def lock(trace_id: int) -> Trace:
    """Hold the row of a trace until the end of the transaction and return it fresh."""
    return Trace.objects.select_for_update(of=("self",)).get(pk=trace_id)


def locked(item: Trace | Reply) -> Trace | Reply:
    """Hold the row of a trace, or of the trace that a reply stands under, and return the item fresh."""
    if isinstance(item, Trace):
        return lock(item.pk)
    trace = lock(item.trace_id)
    reply = Reply.objects.select_related("author").get(pk=item.pk)
    reply.trace = trace
    return reply


@transaction.atomic
def follow(*, trace: Trace, actor: Actor, now: datetime) -> Follow:
    """Let ``actor`` be told what happens to ``trace``; following twice is following once."""
    refusal = rules.refuse_follow(
        has_contact=_has_contact(actor), visibility=Visibility(lock(trace.pk).visibility)
    )
    if refusal or actor.person_id is None:
        raise Refused(refusal or Refusal.CONTACT_NEEDED)
    found, is_new = Follow.objects.get_or_create(
        trace=trace, person_id=actor.person_id, defaults={"since": now}
    )
    if is_new:
        _record(actor, trace, "traces.follow", now)
    return found


@transaction.atomic
def unfollow(*, trace: Trace, actor: Actor, now: datetime) -> None:
    """Stop telling ``actor`` about ``trace``."""
    if queries.follows(trace, actor.person_id):
        Follow.objects.filter(trace=trace, person_id=actor.person_id or 0).delete()
        _record(actor, trace, "traces.unfollow", now)


@transaction.atomic
def reply(
    *,
    trace: Trace,
    actor: Actor,
    body: str,
    now: datetime,
    token: str,
    language: str = "ar",
    association_id: int | None = None,
    on_paper: bool = False,
    visibility: Visibility = Visibility.VISIBLE,
) -> Reply:
    """Add a reply under ``trace``, or return the one that the same ``token`` already made.

    ``on_paper`` marks what a clerk copied from paper: it has no author.
    """
    trace = lock(trace.pk)
    author_id = None if on_paper else actor.person_id
    token = token or new_token()
    if done := Reply.objects.filter(author_id=author_id, token=token).first():
        return done
    body = clean(body)
    refusal = rules.refuse_reply(
        on_paper=on_paper,
        has_contact=_has_contact(actor),
        speaks_for_association=on_paper or _speaks_for(actor, association_id, trace.territory_id),
        visibility=Visibility(trace.visibility),
        body=body,
    )
    if refusal:
        raise Refused(refusal, **words.LIMITS)
    made = Reply.objects.create(
        trace=trace,
        number=trace.last_number + 1,
        author_id=author_id,
        association_id=association_id,
        channel=Channel.PAPER if on_paper else actor.channel,
        body=body,
        language=language,
        written_at=now,
        visibility=visibility,
        token=token,
    )
    trace.last_number += 1
    trace.replies_count += int(visibility is Visibility.VISIBLE)
    trace.save(update_fields=["last_number", "replies_count"])
    _record(actor, trace, "traces.reply", now, number=made.number, body=body)
    return made


@transaction.atomic
def succeed(*, origin: Trace, successor: Trace, kind: Becoming, now: datetime) -> Succession:
    """Say that ``origin`` led to ``successor``; saying it twice changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_STORY_LOCK, origin.territory_id])
    refusal = rules.refuse_succession(
        origin=origin.pk,
        successor=successor.pk,
        same_territory=origin.territory_id == successor.territory_id,
        successors=_successors_from(successor.pk),
    )
    if refusal:
        raise Refused(refusal)
    found, _ = Succession.objects.get_or_create(
        origin=origin, successor=successor, defaults={"kind": kind, "since": now}
    )
    return found


@transaction.atomic
def follow_on(*, origin: Trace, successor: Trace, now: datetime) -> None:
    """Let those who follow ``origin`` follow what it became too; a part of the verb that carried it."""
    people = Follow.objects.filter(trace=origin).values_list("person_id", flat=True)
    Follow.objects.bulk_create(
        [Follow(trace=successor, person_id=person, since=now) for person in people], ignore_conflicts=True
    )


@transaction.atomic
def part(*, origin: Trace, successor: Trace) -> None:
    """Take back that ``origin`` led to ``successor``: what joined them was undone; the log remembers."""
    Succession.objects.filter(origin=origin, successor=successor).delete()


def _successors_from(start: int) -> dict[int, list[int]]:
    known: dict[int, list[int]] = {}
    waiting = {start}
    while waiting:
        found = Succession.objects.filter(origin__in=waiting).values_list("origin_id", "successor_id")
        known |= {one: [] for one in waiting}
        for origin, successor in found:
            known[origin].append(successor)
        waiting = {successor for _, successor in found} - known.keys()
    return known


def _has_contact(actor: Actor) -> bool:
    return actor.person_id is not None and actor.level is not Level.VISITOR


def _speaks_for(actor: Actor, association_id: int | None, territory_id: int) -> bool:
    return association_id is None or any(
        (association, territory) == (association_id, territory_id)
        for association, territory, _ in actor.associations
    )


def _record(actor: Actor, trace: Trace, verb: str, now: datetime, **content: object) -> None:
    audit.record(
        actor=actor,
        territory_id=trace.territory_id,
        verb=verb,
        subject=f"trace:{trace.pk}",
        now=now,
        content=content,
    )
