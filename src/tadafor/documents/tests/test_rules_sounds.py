"""Which recordings are taken and who listens, as docs/rules/documents.md states it."""

from datetime import date

import pytest

from tadafor.documents.rules import MEGABYTE, Reader, Visibility, sounds
from tadafor.documents.rules.sounds import Heard, Sound, SoundRefusal, State
from tadafor.documents.tests import factories as made
from tadafor.documents.tests import recorded
from tadafor.traces.rules import Visibility as Shown

LOUD = 5_000.0
SPOKE, STAFF, READER = Reader(is_uploader=True), Reader(is_staff=True), Reader()


@pytest.mark.parametrize(
    ("whole", "kind"),
    [
        (recorded.webm(), Sound.WEBM),
        (recorded.ogg(), Sound.OGG),
        (recorded.mp4(), Sound.MP4),
        (recorded.threegp(), Sound.MP4),
        (recorded.mp3(), Sound.MP3),
        (recorded.mp3(metadata=recorded.PLACE), Sound.MP3),
        (recorded.adts(), Sound.AAC),
        (recorded.wav(), Sound.WAV),
        (recorded.amr(), Sound.AMR),
        (made.pdf_bytes(), None),
        (made.image_bytes("JPEG"), None),
        (made.image_bytes("WEBP"), None),
        (b"PK\x03\x04" + bytes(60), None),
        (b"<html><script>alert(1)</script>", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_a_recording_is_what_its_content_says(whole, kind):
    """§ documents-sounds"""
    assert sounds.sound_kind_of(whole[:64]) is kind


@pytest.mark.parametrize(
    ("size", "kind", "made_today", "refusal"),
    [
        (1, Sound.WEBM, 0, None),
        (10 * MEGABYTE, Sound.WEBM, 19, None),
        (0, None, 0, SoundRefusal.EMPTY),
        (10 * MEGABYTE + 1, Sound.WAV, 0, SoundRefusal.TOO_LARGE),
        (1_000, None, 0, SoundRefusal.NOT_A_SOUND),
        (1_000, Sound.MP3, 20, SoundRefusal.TOO_MANY_TODAY),
    ],
)
def test_what_is_not_even_opened(size, kind, made_today, refusal):
    """§ documents-sounds, § documents-sounds-a-day"""
    assert sounds.refuse_sound(size=size, kind=kind, made_today=made_today) is refusal


def test_the_desk_reads_a_whole_text_aloud_in_a_day():
    """§ documents-sounds-a-day"""
    desk = {"size": 1, "kind": Sound.WAV, "most": sounds.MOST_A_DAY_AT_THE_DESK}

    assert sounds.refuse_sound(**desk, made_today=399) is None
    assert sounds.refuse_sound(**desk, made_today=400) is SoundRefusal.TOO_MANY_TODAY


@pytest.mark.parametrize(
    ("heard", "refusal"),
    [
        (Heard(1.0, LOUD), None),
        (Heard(182.0, LOUD, said=182.0), None),
        (Heard(182.1, LOUD), SoundRefusal.TOO_LONG),
        (Heard(0.9, LOUD), SoundRefusal.TOO_SHORT),
        (Heard(0.2, LOUD, is_damaged=True), SoundRefusal.DAMAGED),
        (Heard(0.0, 0.0, is_damaged=True), SoundRefusal.DAMAGED),
        (Heard(40.0, LOUD, is_damaged=True), None),
        (Heard(30.0, LOUD, said=60.0), SoundRefusal.CUT_SHORT),
        (Heard(59.0, LOUD, said=60.0), None),
        (Heard(20.0, 59.0), SoundRefusal.SILENT),
        (Heard(20.0, 60.0), None),
    ],
)
def test_what_is_decoded_and_not_kept(heard, refusal):
    """§ documents-sound-length, § documents-sound-heard"""
    assert sounds.refuse_heard(heard) is refusal


@pytest.mark.parametrize(
    ("state", "visibility", "shown", "reader", "may"),
    [
        (State.READY, Visibility.PUBLIC, Shown.VISIBLE, READER, True),
        (State.READY, Visibility.PUBLIC, None, READER, True),
        (State.READY, Visibility.PUBLIC, Shown.HELD, READER, False),
        (State.READY, Visibility.PUBLIC, Shown.HIDDEN, READER, False),
        (State.READY, Visibility.PRIVATE, Shown.VISIBLE, READER, False),
        (State.READY, Visibility.PRIVATE, Shown.HELD, SPOKE, True),
        (State.READY, Visibility.PRIVATE, Shown.HIDDEN, SPOKE, True),
        (State.READY, Visibility.PRIVATE, Shown.HELD, STAFF, True),
        (State.WAITING, Visibility.PUBLIC, Shown.VISIBLE, STAFF, False),
        (State.REFUSED, Visibility.PUBLIC, Shown.VISIBLE, SPOKE, False),
        (State.ERASED, Visibility.PUBLIC, Shown.VISIBLE, STAFF, False),
    ],
)
def test_who_listens(state, visibility, shown, reader, may):
    """§ documents-listening"""
    assert sounds.may_listen(state=state, visibility=visibility, shown=shown, reader=reader) is may


def test_words_that_changed_are_read_again():
    """§ documents-read-aloud"""
    assert sounds.is_out_of_date(made_from="a", stands="b")
    assert not sounds.is_out_of_date(made_from="a", stands="a")


def test_a_voice_is_kept_ninety_days_for_who_spoke():
    """§ documents-sound-kept"""
    assert sounds.erased_on(date(2026, 3, 2)) == date(2026, 5, 31)


@pytest.mark.parametrize("whole", [b"", b"RIFF", b"fmt data", recorded.wav()[:30]])
def test_a_header_that_says_nothing_is_not_believed(whole):
    assert sounds.said_by_wav(whole) is None
