"""What the components of a page are given; plain values, ready to draw."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour says. Green is the house, the others only tell kinds apart."""

    GREEN = "green"
    SAFFRON = "saffron"
    TERRACOTTA = "terracotta"
    PLAIN = "plain"


class StepState(StrEnum):
    """Where one step of a procedure stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    LATE = "late"


@dataclass(frozen=True)
class Step:
    """One step of a procedure: what, when, and who must act."""

    title: str
    state: StepState
    when: dt.date | dt.datetime | str | None = None
    who: str = ""
    href: str = ""


@dataclass(frozen=True)
class Tab:
    """One tab of a page, which is a link."""

    label: str
    href: str
    current: bool = False
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Bar:
    """One row of a chart."""

    label: str
    value: float
    tone: Tone = Tone.GREEN
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """One meeting of a row and a column in a matrix, and where its number leads."""

    value: int
    href: str = ""


class Piece(StrEnum):
    """What happened to a piece of text in an amendment."""

    SAME = "same"
    INS = "ins"
    DEL = "del"
