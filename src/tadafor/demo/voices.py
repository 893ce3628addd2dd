"""Voices of the demonstration: a tone in the place of each, so that nobody's voice is borrowed."""

import io
import math
import struct
import tomllib
import wave
from datetime import datetime
from typing import Any

from tadafor.consultations import actions, queries, rules
from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.documents import actions as documents
from tadafor.documents.rules.sounds import Sound, Voice
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

_RATE = 8_000
_SECONDS = 2.5
_PITCH, _HARMONICS = 150, (1.0, 0.6, 0.4, 0.2)
_SYLLABLES = 4  # a second


def tone() -> bytes:
    """Return a sound that rises and falls as speech does, and says nothing."""
    written = io.BytesIO()
    with wave.open(written, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(_RATE)
        moments = (at / _RATE for at in range(int(_RATE * _SECONDS)))
        made.writeframes(b"".join(struct.pack("<h", int(9_000 * _wave(at))) for at in moments))
    return written.getvalue()


def _wave(at: float) -> float:
    pitch = _PITCH + 20 * math.sin(2 * math.pi * at)
    loud = abs(math.sin(math.pi * _SYLLABLES * at))
    voiced = sum(part * math.sin(2 * math.pi * pitch * n * at) for n, part in enumerate(_HARMONICS, 1))
    return loud * voiced / sum(_HARMONICS)


def speak(ground: Ground, present: datetime) -> None:
    """Let somebody who does not write be heard, and the desk read aloud for those who do not read."""
    told = tomllib.loads((CONTENT / "voices.toml").read_text("utf-8"))
    sound = tone()
    with within(ground.tenants[told["territory"]].pk):
        consultation = queries.consultation_at(told["consultation"])
        if consultation is None:
            return
        for one in told["read"]:
            _read_aloud(ground, told, one, consultation, sound)
        for one in told["spoken"]:
            if ground.at(Moment.read(one["at"])) <= present:
                _spoken(ground, told, one, consultation, sound)


def _read_aloud(
    ground: Ground, told: dict[str, Any], one: dict[str, Any], held: queries.Consultation, sound: bytes
) -> None:
    now = ground.at(Moment.read(one["at"]))
    text = queries.text_read(held, one.get("article"))
    if text is None:
        raise LookupError(one)
    with clock.stopped_at(now):
        actions.read_aloud(
            consultation=held,
            text=text,
            speech=actions.Speech(sound, Sound.WAV, Voice.DARIJA),
            actor=ground.staff(told["territory"], RoleKind.CLERK),
            now=now,
        )
        documents.make_next(now=now)


def _spoken(
    ground: Ground, told: dict[str, Any], one: dict[str, Any], held: queries.Consultation, sound: bytes
) -> None:
    """Speak; what is already written down shows, the other waits for whoever plays the clerk."""
    now = ground.at(Moment.read(one["at"]))
    with clock.stopped_at(now):
        made = actions.contribute(
            consultation=held,
            words=actions.Words(kind=rules.Kind.COMMENT, passage=one["article"]),
            actor=ground.actor(one["author"]),
            now=now,
            token=f"demo-{one['key']}",
            speech=actions.Speech(sound, Sound.WAV, Voice.DARIJA, may_publish=True),
        )
        documents.make_next(now=now)
    if "written" not in one:
        return
    now = ground.at(Moment.read(one["written"]))
    with clock.stopped_at(now):
        actions.write_down(
            contribution=made,
            words=one["words"],
            nothing_understood=False,
            seen=0,
            actor=ground.staff(told["territory"], RoleKind.CLERK),
            now=now,
        )
