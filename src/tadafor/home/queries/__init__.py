"""What the first pages show, gathered from the rooms below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page

from tadafor.kernel.addresses import in_language
from tadafor.kernel.openings import (
    Became,
    Figure,
    Found,
    Opening,
    Outcome,
    Phase,
    found_by,
    told_of,
)
from tadafor.kernel.pages import page_of
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.text import excerpt
from tadafor.territories import queries as ground
from tadafor.territories.rules import CAN_JOIN
from tadafor.translations.queries import Reading, reading
from tadafor.ui.components import Tone
from tadafor.ui.formatting import number

OUTCOMES_SHOWN = 5
OPENINGS_SHOWN = 6
PLACES_ECHOED = 3
FOUND_AT_MOST = 60
SUMMARY = 160
NAMES_ASKED = 200
_BECAME = {
    Became.DONE: (Tone.GREEN, "circle-check"),
    Became.PARTLY: (Tone.SAFFRON, "circle-dot-dashed"),
    Became.REFUSED: (Tone.TERRACOTTA, "circle-x"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A procedure as a card shows it."""

    opening: Opening
    href: str
    place: str
    words: str

    @property
    def value(self) -> int:
        """How much of the whole, for the bar."""
        return self.opening.figure.value if self.opening.figure else 0

    @property
    def whole(self) -> int:
        """The whole, or nothing when no bar is drawn."""
        return (self.opening.figure.whole or 0) if self.opening.figure else 0


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a proposal, as a line shows it."""

    outcome: Outcome
    href: str
    place: str

    @property
    def tone(self) -> Tone:
        """The colour that tells it apart."""
        return _BECAME[self.outcome.became][0]

    @property
    def icon(self) -> str:
        """The drawing that tells it apart without colour."""
        return _BECAME[self.outcome.became][1]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure ready to be said large."""

    value: int
    words: str
    unit: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What the front page, a territory's page and its feed say (§ home-phases, § home-outcomes)."""

    phases: dict[Phase, list[Shown]]
    outcomes: list[Told]
    figures: list[Counted]
    turns: datetime | None  # when the first of them changes by itself
    tongues: Reading

    @property
    def open(self) -> list[Shown]:
        """What people can act in now."""
        return self.phases[Phase.OPEN]

    @property
    def coming(self) -> list[Shown]:
        """What opens later."""
        return self.phases[Phase.COMING]

    @property
    def answering(self) -> list[Shown]:
        """What is closed and not answered yet."""
        return self.phases[Phase.ANSWERING]

    @property
    def answered(self) -> list[Shown]:
        """What has its result."""
        return self.phases[Phase.ANSWERED]


@dataclass(frozen=True, slots=True)
class Region:
    """A region and how many joined in it."""

    code: str
    name: str
    joined: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place among others; ``href`` is empty while it has not joined."""

    name: str
    within: str
    href: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer to a search."""

    found: Found
    href: str
    place: str


def of_territory(territory_id: int, now: datetime) -> Pages:
    """Return what a territory's page shows; its scope is open (§ home-one-territory)."""
    return _pages(territory_id, now)


def of_everyone(now: datetime) -> Pages:
    """Return what the front page shows, from all territories."""
    with everywhere():
        return _pages(None, now)


def _pages(territory_id: int | None, now: datetime) -> Pages:
    (openings, told), figures = told_of(territory_id, now, OUTCOMES_SHOWN)
    tongues = reading(_named(openings) + _named(told))
    openings = [_opening(tongues, one) for one in openings]
    told = [_outcome(tongues, one) for one in told]
    named = {one.territory_id for one in openings} | {one.territory_id for one in told}
    names = ground.names_of(named) if territory_id is None else {}
    phases: dict[Phase, list[Shown]] = {phase: [] for phase in Phase}
    for opening in openings:
        phases[opening.phase(now)].append(_shown(opening, names))
    return Pages(
        phases=phases,
        outcomes=[Told(one, in_language(one.address), names.get(one.territory_id, "")) for one in told],
        figures=[_counted(figure) for figure in figures],
        turns=min((turn for opening in openings if (turn := opening.turns(now))), default=None),
        tongues=tongues,
    )


def _named(things: Sequence[Opening | Outcome]) -> list[tuple[str, str]]:
    names = [(name, one.language) for one in things for name in (one.thing, getattr(one, "titled", ""))]
    return [(name, language) for name, language in names if name]


