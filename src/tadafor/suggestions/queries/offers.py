"""What suggestions tell the search, the desk and a person's own page."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.openings import Became, Figure, Found, News, Opening, Outcome
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import Mark, mark, saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.suggestions import rules
from tadafor.suggestions.models import Suggestion, SuggestionSupport
from tadafor.suggestions.queries.desk import heaps, inbox
from tadafor.suggestions.queries.in_language import thing
from tadafor.suggestions.queries.place import DECIDERS, READERS, services_of
from tadafor.suggestions.queries.suggestions import UNSEEN
from tadafor.territories.queries import slug_of

ROOM = "suggestions"
EXCERPT = 160
MOST_COMPARED = 2_000
MOST_GATHERING = 3
_BECAME = {
    rules.State.DONE: Became.DONE,
    rules.State.PLANNED: Became.PARTLY,
    rules.State.NOT_DONE: Became.REFUSED,
    rules.State.ELSEWHERE: Became.REFUSED,
}
_HELD = ("number", "kind", "body", "place", "latitude", "longitude", "state", "written_at", "rating")
_TONES = {rules.State.DONE: "green", rules.State.PLANNED: "green", rules.State.NOT_DONE: "terracotta"}


@together
def news(territory_id: int | None, now: datetime, limit: int) -> Telling[News]:
    """Return the ideas that people may still back, and what became of what people told (§ suggestions-22)."""
    del now
    gathering, answered = yield [
        wanted(_gathering, limit=MOST_GATHERING, territory=territory_id),
        wanted(_answered, limit=limit, territory=territory_id),
    ]
    return News([_opening(_Idea(*row)) for row in gathering], [_outcome(_Answer(*row)) for row in answered])


class _Idea(NamedTuple):
    """An idea that gathers support, in the order of ``_gathering``."""

    key: int
    title: str
    address: str
    territory_id: int
    body: str
    language: str
    is_demonstration: bool
    written_at: datetime
    supports: int


@asked_once
def _gathering(territory: int | None) -> QuerySet[Suggestion, tuple[Any, ...]]:
    things = Suggestion.objects.filter(
        kind=rules.Kind.SUGGESTION.value,
        state__in=[one.value for one in sorted(rules.OPEN)],
        trace__visibility="visible",
    )
    if territory is not None:
        things = things.filter(territory_id=territory)
    told = ("trace__address", "territory_id", "body", "language", "is_demonstration", "written_at")
    return things.order_by("-weight").values_list("pk", "title", *told, "supports_count")


def _opening(one: _Idea) -> Opening:
    return Opening(
        room=ROOM,
        kind=word(rules.Kind.SUGGESTION),
        title=one.title,
        address=one.address,
        territory_id=one.territory_id,
        opens_at=one.written_at,
        closes_at=None,
        summary=excerpt(one.body, EXCERPT) if one.body != one.title else "",
        action=_("أيّدوا هذا الاقتراح"),
        figure=Figure(value=one.supports, words=ngettext("مؤيد(ة)", "مؤيدات ومؤيدين", one.supports)),
        icon="message-square-plus",
        accent="saffron",
        language=one.language,
        demonstration=one.is_demonstration,
        thing=thing(one.key),
        summary_of="body" if one.body != one.title else "",
    )


class _Answer(NamedTuple):
    """Something that was answered, in the order of ``_answered``."""

    key: int
    title: str
    address: str
    territory_id: int
    language: str
    state: str
    answered_at: datetime


@asked_once
def _answered(territory: int | None) -> QuerySet[Suggestion, tuple[Any, ...]]:
    things = Suggestion.objects.public().filter(
        answered_at__isnull=False, state__in=[one.value for one in rules.ANSWERS]
    )
    if territory is not None:
        things = things.filter(territory_id=territory)
    told = ("pk", "title", "trace__address", "territory_id", "language", "state", "answered_at")
    return things.order_by("-answered_at").values_list(*told)


def _outcome(one: _Answer) -> Outcome:
    state = rules.State(one.state)
    return Outcome(
        room=ROOM,
        title=one.title,
        sentence=word(state),
        address=one.address,
        territory_id=one.territory_id,
        at=one.answered_at,
        became=_BECAME[state],
        language=one.language,
        titled=thing(one.key),
    )


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return the public suggestions that say what is asked, the most backed first."""
    near = None if territory_id is None else mark(Mark.TERRITORY, territory_id)
    words = words_of(query, near=near)
    (rows,) = yield [wanted(_saying, limit=limit, territory=territory_id, **words)]
    return [
        Found(
            room=ROOM,
            kind=word(rules.Kind(kind)),
            title=title,
            address=address,
            territory_id=of,
            excerpt=excerpt(body, EXCERPT),
            at=at,
            language=language,
            icon="message-circle",
            thing=thing(key),
        )
        for key, kind, title, address, of, body, at, language in rows
    ]


