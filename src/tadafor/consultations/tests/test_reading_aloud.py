"""Texts read aloud at the desk: recorded, heard, out of date when the words change, taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.tests import factories as making
from tadafor.consultations.tests.factories import AFTER, BEFORE, DURING, staff_actor
from tadafor.consultations.tests.spoken import spoken
from tadafor.documents import actions as documents
from tadafor.documents.tests import recorded
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.usefixtures("own_storage", "during")
ARTICLE = "/larache/consultations/charter/articles/reply-delays/"
DESK = "/larache/consultations/desk/charter/listen/"


@pytest.fixture
def read(consultation, clerk):
    def made(key="reply-delays", *, now=DURING, one=consultation):
        with within(one.territory_id):
            text = queries.text_read(one, key)
            actions.read_aloud(consultation=one, text=text, speech=spoken(), actor=clerk, now=now)
            return documents.make_next(now=now)

    return made


def test_everyone_listens_to_an_article(read, client):
    """§ documents-read-aloud"""
    assert "<audio" not in client.get(ARTICLE).content.decode()
    recording = read()

    page = client.get(ARTICLE).content.decode()

    address = f"/larache/documents/sounds/{recording.code}/{recording.mark}.mp3"
    assert address in page
    assert "استمعوا: الدارجة" in page
    assert 'preload="none"' in page
    assert "data-listen" not in page, "a voice of the commune takes the place of the device's"
    assert client.get(address).status_code == 200


def test_everyone_listens_to_the_stake(read, client):
    read(None)

    assert "<audio" in client.get("/larache/consultations/charter/").content.decode()


def test_the_instruction_of_a_round_is_read_aloud_too(larache, read, client, nadia, client_of):
    """§ documents-read-aloud"""
    words = actions.RoundWords(making.OPENS, making.CLOSES, instruction="بطاقة لكل مشروع.")
    cards = making.make_cards(larache, round_words=words)
    desk = "/larache/consultations/desk/openness/listen/"
    listed = client_of(nadia).get(desk).content.decode()
    assert "تعليمات الجولة 1" in listed
    assert f"{desk}text/round-1/" in listed
    assert "بطاقة لكل مشروع." in client_of(nadia).get(f"{desk}text/round-1/").content.decode()
    assert client_of(nadia).get(f"{desk}text/round-2/").status_code == 404
    recording = read("round-1", one=cards)
    home = "/larache/consultations/openness/"
    assert f"/larache/documents/sounds/{recording.code}/" in client.get(home).content.decode()
    with within(larache.pk):
        cards.rounds.update(instruction="بطاقتان لكل مشروع.")
    assert "<audio" not in client.get(home).content.decode()


def test_what_is_not_announced_is_not_heard(larache, clerk, client):
    """§ documents-listening"""
    draft = making.make_consultation(larache, slug="draft", announced=False)
    with within(larache.pk):
        text = queries.text_read(draft, "aims")
        actions.read_aloud(consultation=draft, text=text, speech=spoken(), actor=clerk, now=BEFORE)
        recording = documents.make_next(now=BEFORE)

    assert client.get(f"/larache/documents/sounds/{recording.code}/{recording.mark}.mp3").status_code == 404


def test_new_words_hide_the_old_reading_and_the_desk_is_told(
    read, consultation, larache, client, client_of, nadia
):
    """§ documents-read-aloud"""
    read()
    read("aims")
    editor = staff_actor(larache, RoleKind.FOCAL_POINT)
    with within(larache.pk):
        draft = actions.open_draft(consultation=consultation, actor=editor, now=AFTER)
        wording = queries.wording_of(draft, "reply-delays")
        facts = {"title": wording.title, "body": "كلمات جديدة.", "causes": [], "seen": 0}
        actions.save_wording(wording=wording, actor=editor, now=AFTER, **facts)
        actions.publish_version(consultation=consultation, note="تصحيح", actor=editor, now=AFTER)

    with clock.stopped_at(AFTER):
        assert "<audio" not in client.get(ARTICLE).content.decode()
        assert "<audio" in client.get(ARTICLE.replace("reply-delays", "aims")).content.decode()
        desk = client_of(nadia).get(DESK).content.decode()
    assert desk.count("تغيرت الكلمات") == 1


def test_a_section_and_an_unknown_passage_are_not_read(consultation, client_of, nadia):
    for key in ("general", "nothing"):
        assert client_of(nadia).get(f"{DESK}text/{key}/").status_code == 404


def test_the_desk_records_uploads_and_takes_away(consultation, client, client_of, nadia, larache):
    """§ documents-read-aloud"""
    desk = client_of(nadia)
    page = f"{DESK}text/reply-delays/"
    assert "microphone=(self)" in desk.get(page).headers["Permissions-Policy"]
    wrong = desk.post(
        page, {"sound": SimpleUploadedFile("v.mp3", b"nothing"), "voice": "shi", "token": token()}
    )
    assert wrong.status_code == 400

    sent = {"sound": SimpleUploadedFile("v.mp3", recorded.mp3()), "voice": "shi", "token": token()}
    assert "قيد الإعداد" in desk.post(page, sent, follow=True).content.decode()
    with within(larache.pk):
        recording = documents.make_next(now=DURING)
    assert "استمعوا: تاشلحيت" in client.get(ARTICLE).content.decode()

    stop = f"{DESK}{recording.code}/stop/"
    assert desk.get(stop).status_code == 200
    assert desk.post(stop).status_code == 303
    assert "<audio" not in client.get(ARTICLE).content.decode()
    assert desk.get(stop).status_code == 404


def test_a_reading_of_another_consultation_is_not_taken_away(read, larache, clerk):
    """§ documents-read-aloud"""
    recording = read()
    other = making.make_consultation(larache, slug="other")
    with within(larache.pk), pytest.raises(Refused) as refused:
        actions.stop_reading(consultation=other, code=recording.code, actor=clerk, now=DURING)
    assert refused.value.refusal is rules.SpeechRefusal.NO_SUCH_READING


def test_a_card_is_read_with_its_fields(larache):
    cards = making.make_cards(larache)
    with within(larache.pk):
        text = queries.text_read(cards, making.CARD)

    assert text.subject.startswith("passage:")
    assert len(text.words) > 20


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_lists_readings_in_few_queries(read, consultation, django_assert_num_queries, count):
    for _ in range(count):
        read()
    with within(consultation.territory_id), django_assert_num_queries(3):
        assert len(queries.texts_at_the_desk(consultation)) == 3
