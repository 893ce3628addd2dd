"""Ideas that are said aloud: from the recording to the words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tadafor.budgets import actions, queries
from tadafor.budgets.models import Idea, IdeaSpoken
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.speaking import SpeechRefusal, Written
from tadafor.budgets.tests.factories import citizen_actor, idea_words, make_edition, moment, organiser
from tadafor.documents import actions as documents
from tadafor.documents.models import Recording
from tadafor.documents.rules.sounds import Voice, sound_kind_of
from tadafor.documents.tests import recorded
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice

pytestmark = pytest.mark.django_db
HOME = "/larache/budgets/edition-2026/"
DESK = "/larache/budgets/desk/edition-2026/"
SPEECH = recorded.webm()
SAID = "الماء ينقطع كل صيف في حينا، نريد خزانا."


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition(larache):
    larache.moderation = "after"
    larache.save()
    return make_edition(larache)


@pytest.fixture
def during(edition):
    return lambda phase: clock.stopped_at(moment(edition, phase))


def sent(whole=SPEECH, **words):
    return {"sound": SimpleUploadedFile("voice.webm", whole), "voice": "shi", "token": token(), **words}


def idea_of(edition):
    with within(edition.territory_id):
        return Idea.objects.select_related("trace", "edition", "spoken__recording").latest("number")


def spoken(edition, whole=SPEECH, *, actor=None, may_publish=False):
    speech = documents.Speech(whole, sound_kind_of(whole[:64]), Voice.DARIJA, may_publish)
    now = moment(edition, Phase.IDEAS)
    with within(edition.territory_id):
        actions.propose_idea(
            edition=edition,
            words=idea_words(title="", body=""),
            actor=actor or citizen_actor(edition.territory),
            now=now,
            token=token(),
            speech=speech,
        )
        documents.make_next(now=now)
    return idea_of(edition)


def write_down(edition, idea, *, phase=Phase.IDEAS, actor=None, **facts):
    written = {"title": "خزان ماء", "words": SAID} | facts
    with within(edition.territory_id):
        return actions.write_down(
            idea=idea,
            written=Written(**written),
            actor=actor or organiser(edition.territory),
            now=moment(edition, phase),
        )


def test_an_idea_is_said_written_down_and_shown(edition, during, larache, client_of, salma, nadia, client):
    """§ budgets-voice, § budgets-voice-written"""
    with during(Phase.IDEAS):
        citizen = client_of(salma)
        asked = citizen.get(f"{HOME}ideas/new/")
        assert "microphone=(self)" in asked.headers["Permissions-Policy"]
        assert 'accept="audio/*"' in asked.content.decode()
        assert 'accept="audio/*"' not in Client().get(f"{HOME}ideas/new/").content.decode()
        page = citizen.post(f"{HOME}ideas/new/", sent(), follow=True).content.decode()
        assert "وصلنا صوتكم، ورقم فكرتكم 1" in page
        idea = idea_of(edition)
        assert (idea.is_spoken, idea.title, idea.trace.visibility) == (True, "فكرة بالصوت", "held")
        assert "فكرة بالصوت" not in client.get(f"{HOME}ideas/").content.decode()
        with within(larache.pk):
            documents.make_next(now=clock.now())
        assert "<audio" in citizen.get(f"{HOME}ideas/1/").content.decode()
        assert "<audio" not in client.get(f"{HOME}ideas/1/").content.decode()
        assert client.get(f"{HOME}ideas/1/recording/").status_code == 404
        assert citizen.get(f"{HOME}ideas/1/change/").status_code == 200
        desk = client_of(nadia)
        assert "voices/1/" in desk.get(f"{DESK}voices/").content.decode()
        assert "أفكار بالصوت تنتظر الكتابة" in desk.get("/larache/desk/").content.decode()
        written = {"title": "", "words": SAID, "seen": "0"}
        assert "اكتبوا عنوانا" in desk.post(f"{DESK}voices/1/", written).content.decode()
        desk.post(f"{DESK}voices/1/", written | {"title": "خزان ماء"})
        public = client.get(f"{HOME}ideas/1/").content.decode()
        assert SAID in public
        assert "منقولة من تسجيل صوتي" in public
        assert "<audio" not in public
        assert "خزان ماء" in client.get(f"{HOME}ideas/?text=خزان").content.decode()
        assert "voices/1/" not in desk.get(f"{DESK}voices/").content.decode()
    with everywhere():
        told = Notice.objects.get(person_id=salma.pk, kind="budgets.written_down")
        assert Recording.objects.get().erase_on is not None
    assert SAID in told.body


def test_a_voice_is_heard_by_all_if_its_author_said_so(edition, during, client):
    """§ budgets-voice-public"""
    idea = spoken(edition, may_publish=True)
    write_down(edition, idea)
    with during(Phase.IDEAS):
        assert "<audio" in client.get(f"{HOME}ideas/1/").content.decode()
    recording = idea_of(edition).spoken.recording
    assert (recording.visibility, recording.erase_on) == ("public", None)


def test_a_voice_that_is_withdrawn_is_erased(edition):
    """§ budgets-withdrawing"""
    author = citizen_actor(edition.territory)
    idea = spoken(edition, actor=author)
    with within(edition.territory_id):
        actions.withdraw_idea(idea=idea, actor=author, now=moment(edition, Phase.IDEAS))
        assert idea_of(edition).spoken.recording.state == "erased"
        assert queries.ideas_to_write_down(edition, moment(edition, Phase.IDEAS).date()) == []
    with pytest.raises(Refused) as refused:
        write_down(edition, idea)
    assert refused.value.refusal is SpeechRefusal.WITHDRAWN


def test_what_could_not_be_kept_is_said_again(edition, during, client_of, salma, larache):
    """§ budgets-voice-again"""
    with during(Phase.IDEAS):
        citizen = client_of(salma)
        citizen.post(f"{HOME}ideas/new/", sent(recorded.webm(loud=0)))
        with within(larache.pk):
            documents.make_next(now=clock.now())
        assert "سجلوا من جديد" in citizen.get(f"{HOME}ideas/1/").content.decode()
        assert citizen.post(f"{HOME}ideas/1/again/", {"token": "x", "voice": "ary"}).status_code == 400
        again = citizen.post(f"{HOME}ideas/1/again/", sent(), follow=True)
        assert "وصلنا تسجيلكم الجديد" in again.content.decode()
        with within(larache.pk):
            documents.make_next(now=clock.now())
        assert idea_of(edition).spoken.recording.state == "ready"
        assert citizen.post(f"{HOME}ideas/1/again/", sent()).status_code == 409


def test_wrong_sounds_are_refused_and_the_words_stay(edition, during, client_of, salma):
    """§ documents-sounds"""
    with during(Phase.IDEAS):
        for whole in (b"MZ this is a program", b""):
            page = client_of(salma).post(f"{HOME}ideas/new/", sent(whole, title="عنوان كتبته", body=""))
            assert page.status_code == 400
            assert "عنوان كتبته" in page.content.decode()
    with within(edition.territory_id):
        assert not Idea.objects.exists()
        assert not IdeaSpoken.objects.exists()


def test_the_desk_records_who_agrees_only(edition, during, client_of, nadia, larache):
    """§ budgets-voice"""
    with during(Phase.IDEAS):
        card = sent(channel="desk", received_on=clock.today().isoformat(), name="للا عائشة")
        refused = client_of(nadia).post(f"{DESK}ideas/", card)
        assert refused.status_code == 400
        assert "لا يُحتفظ بصوت أحد دون موافقته" in refused.content.decode()
        card = sent(channel="desk", received_on=clock.today().isoformat(), name="للا عائشة", agreed="on")
        assert client_of(nadia).post(f"{DESK}ideas/", card).status_code == 303
    idea = idea_of(edition)
    assert (idea.author_label, idea.channel, idea.trace.visibility) == ("للا عائشة", "desk", "held")
    assert idea.spoken.recording.uploader_id is None


def test_of_two_who_write_the_second_is_told(edition):
    """§ budgets-voice-written"""
    idea = spoken(edition)
    write_down(edition, idea)
    with pytest.raises(Refused) as refused:
        write_down(edition, idea, words="كلمات أخرى")
    assert refused.value.refusal is SpeechRefusal.CHANGED_MEANWHILE
    write_down(edition, idea, words="كلمات أصح.", seen=1)
    assert idea_of(edition).body == "كلمات أصح."
