"""Real recordings of every kind, honest and not, made by the same library that opens them."""

import io
from fractions import Fraction

import av
import numpy as np

TONE = 440
PLACE = {"title": "بيت سري", "location": "+35.1932-006.1557/", "comment": "IMEI 3512"}


def samples(seconds, *, rate=48_000, loud=8_000, channels=1):
    """A tone that can be heard, or silence when ``loud`` is nothing."""
    at = np.arange(int(seconds * rate)) / rate
    wave = (np.sin(2 * np.pi * TONE * at) * loud).astype(np.int16)
    return np.repeat(wave, channels).reshape(1, -1)


def sound(kind="webm", codec="libopus", *, seconds=2.0, rate=48_000, loud=8_000, channels=1, metadata=None):
    """The bytes of a recording, as the browsers and telephones that people have make them."""
    written = io.BytesIO()
    layout = "stereo" if channels == 2 else "mono"
    packed = samples(seconds, rate=rate, loud=loud, channels=channels)
    with av.open(written, "w", format=kind) as made:
        made.metadata.update(metadata or {})
        stream = made.add_stream(codec, rate=rate, layout=layout)
        step = rate * channels
        for at in range(0, packed.size, step):
            frame = av.AudioFrame.from_ndarray(packed[:, at : at + step], "s16", layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, at // channels, Fraction(1, rate)
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return written.getvalue()


def webm(**facts):
    return sound("webm", "libopus", **facts)


def ogg(**facts):
    return sound("ogg", "libopus", **facts)


def mp4(**facts):
    return sound("mp4", "aac", **facts)


def wav(**facts):
    return sound("wav", "pcm_s16le", **facts)


def mp3(**facts):
    return sound("mp3", "libmp3lame", **facts)


def adts(**facts):
    return sound("adts", "aac", **facts)


AMR_FRAME = bytes.fromhex("3c") + bytes(range(31))


def amr(*, seconds=2):
    """What a cheap telephone records: frames of 32 bytes, each a fiftieth of a second of noise."""
    return b"#!AMR\n" + AMR_FRAME * (50 * seconds)


def threegp(*, seconds=2):
    """The same frames in the wrapping that telephones give them."""
    written = io.BytesIO()
    with (
        av.open(io.BytesIO(amr(seconds=seconds)), format="amr") as sent,
        av.open(written, "w", "3gp") as made,
    ):
        source = sent.streams.audio[0]
        stream = made.add_stream_from_template(source)
        for packet in sent.demux(source):
            if packet.dts is not None:
                packet.stream = stream
                made.mux(packet)
    return written.getvalue()


def film():
    """A moving picture without sound, under the name of a sound."""
    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as made:
        stream = made.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for at in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), "rgb24")
            frame.pts = at
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return written.getvalue()


def opened(content):
    """What a made recording really holds: codec, channels, rate, seconds, metadata."""
    with av.open(io.BytesIO(content)) as found:
        stream = found.streams.audio[0]
        count = sum(frame.samples for frame in found.decode(stream))
        return {
            "codec": stream.codec_context.name,
            "channels": stream.codec_context.channels,
            "rate": stream.codec_context.sample_rate,
            "seconds": count / stream.codec_context.sample_rate,
            "metadata": dict(found.metadata) | dict(stream.metadata),
        }
