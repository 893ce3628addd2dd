"""What the pages of councils and bodies say in the language of who reads them."""

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tadafor.councils import rules
from tadafor.councils.models import (
    AgendaItem,
    Body,
    Decision,
    Draw,
    DrawStep,
    FollowUp,
    Meeting,
    Member,
    Opinion,
    Postponement,
    Session,
    StepTaken,
)
from tadafor.councils.queries.bodies import Face
from tadafor.councils.queries.census import census_words
from tadafor.translations import queries as translations
from tadafor.translations.queries import Everywhere, Reading
from tadafor.translations.rules import mark, thing_of
from tadafor.ui import languages

ROOM = "councils"
LANGUAGE = "ar"  # what councils write is in Arabic
_WHOLE: Mapping[type, Sequence[str]] = {
    Body: ("name", "purpose", "founded_by"),
    Opinion: ("title", "question", "text", "answer_reason"),
    AgendaItem: ("title", "explanation"),
    Session: ("place", "object", "minutes"),
    Meeting: ("place", "agenda", "minutes", "cancelled_because"),
    Decision: ("text",),
    Draw: ("place", "quotas_source", "quarters_source"),
    DrawStep: ("told",),
    FollowUp: ("words",),
    Postponement: ("reason",),
    StepTaken: ("reason",),
}
_SHORT: Mapping[type, Sequence[str]] = {
    Body: ("name",),
    Opinion: ("title",),
    AgendaItem: ("title",),
    FollowUp: ("words",),
    Postponement: ("reason",),
}
# A source, a place, a reason: the other steps tell numbers.
TOLD = {rules.LotStep.QUOTAS, rules.LotStep.PUBLISHED, rules.LotStep.CANCELLED}


def thing(one: object) -> str:
    """Name a row of this room as versions in other languages do."""
    return thing_of(ROOM, type(one).__name__.lower(), one.pk)  # type: ignore[attr-defined]


def seat(capacity: str) -> str:
    """Name the field of a capacity in its body: many hold the same, and those who follow them will."""
    return f"seat-{mark(capacity)[:8]}"


def for_all(one: Body | Opinion | AgendaItem) -> Everywhere:
    """Return a name or a title as each reader of a message gets it."""
    name = "name" if isinstance(one, Body) else "title"
    return translations.everywhere(getattr(one, name), thing(one), name, LANGUAGE)


def in_language(
    context: Mapping[str, Any],
    *,
    whole: Collection[str] = (),
    only: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Return what a page shows in its reader's language: one query, or none for those who read Arabic.

    What stands under the names ``whole`` is shown at length, the rest by its title, and what stands under
    those of ``only`` by these fields: a page owes its reader a line for what it shows (§ translations-which).
    """
    if languages.current().code == LANGUAGE:
        return {"tongues": Reading(LANGUAGE)}
    tongues = {name: _Tongue(_WHOLE if name in whole else _SHORT, (only or {}).get(name)) for name in context}
    asked = {of for name, value in context.items() for of in tongues[name].things(value)}
    reading = translations.reading([(of, LANGUAGE) for of in asked])
    told = {name: tongues[name].of(reading, value) for name, value in context.items()}
    return {"tongues": reading} | {name: one for name, one in told.items() if one is not context[name]}


@dataclass(frozen=True)
class _Tongue:
    """Makes twins of what a page holds, in its reader's language: rows of this room, alone or in lists."""

    fields: Mapping[type, Sequence[str]]
    only: Sequence[str] | None

    def things(self, value: Any) -> Iterator[str]:  # noqa: ANN401 -- what a page holds
        if isinstance(value, Member | Face):
            yield thing_of(ROOM, "body", value.body_id)
        elif type(value) in _WHOLE:
            if self._names(value):
                yield thing(value)
            if _has_body(value):
                yield thing(value.body)
        else:
            yield from (of for one in _within(value) for of in self.things(one))

    def of(self, reading: Reading, value: Any) -> Any:  # noqa: ANN401 -- what a page holds
        if isinstance(value, Face):
            return replace(value, capacity=_capacity(reading, value))
        if isinstance(value, Member):
            twin = copy.copy(value)
            twin.capacity = _capacity(reading, value)
            return _of_body(reading, twin)
        if type(value) in _WHOLE:
            twin = reading.of(value, thing(value), self._names(value), LANGUAGE)
            return _of_body(reading, twin)
        if type(value) in {list, tuple}:
            return type(value)(self.of(reading, one) for one in value)
        if type(value) is dict:
            return {key: self.of(reading, one) for key, one in value.items()}
        return value

    def _names(self, one: Any) -> Sequence[str]:  # noqa: ANN401 -- a row of this room
        return _shown(one, self.fields.get(type(one), ()) if self.only is None else self.only)


def _within(value: Any) -> Iterable[Any]:  # noqa: ANN401 -- what a page holds
    if type(value) in {list, tuple}:
        return value  # type: ignore[no-any-return]
    return value.values() if type(value) is dict else ()


def _has_body(one: Any) -> bool:  # noqa: ANN401 -- a row of this room
    return "body" in one._state.fields_cache  # noqa: SLF001 -- asked for already


def _capacity(reading: Reading, one: Member | Face) -> str:
    return reading.said(one.capacity, thing_of(ROOM, "body", one.body_id), seat(one.capacity), LANGUAGE)


def _of_body(reading: Reading, twin: Any) -> Any:  # noqa: ANN401 -- a row of this room
    if _has_body(twin):
        twin.body = reading.of(twin.body, thing(twin.body), ("name",), LANGUAGE)
    return twin


def _shown(one: Any, names: Sequence[str]) -> Sequence[str]:  # noqa: ANN401 -- a row of this room
    """Leave out minutes before their day, numbers that a step tells, and the census: it has its sentence."""
    if isinstance(one, Session | Meeting) and one.minutes_published_on is None:
        return [name for name in names if name != "minutes"]
    if isinstance(one, Draw) and census_words(one.quotas_source):
        return [name for name in names if name != "quotas_source"]
    if isinstance(one, DrawStep) and (one.kind not in TOLD or census_words(one.told)):
        return ()
    return names
