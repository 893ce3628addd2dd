"""In the room: who may open, join, ask, support and vote; what telephones and the facilitator see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.meetings import actions, queries, rules
from tadafor.meetings.models import LiveQuestion, Voice, VoteOption
from tadafor.meetings.rules import Asked, LiveRefusal, Room, Stage
from tadafor.meetings.tests.factories import AFTER, BEFORE, DURING, ENDS, STARTS, make_meeting, staff_actor

AT = "/larache/meetings/"
R = LiveRefusal
OPEN = Room(ENDS, opened_at=STARTS)
KNOWN = replace(OPEN, admits=rules.Admits.PEOPLE)


@pytest.mark.parametrize(
    ("at", "room", "now", "refusal"),
    [
        (Stage.DRAFT, Room(ENDS), STARTS, R.NOT_ANNOUNCED),
        (Stage.CANCELLED, Room(ENDS), STARTS, R.IS_CANCELLED),
        (Stage.COMING, Room(ENDS), STARTS - timedelta(hours=13), R.NOT_YET),
        (Stage.COMING, Room(ENDS), STARTS - timedelta(hours=11), None),
        (Stage.NOW, OPEN, DURING, R.OPEN_ALREADY),
        (Stage.NOW, replace(OPEN, closed_at=DURING), DURING, None),
        (Stage.HELD, Room(ENDS), ENDS + timedelta(hours=2), None),
        (Stage.HELD, OPEN, ENDS + timedelta(hours=2, seconds=1), R.OVER),
    ],
)
def test_when_the_room_is_opened(at, room, now, refusal):
    """§ meetings-live"""
    assert rules.refuse_opening_room(at, room, starts_at=STARTS, now=now) is refusal


@pytest.mark.parametrize(
    ("room", "facts", "refusal"),
    [
        (None, {}, R.ROOM_CLOSED),
        (Room(ENDS), {}, R.ROOM_CLOSED),
        (OPEN, {"now": ENDS + timedelta(hours=3)}, R.ROOM_CLOSED),
        (OPEN, {"is_code": False}, R.WRONG_CODE),
        (OPEN, {"voices": 5_000}, R.ROOM_FULL),
        (OPEN, {"voices": 4_999}, None),
        (Room(ENDS, feedback_at=DURING), {}, None),
        (Room(ENDS, feedback_at=DURING), {"now": DURING + timedelta(days=7)}, R.ROOM_CLOSED),
        (OPEN, {"is_known": False}, None),
        (OPEN, {"is_ticket_wrong": True}, R.UNKNOWN_TICKET),
        (KNOWN, {"is_known": False}, R.NOT_KNOWN),
        (KNOWN, {"is_known": False, "is_code": False}, R.WRONG_CODE),
        (KNOWN, {"is_known": True}, None),
        (replace(KNOWN, feedback_at=DURING), {"is_known": False}, None),
    ],
)
def test_who_joins(room, facts, refusal):
    """§ meetings-voice"""
    asked = {"is_code": True, "voices": 0, "now": DURING} | facts
    assert rules.refuse_joining(room, **asked) is refusal


def test_what_a_telephone_may_do():
    """§ meetings-live, § meetings-questions, § meetings-support, § meetings-votes"""
    assert rules.refuse_live(OPEN, has_voice=True, now=DURING) is None
    assert rules.refuse_live(OPEN, has_voice=False, now=DURING) is R.NOT_IN_ROOM
    assert rules.refuse_live(KNOWN, has_voice=True, is_known=False, now=DURING) is R.NOT_KNOWN
    assert rules.refuse_live(KNOWN, has_voice=True, is_known=True, now=DURING) is None
    assert rules.refuse_live(replace(OPEN, closed_at=DURING), has_voice=True, now=DURING) is R.ROOM_CLOSED
    assert rules.refuse_closing_room(Room(ENDS), now=DURING) is R.ROOM_CLOSED
    assert rules.refuse_closing_room(OPEN, now=DURING) is None
    assert rules.refuse_asking("لماذا؟", waiting=0) is R.TOO_SHORT
    assert rules.refuse_asking("متى تفتح الحديقة؟", waiting=3) is R.TOO_MANY_WAITING
    assert rules.refuse_asking("متى تفتح الحديقة؟", waiting=2) is None
    for asked in Asked:
        shown = None if asked is Asked.SHOWN else R.NOT_SHOWN
        assert rules.refuse_supporting(asked, has_supported=False) is shown
    assert rules.refuse_supporting(Asked.SHOWN, has_supported=True) is R.SUPPORTED_ALREADY
    assert rules.refuse_vote(["نعم", "لا"], is_another_open=True) is R.VOTE_OPEN
    assert rules.refuse_vote(["نعم"], is_another_open=False) is R.FEW_OPTIONS
    assert rules.refuse_vote(["Oui", "oui"], is_another_open=False) is R.OPTION_TWICE
    assert rules.refuse_vote(["نعم", "لا"], is_another_open=False) is None
    cases = [
        ((True, False, True), R.VOTE_CLOSED),
        ((False, True, True), R.VOTED_ALREADY),
        ((False, False, False), R.UNKNOWN_OPTION),
        ((False, False, True), None),
    ]
    for (closed, voted, known), refusal in cases:
        assert rules.refuse_casting(is_closed=closed, has_voted=voted, is_known=known) is refusal


@pytest.mark.parametrize("asked", Asked)
@pytest.mark.parametrize("to", Asked)
def test_the_path_of_a_question(asked, to):
    """§ meetings-moderated"""
    paths = {
        (Asked.WAITING, Asked.SHOWN),
        (Asked.WAITING, Asked.ASIDE),
        (Asked.SHOWN, Asked.ANSWERED),
        (Asked.SHOWN, Asked.ASIDE),
    }
    wanted = None if (asked, to) in paths else R.SETTLED_ALREADY
    assert rules.refuse_handling(asked, to, note="خارج موضوع اللقاء") is wanted
    without = R.REASON_MISSING if (asked, to) == (Asked.SHOWN, Asked.ASIDE) else wanted
    assert rules.refuse_handling(asked, to, note="") is without


def phone(meeting, code=None):
    """A telephone that joined, as a browser does."""
    client = Client()
    page = client.get(f"{AT}{meeting.code}/room/join/?code={code}").content.decode()
    secret = page.split('name="secret" value="')[1].split('"')[0]
    assert client.post(f"{AT}{meeting.code}/room/join/", {"code": code, "secret": secret}).status_code == 303
    return client


def body(answer):
    return answer.content.decode()


def opened(meeting, staff, admits="phones"):
    """The code of a room that the facilitator opens."""
    assert staff.post(f"{AT}desk/{meeting.code}/room/open/", {"admits": admits}).status_code == 303
    with within(meeting.territory_id):
        return queries.room_of(meeting).code


@pytest.mark.django_db
def test_a_telephone_joins_by_the_code_of_the_room(larache, nadia, salma, client_of):
    """§ meetings-live, § meetings-voice"""
    meeting = make_meeting(larache)
    here, desk = f"{AT}{meeting.code}/room/", f"{AT}desk/{meeting.code}/room/"
    staff = client_of(nadia)
    with stopped_at(BEFORE):
        assert "لم تُفتح القاعة" in body(Client().get(here))
        assert staff.post(f"{desk}open/").status_code == 400
        assert staff.get(f"{desk}projector/").status_code == 404
        assert client_of(salma).get(desk).status_code == 404
    with stopped_at(DURING):
        assert "القاعة مغلقة الآن" in body(Client().get(f"{here}join/"))
        code = opened(meeting, staff)
        assert code in body(staff.get(desk))
        assert code not in body(Client().get(here))
        outside = Client().get(f"{here}ask/?code={code}")
        assert outside.headers["Location"] == f"{here}join/?code={code}"
        wrong = Client().post(f"{here}join/", {"code": "000000", "secret": "x" * 20})
        assert (wrong.status_code, "ليس هذا رمز القاعة" in body(wrong)) == (400, True)
        one = phone(meeting, code.lower())
        assert one.get(f"{here}join/").headers["Location"] == here
        assert one.cookies[f"room-{meeting.code}"]["httponly"]
        assert staff.post(f"{desk}close/").status_code == 303
        late = one.post(f"{here}ask/", {"body": "سؤال بعد الإغلاق؟", "token": "c"})
        assert (late.status_code, "القاعة مغلقة الآن" in body(late)) == (400, True)


@pytest.mark.django_db
def test_questions_from_the_telephone_to_the_answer(larache, nadia, client_of):
    """§ meetings-questions, § meetings-support, § meetings-moderated"""
    meeting = make_meeting(larache)
    here, desk = f"{AT}{meeting.code}/room/", f"{AT}desk/{meeting.code}/room/"
    staff = client_of(nadia)
    with stopped_at(DURING):
        code = opened(meeting, staff)
        one, two = phone(meeting, code), phone(meeting, code)
        short = one.post(f"{here}ask/", {"body": "لماذا", "token": "a"})
        assert (short.status_code, ">لماذا<" in body(short).replace("\n", "")) == (400, True)
        for _twice in range(2):
            sent = {"body": "متى تفتح حديقة الحي أبوابها؟", "token": "a"}
            assert one.post(f"{here}ask/", sent).status_code == 303
        assert "متى تفتح" in body(one.get(here))
        assert "متى تفتح" not in body(two.get(here))
        assert two.get(f"{here}questions/1/support/").status_code == 404
        assert staff.post(f"{desk}questions/1/", {"to": "shown"}).status_code == 303
        assert two.post(f"{here}questions/1/support/").status_code == 303
        again = two.post(f"{here}questions/1/support/")
        assert (again.status_code, "دعمتم هذا السؤال من قبل" in body(again)) == (400, True)
        assert "دعمتموه" in body(two.get(here))
        spoken = {"body": "من يؤدي ثمن الإنارة؟", "token": "b"}
        assert staff.post(f"{desk}ask/", spoken).status_code == 303
        wall = body(staff.get(f"{desk}projector/"))
        assert wall.index("متى تفتح") < wall.index("من يؤدي ثمن")
        assert staff.post(f"{desk}questions/2/", {"to": "aside"}).status_code == 400
        aside = {"to": "aside", "note": "ليس من اختصاص الجماعة"}
        assert staff.post(f"{desk}questions/2/", aside).status_code == 303
        assert staff.post(f"{desk}questions/1/", {"to": "answered"}).status_code == 303
        assert staff.post(f"{desk}questions/1/", {"to": "answered"}).status_code == 400
    with stopped_at(AFTER):
        told = body(Client().get(here))
        assert all(word in told for word in ("متى تفتح", "أُجيب عنه", "ليس من اختصاص الجماعة"))
        assert here in body(Client().get(f"{AT}{meeting.code}/"))
    with within(larache.pk):
        unnamed = Entry.objects.filter(verb="meetings.ask_question").get()
        assert (unnamed.is_anonymous, unnamed.clear.person_id) == (True, None)
        actions.erase_lists(meeting=meeting, now=AFTER)
        assert not Voice.objects.filter(room__meeting=meeting).exists()
        assert LiveQuestion.objects.get(number=1).supports == 1


@pytest.mark.django_db
def test_a_vote_by_telephone_and_by_hand(larache, nadia, client_of):
    """§ meetings-votes: once a telephone, shown when closed, hands counted apart."""
    meeting = make_meeting(larache)
    here, desk = f"{AT}{meeting.code}/room/", f"{AT}desk/{meeting.code}/room/"
    staff = client_of(nadia)
    with stopped_at(DURING):
        code = opened(meeting, staff)
        bad = staff.post(f"{desk}votes/new/", {"title": "أي يوم؟", "options": "السبت"})
        assert (bad.status_code, "السبت" in bad.content.decode()) == (400, True)
        put = {"title": "أي يوم؟", "options": "السبت\nالأحد"}
        assert staff.post(f"{desk}votes/new/", put).status_code == 303
        assert staff.post(f"{desk}votes/new/", put).status_code == 400
        assert Client().get(f"{here}votes/1/").headers["Location"] == f"{here}join/"
        phones = [phone(meeting, code) for _n in range(3)]
        for one, choice in zip(phones, "112", strict=True):
            assert one.post(f"{here}votes/1/", {"position": "9"}).status_code == 400
            assert one.post(f"{here}votes/1/", {"position": choice}).status_code == 303
        again = phones[0].post(f"{here}votes/1/", {"position": "2"})
        assert (again.status_code, "عُد صوتكم من قبل" in again.content.decode()) == (400, True)
        assert "عُد صوتكم" in phones[0].get(f"{here}votes/1/").content.decode()
        assert "الأصوات بالهاتف: 3" in staff.get(f"{desk}projector/").content.decode()
        assert "نتائج التصويت" not in Client().get(here).content.decode()
        assert staff.post(f"{desk}votes/1/", {"hands_1": "-1"}).status_code == 400
        assert staff.post(f"{desk}votes/1/", {"hands_1": "", "hands_2": "7"}).status_code == 303
        assert staff.post(f"{desk}votes/1/", {}).status_code == 400
        assert phones[0].get(f"{here}votes/1/").status_code == 303
        told = Client().get(here).content.decode()
        assert "1 بالهاتف، 7 بالأيدي" in told
    with within(larache.pk):
        counted = VoteOption.objects.filter(vote__room__meeting=meeting).values_list("phones", "hands")
        assert list(counted) == [(2, 0), (1, 7)]


@pytest.mark.django_db
def test_a_room_that_closes_closes_its_vote(larache):
    """§ meetings-votes"""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    facts = {"actor": staff, "now": DURING}
    with within(larache.pk):
        actions.open_room(meeting=meeting, **facts)
        vote = actions.open_vote(meeting=meeting, title="أي يوم؟", options=["السبت", "الأحد"], **facts)
        actions.close_room(meeting=meeting, **facts)
        with pytest.raises(Refused) as refused:
            actions.close_vote(vote=vote, hands={}, **facts)
        assert refused.value.refusal is R.VOTE_CLOSED


@pytest.mark.django_db
def test_what_telephones_ask_again_and_again_is_light(larache, django_assert_num_queries):
    """§ meetings-live: as many queries for a full board as for one question."""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    facts = {"meeting": meeting, "actor": staff, "now": DURING}
    with stopped_at(DURING), within(larache.pk):
        code = actions.open_room(**facts).code
        client = phone(meeting, code)
        for n in range(3):
            actions.write_question(body=f"متى تفتح الحديقة رقم {n}؟", token=str(n), **facts)
            vote = actions.open_vote(title="أي يوم؟", options=["السبت", "الأحد"], **facts)
            with django_assert_num_queries(8):
                assert f"رقم {n}" in client.get(f"{AT}{meeting.code}/room/").content.decode()
            board = queries.vote_numbered(queries.room_of(meeting), vote.number)
            actions.close_vote(vote=board, hands={}, actor=staff, now=DURING)
