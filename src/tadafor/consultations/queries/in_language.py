"""What the pages of a consultation say in the language of who reads them."""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tadafor.consultations import rules
from tadafor.consultations.models import (
    Axis,
    Committee,
    CommitteeMeeting,
    Consultation,
    Round,
    Version,
    Wording,
)
from tadafor.consultations.queries.consultations import Ending, Shelves
from tadafor.translations import queries as translations
from tadafor.translations.queries import Everywhere, Reading
from tadafor.translations.rules import mark, thing_of

ROOM = "consultations"
TITLE = ("title",)
WORDS = ("title", "stake", "promise")
FIELDS = tuple(one.value for one in rules.Field)
_PASSAGE = ("title", "body", *FIELDS)
CONCLUSION = ("words", "unchanged_because")
WORKSHOP = ("title", "note")


def thing(one: object) -> str:
    """Name a row of this room as versions in other languages do."""
    return thing_of(ROOM, type(one).__name__.lower(), one.pk)  # type: ignore[attr-defined]


def passage(key: int) -> str:
    return thing_of(ROOM, "passage", key)


@dataclass(frozen=True)
class CommitteeSaid:
    """The committee as a page shows it: what founded it, its seats (capacity, chairs), its meetings."""

    name: str
    founded_by: str
    founded_on: date
    members: list[tuple[str, bool]]
    meetings: list[CommitteeMeeting]


def in_language(
    one: Consultation, context: dict[str, Any], *, says: Sequence[str] = TITLE, whole: bool = False
) -> dict[str, Any]:
    """Return what a page shows of a consultation in its reader's language (§ translations-which).

    ``says`` are the words of the consultation itself that the page shows; ``whole`` when it shows the
    articles and not their titles alone. One query, or none where everybody reads the original.
    """
    wanted = [thing(one), *_things(context)]
    reading = translations.reading([(name, one.language) for name in wanted])
    said: dict[str, Any] = {"consultation": one, "tongues": reading}
    if context.get("committee"):
        said["committee"] = _committee(reading, context["committee"], one.language)
    if reading.language == one.language:
        return said
    said["consultation"] = reading.of(one, thing(one), says, one.language)
    for name, tell in _TELL.items():
        if context.get(name) and (whole or name not in _NOTED):
            said[name] = tell(reading, context[name], one.language, whole=whole)
    if "cards" in said:
        said["cards"] = _around_cards(reading, said["cards"], one)
    if "wording" in said and said["wording"].axis:
        said["wording"].axis = _axis(reading, said["wording"].axis, one)
    if context.get("fields") and "wording" in said:
        said["fields"] = [
            (field, icon, said["wording"].five.said(field)) for field, icon, _ in context["fields"]
        ]
    return said


def title_for_all(one: Consultation) -> Everywhere:
    """Return its title as each reader of a message gets it."""
    return translations.everywhere(one.title, thing(one), "title", one.language)


def shelves_in_language(shelves: Shelves) -> dict[str, Any]:
    """Return the list of consultations in its reader's language: one query, or none."""
    things = [one for shelf in vars(shelves).values() for one in shelf]
    reading = translations.reading([(thing(one), one.language) for one in things])
    told = {
        name: [reading.of(one, thing(one), ("title", "stake"), one.language) for one in shelf]
        for name, shelf in vars(shelves).items()
    }
    return {"shelves": Shelves(**told), "tongues": reading}


def _things(context: Mapping[str, Any]) -> Iterator[str]:
    """Name what a page shows, from what its view gathered."""
    if wording := context.get("wording"):
        yield passage(wording.passage_id)
    for line in context.get("lines") or ():
        yield passage(line.passage_id)
    for shelf in getattr(context.get("cards"), "shelves", ()):
        yield from (passage(line.passage_id) for line in shelf.cards)
    if not context.get("wording"):
        yield from (passage(view.passage_id) for view in context.get("views") or () if view.passage_id)
    if context.get("view") and context["view"].passage_id:
        yield passage(context["view"].passage_id)
    yield from (thing(view.workshop) for view in context.get("workshops") or ())
    yield from (thing(context[name]) for name in _NOTED if context.get(name))
    if context.get("committee"):
        yield thing(context["committee"])
    if (ending := context.get("ending")) and ending.conclusion:
        yield thing(ending.conclusion)


def _wording(reading: Reading, wording: Wording, language: str, **_: bool) -> Wording:
    return reading.of(wording, passage(wording.passage_id), _PASSAGE, language)


