"""What the components of a page are given; plain values, ready to draw."""

import datetime as dt
from collections.abc import Sequence
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


FieldSaid = tuple[str, str, Sequence[tuple[str, str]]]
"""The name of a field, what was written in it, and its redline where something stood there before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a contribution was officially answered."""

    verdict: str
    reason: str
    tone: str
    when: dt.date | None = None
    see: tuple[str, str] | None = None  # the address of another contribution, and words that lead there
    vote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A contribution ready to be drawn; everything in it is plain text, whoever wrote it."""

    key: str
    number: int
    gone: tuple[str, str] | None = None  # an icon and why it is not shown: nothing else is then
    name: str = ""
    meta: str = ""
    when: dt.date | None = None
    tag: str = ""
    tone: str = ""
    href: str = ""
    about: tuple[str, str, str] | None = None  # what it speaks of: address, label, title
    lines: Sequence[tuple[str, str]] = ()
    title: str = ""
    runs: Sequence[tuple[str, str]] = ()
    proposed: str = ""
    fields: Sequence[FieldSaid] = ()
    body: str = ""
    sound: tuple[str, str, int, int] | None = None  # address, label, seconds, bytes
    answer: Answer | None = None
    links: Sequence[tuple[str, str, int, str]] = ()  # address, icon, how many, of what
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of a register ready to be drawn as a card; everything in it is plain text."""

    title: str
    href: str
    kind: str
    mark: tuple[str, str, str] | None = None  # what must be seen of it: words, tone, icon
    text: str = ""
    meta: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredLine:
    """A contribution in a report: what it is, what it says, what was answered; plain text."""

    number: int
    href: str
    meta: Sequence[str]
    text: str
    mark: tuple[str, str]  # the outcome: words, tone
    reason: str = ""
