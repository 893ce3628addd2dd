"""In the room, together: questions with support, quick votes, and afterwards what people thought of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tadafor.kernel.masking import SMALLEST_SHOWN, masked
from tadafor.meetings.rules.door import OPENS_BEFORE
from tadafor.meetings.rules.meeting import SHORTEST_REASON, Stage

STAYS_OPEN = timedelta(hours=2)
MOST_VOICES = 5_000
MOST_HANDS = 20_000
SHORTEST_QUESTION = 8
LONGEST_QUESTION = 300
MOST_WAITING = 3
FEWEST_OPTIONS = 2
MOST_OPTIONS = 6
FEEDBACK_BEFORE_END = timedelta(minutes=30)
FEEDBACK_OFFERED = timedelta(days=14)
FEEDBACK_LASTS = timedelta(days=7)
LONGEST_COMMENT = 500


class Asked(StrEnum):
    """Where a question of the room stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    ANSWERED = "answered"
    ASIDE = "aside"


class Aspect(StrEnum):
    """Of what those who came say whether they are satisfied."""

    SUBJECT = "subject"
    HEARD = "heard"
    ORGANISATION = "organisation"
    PLACE = "place"


class Admits(StrEnum):
    """Who has a voice in a room: people who are known alone, or every telephone beside them."""

    PEOPLE = "people"
    PHONES = "phones"


class Way(StrEnum):
    """By which way a form of satisfaction came."""

    PHONE = "phone"
    PAPER = "paper"


class Mood(StrEnum):
    """How satisfied somebody is."""

    VERY = "very"
    RATHER = "rather"
    BETWEEN = "between"
    LITTLE = "little"
    NOT = "not"


class LiveRefusal(StrEnum):
    """Why a room is not opened or joined, a question not asked or settled, a vote neither cast nor closed."""

    NOT_ANNOUNCED = "not_announced"
    IS_CANCELLED = "is_cancelled"
    NOT_YET = "not_yet"
    OVER = "over"
    OPEN_ALREADY = "open_already"
    ROOM_CLOSED = "room_closed"
    WRONG_CODE = "wrong_code"
    NOT_IN_ROOM = "not_in_room"
    NOT_KNOWN = "not_known"
    UNKNOWN_TICKET = "unknown_ticket"
    ROOM_FULL = "room_full"
    TOO_SHORT = "too_short"
    TOO_MANY_WAITING = "too_many_waiting"
    NOT_SHOWN = "not_shown"
    SUPPORTED_ALREADY = "supported_already"
    SETTLED_ALREADY = "settled_already"
    REASON_MISSING = "reason_missing"
    VOTE_OPEN = "vote_open"
    FEW_OPTIONS = "few_options"
    OPTION_TWICE = "option_twice"
    VOTE_CLOSED = "vote_closed"
    VOTED_ALREADY = "voted_already"
    UNKNOWN_OPTION = "unknown_option"
    NOT_ENDING = "not_ending"
    FEEDBACK_CLOSED = "feedback_closed"
    GIVEN_ALREADY = "given_already"
    NOTHING_SAID = "nothing_said"


@dataclass(frozen=True)
class Room:
    """The room as it is held: when it was opened and closed, when the form was offered."""

    ends_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    feedback_at: datetime | None = None
    admits: Admits = Admits.PHONES

    def hears(self, *, is_known: bool) -> bool:
        """Whether a telephone that joined asks and votes (§ meetings-voice)."""
        return is_known or self.admits is Admits.PHONES

    def is_live(self, now: datetime) -> bool:
        """Whether questions and votes are taken now (§ meetings-live)."""
        is_open = self.opened_at is not None and self.closed_at is None
        return is_open and now <= self.ends_at + STAYS_OPEN

    def asks_opinions(self, now: datetime) -> bool:
        """Whether the form of satisfaction is open now (§ meetings-feedback)."""
        return self.feedback_at is not None and self.feedback_at <= now < self.feedback_at + FEEDBACK_LASTS


def refuse_opening_room(at: Stage, room: Room, *, starts_at: datetime, now: datetime) -> LiveRefusal | None:
    """Return why a facilitator may not open the room to telephones (§ meetings-live)."""
    if at is Stage.DRAFT:
        return LiveRefusal.NOT_ANNOUNCED
    if at is Stage.CANCELLED:
        return LiveRefusal.IS_CANCELLED
    if now < starts_at - OPENS_BEFORE:
        return LiveRefusal.NOT_YET
    if now > room.ends_at + STAYS_OPEN:
        return LiveRefusal.OVER
    return LiveRefusal.OPEN_ALREADY if room.is_live(now) else None


def refuse_closing_room(room: Room, *, now: datetime) -> LiveRefusal | None:
    """Return why the room may not be closed: it is not open."""
    return None if room.is_live(now) else LiveRefusal.ROOM_CLOSED


def refuse_joining(
    room: Room | None,
    *,
    is_code: bool,
    voices: int,
    now: datetime,
    is_known: bool = True,
    is_ticket_wrong: bool = False,
) -> LiveRefusal | None:
    """Return why a telephone may not join: the code is read in the room (§ meetings-voice).

    Where only known people have a voice, others still join to say what they thought of the meeting.
    """
    if room is None or not (room.is_live(now) or room.asks_opinions(now)):
        return LiveRefusal.ROOM_CLOSED
    if not is_code:
        return LiveRefusal.WRONG_CODE
    if is_ticket_wrong:
        return LiveRefusal.UNKNOWN_TICKET
    if not (room.hears(is_known=is_known) or room.asks_opinions(now)):
        return LiveRefusal.NOT_KNOWN
    return LiveRefusal.ROOM_FULL if voices >= MOST_VOICES else None


