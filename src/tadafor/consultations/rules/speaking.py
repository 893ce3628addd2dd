"""Contributions that are spoken: until their words are written down, nobody but staff hears them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.consultations.rules.contributing import LONGEST_BODY
from tadafor.consultations.rules.window import Phase
from tadafor.documents.rules.sounds import UNCLEAR, State
from tadafor.territories.rules import add_working_days

DAYS_TO_WRITE_DOWN = 3
_OVER = frozenset({Phase.CONCLUDED, Phase.ADOPTED})


class SpeechRefusal(StrEnum):
    """Why a spoken contribution is not written down, not decided, or not spoken again."""

    NOT_SPOKEN = "not_spoken"
    NOT_READY = "not_ready"
    WORDS_MISSING = "words_missing"
    WORDS_TOO_LONG = "words_too_long"
    ALREADY_ANSWERED = "already_answered"
    WITHDRAWN = "withdrawn"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_WRITTEN_DOWN = "not_written_down"
    NOT_YOURS = "not_yours"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    TOO_LATE = "too_late"
    NO_SUCH_READING = "no_such_reading"


@dataclass(frozen=True)
class Speech:
    """Where a spoken contribution stands."""

    state: State
    is_withdrawn: bool = False
    is_answered: bool = False
    phase: Phase = Phase.OPEN


def refuse_writing_down(
    speech: Speech, *, words: str, nothing_understood: bool, seen: int, revision: int
) -> SpeechRefusal | None:
    """Return why these words are not kept as those of a recording (§ consultations-spoken-written).

    A recording that could not be made is closed by saying that nothing was understood. Words that were
    already answered do not change; of two who write at once the second is told.
    """
    if speech.is_withdrawn:
        return SpeechRefusal.WITHDRAWN
    if speech.is_answered or speech.phase in _OVER:
        return SpeechRefusal.ALREADY_ANSWERED
    if speech.state is State.WAITING or (speech.state is not State.READY and not nothing_understood):
        return SpeechRefusal.NOT_READY
    if seen != revision:
        return SpeechRefusal.CHANGED_MEANWHILE
    if not nothing_understood and not words.replace(UNCLEAR, "").strip():
        return SpeechRefusal.WORDS_MISSING
    return SpeechRefusal.WORDS_TOO_LONG if len(words) > LONGEST_BODY else None


def refuse_speaking_again(speech: Speech, *, is_author: bool) -> SpeechRefusal | None:
    """Return why someone may not record again what could not be kept (§ consultations-spoken-again)."""
    if not is_author:
        return SpeechRefusal.NOT_YOURS
    if speech.is_withdrawn:
        return SpeechRefusal.WITHDRAWN
    if speech.phase in _OVER or speech.is_answered:
        return SpeechRefusal.TOO_LATE
    return None if speech.state is State.REFUSED else SpeechRefusal.NOTHING_TO_REPEAT


def refuse_deciding(*, is_spoken: bool, is_written_down: bool) -> SpeechRefusal | None:
    """Return why a spoken contribution is not decided yet (§ consultations-spoken-decided)."""
    return SpeechRefusal.NOT_WRITTEN_DOWN if is_spoken and not is_written_down else None


def due_on(received_on: date, off: frozenset[date]) -> date:
    """The last day to write a recording down without being late (§ consultations-spoken-late)."""
    return add_working_days(received_on, DAYS_TO_WRITE_DOWN, off)
