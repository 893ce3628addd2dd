"""A map as it is kept and shown: groups, statements, how steady it is. No person is in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self


class Steadiness(StrEnum):
    """How far the groups stay the same when a fifth of the people is left out (§ opinion-map-stable)."""

    FIRM = "firm"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True)
class Said:
    """How a group, or everybody, answered one statement; None where fewer than five did."""

    statement: int
    agreed: int | None
    disagreed: int | None
    seen: int | None
    strength: float = 0.0

    @property
    def agrees(self) -> bool:
        """Whether more agree than disagree: the side for which a statement stands."""
        return (self.agreed or 0) >= (self.disagreed or 0)


@dataclass(frozen=True)
class Group:
    """People who answer alike: a colour that stays, how many, where, and what speaks for them."""

    colour: int
    people: int
    centre: tuple[float, float]
    outline: tuple[tuple[float, float], ...]
    speaking: tuple[Said, ...]
    votes: tuple[Said, ...]


@dataclass(frozen=True)
class Memory:
    """What the next computation needs of this one so that the picture does not jump."""

    axes: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    centres: tuple[tuple[float, float], ...] = ()
    colours: tuple[int, ...] = ()
    rival: int = 0
    wins: int = 0


@dataclass(frozen=True)
class OpinionMap:
    """A whole map. ``dots`` are squares of a coarse grid with how many stand in each, by group."""

    people: int
    grouped: int
    votes: int
    groups: tuple[Group, ...]
    shared: tuple[Said, ...]
    dividing: tuple[Said, ...]
    dots: tuple[tuple[float, float, int, int], ...]
    shown: float
    apart: float
    again: float
    memory: Memory = field(default_factory=Memory)

    @property
    def steadiness(self) -> Steadiness:
        if self.again >= FIRM_FROM:
            return Steadiness.FIRM
        return Steadiness.FAIR if self.again >= FAIR_FROM else Steadiness.WEAK

    def kept(self) -> dict[str, Any]:
        """Return the map as JSON."""
        return asdict(self)

    @classmethod
    def taken_up(cls, told: Mapping[str, Any]) -> Self:
        """Read what ``kept`` wrote."""
        memory = told["memory"]
        return cls(
            **{name: told[name] for name in ("people", "grouped", "votes", "shown", "apart", "again")},
            groups=tuple(_group(one) for one in told["groups"]),
            shared=tuple(Said(**one) for one in told["shared"]),
            dividing=tuple(Said(**one) for one in told["dividing"]),
            dots=tuple((x, y, colour, many) for x, y, colour, many in told["dots"]),
            memory=Memory(
                axes={int(key): (x, y) for key, (x, y) in memory["axes"].items()},
                centres=tuple((x, y) for x, y in memory["centres"]),
                colours=tuple(memory["colours"]),
                rival=memory["rival"],
                wins=memory["wins"],
            ),
        )


FIRM_FROM = 0.8
FAIR_FROM = 0.5


def _group(told: Mapping[str, Any]) -> Group:
    return Group(
        colour=told["colour"],
        people=told["people"],
        centre=(told["centre"][0], told["centre"][1]),
        outline=tuple((x, y) for x, y in told["outline"]),
        speaking=tuple(Said(**one) for one in told["speaking"]),
        votes=tuple(Said(**one) for one in told["votes"]),
    )
