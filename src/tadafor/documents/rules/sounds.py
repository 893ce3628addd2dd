"""Which recordings are taken, and who listens (``docs/rules/documents.md``)."""

import struct
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tadafor.documents.rules import MEGABYTE, Reader, Visibility
from tadafor.traces.rules import Visibility as Shown

LARGEST_SOUND = 10 * MEGABYTE
LONGEST = 180
HEAD = 64
SHORTEST = 1
ROUNDING = 2  # recorders stop a moment after they are told to
QUIETEST = 60  # of 32,768: the loudest half second of a room where nobody speaks
LEAST_OF_WHAT_IS_SAID = 0.9
MOST_TRIES = 3
MOST_A_DAY = 20
MOST_A_DAY_AT_THE_DESK = 400
KEPT_FOR_ITS_AUTHOR = timedelta(days=90)
LONGEST_CLAIM = timedelta(minutes=2)
MEDIA_TYPE = "audio/mpeg"
UNCLEAR = "[…]"  # what staff write where nothing is understood


class Sound(StrEnum):
    """What a recording may be, told by its content (§ documents-sounds)."""

    WEBM = "webm"
    OGG = "ogg"
    MP4 = "mp4"
    MP3 = "mp3"
    AAC = "aac"
    WAV = "wav"
    AMR = "amr"


class Voice(StrEnum):
    """The language in which somebody speaks in a recording."""

    DARIJA = "ary"
    ARABIC = "ar"
    TARIFIT = "rif"
    TAMAZIGHT = "tzm"
    TASHELHIT = "shi"
    FRENCH = "fr"


class State(StrEnum):
    """Where a recording stands between what was sent and what is listened to."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"
    ERASED = "erased"


class SoundRefusal(StrEnum):
    """Why a recording is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_SOUND = "not_a_sound"
    NO_SOUND_INSIDE = "no_sound_inside"
    DAMAGED = "damaged"
    CUT_SHORT = "cut_short"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    SILENT = "silent"
    TOO_MANY_TODAY = "too_many_today"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a recording once it was decoded, sample by sample.

    ``said`` is the length that the file claims, None when it claims nothing; ``loudness`` that of the
    loudest half second.
    """

    seconds: float
    loudness: float
    said: float | None = None
    is_damaged: bool = False


def sound_kind_of(head: bytes) -> Sound | None:
    """Return what a recording is by its first bytes, or None for what is never taken (§ documents-sounds)."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Sound.WEBM
    if head.startswith(b"OggS"):
        return Sound.OGG
    if head[4:8] == b"ftyp":
        return Sound.MP4
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Sound.WAV
    if head.startswith(b"#!AMR"):
        return Sound.AMR
    if head.startswith(b"ID3"):
        return Sound.MP3
    return _bare_stream(head)


_SYNC, _SYNC_BITS = 0xFF, 0xE0
_LAYER_BITS, _AAC_SYNC = 0x06, 0xF0
_TWO = 2


def _bare_stream(head: bytes) -> Sound | None:
    """MP3 and AAC without a wrapping begin with eleven bits set, then the layer: none for AAC."""
    if len(head) < _TWO or head[0] != _SYNC or head[1] & _SYNC_BITS != _SYNC_BITS:
        return None
    if head[1] & _LAYER_BITS:
        return Sound.MP3
    return Sound.AAC if head[1] & _AAC_SYNC == _AAC_SYNC else None


_FORMAT, _DATA = b"fmt ", b"data"
_UNSAID = {0, 0xFFFFFFFF}


def said_by_wav(whole: bytes) -> float | None:
    """How many seconds the header of a WAV promises: its decoder would believe what is there."""
    fmt, data = whole.find(_FORMAT), whole.find(_DATA)
    if fmt < 0 or data < 0 or len(whole) < max(fmt + 20, data + 8):
        return None
    a_second: int = struct.unpack_from("<I", whole, fmt + 16)[0]
    size: int = struct.unpack_from("<I", whole, data + 4)[0]
    return size / a_second if a_second and size not in _UNSAID else None


def refuse_sound(
    *, size: int, kind: Sound | None, made_today: int = 0, most: int = MOST_A_DAY
) -> SoundRefusal | None:
    """Return why what was sent is not even opened (§ documents-sounds, § documents-sounds-a-day)."""
    if size == 0:
        return SoundRefusal.EMPTY
    if size > LARGEST_SOUND:
        return SoundRefusal.TOO_LARGE
    if kind is None:
        return SoundRefusal.NOT_A_SOUND
    return SoundRefusal.TOO_MANY_TODAY if made_today >= most else None


def is_too_long(seconds: float) -> bool:
    """Whether decoding stops here: what is left can change nothing (§ documents-sound-length)."""
    return seconds > LONGEST + ROUNDING


def refuse_heard(heard: Heard) -> SoundRefusal | None:
    """Return why a decoded recording is not kept (§ documents-sound-length, § documents-sound-heard)."""
    if is_too_long(heard.seconds):
        return SoundRefusal.TOO_LONG
    if heard.is_damaged and heard.seconds < SHORTEST:
        return SoundRefusal.DAMAGED
    if heard.said is not None and heard.seconds < heard.said * LEAST_OF_WHAT_IS_SAID - ROUNDING:
        return SoundRefusal.CUT_SHORT
    if heard.seconds < SHORTEST:
        return SoundRefusal.TOO_SHORT
    return SoundRefusal.SILENT if heard.loudness < QUIETEST else None


def may_listen(*, state: State, visibility: Visibility, shown: Shown | None, reader: Reader) -> bool:
    """Whether someone may listen to a recording (§ documents-listening).

    ``shown`` is the visibility of its trace. One that nobody published is heard by who spoke and by staff.
    """
    if state is not State.READY:
        return False
    if reader.is_uploader or reader.is_staff:
        return True
    return visibility is Visibility.PUBLIC and shown in {None, Shown.VISIBLE}


def is_out_of_date(*, made_from: str, stands: str) -> bool:
    """Whether the words changed since they were read aloud (§ documents-read-aloud)."""
    return made_from != stands


def erased_on(done_on: date) -> date:
    """The day an unpublished recording goes, counted from its transcription (§ documents-sound-kept)."""
    return done_on + KEPT_FOR_ITS_AUTHOR
