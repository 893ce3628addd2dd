"""Ideas that are spoken: until their words are written down, nobody but staff and their author hears them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.budgets.rules.ideas import LONGEST_BODY, LONGEST_TITLE
from tadafor.documents.rules.sounds import UNCLEAR, State
from tadafor.territories.rules import add_working_days

DAYS_TO_WRITE_DOWN = 3


class SpeechRefusal(StrEnum):
    """Why a spoken idea is not written down, or not spoken again."""

    NOT_READY = "not_ready"
    WORDS_MISSING = "words_missing"
    WORDS_TOO_LONG = "words_too_long"
    IN_A_PROJECT = "in_a_project"
    WITHDRAWN = "withdrawn"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_YOURS = "not_yours"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True)
class Speech:
    """Where a spoken idea stands."""

    state: State
    withdrawn: bool = False
    in_a_project: bool = False


@dataclass(frozen=True)
class Written:
    """What staff heard: a title, the words, the revision they saw; or nothing that is understood."""

    title: str
    words: str
    nothing_understood: bool = False
    seen: int = 0


def refuse_writing_down(speech: Speech, written: Written, *, revision: int) -> SpeechRefusal | None:
    """Return why these words are not kept as those of a recording (§ budgets-voice-written).

    Of two who write at once the second is told; words that became part of a project do not change.
    """
    if speech.withdrawn:
        return SpeechRefusal.WITHDRAWN
    if speech.in_a_project:
        return SpeechRefusal.IN_A_PROJECT
    nothing = written.nothing_understood
    if speech.state is State.WAITING or (speech.state is not State.READY and not nothing):
        return SpeechRefusal.NOT_READY
    if written.seen != revision:
        return SpeechRefusal.CHANGED_MEANWHILE
    if not nothing and not (written.words.replace(UNCLEAR, "").strip() and written.title):
        return SpeechRefusal.WORDS_MISSING
    too_long = len(written.words) > LONGEST_BODY or len(written.title) > LONGEST_TITLE
    return SpeechRefusal.WORDS_TOO_LONG if too_long else None


def refuse_speaking_again(speech: Speech, *, is_author: bool) -> SpeechRefusal | None:
    """Return why somebody may not record again what could not be kept (§ budgets-voice-again)."""
    if not is_author:
        return SpeechRefusal.NOT_YOURS
    if speech.withdrawn:
        return SpeechRefusal.WITHDRAWN
    return None if speech.state is State.REFUSED else SpeechRefusal.NOTHING_TO_REPEAT


def due_on(received_on: date, off: frozenset[date]) -> date:
    """The last day to write a recording down without being late (§ budgets-voice-written)."""
    return add_working_days(received_on, DAYS_TO_WRITE_DOWN, off)
