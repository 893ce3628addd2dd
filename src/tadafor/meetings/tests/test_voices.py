"""§ meetings-voice: one voice a person, whatever the telephone; who else has one is said on the page."""

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.meetings import actions, queries
from tadafor.meetings.models import Voice, VoteOption
from tadafor.meetings.rules import Admits, LiveRefusal
from tadafor.meetings.tests.factories import BEFORE, DURING, coming, make_meeting, staff_actor
from tadafor.meetings.tests.test_live import AT, body, opened

pytestmark = pytest.mark.django_db
TYPED = {"secret": "s" * 20}


@pytest.fixture
def meeting(larache):
    return make_meeting(larache)


def vote_in(meeting, staff):
    """Open a vote, and return its address."""
    put = {"title": "أي يوم؟", "options": "السبت\nالأحد"}
    assert staff.post(f"{AT}desk/{meeting.code}/room/votes/new/", put).status_code == 303
    return f"{AT}{meeting.code}/room/votes/1/"


def test_an_account_has_one_voice_on_two_telephones(meeting, nadia, salma, client_of):
    staff = client_of(nadia)
    join = f"{AT}{meeting.code}/room/join/"
    with stopped_at(DURING):
        code = opened(meeting, staff, "people")
        asked = body(Client().get(join))
        assert "صوت واحد لكل شخص: يدخل القاعة من له حساب" in asked
        stranger = Client().post(join, TYPED | {"code": code})
        assert (stranger.status_code, "ارفعوا أيديكم" in body(stranger)) == (400, True)
        vote = vote_in(meeting, staff)
        one, two = client_of(salma), client_of(salma)
        assert "ولو دخلتم من هاتفين" in body(one.get(join))
        assert one.post(join, TYPED | {"code": code}).status_code == 303
        assert one.post(vote, {"position": "1"}).status_code == 303
        assert "عُد صوتكم" in body(two.get(vote))
        again = two.post(vote, {"position": "2"})
        assert (again.status_code, "عُد صوتكم من قبل" in body(again)) == (400, True)
        assert body(two.get(f"{AT}{meeting.code}/room/")).count("ادخلوا القاعة") == 0
        assert "صوت واحد لكل شخص" in body(staff.get(f"{AT}desk/{meeting.code}/room/projector/"))
    with within(meeting.territory_id):
        assert Voice.objects.get().is_known
        assert list(VoteOption.objects.values_list("phones", flat=True)) == [1, 0]


def test_a_ticket_has_one_voice_with_or_without_its_account(meeting, nadia, salma, client_of):
    """The code of the ticket, not the number of the list; and the voice is that of the account."""
    staff, room = client_of(nadia), f"{AT}{meeting.code}/room/"
    person = staff_actor(meeting.territory)
    with within(meeting.territory_id):
        facts = {"meeting": meeting, "now": BEFORE}
        mine = actions.register(coming=coming("سلمى"), actor=client_actor(salma), **facts)
        other = actions.register_other(coming=coming("بلا حساب"), actor=person, **facts)
        gone = actions.register_other(coming=coming("ألغى"), actor=person, **facts)
        gone.holding, gone.pool = "cancelled", None
        gone.save(update_fields=["holding", "pool"])
    with stopped_at(DURING):
        code = opened(meeting, staff, "people")
        for wrong in (str(other.number), gone.ticket, "XXXXXXXX"):
            answer = Client().post(f"{room}join/", TYPED | {"code": code, "ticket": wrong})
            assert (answer.status_code, "لا تذكرة بهذا الرمز" in body(answer)) == (400, True)
        phones = [Client(), Client(), client_of(salma)]
        for phone, ticket in zip(phones, (other.ticket.lower(), mine.ticket, ""), strict=True):
            typed = TYPED | {"code": code, "ticket": ticket}
            assert phone.post(f"{room}join/", typed).status_code == 303
        vote = vote_in(meeting, staff)
        sent = [phone.post(vote, {"position": "1"}).status_code for phone in phones]
    assert sent == [303, 303, 400]


def client_actor(person):
    from tadafor.people.actor import Actor
    from tadafor.people.rules import Level

    return Actor(person_id=person.pk, name=person.name, level=Level.CONTACT)


def test_a_telephone_without_account_counts_where_the_facilitator_allows_it(meeting, nadia, client_of):
    """Opened again for known people alone, the telephones that joined before are led to the door."""
    staff, room = client_of(nadia), f"{AT}{meeting.code}/room/"
    with stopped_at(DURING):
        assert staff.post(f"{AT}desk/{meeting.code}/room/open/").status_code == 400
        code = opened(meeting, staff)
        phone = Client()
        assert "وصوت لكل هاتف آخر بلا حساب" in body(phone.get(f"{room}join/"))
        assert phone.post(f"{room}join/", TYPED | {"code": code}).status_code == 303
        assert phone.get(f"{room}ask/").status_code == 200
        assert staff.post(f"{AT}desk/{meeting.code}/room/close/").status_code == 303
        opened(meeting, staff, "people")
        assert phone.get(f"{room}ask/").headers["Location"] == f"{room}join/"
        assert phone.get(f"{room}join/").status_code == 200
        with within(meeting.territory_id):
            held = queries.room_of(meeting)
            voice = queries.voice_of(held, TYPED["secret"])
            with pytest.raises(Refused) as refused:
                actions.ask_question(
                    meeting=meeting,
                    body="متى تفتح الحديقة؟",
                    token="t",
                    voice=voice,
                    channel="online",
                    now=DURING,
                )
            assert refused.value.refusal is LiveRefusal.NOT_KNOWN
            assert held.admits == Admits.PEOPLE


def test_two_accounts_on_one_telephone_are_two_voices(meeting, nadia, salma, client_of):
    """What the first left on the telephone is not taken for the second."""
    staff, room = client_of(nadia), f"{AT}{meeting.code}/room/"
    with stopped_at(DURING):
        code = opened(meeting, staff, "people")
        first = client_of(salma)
        assert first.post(f"{room}join/", TYPED | {"code": code}).status_code == 303
        second = client_of(nadia)
        name = f"room-{meeting.code}"
        second.cookies[name] = first.cookies[name].value
        assert second.get(f"{room}ask/").headers["Location"] == f"{room}join/"
        assert second.post(f"{room}join/", TYPED | {"code": code}).status_code == 303
    with within(meeting.territory_id):
        assert Voice.objects.filter(is_known=True).count() == 2
