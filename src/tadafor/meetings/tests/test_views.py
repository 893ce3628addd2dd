"""The pages: who sees what, what is typed wrong, how light they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.meetings import queries
from tadafor.meetings.models import Meeting
from tadafor.meetings.tests.factories import AFTER, BEFORE, STARTS, make_meeting, registered

pytestmark = pytest.mark.django_db
AT = "/larache/meetings/"
TYPED = {
    "kind": "workshop",
    "title": "ورشة حول النظافة",
    "starts_at": "2026-10-20T15:00",
    "ends_at": "2026-10-20T18:00",
    "form": "in_person",
    "place": "دار الثقافة",
    "takes_registrations": "on",
    "seats": "20",
    "groups": "النساء: 5",
    "questions": "هل تمثلون جمعية؟ *",
}


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(BEFORE):
        yield


def body(response):
    return response.content.decode()


def test_the_list_and_a_meeting_ask_the_same_whatever_there_is(larache, django_assert_num_queries):
    make_meeting(larache, title="اللقاء الأول")
    client = Client()
    client.get(AT)
    with django_assert_num_queries(3):
        assert "اللقاء الأول" in body(client.get(AT))
    for n in range(2):
        make_meeting(larache, title=f"لقاء {n}", series="سلسلة")
    with django_assert_num_queries(3):
        assert "لقاء 1" in body(client.get(f"{AT}?page=1"))
    with stopped_at(AFTER):
        assert "لا لقاء قادم" in body(client.get(AT))
        assert "اللقاء الأول" in body(client.get(f"{AT}?shelf=past"))
        assert "لا لقاء بهذه الكلمات" in body(client.get(f"{AT}?shelf=past&text=غيرموجود"))


def test_a_visitors_copy_never_outlives_the_hour_at_which_the_page_turns(larache):
    meeting = make_meeting(larache)
    with stopped_at(STARTS - timedelta(seconds=10)):
        page = Client().get(f"{AT}{meeting.code}/")
        assert page.headers["Cache-Control"] == "public, max-age=10"
        assert Client().get(AT).headers["Cache-Control"] == "public, max-age=10"


def test_registering_from_the_page_to_the_ticket_and_back(larache, salma, client_of):
    """§ meetings-register, § meetings-give-up"""
    meeting = make_meeting(larache, seats=3, questions=[("هل تمثلون جمعية؟", True)])
    here = f"{AT}{meeting.code}/"
    away = Client().get(f"{here}register/")
    assert (away.status_code, "/account/" in away.headers["Location"]) == (303, True)
    client = client_of(salma)
    wrong = client.post(f"{here}register/", {"name": "سلمى", "quality": "citizen"})
    assert wrong.status_code == 400
    assert 'value="سلمى"' in body(wrong)
    done = client.post(f"{here}register/", {"name": "سلمى", "quality": "citizen", "answer_1": "لا"})
    assert done.headers["Location"] == f"{here}ticket/"
    assert "تذكرتكم" in body(client.get(f"{here}ticket/"))
    assert client.get(f"{here}register/").status_code == 303
    assert "تذكرتكم" in body(client.get(here))
    assert client.post(f"{here}give-up/").status_code == 303
    assert client.get(f"{here}ticket/").status_code == 404
    with within(larache.pk):
        assert queries.registrations_of(meeting).count() == 0


def test_too_late_says_so_and_keeps_nothing(larache, salma, client_of):
    """§ meetings-register"""
    meeting = make_meeting(larache, closes_at=BEFORE)
    page = client_of(salma).get(f"{AT}{meeting.code}/register/")
    assert "انتهى أجل التسجيل" in body(page)
    sent = client_of(salma).post(f"{AT}{meeting.code}/register/", {"name": "سلمى", "quality": "citizen"})
    assert sent.status_code == 400
    with within(larache.pk):
        assert not queries.registrations_of(meeting).exists()


def test_organisers_set_up_announce_change_and_cancel(larache, nadia, client_of):
    """§ meetings-plan, § meetings-announce, § meetings-change, § meetings-cancel"""
    client = client_of(nadia)
    done = client.post(f"{AT}desk/new/", TYPED)
    assert done.status_code == 303, body(done)
    desk = done.headers["Location"]
    with within(larache.pk):
        meeting = Meeting.objects.get()
        assert [(one.group, one.capacity) for one in queries.pools_of(meeting)] == [("النساء", 5), ("", 15)]
    assert Client().get(f"{AT}{meeting.code}/").status_code == 404
    assert client.post(f"{desk}announce/").status_code == 303
    assert "دار الثقافة" in body(Client().get(f"{AT}{meeting.code}/"))
    assert client.post(f"{desk}announce/").status_code == 400
    begun = client.get(f"{desk}change/")
    assert 'value="2026-10-20T15:00"' in body(begun)
    assert client.post(f"{desk}change/", TYPED | {"seen": "9"}).status_code == 400
    assert client.post(f"{desk}change/", TYPED | {"seen": "1", "place": "مركز الشباب"}).status_code == 303
    assert client.get(f"{desk}poster.pdf").content.startswith(b"%PDF")
    assert client.post(f"{desk}cancel/", {"reason": "لا"}).status_code == 400
    assert client.post(f"{desk}cancel/", {"reason": "القاعة غير متاحة يومها"}).status_code == 303
    assert "القاعة غير متاحة" in body(Client().get(f"{AT}{meeting.code}/"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_at": "2026-10-20T14:00"}, "بعد ساعة البداية"),
        ({"groups": "النساء خمسة"}, "ثم نقطتين"),
        ({"groups": "النساء: 50"}, "أكثر من كل المقاعد"),
        ({"form": "online", "link": ""}, "رابط المشاركة عن بعد"),
        ({"link": "javascript:alert(1)"}, "رابط"),
        ({"seats": "-3"}, "1"),
        ({"questions": "\n".join("سؤال" for _ in range(7))}, "ستة أسئلة"),
        ({"partners": "ش" * 201}, "200"),
        ({"starts_at": "2026-03-22T02:30", "ends_at": "2026-03-22T05:00"}, "2026-03-22T02:30"),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(larache, nadia, client_of, changes, said):
    """§ meetings-plan; the last is an hour that the end of Ramadan skips (§ meetings-calendar)."""
    page = client_of(nadia).post(f"{AT}desk/new/", TYPED | changes)
    assert page.status_code == 400
    assert said in body(page)
    assert TYPED["title"] in body(page)
    with within(larache.pk):
        assert not Meeting.objects.exists()


def test_the_calendar_file_of_a_meeting_across_the_change_of_the_hour(larache):
    """§ meetings-calendar: on 15 February 2026 at three o'clock it is two o'clock again."""
    starts, ends = datetime(2026, 2, 15, 0, tzinfo=UTC), datetime(2026, 2, 15, 4, tzinfo=UTC)
    meeting = make_meeting(larache, starts_at=starts, ends_at=ends)
    page = body(Client().get(f"{AT}{meeting.code}/"))
    assert "01:00" in page
    assert "04:00" in page  # five hours by the clock on the wall less one: four hours
    event = Calendar.from_ical(Client().get(f"{AT}{meeting.code}/meeting.ics").content).walk("VEVENT")[0]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (starts, ends)
    assert event["uid"].startswith(meeting.code)
    assert event["status"] == "CONFIRMED"


def test_the_list_of_the_registered_is_for_those_at_the_door(larache, nadia, salma, client_of):
    """§ meetings-counter"""
    meeting = make_meeting(larache, seats=5)
    registered(meeting)
    desk = f"{AT}desk/{meeting.code}/"
    assert client_of(salma).get(f"{desk}registrations/").status_code == 404
    assert "زينب التجريبية" in body(client_of(nadia).get(f"{desk}registrations/"))
    sent = client_of(nadia).post(f"{desk}registrations/new/", {"name": "امرأة", "quality": "citizen"})
    assert sent.status_code == 303
    assert "زينب" not in body(Client().get(f"{AT}{meeting.code}/"))
