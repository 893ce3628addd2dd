"""Who follows a trace, what is said under it, and its whole story."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tadafor.kernel.addresses import without_language
from tadafor.kernel.asked import asked_once
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.titles import titles_said
from tadafor.kernel.words import word
from tadafor.traces.models import Follow, Reply, ReplyQuerySet, TraceQuerySet
from tadafor.traces.models import Trace as Trace  # noqa: PLC0414 -- views name it
from tadafor.traces.rules import Becoming, Visibility

LONGEST_STORY = 200

_STORY = """
WITH RECURSIVE before AS (
    SELECT s.id, s.origin_id, s.successor_id, s.kind, s.since
    FROM traces_succession s WHERE s.successor_id = %(trace)s
    UNION
    SELECT s.id, s.origin_id, s.successor_id, s.kind, s.since
    FROM traces_succession s JOIN before b ON s.successor_id = b.origin_id
), after AS (
    SELECT s.id, s.origin_id, s.successor_id, s.kind, s.since
    FROM traces_succession s WHERE s.origin_id = %(trace)s
    UNION
    SELECT s.id, s.origin_id, s.successor_id, s.kind, s.since
    FROM traces_succession s JOIN after a ON s.origin_id = a.successor_id
)
SELECT origin_id, successor_id, kind, since, past FROM (
    SELECT *, true AS past FROM before UNION ALL SELECT *, false AS past FROM after
) AS story ORDER BY since, id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One trace led to another."""

    origin: Trace
    successor: Trace
    kind: Becoming
    since: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """What a trace came from (oldest first) and what it became (nearest first)."""

    trace: Trace
    before: tuple[Step, ...]
    after: tuple[Step, ...]

    @property
    def is_short(self) -> bool:
        """Nothing led here and nothing followed yet."""
        return not (self.before or self.after)


def by_code(code: str) -> Trace | None:
    """Return the trace named by ``code`` in the open territory."""
    return Trace.objects.filter(code=code.upper()).first()


def at_address(path: str) -> Trace | None:
    """Return the trace whose page is at ``path``, without its language, in the open territory."""
    return Trace.objects.filter(address=path).first()


def titles_at(paths: Iterable[str]) -> dict[str, str]:
    """Return the titles, in the reader's language, of the visible traces at these addresses."""
    found = dict(Trace.objects.visible().filter(address__in=set(paths)).values_list("address", "title"))
    told = titles_said(found.values()) if found else {}
    return {address: told.get(title, title) for address, title in found.items()}


def named(said: str) -> Trace | None:
    """Return the trace that somebody names by its code or by its address, whatever the language."""
    said = said.strip()
    if found := by_code(said):
        return found
    try:
        path = without_language(urlsplit(said).path)
    except ValueError:  # half the address of a machine: http://[
        return None
    return at_address(path) if path.startswith("/") else None


def of_room(room: str, *, limit: int) -> list[Trace]:
    """Return the visible traces of a room in the open territory, the latest first."""
    return list(Trace.objects.visible().filter(room=room).order_by("-written_at", "-pk")[:limit])


def reply_numbered(trace: Trace, number: int) -> Reply | None:
    """Return the reply of that number under ``trace``, with its trace."""
    found = Reply.objects.select_related("author").filter(trace=trace, number=number).first()
    if found:
        found.trace = trace
    return found


def followers(trace: Trace) -> list[int]:
    """Return who is to be told about ``trace``, as keys of people."""
    return list(Follow.objects.filter(trace=trace).order_by("pk").values_list("person_id", flat=True))


def followers_of_many(traces: Iterable[Trace]) -> dict[int, set[int]]:
    """Return who is to be told about each of ``traces``, by its key; those nobody follows are left out."""
    found: dict[int, set[int]] = {}
    rows = Follow.objects.filter(trace__in=[one.pk for one in traces])
    for trace, person in rows.values_list("trace_id", "person_id"):
        found.setdefault(trace, set()).add(person)
    return found


def follows(trace: Trace, person_id: int | None) -> bool:
    """Tell whether a person follows ``trace``."""
    return person_id is not None and Follow.objects.filter(trace=trace, person_id=person_id).exists()


def followed_by(person_id: int) -> list[Trace]:
    """Return the visible traces of the open territory that a person follows, latest first."""
    found = Follow.objects.filter(person_id=person_id, trace__visibility=Visibility.VISIBLE)
    return [one.trace for one in found.select_related("trace").order_by("-since", "-pk")]


