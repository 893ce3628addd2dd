"""The form of satisfaction: when it is open, counted and not kept, masked, settled at its close."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere, within
from tadafor.meetings import actions, queries, rules, tasks
from tadafor.meetings.models import FeedbackCount, FeedbackSheet, Voice
from tadafor.meetings.rules import Aspect, LiveRefusal, Mood, Room, Stage
from tadafor.meetings.tests.factories import AFTER, DURING, ENDS, make_meeting, registered, staff_actor
from tadafor.meetings.tests.test_live import AT, body, phone
from tadafor.notifications.models import Notice

R = LiveRefusal
HOUR = timedelta(hours=1)
CLOSED = AFTER + timedelta(days=7)


@pytest.mark.parametrize(
    ("at", "room", "now", "refusal"),
    [
        (Stage.DRAFT, Room(ENDS), AFTER, R.NOT_ANNOUNCED),
        (Stage.CANCELLED, Room(ENDS), AFTER, R.IS_CANCELLED),
        (Stage.NOW, Room(ENDS), ENDS - HOUR, R.NOT_ENDING),
        (Stage.NOW, Room(ENDS), ENDS - HOUR / 2, None),
        (Stage.HELD, Room(ENDS), ENDS + timedelta(days=14), None),
        (Stage.HELD, Room(ENDS), ENDS + timedelta(days=14, seconds=1), R.OVER),
        (Stage.HELD, Room(ENDS, feedback_at=ENDS), AFTER, R.OPEN_ALREADY),
    ],
)
def test_when_the_form_is_opened(at, room, now, refusal):
    """§ meetings-feedback"""
    assert rules.refuse_offering_feedback(at, room, now=now) is refusal


def test_whose_form_is_taken():
    """§ meetings-feedback"""
    facts = {"has_voice": True, "has_given": False, "says_something": True, "now": AFTER}
    cases = [
        (None, {}, R.FEEDBACK_CLOSED),
        (Room(ENDS), {}, R.FEEDBACK_CLOSED),
        (Room(ENDS, feedback_at=AFTER), {"now": CLOSED}, R.FEEDBACK_CLOSED),
        (Room(ENDS, feedback_at=AFTER), {"has_voice": False}, R.NOT_IN_ROOM),
        (Room(ENDS, feedback_at=AFTER), {"has_given": True}, R.GIVEN_ALREADY),
        (Room(ENDS, feedback_at=AFTER), {"says_something": False}, R.NOTHING_SAID),
        (Room(ENDS, feedback_at=AFTER), {}, None),
    ]
    for room, told, refusal in cases:
        assert rules.refuse_feedback(room, **facts | told) is refusal


def test_what_is_shown_gives_nobody_away():
    """§ meetings-feedback: nothing of fewer than five; a small count takes another with it."""
    counts = {Aspect.HEARD: {Mood.VERY: 9, Mood.NOT: 1}}
    assert rules.shown_opinions(counts, forms=4) == {}
    shown = rules.shown_opinions(counts, forms=10)
    assert set(shown) == {Aspect.HEARD}
    assert shown[Aspect.HEARD] == {
        Mood.VERY: None,
        Mood.RATHER: 0,
        Mood.BETWEEN: 0,
        Mood.LITTLE: 0,
        Mood.NOT: None,
    }
    assert rules.shown_opinions({Aspect.PLACE: {Mood.VERY: 7}}, forms=7)[Aspect.PLACE][Mood.VERY] == 7


@pytest.mark.django_db
def test_five_telephones_say_what_they_thought(larache, nadia, client_of):
    """§ meetings-feedback"""
    meeting = make_meeting(larache, seats=3)
    registered(meeting)
    here, desk = f"{AT}{meeting.code}/feedback/", f"{AT}desk/{meeting.code}/room/"
    staff = client_of(nadia)
    with stopped_at(DURING):
        assert staff.post(f"{desk}feedback/").status_code == 400
        assert "لم تُفتح بعد" in body(Client().get(here))
    with stopped_at(AFTER):
        assert staff.post(f"{desk}feedback/").status_code == 303
        with within(larache.pk):
            code = queries.room_of(meeting).code
        with everywhere():
            notice = Notice.objects.get(kind="meetings.feedback")
        assert notice.address.endswith(f"feedback/?code={code}")
        assert Client().get(f"{here}?code={code}").headers["Location"].endswith(f"join/?code={code}")
        phones = [phone(meeting, code) for _n in range(5)]
        assert phones[0].get(f"{AT}{meeting.code}/room/join/").headers["Location"] == here
        empty = phones[0].post(here, {})
        assert (empty.status_code, "اختاروا جوابا واحدا على الأقل" in body(empty)) == (400, True)
        for at, one in enumerate(phones):
            sent = {"heard": "very", "comment": f"شكرا {at}" if at < 2 else ""}
            assert one.post(here, sent).status_code == 303
        assert phones[0].post(here, {"heard": "very"}).status_code == 400
        assert "وصل رأيكم" in body(phones[0].get(here))
        assert "ما رأي الحاضرين" not in body(staff.get(desk))
    with stopped_at(CLOSED):
        told = body(Client().get(f"{AT}{meeting.code}/room/"))
        assert "عدد الاستمارات: 5" in told
        assert "شكرا 1" not in told
        assert "شكرا 1" in body(staff.get(desk))
        assert "أُغلقت استمارة الرضا" in body(phones[0].get(here))


@pytest.mark.django_db
def test_when_it_is_closed_no_row_tells_who_said_what(larache):
    """§ meetings-feedback: all the rows of a room were then written together, whoever wrote last."""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    sent = {"meeting": meeting, "channel": "online", "now": AFTER}
    with within(larache.pk):
        room = actions.offer_feedback(meeting=meeting, actor=staff, now=AFTER)
        for n, mood in enumerate((Mood.VERY, Mood.VERY, Mood.NOT)):
            voice = actions.join_room(said=room.code, secret=f"{n:020}", **sent)
            moods = {Aspect.SUBJECT: mood}
            actions.give_feedback(moods=moods, comment=f"كلمة {n}", voice=voice, **sent)
        with stopped_at(AFTER):
            tasks.settle(0)
        assert Voice.objects.filter(room=room, has_given_feedback=True).count() == 3
    with stopped_at(CLOSED):
        tasks.settle(0)
        tasks.settle(0)
    with within(larache.pk), connection.cursor() as cursor:
        assert sorted(queries.comments_of(room)) == ["كلمة 0", "كلمة 1", "كلمة 2"]
        assert dict(FeedbackCount.objects.values_list("mood", "count")) == {"very": 2, "not": 1}
        assert not Voice.objects.filter(room=room, has_given_feedback=True).exists()
        cursor.execute(
            "SELECT xmin::text FROM meetings_feedbackcount UNION SELECT xmin::text FROM"
            " meetings_feedbackcomment UNION SELECT xmin::text FROM meetings_voice"
        )
        assert len(cursor.fetchall()) == 1


@pytest.mark.django_db
def test_forms_on_paper_are_typed_once_and_counted_apart(larache, nadia, salma, client_of):
    """§ meetings-paper"""
    meeting = make_meeting(larache)
    desk = f"{AT}desk/{meeting.code}/room/"
    here, staff = f"{desk}feedback/paper/", client_of(nadia)
    with stopped_at(AFTER):
        assert client_of(salma).get(here).status_code == 404
        closed = staff.post(here, {"heard": "very", "token": "early"})
        assert (closed.status_code, "لم تُفتح بعد" in body(closed)) == (400, True)
        printed = staff.get(f"{AT}desk/{meeting.code}/feedback.pdf")
        assert printed.content.startswith(b"%PDF")
        assert staff.post(f"{desk}feedback/").status_code == 303
        empty = staff.post(here, {"token": "empty"})
        assert (empty.status_code, "اختاروا جوابا واحدا على الأقل" in body(empty)) == (400, True)
        assert staff.post(here, {"heard": "unheard of", "token": "wrong"}).status_code == 400
        for at in range(6):
            for _twice in range(2):
                sent = {
                    "heard": "very" if at else "not",
                    "comment": "قلم أزرق" if at else "",
                    "token": f"t{at}",
                }
                assert staff.post(here, sent, follow=True).status_code == 200
        assert "إلى الآن: 6" in body(staff.post(here, {"heard": "very", "token": "t1"}, follow=True))
        with within(larache.pk):
            code = queries.room_of(meeting).code
        phones = [phone(meeting, code) for _n in range(5)]
        for one in phones:
            assert one.post(f"{AT}{meeting.code}/feedback/", {"heard": "very"}).status_code == 303
    with stopped_at(CLOSED):
        tasks.settle(0)
        told, inside = body(Client().get(f"{AT}{meeting.code}/room/")), body(staff.get(desk))
        assert ("عدد الاستمارات: 11" in told, "منها على الورق: 6" in told) == (True, True)
        assert ("حسب طريقة وصولها" in told, "حسب طريقة وصولها" in inside) == (False, True)
        late = staff.post(here, {"heard": "very", "token": "late"})
        assert (late.status_code, "أُغلقت استمارة الرضا" in body(late)) == (400, True)
    with within(larache.pk):
        cells = FeedbackCount.objects.order_by("way", "mood").values_list("way", "mood", "count")
        assert list(cells) == [("paper", "not", 1), ("paper", "very", 5), ("phone", "very", 5)]
        assert not FeedbackSheet.objects.exists()


def test_how_many_came_on_paper_gives_no_small_count_away():
    """§ meetings-paper"""
    cases = [(11, 6, 6), (11, 0, 0), (11, 11, 11), (11, 4, None), (11, 7, None), (11, 10, None)]
    for forms, paper, shown in cases:
        assert rules.shown_ways(forms=forms, paper=paper) == shown
    paper = {"says_something": True, "now": AFTER}
    assert rules.refuse_paper(None, **paper) is R.FEEDBACK_CLOSED
    assert rules.refuse_paper(Room(ENDS), **paper) is R.FEEDBACK_CLOSED
    opened = Room(ENDS, feedback_at=AFTER)
    assert rules.refuse_paper(opened, **paper | {"says_something": False}) is R.NOTHING_SAID
    assert rules.refuse_paper(opened, **paper) is None