@asked_once
def _saying(territory: int | None, **words: Any) -> QuerySet[Suggestion, tuple[Any, ...]]:  # noqa: ANN401
    live = saying(Suggestion.objects.exclude(kind=rules.Kind.COMPLAINT), words).order_by("-pk")
    if territory is not None:
        live = live.filter(territory_id=territory)
    shown = Suggestion.objects.filter(pk__in=live.values("pk")[:MOST_COMPARED], trace__visibility="visible")
    return shown.order_by("-supports_count", "-pk").values_list(
        "pk", "kind", "title", "trace__address", "territory_id", "body", "written_at", "language"
    )


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return what waits for who replies, and what no service got for who sends on."""
    if not actor.has_role(territory_id, *READERS):
        return []
    mine, decides = services_of(actor.person_id), actor.has_role(territory_id, *DECIDERS)
    if not mine and not decides:
        return []
    today = day_of(now)
    sizes = heaps(actor, territory_id, today=today)
    address = reverse("suggestions:desk", args=[slug_of(territory_id)])
    tasks = []
    if waiting := sizes["open"] if decides else sizes["mine"]:
        heap = "open" if decides else "mine"
        first = inbox(actor, territory_id, today=today, heap=heap).first()
        tasks.append(
            Task(
                room=ROOM,
                title=_("اقتراحات وملاحظات تنتظر الجواب"),
                address=f"{address}?heap={heap}",
                count=waiting,
                late=sizes["late"] if decides else 0,
                due=start_of(first.due_on + timedelta(days=1)) if first else None,
                icon="inbox",
            )
        )
    if decides and sizes["unsent"]:
        title = _("رسائل بلا مصلحة")
        tasks.append(
            Task(
                room=ROOM, title=title, address=f"{address}?heap=unsent", count=sizes["unsent"], icon="inbox"
            )
        )
    return tasks


def held_data(person_id: int) -> dict[str, Any]:
    """Return what a person wrote and backed, whatever the territory."""
    with everywhere():
        wrote = Suggestion.objects.filter(author_id=person_id).order_by("written_at", "pk")
        backed = SuggestionSupport.objects.filter(person_id=person_id).order_by("since", "pk")
        return {
            "suggestions": list(
                wrote.values(
                    "number",
                    "kind",
                    "body",
                    "place",
                    "latitude",
                    "longitude",
                    "state",
                    "written_at",
                    "rating",
                )
            ),
            "suggestions_backed": list(backed.values("suggestion__number", "suggestion__title", "since")),
        }


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return what a person wrote."""
    things = Suggestion.objects.filter(author_id=person_id).select_related("trace").defer(*UNSEEN)
    return [Heap(things, "written_at", _deed)]


def _deed(one: Suggestion) -> Deed:
    return Deed(
        kind=one.kind_word,
        title=one.title,
        address=one.trace.address,
        territory_id=one.territory_id,
        at=one.written_at,
        became=one.state_word,
        tone=_TONES.get(one.standing, "saffron"),
        icon="message-circle",
        language=one.language,
    )
