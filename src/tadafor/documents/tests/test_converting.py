"""Recordings made anew by the real library, from every kind that browsers and telephones make."""

import pytest

from tadafor.documents.actions.converting import RATE, made_anew
from tadafor.documents.rules.sounds import SoundRefusal, sound_kind_of
from tadafor.documents.tests import recorded
from tadafor.kernel.refusals import Refused

HONEST = {
    "webm": recorded.webm,
    "ogg": recorded.ogg,
    "mp4": recorded.mp4,
    "mp3": recorded.mp3,
    "aac": recorded.adts,
    "wav": recorded.wav,
    "amr": recorded.amr,
    "3gp": recorded.threegp,
}


def remade(whole):
    return made_anew(whole, sound_kind_of(whole[:64]))


@pytest.mark.parametrize("name", HONEST)
def test_every_kind_becomes_the_same_mono_mp3(name):
    """§ documents-sound-made"""
    made = remade(HONEST[name](seconds=2))

    found = recorded.opened(made.content)
    assert made.seconds == 2
    assert (found["channels"], found["rate"]) == (1, RATE)
    assert found["codec"].startswith("mp3")
    assert 1.9 < found["seconds"] < 2.2
    assert len(made.content) < 9_000, "32 kbit a second"


@pytest.mark.parametrize("make", [recorded.mp4, recorded.mp3, recorded.webm])
def test_nothing_of_the_sender_stays(make):
    """§ documents-sound-made: no place, no title, no device."""
    sent = make(metadata=recorded.PLACE)
    assert "بيت سري".encode() in sent

    made = remade(sent).content

    assert recorded.opened(made)["metadata"] == {}
    for trace in ("بيت سري".encode(), b"35.19", b"IMEI"):
        assert trace not in made


def test_two_channels_at_another_rate_become_one():
    assert recorded.opened(remade(recorded.mp4(channels=2, rate=44_100)).content)["channels"] == 1


def test_three_minutes_are_taken_whole():
    """§ documents-sound-length"""
    made = remade(recorded.webm(seconds=180))

    assert made.seconds == 180
    assert len(made.content) < 750_000


def _cut(whole, share):
    return whole[: int(len(whole) * share)]


@pytest.mark.parametrize(
    ("whole", "refusal"),
    [
        (recorded.webm(seconds=190), SoundRefusal.TOO_LONG),
        (recorded.wav(seconds=0.5), SoundRefusal.TOO_SHORT),
        (recorded.webm(loud=0), SoundRefusal.SILENT),
        (recorded.wav(loud=0, seconds=5), SoundRefusal.SILENT),
        (recorded.film(), SoundRefusal.NO_SOUND_INSIDE),
        (_cut(recorded.mp4(seconds=10), 0.6), SoundRefusal.DAMAGED),
        (_cut(recorded.wav(seconds=10), 0.3), SoundRefusal.CUT_SHORT),
        (_cut(recorded.webm(seconds=10), 0.2), SoundRefusal.CUT_SHORT),
        (_cut(recorded.mp3(seconds=10), 0.3), SoundRefusal.CUT_SHORT),
        (b"\x1a\x45\xdf\xa3" + b"x" * 5_000, SoundRefusal.DAMAGED),
        (b"OggS" + bytes(5_000), SoundRefusal.DAMAGED),
        (b"#!AMR\n", SoundRefusal.TOO_SHORT),
        (b"RIFF\xff\xff\xff\xffWAVE" + b"\xff" * 500, SoundRefusal.DAMAGED),
    ],
)
def test_what_cannot_be_heard_is_refused_with_its_reason(whole, refusal):
    """§ documents-sound-heard"""
    with pytest.raises(Refused) as refused:
        remade(whole)
    assert refused.value.refusal is refusal


def test_an_hour_in_little_more_than_a_megabyte_stops_after_three_minutes(monkeypatch):
    """§ documents-sound-length: what would swell is not decoded to its end."""
    from tadafor.documents.actions import converting

    sent = recorded.webm(seconds=3_600, loud=0)
    assert len(sent) < 2_000_000
    counted = []
    plain = converting._resampled
    monkeypatch.setattr(
        converting,
        "_resampled",
        lambda *given: (counted.append(piece.size) or piece for piece in plain(*given)),
    )

    with pytest.raises(Refused) as refused:
        remade(sent)

    assert refused.value.refusal is SoundRefusal.TOO_LONG
    assert sum(counted) < 184 * RATE


def test_the_name_of_another_kind_chooses_no_decoder():
    """A playlist that leads elsewhere, under the first bytes of a sound, opens nothing."""
    sent = b"ID3\x04\x00\x00\x00\x00\x00\x00#EXTM3U\nfile:///etc/passwd\nhttp://127.0.0.1/\n"

    with pytest.raises(Refused):
        remade(sent)