def _lines(reading: Reading, lines: Iterable[Any], language: str, *, whole: bool) -> list[Any]:
    return [
        _line(reading, line, language, ("title", "body") if whole else TITLE, whole=whole) for line in lines
    ]


def _line(reading: Reading, line: Any, language: str, names: Sequence[str], *, whole: bool) -> Any:  # noqa: ANN401
    told = reading.of(line, passage(line.passage_id), names, language)
    if line.card and whole:
        sheet = reading.of(line.card.sheet, passage(line.passage_id), FIELDS, language)
        object.__setattr__(told, "card", replace(line.card, sheet=sheet))
    return told


def _cards(reading: Reading, cards: Any, language: str, **_: bool) -> Any:  # noqa: ANN401 -- of the views
    """Lists of cards show the problem under the title."""
    shelves = [
        replace(shelf, cards=[_line(reading, line, language, TITLE, whole=True) for line in shelf.cards])
        for shelf in cards.shelves
    ]
    return replace(cards, shelves=shelves)


def _around_cards(reading: Reading, cards: Any, one: Consultation) -> Any:  # noqa: ANN401 -- of the views
    """Axes and what is asked in each round are words of the consultation itself."""

    def named(name: str) -> str:
        return reading.said(name, thing(one), axis(name), one.language) if name else name

    return replace(
        cards,
        shelves=[replace(shelf, axis=named(shelf.axis)) for shelf in cards.shelves],
        tabs=[*cards.tabs[:1], *(replace(tab, label=named(tab.label)) for tab in cards.tabs[1:])],
        rounds=[(_round(reading, each, one), heard) for each, heard in cards.rounds],
    )


def _round(reading: Reading, each: Round, one: Consultation) -> Round:
    twin = copy.copy(each)
    if each.instruction:
        name = instruction(each.number)
        twin.instruction = reading.said(each.instruction, thing(one), name, one.language)
    return twin


def _axis(reading: Reading, held: Axis, one: Consultation) -> Axis:
    twin = copy.copy(held)
    twin.name = reading.said(held.name, thing(one), axis(held.name), one.language)
    return twin


def _views(reading: Reading, views: Iterable[Any], language: str, **_: bool) -> list[Any]:
    return [_view(reading, view, language) for view in views]


def _view(reading: Reading, view: Any, language: str, **_: bool) -> Any:  # noqa: ANN401
    if not view.passage_id:
        return view
    title = reading.said(view.passage_title, passage(view.passage_id), "title", language)
    return replace(view, passage_title=title)


def _workshops(reading: Reading, views: Iterable[Any], language: str, **_: bool) -> list[Any]:
    return [
        replace(view, workshop=reading.of(view.workshop, thing(view.workshop), WORKSHOP, language))
        for view in views
    ]


def _version(reading: Reading, version: Version, language: str, **_: bool) -> Version:
    return reading.of(version, thing(version), ("note",), language)


def _ending(reading: Reading, ending: Ending, language: str, **_: bool) -> Ending:
    if ending.conclusion is None:
        return ending
    return replace(
        ending, conclusion=reading.of(ending.conclusion, thing(ending.conclusion), CONCLUSION, language)
    )


def _committee(reading: Reading, committee: Committee, language: str, **_: bool) -> CommitteeSaid:
    return CommitteeSaid(
        name=reading.said(committee.name, thing(committee), "name", language),
        founded_by=reading.said(committee.founded_by, thing(committee), "founded_by", language),
        founded_on=committee.founded_on,
        members=[
            (reading.said(one.capacity, thing(committee), seat(one.capacity), language), one.chairs)
            for one in committee.members.all()
        ],
        meetings=list(committee.meetings.all()),
    )


def seat(capacity: str) -> str:
    """Name the field of a capacity: seats are written anew with their committee, their words stay."""
    return f"seat-{mark(capacity)[:8]}"


def axis(name: str) -> str:
    """Name the field of an axis: axes are set anew together, their words stay."""
    return f"axis-{mark(name)[:8]}"


def instruction(number: int) -> str:
    """Name the field of what a round asks people to do."""
    return f"round-{number}"


# Their note is shown where the whole text is.
_NOTED = ("version", "after")
_TELL: Mapping[str, Any] = {
    "wording": _wording,
    "lines": _lines,
    "cards": _cards,
    "view": _view,
    "views": _views,
    "workshops": _workshops,
    "version": _version,
    "after": _version,
    "ending": _ending,
}
