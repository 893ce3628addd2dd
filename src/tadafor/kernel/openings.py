"""What the public pages say of every procedure, whatever its room: the shapes each room answers in.

The settings list dotted functions, each in its room's ``queries``; ``territory_id`` is None when all
territories are asked for, and the caller has then opened ``everywhere()``, else the territory's scope::

    TADAFOR_OPENINGS  def openings(territory_id: int | None, now: datetime) -> list[Opening]
        what is coming, open, or closed and answered or not; at most MOST of each phase; for all
        territories together, what is coming or open is enough, and MOST_EVERYWHERE of each
    TADAFOR_OUTCOMES  def outcomes(territory_id: int | None, limit: int) -> list[Outcome]
        what became of what people proposed, newest first
    TADAFOR_NEWS      def news(territory_id: int | None, now: datetime, limit: int) -> News
        the openings and the outcomes of a room that answers both with one query
    TADAFOR_FIGURES   def figures(territory_id: int | None) -> list[Figure]
        a few numbers over all time
    TADAFOR_FOUND     def found(query: str, territory_id: int | None, limit: int) -> list[Found]
        what answers a search, best first; ``kernel.search.matching`` does the work

Only what a visitor may see. The number of queries never grows with the number of rows, nor with the number
of rooms: each function is ``kernel.together``, and what all of them want is one query. Words of the
interface are in the reader's language; ``language`` is the language of what people wrote. Addresses
are paths, with or without their language: ``kernel.addresses.in_language`` sets it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from tadafor.kernel.offers import offered
from tadafor.kernel.together import gathered

MOST = 12
MOST_EVERYWHERE = 6


class Phase(StrEnum):
    """Where a procedure stands, from its dates alone."""

    COMING = "coming"
    OPEN = "open"
    ANSWERING = "answering"
    ANSWERED = "answered"


class Became(StrEnum):
    """What became of a proposal, as the eye tells it apart."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts."""

    value: int
    words: str  # "مساهمة", agreeing with the value, without it
    whole: int | None = None  # what it is a part of: drawn as a bar, or said as a percentage
    as_share: bool = False  # say "92 %" of the whole rather than the value


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A procedure people can act in, or could, or will."""

    room: str  # the label of the room: "consultations"
    kind: str  # what people call it: "تشاور عمومي"
    title: str
    address: str
    territory_id: int
    opens_at: datetime | None
    closes_at: datetime | None  # when it closes: by midnight after its last day
    answered_at: datetime | None = None  # when its result was published
    summary: str = ""  # one or two sentences
    action: str = ""  # the words of the button while open: "ساهموا في الصياغة"
    figure: Figure | None = None
    icon: str = "messages-square"
    accent: str = "green"  # green, saffron or terracotta: tells kinds apart
    language: str = "ar"
    demonstration: bool = False
    thing: str = ""  # as versions in other languages name it (translations.rules.thing_of)
    title_of: str = "title"  # the field the title is taken from
    summary_of: str = ""  # the field the summary is taken from

    @property
    def last_moment(self) -> datetime | None:
        """The last moment at which people can act, whose day is the one to print."""
        return self.closes_at - timedelta.resolution if self.closes_at else None

    def phase(self, now: datetime) -> Phase:
        """Return where it stands at ``now``."""
        if self.opens_at is not None and now < self.opens_at:
            return Phase.COMING
        if self.closes_at is None or now < self.closes_at:
            return Phase.OPEN
        return Phase.ANSWERING if self.answered_at is None else Phase.ANSWERED

    def turns(self, now: datetime) -> datetime | None:
        """Return the next moment at which the phase changes by itself."""
        return min((m for m in (self.opens_at, self.closes_at) if m is not None and m > now), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of something people proposed."""

    room: str
    title: str  # what was proposed, short
    sentence: str  # what became of it: "أُدمج في المادة 6 من الصيغة النهائية"
    address: str
    territory_id: int
    at: datetime
    became: Became
    language: str = "ar"
    within: str = ""  # the title of the procedure in which it was proposed
    thing: str = ""  # that procedure, as versions in other languages name it
    within_of: str = "title"  # the field its title is taken from
    titled: str = ""  # what bears the title itself, when it has versions of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer to a search."""

    room: str
    kind: str  # "مادة", "مساهمة", "تشاور"
    title: str
    address: str
    territory_id: int
    excerpt: str = ""  # plain text around what was asked
    at: datetime | None = None
    icon: str = "messages-square"
    language: str = "ar"
    thing: str = ""  # as versions in other languages name what bears this title


class News(NamedTuple):
    """What can be acted in, and what became of what people proposed."""

    openings: list[Opening]
    outcomes: list[Outcome]


def told_of(territory_id: int | None, now: datetime, limit: int) -> tuple[News, list[Figure]]:
    """Ask every room; the soonest to turn first, at the same moment by address; the latest outcome first.

    The figures are in the order of the settings.
    """
    asked: dict[str, tuple[Any, ...]] = {
        "TADAFOR_NEWS": (territory_id, now, limit),
        "TADAFOR_OPENINGS": (territory_id, now),
        "TADAFOR_OUTCOMES": (territory_id, limit),
        "TADAFOR_FIGURES": (territory_id,),
    }
    calls = [(setting, ask, args) for setting, args in asked.items() for ask in offered(setting)]
    answers = gathered([(ask, args) for _, ask, args in calls])
    told: dict[str, list[Any]] = {setting: [] for setting in asked}
    for (setting, *_), answer in zip(calls, answers, strict=True):
        told[setting].append(answer)
    both: list[News] = told["TADAFOR_NEWS"]
    openings = chain(*told["TADAFOR_OPENINGS"], *(news.openings for news in both))
    outcomes = chain(*told["TADAFOR_OUTCOMES"], *(news.outcomes for news in both))
    news = News(
        sorted(openings, key=lambda one: (one.turns(now) is None, one.turns(now) or now, one.address)),
        sorted(outcomes, key=lambda one: one.at, reverse=True)[:limit],
    )
    return news, list(chain(*told["TADAFOR_FIGURES"]))


def found_by(query: str, territory_id: int | None, limit: int) -> list[Found]:
    """Ask every room; each keeps its own order, and they take turns so that none hides another."""
    answers = gathered([(ask, (query, territory_id, limit)) for ask in offered("TADAFOR_FOUND")])
    turns = max((len(found) for found in answers), default=0)
    return [found[turn] for turn in range(turns) for found in answers if turn < len(found)][:limit]
