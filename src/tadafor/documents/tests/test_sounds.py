"""Recordings taken, made anew, heard by ranges, replaced, erased; on PostgreSQL and on a real disk."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from tadafor.audit.models import Entry
from tadafor.documents import actions, queries, tasks
from tadafor.documents.models import Recording
from tadafor.documents.rules import Visibility, sounds
from tadafor.documents.rules.sounds import SoundRefusal, State, Voice
from tadafor.documents.tests import recorded
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.traces.actions import set_visibility
from tadafor.traces.rules import Visibility as Shown
from tadafor.traces.tests.factories import MORNING, make_trace

VOICE = recorded.webm()


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def inside(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def take(inside, actors):
    def taken(whole=VOICE, **facts):
        kind = sounds.sound_kind_of(whole[:64])
        defaults = {"actor": actors.salma, "voice": Voice.DARIJA, "now": MORNING, "kind": kind}
        return actions.take_recording(territory_id=inside.pk, whole=whole, **defaults | facts)

    return taken


@pytest.fixture
def ready(take, django_capture_on_commit_callbacks):
    def made(whole=VOICE, **facts):
        taken = take(whole, **facts)
        with django_capture_on_commit_callbacks(execute=True):
            return actions.make_next(now=taken.created_at + timedelta(seconds=5))

    return made


def stored(folder=""):
    folders, files = default_storage.listdir(folder)
    inner = [name for one in folders for name in stored(f"{folder}/{one}".strip("/"))]
    return [f"{folder}/{name}" for name in files] + inner


def verbs():
    with everywhere():
        return set(Entry.objects.values_list("verb", flat=True))


def test_the_original_goes_as_soon_as_the_sound_is_made(ready):
    """§ documents-sound-made"""
    recording = ready()

    assert (recording.state, recording.seconds) == (State.READY, 2)
    assert [name.rpartition(".")[2] for name in stored()] == ["mp3"]
    assert verbs() == {"documents.take_recording", "documents.make_next"}


def test_what_is_refused_is_said_to_who_spoke_and_erased(take, salma, django_capture_on_commit_callbacks):
    """§ documents-sound-heard"""
    trace = make_trace(take().territory, "مادة")
    Recording.objects.all().delete()
    take(recorded.webm(loud=0), trace=trace)

    with django_capture_on_commit_callbacks(execute=True):
        recording = actions.make_next(now=MORNING)

    assert (recording.state, recording.refusal) == (State.REFUSED, SoundRefusal.SILENT)
    with everywhere():
        notice = Notice.objects.get(person_id=salma.pk)
    assert "لم نسمع أي صوت" in notice.body
    assert notice.address == trace.address


def test_a_file_that_kills_the_worker_is_given_up(take):
    """§ documents-sound-heard: claimed before it is opened, three times at most."""
    taken = take()
    for at in range(sounds.MOST_TRIES):
        assert actions.sounds._claim(MORNING + at * timedelta(minutes=3)).pk == taken.pk
    assert actions.make_next(now=MORNING + timedelta(minutes=7)) is None, "somebody is at it"

    given_up = actions.make_next(now=MORNING + timedelta(minutes=20))

    assert (given_up.state, given_up.refusal) == (State.REFUSED, SoundRefusal.DAMAGED)


def test_the_job_makes_all_that_wait(take):
    for _ in range(3):
        take()

    assert tasks.make_sounds() == 3
    assert {one.state for one in Recording.objects.all()} == {State.READY}


def test_a_person_sends_twenty_a_day(take, actors):
    """§ documents-sounds-a-day"""
    for _ in range(sounds.MOST_A_DAY):
        take()

    with pytest.raises(Refused) as refused:
        take()
    assert refused.value.refusal is SoundRefusal.TOO_MANY_TODAY
    take(now=MORNING + timedelta(days=1))
    take(actor=actors.idris)


def test_nothing_stays_of_what_is_not_opened(take):
    """§ documents-sounds"""
    with pytest.raises(Refused) as refused:
        take(b"%PDF-1.7 plan.mp3", kind=None)

    assert refused.value.refusal is SoundRefusal.NOT_A_SOUND
    assert Recording.objects.count() == 0
    assert not default_storage.exists("recordings")


def address(recording, territory="larache"):
    return queries.address_of(recording, territory)


def fetch(client, path, **headers):
    answer = client.get(path, headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def whole_of(recording):
    with recording.file.open("rb") as kept:
        return kept.read()


def test_a_published_sound_is_heard_by_everyone(ready, client):
    """§ documents-listening"""
    recording = ready(visibility=Visibility.PUBLIC)

    answer = fetch(client, address(recording))

    assert answer.status_code == 200
    assert answer.body == whole_of(recording)
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(recording.size)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    assert fetch(client, address(recording), **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "given"),
    [
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-50", 206, slice(-50, None)),
        ("bytes=0-", 200, slice(None)),
        ("bytes=10-999999999", 206, slice(10, None)),
        ("bytes=999999-", 416, slice(0, 0)),
        ("bytes=50-10", 416, slice(0, 0)),
        ("bytes=-0", 416, slice(0, 0)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,5-6", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=" + "9" * 40 + "-", 200, slice(None)),
    ],
)
def test_a_player_jumps_by_ranges(ready, client, asked, status, given):
    """§ documents-listening"""
    recording = ready(visibility=Visibility.PUBLIC)

    answer = fetch(client, address(recording), Range=asked)

    assert answer.status_code == status
    assert answer.body == whole_of(recording)[given]
    if status == 206:
        start = given.indices(recording.size)[0]
        expected = f"bytes {start}-{start + len(answer.body) - 1}/{recording.size}"
        assert answer.headers["Content-Range"] == expected
    if status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{recording.size}"


def test_a_range_of_another_sound_is_answered_by_the_whole(ready, client):
    recording = ready(visibility=Visibility.PUBLIC)

    answer = fetch(client, address(recording), Range="bytes=0-9", **{"If-Range": '"another"'})

    assert (answer.status_code, len(answer.body)) == (200, recording.size)


def test_a_private_sound_is_for_who_spoke_and_for_staff(ready, client, client_of, salma, idris, nadia, karim):
    """§ documents-listening"""
    path = address(ready())

    assert fetch(client_of(salma), path).headers["Cache-Control"] == "private, no-store"
    assert fetch(client_of(nadia), path).status_code == 200
    for other in (client, client_of(idris), client_of(karim)):
        assert other.get(path).status_code == 404


def test_what_is_hidden_is_not_heard_any_more(ready, client, inside):
    """§ documents-listening: and copies kept on the way live a minute."""
    trace = make_trace(inside, "مساهمة")
    path = address(ready(trace=trace, visibility=Visibility.PUBLIC))
    assert client.get(path).status_code == 200

    set_visibility(item=trace, visibility=Shown.HIDDEN)

    assert client.get(path).status_code == 404


def test_the_neighbour_does_not_hear_it(ready, client, client_of, karim, beni_mellal):
    path = address(ready(visibility=Visibility.PUBLIC), "beni-mellal")

    assert client.get(path).status_code == 404
    assert client_of(karim).get(path).status_code == 404


def test_another_mark_and_a_lost_file_are_no_page(ready, client):
    recording = ready(visibility=Visibility.PUBLIC)
    path = address(recording)

    assert client.get(path.replace(recording.mark, "0" * 16)).status_code == 404
    default_storage.delete(recording.file.name)
    assert client.get(path).status_code == 404


def test_a_new_reading_takes_the_place_of_the_one_before(ready, django_capture_on_commit_callbacks):
    """§ documents-read-aloud"""
    first = ready(subject="passage:1", made_from="a")
    other = ready(subject="passage:1", made_from="a", voice=Voice.TASHELHIT)
    second = ready(subject="passage:1", made_from="a", now=MORNING + timedelta(hours=1))

    first.refresh_from_db()
    assert first.state == State.ERASED
    assert {one.pk for one in queries.readings_of({"passage:1": "a"})["passage:1"]} == {other.pk, second.pk}
    assert len(stored()) == 2


def test_a_refused_reading_leaves_the_one_before(ready):
    first = ready(subject="passage:1", made_from="a")
    ready(recorded.wav(loud=0), subject="passage:1", made_from="a")

    assert [one.pk for one in queries.readings_of({"passage:1": "a"})["passage:1"]] == [first.pk]


def test_a_reading_of_words_that_changed_is_hidden_and_marked_at_the_desk(ready):
    """§ documents-read-aloud"""
    ready(subject="passage:1", made_from="before")

    assert queries.readings_of({"passage:1": "after"}) == {}
    assert [
        one.is_out_of_date for one in queries.readings_at_the_desk({"passage:1": "after"})["passage:1"]
    ] == [True]


@pytest.mark.parametrize("count", [1, 3])
def test_readings_of_a_page_cost_one_statement(ready, django_assert_num_queries, count):
    for number in range(count):
        ready(subject=f"passage:{number}", made_from="a", now=MORNING + timedelta(minutes=number))

    with django_assert_num_queries(1):
        assert len(queries.readings_of({f"passage:{number}": "a" for number in range(count)})) == count
    with django_assert_num_queries(0):
        assert queries.readings_of({}) == {}


def test_a_voice_goes_when_its_day_comes(ready, actors, django_capture_on_commit_callbacks):
    """§ documents-sound-kept"""
    recording = ready()
    day = sounds.erased_on(MORNING.date())
    actions.keep_until(recording=recording, day=day, actor=actors.nadia, now=MORNING)

    assert actions.erase_due(now=MORNING + timedelta(days=89)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.erase_due(now=MORNING + timedelta(days=90)) == 1

    recording.refresh_from_db()
    assert (recording.state, recording.erased_at is not None, stored()) == (State.ERASED, True, [])
    assert "documents.erase_recordings" in verbs()


def test_a_closed_account_leaves_no_voice(ready, salma):
    """§ documents-sound-kept"""
    ready(visibility=Visibility.PUBLIC)
    salma.closed_at = MORNING
    salma.save(update_fields=["closed_at"])

    assert actions.erase_due(now=MORNING) == 1


def test_a_person_finds_their_recordings_in_their_data(ready, take, salma, client_of):
    """§ documents-sound-kept"""
    recording = ready()
    take(now=MORNING + timedelta(minutes=1))

    first, second = queries.held_data(salma.pk)["recordings"]

    assert client_of(salma).get(first["file"]).status_code == 200
    assert (first["seconds"], first["state"], second["state"]) == (2, "ready", "waiting")
    assert first["file"] == address(recording)
    assert second["file"] == ""


def test_what_a_killed_process_left_is_swept(take, ready, tmp_path):
    take(now=MORNING + timedelta(minutes=1))
    ready()
    default_storage.save("recordings/1/2026-01/orphan.webm", recorded.io.BytesIO(b"x"))

    with everywhere():
        assert actions.sweep(now=MORNING + timedelta(days=900)) == 1
    assert len(stored()) == 2
