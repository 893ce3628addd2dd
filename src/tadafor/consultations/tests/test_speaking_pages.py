"""The pages of a voice: what staff, authors and readers see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tadafor.consultations import datasets, queries, rules
from tadafor.consultations.models import Contribution
from tadafor.consultations.tests import factories as making
from tadafor.consultations.tests.factories import AFTER, DURING, day
from tadafor.consultations.tests.spoken import SAID, SPEECH, again, write_down
from tadafor.documents import actions as documents
from tadafor.documents.tests import recorded
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import everywhere, within

pytestmark = pytest.mark.usefixtures("own_storage")


def sent(whole=SPEECH, name="voice.webm", **words):
    return {
        "sound": SimpleUploadedFile(name, whole),
        "voice": "ary",
        "token": token(),
        **words,
    }


PAGE = "/larache/consultations/charter/articles/reply-delays/speak/"


def test_a_citizen_speaks_on_an_article(consultation, client_of, salma, during):
    """§ consultations-spoken"""
    client = client_of(salma)
    asked = client.get(PAGE)
    assert asked.headers["Permissions-Policy"] == "camera=(), microphone=(self), geolocation=(self)"
    assert "media-src 'self' blob:" in asked.headers["Content-Security-Policy"]
    assert 'accept="audio/*"' in asked.content.decode()

    answer = client.post(PAGE, sent(), follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[0][1] == 303
    assert "ونهيئه الآن للاستماع" in page
    with within(consultation.territory_id):
        documents.make_next(now=DURING)
    fragment = client.get("/larache/consultations/charter/contributions/1/recording/").content.decode()
    assert "<audio" in fragment
    assert "hx-get" not in fragment


def test_only_pages_that_record_may_use_the_microphone(consultation, client, during):
    answer = client.get("/larache/consultations/charter/")

    assert "microphone=()" in answer.headers["Permissions-Policy"]
    assert "blob:" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("whole", "name", "sentence"),
    [
        (b"%PDF-1.7 not a sound", "voice.mp3", "ليس تسجيلا صوتيا"),
        (b"", "voice.webm", "فارغ"),
        (b"PK\x03\x04" + bytes(200), "voice.mp3", "ليس تسجيلا صوتيا"),
        (recorded.wav()[:44] + bytes(11 * 1024 * 1024), "voice.wav", "كبير جدا"),
    ],
)
def test_a_wrong_file_is_refused_and_the_words_stay(
    consultation, client_of, salma, during, whole, name, sentence
):
    """§ documents-sounds"""
    answer = client_of(salma).post(PAGE, sent(whole, name, body="كلماتي التي كتبتها"))

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "كلماتي التي كتبتها" in answer.content.decode()
    with everywhere():
        assert not Contribution.objects.exists()


def test_a_visitor_signs_in_before_speaking(consultation, client, during):
    page = client.get(PAGE).content.decode()
    assert "سجلوا الدخول أولا" in page
    assert "data-recorder" not in page

    answer = client.post(PAGE, sent(body="كلماتي"))
    assert answer.status_code == 303
    assert "/account/" in answer.headers["Location"]


def test_when_the_window_is_closed_nobody_records(consultation, client_of, salma):
    with clock.stopped_at(AFTER):
        assert "data-recorder" not in client_of(salma).get(PAGE).content.decode()
        assert client_of(salma).post(PAGE, sent()).status_code == 409


def test_what_is_not_written_down_is_nobodys_business(speak, client, client_of, idris, consultation, during):
    """§ consultations-spoken"""
    made = speak()
    recording = again(made).spoken.recording
    sound = f"/larache/documents/sounds/{recording.code}/{recording.mark}.mp3"
    page = f"/larache/consultations/charter/contributions/{made.number}/"

    for reader in (client, client_of(idris)):
        assert reader.get(page).status_code == 404
        assert reader.get(f"{page}recording/").status_code == 404
        assert reader.get(f"{page}speak/").status_code == 404
        assert reader.get(sound).status_code == 404
    assert "#1" not in client.get("/larache/consultations/charter/contributions/").content.decode()


def test_everyone_reads_the_words_and_hears_a_published_voice(speak, clerk, client, during):
    """§ consultations-spoken-public"""
    made = speak(may_publish=True)
    write_down(made, clerk)
    recording = again(made).spoken.recording

    page = client.get(f"/larache/consultations/charter/contributions/{made.number}/").content.decode()

    assert SAID in page
    assert "منقولة من تسجيل صوتي" in page
    assert f"/larache/documents/sounds/{recording.code}/{recording.mark}.mp3" in page
    assert client.get(f"/larache/documents/sounds/{recording.code}/{recording.mark}.mp3").status_code == 200


def test_a_private_voice_shows_its_words_only(speak, clerk, client, during):
    made = speak()
    write_down(made, clerk)

    page = client.get(f"/larache/consultations/charter/contributions/{made.number}/").content.decode()

    assert SAID in page
    assert "<audio" not in page


def test_exports_hold_words_and_no_sound(speak, clerk, consultation):
    """§ documents-sound-kept"""
    made = speak(may_publish=True)
    write_down(made, clerk)
    with within(consultation.territory_id):
        told = "".join(
            piece if isinstance(piece, str) else piece.decode()
            for piece in datasets.as_csv(consultation, {}, phase=rules.Phase.OPEN)
        )
    assert SAID in told
    assert again(made).spoken.recording.code not in told


def test_the_desk_records_somebody_with_their_agreement(consultation, client_of, nadia, during):
    """§ consultations-spoken"""
    client = client_of(nadia)
    page = "/larache/consultations/desk/charter/voices/record/"
    assert "microphone=(self)" in client.get(page).headers["Permissions-Policy"]
    typed = {
        "passage": "reply-delays",
        "author_kind": "citizen",
        "name": "فاطنة",
        "channel": "desk",
        "received_on": "2026-03-10",
    }

    refused = client.post(page, sent(**typed))
    assert refused.status_code == 400
    assert "لا يُحتفظ بصوت أحد دون موافقته" in refused.content.decode()

    answer = client.post(page, sent(**typed, agreed="on"), follow=True)
    assert "فاطنة" not in answer.content.decode()
    assert "#1" in answer.content.decode()


def test_the_desk_writes_a_voice_down(speak, client_of, nadia, during):
    """§ consultations-spoken-written"""
    made = speak()
    client = client_of(nadia)
    page = f"/larache/consultations/desk/charter/voices/{made.number}/"
    assert "<audio" in client.get(page).content.decode()

    empty = client.post(page, {"words": " […] ", "seen": "0"})
    assert (empty.status_code, "اكتبوا ما سمعتم" in empty.content.decode()) == (409, True)

    assert client.post(page, {"words": SAID, "seen": "0"}).status_code == 302 + 1
    late = client.post(page, {"words": "نص ثان", "seen": "0"})
    assert late.status_code == 409
    assert "نص ثان" in late.content.decode()
    assert SAID in late.content.decode()
    assert 'name="seen" value="1"' in late.content.decode()


def test_a_written_contribution_has_no_voice_to_write_down(consultation, client_of, nadia, during):
    made = making.contribute(consultation)

    page = f"/larache/consultations/desk/charter/voices/{made.number}/"
    assert client_of(nadia).get(page).status_code == 404


@pytest.mark.parametrize(("today", "late"), [(3, 0), (9, 1)])
def test_the_day_of_the_desk_says_what_waits_and_what_is_late(speak, actors, larache, today, late):
    """§ consultations-spoken-late"""
    speak(now=day(2))
    with within(larache.pk):
        tasks = queries.awaiting(actors.nadia, larache.pk, day(today))
        (task,) = [one for one in tasks if one.address.endswith("/voices/")]
    assert (task.count, task.late) == (1, late)


@pytest.mark.parametrize("count", [1, 3])
def test_recordings_in_a_list_cost_one_query(speak, clerk, consultation, django_assert_num_queries, count):
    for _ in range(count):
        write_down(speak(), clerk)
    with within(consultation.territory_id):
        things = list(queries.shown_contributions(consultation))
        with django_assert_num_queries(2):
            assert all(view.spoken for view in queries.viewed(consultation, things, phase=rules.Phase.OPEN))
        assert len(queries.to_write_down(consultation, DURING.date())) == 0


def test_the_desk_records_a_remark_on_a_card_and_asks_for_which(larache, client_of, nadia, during):
    """§ consultations-spoken"""
    held = making.make_cards(larache)
    page = f"/larache/consultations/desk/{held.slug}/voices/record/"
    client = client_of(nadia)
    form = client.get(page).content.decode()
    assert "البطاقة" in form
    assert "النص كله" not in form
    typed = {"author_kind": "citizen", "channel": "desk", "received_on": "2026-03-10", "agreed": "on"}
    refused = client.post(page, sent(**typed, passage=""))
    assert refused.status_code == 400
    assert 'id="id_passage_error"' in refused.content.decode()
    assert client.post(page, sent(**typed, passage="project-68")).status_code == 303


def test_a_card_is_spoken_on_under_its_own_name(larache, client_of, salma, during):
    """§ consultations-spoken"""
    held = making.make_cards(larache)
    page = f"/larache/consultations/{held.slug}/articles/project-68/speak/"
    asked = client_of(salma).get(page).content.decode()
    assert "المشروع 68" in asked
    assert "المادة 68" not in asked
    assert client_of(salma).post(page, sent()).status_code == 303
    with within(larache.pk):
        said = Contribution.objects.get()
    assert (said.kind, said.is_spoken, said.passage.key) == ("remark", True, "project-68")