def _opening(tongues: Reading, one: Opening) -> Opening:
    """Say the title and the summary of a procedure in the reader's language (§ translations-which)."""
    if not one.thing or one.language == tongues.language:
        return one
    title = tongues.said(one.title, one.thing, one.title_of, one.language)
    summary = tongues.latest(one.thing, one.summary_of)
    return replace(one, title=title, summary=excerpt(summary, SUMMARY) if summary else one.summary)


def _outcome(tongues: Reading, one: Outcome) -> Outcome:
    if one.language == tongues.language:
        return one
    if one.titled:
        one = replace(one, title=tongues.said(one.title, one.titled, "title", one.language))
    return (
        replace(one, within=tongues.said(one.within, one.thing, one.within_of, one.language))
        if one.thing
        else one
    )


def _shown(opening: Opening, names: dict[int, str]) -> Shown:
    figure = opening.figure
    words = f"{number(figure.value)} {figure.words}" if figure else ""
    return Shown(opening, in_language(opening.address), names.get(opening.territory_id, ""), words)


def _counted(figure: Figure) -> Counted:
    if figure.as_share and figure.whole:
        return Counted(round(100 * figure.value / figure.whole), figure.words, "%")
    return Counted(figure.value, figure.words, "")


# ---- places


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """Where people are received."""

    name: str
    address: str
    phone: str


def offices(territory_id: int) -> list[OfficeLine]:
    """Return the paper twin of the page: where the same can be done in person."""
    return [OfficeLine(one.name, one.address, one.phone) for one in ground.offices_shown(territory_id)]


def regions() -> list[Region]:
    """Return the regions with how many territories joined in each, in two queries."""
    return [Region(*one) for one in ground.regions_joined()]


def joined_in(region_code: str) -> tuple[str, list[PlaceLine]]:
    """Return the name of a region, or nothing when there is no such one, and who joined in it."""
    region = ground.regions().filter(pk=region_code).first()
    if region is None:
        return "", []
    lines = [
        PlaceLine(one.full_name, _above(one.place), in_language(f"/{one.slug}/"))
        for one in ground.territories_of_region(region_code)
    ]
    return region.title, lines


def places_named(text: str, page: str | None) -> "Page[Any]":
    """Return one page of the places named like ``text``; each says its province (§ home-places)."""
    found = page_of(ground.find_places(text[:NAMES_ASKED], kinds=tuple(CAN_JOIN)), page)
    found.object_list = _lines(list(found.object_list))
    return found


def _lines(places: Sequence[Any]) -> list[PlaceLine]:
    joined = {one.place_id: one.slug for one in _joined(places)}
    return [
        PlaceLine(
            place.title,
            _above(place),
            in_language(f"/{joined[place.pk]}/") if place.pk in joined else "",
        )
        for place in places
    ]


def _joined(places: Iterable[Any]) -> Iterable[Any]:
    return ground.territories().filter(place__in=[place.pk for place in places])


def _above(place: Any) -> str:  # noqa: ANN401 -- a place, whose table belongs to the ground
    return place.parent.title if place.parent else ""


# ---- searching


def found(query: str, territory_id: int | None, page: str | None) -> "Page[Any]":
    """Return one page of what answers ``query``: in the open territory, or everywhere (§ home-search)."""
    if territory_id is not None:
        answers = found_by(query, territory_id, FOUND_AT_MOST)
        shown = page_of([Hit(one, in_language(one.address), "") for one in answers], page)
        return _told(shown)
    with everywhere():
        answers = found_by(query, None, FOUND_AT_MOST)
        names = ground.names_of(one.territory_id for one in answers)
        hits = [Hit(one, in_language(one.address), names.get(one.territory_id, "")) for one in answers]
        return _told(page_of(hits, page))


def _told(page: "Page[Any]") -> "Page[Any]":
    """Say the titles of one page of answers in the reader's language."""
    hits = list(page.object_list)
    tongues = reading([(hit.found.thing, hit.found.language) for hit in hits if hit.found.thing])
    page.object_list = [_hit(tongues, hit) for hit in hits]
    return page


def _hit(tongues: Reading, hit: Hit) -> Hit:
    one = hit.found
    if not one.thing or one.language == tongues.language:
        return hit
    return replace(hit, found=replace(one, title=tongues.said(one.title, one.thing, "title", one.language)))


def places_echoing(query: str) -> list[PlaceLine]:
    """Return the few territories that joined and are named like ``query``."""
    return [
        PlaceLine(one.title, one.above, in_language(f"/{one.slug}/"))
        for one in ground.joined_named(query, PLACES_ECHOED)
    ]
