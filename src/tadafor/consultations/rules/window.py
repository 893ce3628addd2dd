"""When a consultation is open, and what stands next (``docs/rules/consultations.md``)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

SHORTEST_WINDOW = timedelta(days=7)
CLOSING_SOON = timedelta(days=2)


class Phase(StrEnum):
    """Where a consultation stands; derived from its dates and acts, never from a job that ran."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    EXAMINATION = "examination"
    NEW_VERSION = "new_version"
    CONCLUDED = "concluded"
    ADOPTED = "adopted"


class Step(StrEnum):
    """The five steps shown on every page (the method of the sources)."""

    ANNOUNCED = "announced"
    OPEN = "open"
    EXAMINATION = "examination"
    NEW_VERSION = "new_version"
    ADOPTED = "adopted"


class Standing(StrEnum):
    """How a step looks from today."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


class WindowRefusal(StrEnum):
    """Why a window may not be set, announced or extended so."""

    CLOSES_BEFORE_IT_OPENS = "closes_before_it_opens"
    TOO_SHORT = "too_short"
    OPENS_IN_THE_PAST = "opens_in_the_past"
    NO_TEXT = "no_text"
    NO_CARDS = "no_cards"
    ALREADY_ANNOUNCED = "already_announced"
    NOT_ANNOUNCED = "not_announced"
    ALREADY_CLOSED = "already_closed"
    NOT_LATER = "not_later"
    NO_REASON = "no_reason"


@dataclass(frozen=True)
class Window:
    """The dates of a consultation; both days of the window belong to it, whole, in Moroccan time.

    With several rounds it is the window of the round in force; ``earlier_closed_on`` is the last day
    of the round before it.
    """

    opens_on: date
    closes_on: date
    announced_on: date | None = None
    new_version_on: date | None = None
    concluded_on: date | None = None
    adopted_on: date | None = None
    earlier_closed_on: date | None = None


def phase(window: Window, *, today: date) -> Phase:
    """Return where the consultation stands on ``today`` (§ consultations-1).

    Between two rounds the committee examines (§ consultations-28).
    """
    if window.announced_on is None:
        return Phase.DRAFT
    if window.adopted_on is not None:
        return Phase.ADOPTED
    if window.concluded_on is not None:
        return Phase.CONCLUDED
    if today < window.opens_on and window.earlier_closed_on is None:
        return Phase.ANNOUNCED
    if window.opens_on <= today <= window.closes_on:
        return Phase.OPEN
    closed_on = window.closes_on if today > window.closes_on else window.earlier_closed_on
    since = window.new_version_on is not None and closed_on is not None and window.new_version_on > closed_on
    return Phase.NEW_VERSION if since else Phase.EXAMINATION


_NOW_AT = {
    Phase.DRAFT: Step.ANNOUNCED,
    Phase.ANNOUNCED: Step.ANNOUNCED,
    Phase.OPEN: Step.OPEN,
    Phase.EXAMINATION: Step.EXAMINATION,
    Phase.NEW_VERSION: Step.NEW_VERSION,
    Phase.CONCLUDED: Step.ADOPTED,
    Phase.ADOPTED: None,
}


def steps(window: Window, *, today: date) -> list[tuple[Step, Standing]]:
    """Return the five steps and how each looks from ``today`` (§ consultations-2)."""
    return standing(list(Step), _NOW_AT[phase(window, today=today)])


S = TypeVar("S", bound=StrEnum)


def standing(order: list[S], current: S | None) -> list[tuple[S, Standing]]:
    """Return how each step looks when ``current`` is the one of today; None is past the last."""
    reached = len(order) if current is None else order.index(current)
    return [
        (step, Standing.DONE if place < reached else Standing.NOW if place == reached else Standing.NEXT)
        for place, step in enumerate(order)
    ]


def refuse_window(*, opens_on: date, closes_on: date, in_person: bool = False) -> WindowRefusal | None:
    """Return why these dates make no window (§ consultations-3).

    A round held in a room may last a day (§ consultations-28).
    """
    if closes_on < opens_on:
        return WindowRefusal.CLOSES_BEFORE_IT_OPENS
    if not in_person and closes_on - opens_on + timedelta(days=1) < SHORTEST_WINDOW:
        return WindowRefusal.TOO_SHORT
    return None


def refuse_announcement(
    window: Window, *, articles: int, today: date, on_cards: bool = False, in_person: bool = False
) -> WindowRefusal | None:
    """Return why the consultation may not be announced today (§ consultations-3).

    ``articles`` counts what people can contribute to: the articles of a text, or the cards.
    """
    if window.announced_on is not None:
        return WindowRefusal.ALREADY_ANNOUNCED
    if articles == 0:
        return WindowRefusal.NO_CARDS if on_cards else WindowRefusal.NO_TEXT
    if window.opens_on < today:
        return WindowRefusal.OPENS_IN_THE_PAST
    return refuse_window(opens_on=window.opens_on, closes_on=window.closes_on, in_person=in_person)


def refuse_extension(window: Window, *, closes_on: date, reason: str, today: date) -> WindowRefusal | None:
    """Return why the window may not be extended to ``closes_on`` (§ consultations-4).

    A window is only ever made longer, before it closes, with a public reason.
    """
    if window.announced_on is None:
        return WindowRefusal.NOT_ANNOUNCED
    if today > window.closes_on:
        return WindowRefusal.ALREADY_CLOSED
    if closes_on <= window.closes_on:
        return WindowRefusal.NOT_LATER
    if not reason:
        return WindowRefusal.NO_REASON
    return None


def closes_soon(window: Window, *, today: date) -> bool:
    """Whether those who follow should hear that the end is near (§ consultations-5)."""
    return phase(window, today=today) is Phase.OPEN and window.closes_on - today <= CLOSING_SOON