def refuse_live(
    room: Room | None, *, has_voice: bool, now: datetime, is_known: bool = True
) -> LiveRefusal | None:
    """Return why a telephone may do nothing in the room now (§ meetings-live, § meetings-voice)."""
    if room is None or not room.is_live(now):
        return LiveRefusal.ROOM_CLOSED
    if not has_voice:
        return LiveRefusal.NOT_IN_ROOM
    return None if room.hears(is_known=is_known) else LiveRefusal.NOT_KNOWN


def refuse_asking(body: str, *, waiting: int) -> LiveRefusal | None:
    """Return why a question is not taken; a telephone has three waiting at most (§ meetings-questions)."""
    if len(body) < SHORTEST_QUESTION:
        return LiveRefusal.TOO_SHORT
    return LiveRefusal.TOO_MANY_WAITING if waiting >= MOST_WAITING else None


def refuse_supporting(asked: Asked, *, has_supported: bool) -> LiveRefusal | None:
    """Return why a question may not be supported (§ meetings-support)."""
    if asked is not Asked.SHOWN:
        return LiveRefusal.NOT_SHOWN
    return LiveRefusal.SUPPORTED_ALREADY if has_supported else None


_STEPS = {Asked.WAITING: {Asked.SHOWN, Asked.ASIDE}, Asked.SHOWN: {Asked.ANSWERED, Asked.ASIDE}}


def refuse_handling(asked: Asked, to: Asked, *, note: str) -> LiveRefusal | None:
    """Return why a question may not be shown, marked as answered or put aside (§ meetings-moderated).

    Once the room has read it, it is put aside for a reason that the room reads.
    """
    if to not in _STEPS.get(asked, set()):
        return LiveRefusal.SETTLED_ALREADY
    needs_reason = asked is Asked.SHOWN and to is Asked.ASIDE
    return LiveRefusal.REASON_MISSING if needs_reason and len(note) < SHORTEST_REASON else None


def refuse_vote(options: Sequence[str], *, is_another_open: bool) -> LiveRefusal | None:
    """Return why a vote may not be opened: one at a time, between different answers (§ meetings-votes)."""
    if is_another_open:
        return LiveRefusal.VOTE_OPEN
    if len(options) < FEWEST_OPTIONS:
        return LiveRefusal.FEW_OPTIONS
    return LiveRefusal.OPTION_TWICE if len({one.casefold() for one in options}) < len(options) else None


def refuse_casting(*, is_closed: bool, has_voted: bool, is_known: bool) -> LiveRefusal | None:
    """Return why a voice is not counted: once, while the vote is open (§ meetings-votes)."""
    if is_closed:
        return LiveRefusal.VOTE_CLOSED
    if has_voted:
        return LiveRefusal.VOTED_ALREADY
    return None if is_known else LiveRefusal.UNKNOWN_OPTION


# ---- afterwards


def refuse_offering_feedback(at: Stage, room: Room, *, now: datetime) -> LiveRefusal | None:
    """Return why the form of satisfaction may not be opened (§ meetings-feedback)."""
    if at is Stage.DRAFT:
        return LiveRefusal.NOT_ANNOUNCED
    if at is Stage.CANCELLED:
        return LiveRefusal.IS_CANCELLED
    if room.feedback_at is not None:
        return LiveRefusal.OPEN_ALREADY
    if now < room.ends_at - FEEDBACK_BEFORE_END:
        return LiveRefusal.NOT_ENDING
    return LiveRefusal.OVER if now > room.ends_at + FEEDBACK_OFFERED else None


def refuse_feedback(
    room: Room | None, *, has_voice: bool, has_given: bool, says_something: bool, now: datetime
) -> LiveRefusal | None:
    """Return why what somebody thought of it is not taken (§ meetings-feedback)."""
    if room is None or not room.asks_opinions(now):
        return LiveRefusal.FEEDBACK_CLOSED
    if not has_voice:
        return LiveRefusal.NOT_IN_ROOM
    if has_given:
        return LiveRefusal.GIVEN_ALREADY
    return None if says_something else LiveRefusal.NOTHING_SAID


def refuse_paper(room: Room | None, *, says_something: bool, now: datetime) -> LiveRefusal | None:
    """Return why a form on paper is not entered: in the same week as the others (§ meetings-paper)."""
    if room is None or not room.asks_opinions(now):
        return LiveRefusal.FEEDBACK_CLOSED
    return None if says_something else LiveRefusal.NOTHING_SAID


def shown_ways(*, forms: int, paper: int) -> int | None:
    """Return how many forms came on paper, None where it or the rest is a small count (§ meetings-paper)."""
    small = range(1, SMALLEST_SHOWN)
    return None if paper in small or forms - paper in small else paper


Opinions = Mapping[Aspect, Mapping[Mood, int]]


def shown_opinions(counts: Opinions, *, forms: int) -> dict[Aspect, dict[Mood, int | None]]:
    """Return what everybody reads of the closed forms; nothing of fewer than five (§ meetings-feedback).

    Those who left an aspect empty stand beside its moods, so that no subtraction gives a small count back.
    """
    if forms < SMALLEST_SHOWN:
        return {}
    table = {}
    for aspect in Aspect:
        said = {mood: counts.get(aspect, {}).get(mood, 0) for mood in Mood}
        table[aspect] = masked({aspect: {**said, None: forms - sum(said.values())}})[aspect]
    return {
        aspect: {mood: cells[mood] for mood in Mood} for aspect, cells in table.items() if counts.get(aspect)
    }
