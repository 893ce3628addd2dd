"""What a point answers, in the language of who reads it: a petition, a text, an opinion of a body."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tadafor.consultations import queries as consultations
from tadafor.councils.models import Opinion
from tadafor.councils.queries.in_language import LANGUAGE, ROOM, thing
from tadafor.petitions import queries as petitions
from tadafor.traces.queries import Trace
from tadafor.translations import queries as translations
from tadafor.translations.queries import Everywhere
from tadafor.ui import languages


@dataclass(frozen=True)
class Told:
    """The title and the words of what a point answers."""

    title: str
    text: str


def answered(origins: Iterable[Trace]) -> dict[int, Told]:
    """Return what these traces say in the reader's language, by trace: a query a room, or none."""
    traces = {one.pk: one for one in origins}
    told = {key: Told(one.title, one.text) for key, one in traces.items()}
    if all(one.language == languages.current().code for one in traces.values()):
        return told
    found = [one for room, find in _FIND.items() for one in find(_of_room(traces.values(), room))]
    reading = translations.reading([(one.name, one.language) for one in found])
    for one in found:
        twin = reading.of(one.row, one.name, one.fields, one.language)
        text = told[one.row.trace_id].text
        # The longest first: a title may well stand within the sentence that asks for it.
        for field in sorted(one.fields, key=lambda name: -len(getattr(one.row, name))):
            if original := getattr(one.row, field):
                text = text.replace(original, getattr(twin, field))
        told[one.row.trace_id] = Told(twin.title, text)
    return told


def origin_for_all(origin: Trace) -> Everywhere | str:
    """Return the title of what a point answers as each reader of a message gets it."""
    found = next(iter(_FIND[origin.room]([origin.pk])), None) if origin.room in _FIND else None
    return (
        translations.everywhere(origin.title, found.name, "title", found.language) if found else origin.title
    )


def _of_room(traces: Iterable[Trace], room: str) -> list[int]:
    return [one.pk for one in traces if one.room == room]


@dataclass(frozen=True)
class _Found:
    """A row behind a trace, its name for those who translate, and what its trace says of it."""

    row: Any
    name: str
    language: str
    fields: tuple[str, ...]


def _petitions(keys: list[int]) -> Iterator[_Found]:
    for one in petitions.Petition.objects.public().filter(trace_id__in=keys) if keys else ():
        yield _Found(one, petitions.thing(one.pk), one.language, petitions.WORDS)


def _texts(keys: list[int]) -> Iterator[_Found]:
    for one in consultations.Consultation.objects.filter(trace_id__in=keys) if keys else ():
        yield _Found(one, consultations.thing(one), one.language, consultations.WORDS)


def _opinions(keys: list[int]) -> Iterator[_Found]:
    for one in Opinion.objects.public().filter(trace_id__in=keys) if keys else ():
        yield _Found(one, thing(one), LANGUAGE, ("title", "question", "text"))


_FIND = {"petitions": _petitions, "consultations": _texts, ROOM: _opinions}