def replies_of(trace: Trace) -> ReplyQuerySet:
    """Return everything said under ``trace`` in order, with its author; hidden ones show as tombstones."""
    return Reply.objects.filter(trace=trace).select_related("author").order_by("number")


def written_for(association_id: int, *, limit: int) -> list[Trace]:
    """Return the visible traces of the open territory written in the name of an association, latest first."""
    things = Trace.objects.visible().filter(association_id=association_id)
    return list(things.order_by("-written_at", "-pk")[:limit])


def story_of(trace: Trace) -> Story:
    """Return the whole story of ``trace``, both ways, in two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_STORY, {"trace": trace.pk, "limit": LONGEST_STORY})
        rows = cursor.fetchall()
    traces = _named({key for row in rows for key in row[:2]} - {trace.pk}) | {trace.pk: trace}
    steps = [
        (Step(traces[origin], traces[successor], Becoming(kind), since), past)
        for origin, successor, kind, since, past in rows
    ]
    return Story(
        trace,
        before=tuple(step for step, past in steps if past),
        after=tuple(step for step, past in steps if not past),
    )


def story_in_language(story: Story) -> Story:
    """Return the story with the titles of what is public in its reader's language (§ translations-titles)."""
    steps = (*story.before, *story.after)
    known = {one.pk: one for step in steps for one in (step.origin, step.successor)} | {
        story.trace.pk: story.trace
    }
    told = titles_said(one.title for one in known.values() if one.visibility == Visibility.VISIBLE)
    if not told:
        return story
    twins = {key: copy.copy(one) for key, one in known.items()}
    for twin in twins.values():
        twin.title = told.get(twin.title, twin.title)

    def said(step: Step) -> Step:
        return replace(step, origin=twins[step.origin.pk], successor=twins[step.successor.pk])

    before, after = (tuple(said(step) for step in part) for part in (story.before, story.after))
    return Story(twins[story.trace.pk], before=before, after=after)


def _named(keys: Iterable[int]) -> dict[int, Trace]:
    wanted = sorted(set(keys))
    return {one.pk: one for one in _keyed.all(keys=wanted)} if wanted else {}


@asked_once
def _keyed(keys: list[int]) -> TraceQuerySet:
    return Trace.objects.filter(pk__any=keys).defer("text")


def held_data(person_id: int) -> dict[str, object]:
    """Return what a person follows and what they replied, whatever the territory."""
    with everywhere():
        follows = Follow.objects.filter(person_id=person_id).order_by("since", "pk")
        replies = Reply.objects.filter(author_id=person_id).order_by("written_at", "pk")
        return {
            "follows": list(follows.values("trace__title", "trace__address", "since")),
            "replies": list(
                replies.values("trace__title", "number", "body", "channel", "visibility", "written_at")
            ),
        }


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return what a person replied, for their own page (``kernel.deeds``)."""
    return [
        Heap(
            Reply.objects.filter(author_id=person_id).select_related("trace"),
            "written_at",
            _replied,
            channel="channel",
        )
    ]


def followed(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return what a person follows, for their own page (``kernel.deeds``)."""
    follows = Follow.objects.filter(person_id=person_id).select_related("trace__territory")
    return [Heap(follows, "since", _follow)]


def _replied(one: Reply) -> Deed:
    is_seen = one.visibility == Visibility.VISIBLE
    return Deed(
        kind=pgettext("deed", "رد"),
        title=one.trace.title,
        address=one.trace.address if one.trace.visibility == Visibility.VISIBLE else "",
        territory_id=one.trace.territory_id,
        at=one.written_at,
        channel=one.channel,
        became=word(Visibility(one.visibility)),
        tone="plain" if is_seen else "saffron",
        icon="reply",
        language=one.trace.language,
    )


def _follow(one: Follow) -> Deed:
    trace = one.trace
    is_seen = trace.visibility == Visibility.VISIBLE
    return Deed(
        kind=_("متابعة"),
        title=trace.title if is_seen else _("نص غير منشور حاليا"),
        address=trace.address if is_seen else "",
        territory_id=trace.territory_id,
        at=one.since,
        became="" if is_seen else word(Visibility(trace.visibility)),
        tone="saffron",
        icon="bell-ring",
        language=trace.language,
        undo=reverse("traces:follow", args=[trace.territory.slug, trace.code]),
    )
