"""In the room: what is on the agenda, what people write on cards at their tables."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.meetings.rules.meeting import Stage, State

LONGEST_CARD = 1_500
SHORTEST_CARD = 3
MOST_ITEMS = 40
MOST_TABLES = 200


class RoomRefusal(StrEnum):
    """Why an agenda is not kept, or a card neither kept nor taken back."""

    IS_CANCELLED = "is_cancelled"
    ALREADY_HELD = "already_held"
    NOT_STARTED = "not_started"
    BODY_MISSING = "body_missing"
    UNKNOWN_AUTHOR = "unknown_author"
    ALREADY_PUBLISHED = "already_published"
    TAKEN_BACK = "taken_back"
    NOT_ANNOUNCED = "not_announced"
    UNKNOWN_THING = "unknown_thing"


@dataclass(frozen=True)
class Item:
    """A point of the agenda: its title, in what quality somebody speaks of it, how many minutes."""

    title: str
    speaker: str = ""
    minutes: int | None = None


def refuse_agenda(at: Stage) -> RoomRefusal | None:
    """Return why the agenda may not be written: once held, it is what it was (§ meetings-agenda)."""
    if at is Stage.CANCELLED:
        return RoomRefusal.IS_CANCELLED
    return RoomRefusal.ALREADY_HELD if at is Stage.HELD else None


def refuse_card(at: Stage, *, body: str, is_published: bool) -> RoomRefusal | None:
    """Return why a card may not be kept (§ meetings-cards)."""
    if at is Stage.CANCELLED:
        return RoomRefusal.IS_CANCELLED
    if at not in {Stage.NOW, Stage.HELD}:
        return RoomRefusal.NOT_STARTED
    if is_published:
        return RoomRefusal.ALREADY_PUBLISHED
    return RoomRefusal.BODY_MISSING if len(body) < SHORTEST_CARD else None


def refuse_taking_back(*, is_taken_back: bool, is_published: bool) -> RoomRefusal | None:
    """Return why a card may not be taken back (§ meetings-cards)."""
    if is_taken_back:
        return RoomRefusal.TAKEN_BACK
    return RoomRefusal.ALREADY_PUBLISHED if is_published else None


def refuse_carrying(*, is_taken_back: bool, is_known: bool) -> RoomRefusal | None:
    """Return why a card may not be said to have become something that people read (§ meetings-carried)."""
    if is_taken_back:
        return RoomRefusal.TAKEN_BACK
    return None if is_known else RoomRefusal.UNKNOWN_THING


def refuse_document(state: State) -> RoomRefusal | None:
    """Return why a document may not be put on the page of a meeting (§ meetings-documents)."""
    return RoomRefusal.NOT_ANNOUNCED if state is State.DRAFT else None
