"""The rounds of a consultation on cards and its five steps (``docs/rules/consultations.md``)."""

from datetime import date
from enum import StrEnum

from tadafor.consultations.rules.window import (
    Phase,
    Standing,
    Window,
    WindowRefusal,
    phase,
    refuse_window,
    standing,
)


class RoundRefusal(StrEnum):
    """Why a round may not be planned or changed so."""

    NOT_ON_CARDS = "not_on_cards"
    NOT_ANNOUNCED = "not_announced"
    EARLIER_NOT_CLOSED = "earlier_not_closed"
    ALREADY_CONCLUDED = "already_concluded"
    IN_THE_PAST = "in_the_past"
    CLOSES_BEFORE_IT_OPENS = "closes_before_it_opens"
    TOO_SHORT = "too_short"
    PLACE_MISSING = "place_missing"
    PRESENTED_OUTSIDE = "presented_outside"
    ALREADY_BEGUN = "already_begun"


class CardStep(StrEnum):
    """The five steps of the source: read, note, present, examine, improve and adopt."""

    READ = "read"
    NOTE = "note"
    PRESENT = "present"
    EXAMINE = "examine"
    IMPROVE = "improve"


_NOW_AT = {
    Phase.DRAFT: CardStep.READ,
    Phase.ANNOUNCED: CardStep.READ,
    Phase.OPEN: CardStep.NOTE,
    Phase.EXAMINATION: CardStep.EXAMINE,
    Phase.NEW_VERSION: CardStep.IMPROVE,
    Phase.CONCLUDED: CardStep.IMPROVE,
    Phase.ADOPTED: None,
}


def card_steps(window: Window, *, presented_on: date | None, today: date) -> list[tuple[CardStep, Standing]]:
    """Return the five steps of the round in force and how each looks from ``today`` (§ consultations-29).

    A further round begins them anew; without a day of its own, what was noted is presented when the
    round ends.
    """
    current = _NOW_AT[phase(window, today=today)]
    if current is CardStep.NOTE and today >= (presented_on or window.closes_on):
        current = CardStep.PRESENT
    return standing(list(CardStep), current)


_OF_WINDOW = {
    WindowRefusal.CLOSES_BEFORE_IT_OPENS: RoundRefusal.CLOSES_BEFORE_IT_OPENS,
    WindowRefusal.TOO_SHORT: RoundRefusal.TOO_SHORT,
}


def refuse_round_words(
    *, opens_on: date, closes_on: date, in_person: bool, place: str, presented_on: date | None
) -> RoundRefusal | None:
    """Return why a round may not be described so (§ consultations-28).

    One held in a room says where, and may last a day; one held online lasts seven.
    """
    if refusal := refuse_window(opens_on=opens_on, closes_on=closes_on, in_person=in_person):
        return _OF_WINDOW[refusal]
    if in_person and not place:
        return RoundRefusal.PLACE_MISSING
    if presented_on is not None and not opens_on <= presented_on <= closes_on:
        return RoundRefusal.PRESENTED_OUTSIDE
    return None


def refuse_next_round(window: Window, *, on_cards: bool, opens_on: date, today: date) -> RoundRefusal | None:
    """Return why no further round may be planned from ``opens_on`` (§ consultations-28).

    Only once the one before has closed: the committee examines between two rounds.
    """
    if not on_cards:
        return RoundRefusal.NOT_ON_CARDS
    now = phase(window, today=today)
    if now is Phase.DRAFT:
        return RoundRefusal.NOT_ANNOUNCED
    if now in {Phase.CONCLUDED, Phase.ADOPTED}:
        return RoundRefusal.ALREADY_CONCLUDED
    if today <= window.closes_on:
        return RoundRefusal.EARLIER_NOT_CLOSED
    return RoundRefusal.IN_THE_PAST if opens_on < today else None


def refuse_round_change(window: Window, *, today: date) -> RoundRefusal | None:
    """Return why the round in force may no longer be described anew (§ consultations-28)."""
    begun = window.announced_on is not None and today >= window.opens_on
    return RoundRefusal.ALREADY_BEGUN if begun else None
