"""In the room: the agenda, cards with their traces, photographs that stay private."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.meetings import actions, queries
from tadafor.meetings.rules import (
    Item,
    RoomRefusal,
    Stage,
    State,
    refuse_agenda,
    refuse_card,
    refuse_carrying,
    refuse_document,
    refuse_taking_back,
)
from tadafor.meetings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    citizen_actor,
    make_meeting,
    registered,
    staff_actor,
)
from tadafor.meetings.tests.test_minutes import TOLD
from tadafor.notifications.models import Notice
from tadafor.traces.actions import open_trace
from tadafor.traces.queries import follows, story_of

AT = "/larache/meetings/"
R = RoomRefusal


@pytest.mark.parametrize(
    ("at", "agenda", "card"),
    [
        (Stage.DRAFT, None, R.NOT_STARTED),
        (Stage.COMING, None, R.NOT_STARTED),
        (Stage.NOW, None, None),
        (Stage.HELD, R.ALREADY_HELD, None),
        (Stage.CANCELLED, R.IS_CANCELLED, R.IS_CANCELLED),
    ],
)
def test_when_the_agenda_and_the_cards_are_written(at, agenda, card):
    """§ meetings-agenda, § meetings-cards"""
    assert refuse_agenda(at) is agenda
    assert refuse_card(at, body="نريد حاويات أكثر", is_published=False) is card
    assert refuse_card(at, body="؟", is_published=False) is (card or R.BODY_MISSING)
    assert refuse_card(at, body="نريد حاويات أكثر", is_published=True) is (card or R.ALREADY_PUBLISHED)


def test_when_a_card_is_taken_back():
    """§ meetings-cards"""
    assert refuse_taking_back(is_taken_back=False, is_published=False) is None
    assert refuse_taking_back(is_taken_back=True, is_published=False) is R.TAKEN_BACK
    assert refuse_taking_back(is_taken_back=False, is_published=True) is R.ALREADY_PUBLISHED


def refused(verb):
    with pytest.raises(Refused) as caught, transaction.atomic():
        verb()
    return caught.value.refusal


@pytest.mark.django_db
def test_a_card_keeps_its_author_and_waits_for_the_minutes(larache):
    """§ meetings-cards: entered once by its token, read by everybody with the minutes, never with a name."""
    staff, second, who = staff_actor(larache), staff_actor(larache), citizen_actor("كاتبة سرية")
    meeting = make_meeting(larache, staff)
    held = registered(meeting, who)
    write = lambda token, body="نريد حاويات أكثر.", **facts: actions.collect_card(  # noqa: E731
        meeting=meeting,
        written=actions.Written(body=body, token=token, theme="النظافة", **facts),
        actor=staff,
        now=DURING,
    )
    with within(larache.pk):
        card = write("a", author=str(held.number), table=2)
        assert write("a").pk == card.pk
        assert refused(lambda: write("b", author="99")) is R.UNKNOWN_AUTHOR
        assert refused(lambda: write("b", body=" ")) is R.BODY_MISSING
        mistake = write("c", body="بطاقة كُتبت خطأ")
        assert (card.number, mistake.number) == (1, 2)
        actions.take_back_card(card=mistake, actor=staff, now=DURING)
        again = lambda: actions.take_back_card(card=mistake, actor=staff, now=DURING)  # noqa: E731
        assert refused(again) is R.TAKEN_BACK
        assert follows(card.trace, who.person_id)
    with stopped_at(AFTER):
        assert Client().get(f"{AT}{meeting.code}/cards/1/").status_code == 404
        assert "حاويات" not in Client().get(f"{AT}{meeting.code}/cards/").content.decode()
    with within(larache.pk):
        facts = {"meeting": meeting, "actor": staff, "now": AFTER}
        actions.write_minutes(account=TOLD, seen=0, **facts)
        actions.submit_minutes(**facts)
        actions.publish_minutes(meeting=meeting, actor=second, now=AFTER)
        assert refused(lambda: write("d")) is R.ALREADY_PUBLISHED
        late = lambda: actions.take_back_card(card=card, actor=staff, now=AFTER)  # noqa: E731
        assert refused(late) is R.ALREADY_PUBLISHED
    with stopped_at(AFTER):
        page = Client().get(f"{AT}{meeting.code}/cards/1/").content.decode()
        assert "حاويات" in page
        assert "سرية" not in page
        assert Client().get(f"{AT}{meeting.code}/cards/2/").status_code == 404
        listed = Client().get(f"{AT}{meeting.code}/cards/").content.decode()
        assert ("حاويات" in listed, "كُتبت خطأ" in listed) == (True, False)
        assert f"{AT}{meeting.code}/cards/" in Client().get(f"{AT}{meeting.code}/").content.decode()
    with within(larache.pk):
        actions.erase_lists(meeting=meeting, now=AFTER)
        assert queries.card_numbered(meeting, 1).registration_id is None


@pytest.mark.django_db
def test_the_pages_of_the_room(larache, nadia, salma, client_of):
    """§ meetings-agenda, § meetings-cards, § meetings-photographs"""
    meeting = make_meeting(larache)
    desk = f"{AT}desk/{meeting.code}/"
    client = client_of(nadia)
    with stopped_at(BEFORE):
        wrong = client.post(f"{desk}agenda/", {"items": "كلمة الافتتاح | رئيس المجلس | عشر دقائق"})
        assert (wrong.status_code, "صفة من يتكلم" in wrong.content.decode()) == (400, True)
        assert client.post(f"{desk}agenda/", {"items": "كلمة | رئيس المجلس | 10\nنقاش"}).status_code == 303
        with within(larache.pk):
            assert [(one.title, one.minutes) for one in queries.agenda_of(meeting)] == [
                ("كلمة", 10),
                ("نقاش", None),
            ]
        assert "رئيس المجلس" in Client().get(f"{AT}{meeting.code}/").content.decode()
        assert "كلمة | رئيس المجلس | 10" in client.get(f"{desk}agenda/").content.decode()
        early = client.post(f"{desk}cards/", {"body": "نريد حاويات", "token": "x"})
        assert early.status_code == 400
    with stopped_at(DURING):
        assert client_of(salma).get(f"{desk}cards/").status_code == 404
        sent = {"body": "نريد حاويات", "token": "1", "theme": "النظافة", "table": "3"}
        assert (
            client.post(f"{desk}cards/", sent)
            .headers["Location"]
            .endswith("theme=%D8%A7%D9%84%D9%86%D8%B8%D8%A7%D9%81%D8%A9")
        )
        queued = client.post(f"{desk}cards/", sent | {"token": "2"}, headers={"X-Queue": "1"}).json()
        assert (queued["kept"], queued["undo"]) == (True, f"{desk}cards/2/back/")
        bad = client.post(f"{desk}cards/", {"body": "", "token": "3"}, headers={"X-Queue": "1"})
        assert (bad.status_code, bad.json()["errors"][0]["field"]) == (422, "body")
        assert client.post(f"{desk}cards/2/back/").status_code == 303
        assert client.get(f"{desk}cards/worker.js").status_code == 200
        drawn = BytesIO()
        Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
        wall = SimpleUploadedFile("wall.png", drawn.getvalue(), "image/png")
        assert client.post(f"{desk}photos/", {"pictures": [wall]}).status_code == 303
        with within(larache.pk):
            (photo,) = queries.photos_of(meeting)
        assert Client().get(f"/larache/documents/{photo.document.code}/").status_code == 404
        text = SimpleUploadedFile("wall.png", b"not a picture", "image/png")
        assert client.post(f"{desk}photos/", {"pictures": [text]}).status_code == 400
    with within(larache.pk):
        staff = staff_actor(larache)
        late = lambda: actions.set_agenda(meeting=meeting, items=[Item("نقطة")], actor=staff, now=AFTER)  # noqa: E731
        assert refused(late) is R.ALREADY_HELD


@pytest.mark.django_db
def test_a_document_stands_on_the_page_of_an_announced_meeting(larache, nadia, client_of):
    """§ meetings-documents"""
    assert refuse_document(State.DRAFT) is R.NOT_ANNOUNCED
    assert refuse_document(State.ANNOUNCED) is None
    meeting, draft = make_meeting(larache), make_meeting(larache, announced=False)
    with stopped_at(BEFORE):
        for one, status in ((meeting, 303), (draft, 400)):
            file = SimpleUploadedFile("ارضية.txt", "أرضية اللقاء".encode(), "text/plain")
            sent = {"title": "أرضية اللقاء", "file": file}
            assert client_of(nadia).post(f"{AT}desk/{one.code}/documents/", sent).status_code == status
        assert "أرضية اللقاء" in Client().get(f"{AT}{meeting.code}/").content.decode()
        assert (
            client_of(nadia).post(f"{AT}desk/{meeting.code}/documents/", {"title": "أرضية"}).status_code
            == 400
        )


@pytest.mark.django_db
def test_a_card_becomes_something_and_keeps_its_author(larache, nadia, client_of):
    """§ meetings-carried"""
    assert refuse_carrying(is_taken_back=True, is_known=True) is R.TAKEN_BACK
    assert refuse_carrying(is_taken_back=False, is_known=False) is R.UNKNOWN_THING
    assert refuse_carrying(is_taken_back=False, is_known=True) is None
    meeting, author = make_meeting(larache), citizen_actor()
    mine = registered(meeting, author)
    common = {"territory_id": larache.pk, "room": "budgets", "language": "ar", "now": DURING}
    with within(larache.pk):
        shown = open_trace(
            title="فكرة حاويات", address="/larache/budgets/x/1/", visibility="visible", **common
        )
        open_trace(title="سر", address="/larache/budgets/x/2/", visibility="held", **common)
        written = actions.Written("نريد حاويات أكثر", "t", author=str(mine.number))
        actions.collect_card(meeting=meeting, written=written, actor=staff_actor(larache), now=DURING)
    at, client = f"{AT}desk/{meeting.code}/cards/1/carry/", client_of(nadia)
    with stopped_at(DURING):
        assert "فكرة" in client.get(at).content.decode()
        for wrong in ("", "/larache/budgets/x/2/", "/beni-mellal/budgets/x/1/", "ZZZZZZ", "https://"):
            answer = client.post(at, {"address": wrong})
            assert (answer.status_code, "الصقوا رابط صفحته" in answer.content.decode()) == (400, True), wrong
        for _twice in range(2):
            sent = {"address": "http://testserver/fr/larache/budgets/x/1/"}
            assert client.post(at, sent).status_code == 303
    with within(larache.pk):
        card = queries.card_numbered(meeting, 1)
        (step,) = story_of(card.trace).after
        assert (step.successor, step.successor.room) == (shown, "budgets")
        assert follows(shown, author.person_id)
    with everywhere():
        assert Notice.objects.filter(kind="meetings.card_carried", person_id=author.person_id).count() == 1
