"""From a recording as it came to one that every browser plays.

Loaded by workers, commands and tests only: the decoder weighs fifty megabytes. Nothing of what came is
copied but the samples: no place, no device, no title, no picture.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any

from tadafor.documents.rules import sounds
from tadafor.documents.rules.sounds import Heard, Sound, SoundRefusal
from tadafor.kernel.refusals import Refused

RATE = 24_000
_BITS = 32_000
_HALF_SECOND = RATE // 2
# What each content may be opened as: libav guesses by itself, and a lying file would choose its decoder.
_OPENERS = {
    Sound.WEBM: "matroska",
    Sound.OGG: "ogg",
    Sound.MP4: "mov",
    Sound.MP3: "mp3",
    Sound.AAC: "aac",
    Sound.WAV: "wav",
    Sound.AMR: "amr",
}
_one_at_a_time = BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class MadeSound:
    """A recording made anew: mono MP3, its samples counted."""

    content: bytes
    seconds: int


def made_anew(whole: bytes, kind: Sound) -> MadeSound:
    """Return the recording as MP3 (§ documents-sound-made), or raise ``Refused`` with the reason."""
    with _one_at_a_time:
        samples, heard = _decoded(whole, kind)
        if refusal := sounds.refuse_heard(heard):
            raise Refused(refusal)
        return MadeSound(_encoded(samples), max(1, round(heard.seconds)))


def _decoded(whole: bytes, kind: Sound) -> tuple[Any, Heard]:
    """Decode until the end, until it is too long, or until it breaks: what was heard before counts."""
    import av  # noqa: PLC0415 -- see above
    import numpy as np  # noqa: PLC0415 -- same

    pieces: list[Any] = []
    count, said, is_damaged = 0, None, False
    try:
        with av.open(io.BytesIO(whole), format=_OPENERS[kind], metadata_errors="ignore") as opened:
            if not opened.streams.audio:
                raise Refused(SoundRefusal.NO_SOUND_INSIDE)
            stream = opened.streams.audio[0]
            said = sounds.said_by_wav(whole) if kind is Sound.WAV else _said(opened, stream)
            for piece in _resampled(opened, stream):
                pieces.append(piece)
                count += piece.size
                if sounds.is_too_long(count / RATE):
                    break
    except av.FFmpegError:
        is_damaged = True
    samples = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int16)
    return samples, Heard(count / RATE, _loudness(samples), said, is_damaged)


def _resampled(opened: Any, stream: Any) -> Iterator[Any]:  # noqa: ANN401 -- av has no types
    import av  # noqa: PLC0415 -- see above

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in opened.decode(stream):
        frame.pts = None  # what came may have holes and steps back: samples are what counts
        for made in resampler.resample(frame):
            yield made.to_ndarray().reshape(-1)
    for made in resampler.resample(None):
        yield made.to_ndarray().reshape(-1)


def _said(opened: Any, stream: Any) -> float | None:  # noqa: ANN401 -- av has no types
    """How long the file says it is; recorders of browsers write no length, or a meaningless one."""
    if stream.duration is not None and stream.time_base is not None:
        said = float(stream.duration * stream.time_base)
    elif opened.duration is not None:
        said = opened.duration / 1_000_000
    else:
        return None
    return said if 0 < said < sounds.LONGEST + sounds.ROUNDING else None


def _loudness(samples: Any) -> float:  # noqa: ANN401 -- an array
    """The root mean square of the loudest half second."""
    import numpy as np  # noqa: PLC0415 -- see above

    if not samples.size:
        return 0.0
    whole = samples.astype(np.float64) ** 2
    starts = range(0, samples.size, _HALF_SECOND)
    return float(max(np.sqrt(whole[at : at + _HALF_SECOND].mean()) for at in starts))


def _encoded(samples: Any) -> bytes:  # noqa: ANN401 -- an array
    import av  # noqa: PLC0415 -- see above

    written = io.BytesIO()
    # A constant rate and no header of its own: a browser knows the length from the size, and may jump.
    options = {"id3v2_version": "0", "write_xing": "0", "fflags": "+bitexact"}
    with av.open(written, "w", format="mp3", options=options) as made:
        stream = made.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = _BITS
        for at in range(0, samples.size, RATE):
            frame = av.AudioFrame.from_ndarray(samples[at : at + RATE].reshape(1, -1), "s16", "mono")
            frame.sample_rate, frame.pts = RATE, at
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return written.getvalue()
