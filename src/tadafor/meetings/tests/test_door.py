"""The door: once whatever the device, the list closed into its counts, the names erased in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.meetings import actions, queries
from tadafor.meetings.models import Attendance, CountCorrection, Registration
from tadafor.meetings.rules import Arrival, DoorRefusal, Fact, Quality, RegistrationRefusal
from tadafor.meetings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    ENDS,
    STARTS,
    citizen_actor,
    fresh,
    make_meeting,
    registered,
    staff_actor,
)
from tadafor.people.rules import RoleKind, Sex

pytestmark = pytest.mark.django_db
AT = "/larache/meetings/"


@pytest.fixture
def staff(larache):
    return staff_actor(larache)


@pytest.fixture
def meeting(larache, staff):
    return make_meeting(larache, staff)


def enters(meeting, staff, arrival=None, *, ticket="", sent=None, now=DURING):
    with within(meeting.territory_id), transaction.atomic():
        return actions.check_in(
            meeting=meeting,
            arrival=arrival or Arrival(),
            ticket=ticket,
            sent=sent or actions.Sent(token=uuid4().hex),
            actor=staff,
            now=now,
        )


def refused(verb):
    with pytest.raises(Refused) as caught:
        verb()
    return caught.value.refusal


def test_two_devices_enter_the_same_person_once(larache, meeting, staff):
    """§ meetings-once: the same sending twice, the same ticket from two devices, one of them a day off."""
    held = registered(meeting)
    other = staff_actor(larache, RoleKind.CLERK)
    sent = actions.Sent(token="a", told_at=DURING)
    first = enters(meeting, staff, ticket=held.ticket, sent=sent)
    assert not first.was_there
    assert enters(meeting, staff, ticket=held.ticket, sent=sent).was_there
    late = actions.Sent(token="b", told_at=DURING - timedelta(days=1), sent_at=DURING - timedelta(days=1))
    second = enters(meeting, other, ticket=str(held.number), sent=late)
    assert (second.was_there, second.attendance) == (True, first.attendance)
    with within(larache.pk):
        assert queries.present_at(meeting).count() == 1
        assert first.attendance.entered_at == DURING


def test_a_clock_a_day_off_is_kept_as_told_and_not_counted_by(larache, meeting, staff):
    """§ meetings-clock"""
    wrong = DURING - timedelta(days=1)
    made = enters(meeting, staff, sent=actions.Sent("x", told_at=wrong, sent_at=wrong)).attendance
    assert (made.entered_at, made.told_at, made.clock_off) == (DURING, wrong, True)


def test_each_refusal_of_the_door(larache, meeting, staff):
    """§ meetings-door, § meetings-walk-in"""
    who = citizen_actor()
    held = registered(meeting, who)
    with within(larache.pk):
        actions.give_up(registration=held, actor=who, now=BEFORE)
    souad = Arrival(name="سعاد", association="جمعية الضفة")
    enters(meeting, staff, souad)
    cases = [
        (DoorRefusal.UNKNOWN_TICKET, {"ticket": "ZZZZZZZZZZ"}),
        (DoorRefusal.UNKNOWN_TICKET, {"ticket": "999"}),
        (DoorRefusal.CANCELLED_TICKET, {"ticket": held.ticket}),
        (DoorRefusal.ASSOCIATION_MISSING, {"arrival": Arrival(Quality.ASSOCIATION)}),
        (DoorRefusal.SAME_NAME, {"arrival": souad}),
        (DoorRefusal.NOT_OPEN_YET, {"now": BEFORE}),
        (DoorRefusal.OVER, {"now": ENDS + timedelta(days=15)}),
    ]
    for refusal, facts in cases:
        assert refused(lambda facts=facts: enters(meeting, staff, **facts)) is refusal
    another = Arrival(name="سعاد", association="جمعية الضفة", is_another=True)
    assert not enters(meeting, staff, another).was_there
    with within(larache.pk):
        actions.cancel(meeting=meeting, reason="القاعة غير متاحة.", actor=staff, now=BEFORE)
    assert refused(lambda: enters(meeting, staff)) is DoorRefusal.IS_CANCELLED


def test_a_ticket_of_another_meeting_opens_nothing(larache, meeting, staff):
    """§ meetings-once"""
    other = registered(make_meeting(larache, staff))
    assert refused(lambda: enters(meeting, staff, ticket=other.ticket)) is DoorRefusal.UNKNOWN_TICKET


def test_who_entered_by_mistake_takes_it_back(larache, meeting, staff):
    """§ meetings-undo"""
    who = citizen_actor()
    held = registered(meeting, who)
    made = enters(meeting, staff, ticket=held.ticket, now=STARTS - timedelta(hours=1)).attendance
    with within(larache.pk):
        gives_up = lambda: actions.give_up(registration=held, actor=who, now=STARTS - timedelta(hours=1))  # noqa: E731
        assert refused(gives_up) is RegistrationRefusal.CAME_ALREADY
        undo = lambda actor, now: actions.undo_arrival(attendance=made, actor=actor, now=now)  # noqa: E731
        assert refused(lambda: undo(staff_actor(larache), STARTS)) is DoorRefusal.NOT_YOURS
        assert refused(lambda: undo(staff, AFTER)) is DoorRefusal.TOO_LATE_TO_UNDO
        undo(staff, STARTS)
        assert refused(lambda: undo(staff, STARTS)) is DoorRefusal.UNDONE_ALREADY
    assert not enters(meeting, staff, ticket=held.ticket).was_there


def test_the_list_closes_into_counts_that_outlive_it(larache, meeting, staff):
    """§ meetings-closing, § meetings-counts, § meetings-masking, § meetings-erasure"""
    registered(meeting)
    for n in range(9):
        enters(meeting, staff, Arrival(sex=Sex.WOMAN, name=f"امرأة سرية {n}"))
    for _n in range(3):
        enters(meeting, staff, Arrival(Quality.ASSOCIATION, association="جمعية الضفة", sex=Sex.MAN))
    with within(larache.pk):
        early = lambda: actions.close_list(meeting=meeting, actor=staff, now=BEFORE)  # noqa: E731
        assert refused(early) is DoorRefusal.NOT_STARTED
        actions.close_list(meeting=meeting, actor=staff, now=AFTER)
        again = lambda: actions.close_list(meeting=meeting, actor=staff, now=AFTER)  # noqa: E731
        assert refused(again) is DoorRefusal.LIST_CLOSED
        kept = queries.counts_of(meeting)
        assert kept[Fact.ALL, ""] == 12
        assert kept[Fact.ASSOCIATIONS, ""] == 1
    assert refused(lambda: enters(fresh(meeting), staff)) is DoorRefusal.LIST_CLOSED
    with stopped_at(AFTER):
        page = Client().get(f"{AT}{meeting.code}/").content.decode()
    assert "<b>12</b>" in page
    assert "<b>9</b>" not in page  # three men would be given back
    assert "سرية" not in page
    with within(larache.pk):
        assert queries.to_erase(ENDS + timedelta(days=89)) == []
        assert [one.pk for one in queries.to_erase(ENDS + timedelta(days=91))] == [meeting.pk]
        assert actions.erase_lists(meeting=meeting, now=ENDS + timedelta(days=91)) == 13
        assert not Attendance.objects.exists()
        assert not Registration.objects.exists()
        assert queries.counts_of(meeting) == kept
        assert queries.to_erase(ENDS + timedelta(days=99)) == []


def test_counts_of_paper_are_told_and_corrected_with_a_reason(larache, meeting, staff):
    """§ meetings-told"""
    tell = lambda counts, **facts: actions.tell_counts(  # noqa: E731
        meeting=meeting, counts=counts, actor=staff, now=AFTER, **facts
    )
    told = {(Fact.ALL, ""): 70, (Fact.SEX, "woman"): 40, (Fact.ASSOCIATIONS, ""): 18}
    with within(larache.pk):
        assert refused(lambda: tell({})) is DoorRefusal.NOTHING_TO_COUNT
        assert (
            refused(lambda: tell({(Fact.ALL, ""): 3, (Fact.SEX, "woman"): 4})) is DoorRefusal.COUNTS_DISAGREE
        )
        tell(told)
        assert refused(lambda: tell({(Fact.ALL, ""): 72})) is DoorRefusal.REASON_MISSING
        tell(told | {(Fact.ALL, ""): 72}, reason="ورقتان لم تُعدا أول مرة.")
        assert CountCorrection.objects.get().before == {"all": 70, "sex:woman": 40, "associations": 18}
    with stopped_at(AFTER):
        page = Client().get(f"{AT}{meeting.code}/").content.decode()
    assert "<b>72</b>" in page
    assert "ورقتان لم تُعدا" in page


def test_the_page_of_the_door_and_its_queue(larache, meeting, nadia, salma, client_of):
    """§ meetings-once: the queue of a device is answered in words of its own."""
    held = registered(meeting)
    door = f"{AT}desk/{meeting.code}/door/"
    assert client_of(salma).get(door).status_code == 404
    client = client_of(nadia)
    with stopped_at(DURING):
        page = client.get(f"{door}?ticket={held.ticket}").content.decode()
        assert f'value="{held.ticket}"' in page
        assert f'data-queue="{door}worker.js"' in page
        assert client.get(f"{door}worker.js").headers["Content-Type"].startswith("text/javascript")
        send = lambda **typed: client.post(door, typed, headers={"X-Queue": "1"})  # noqa: E731
        late = (DURING - timedelta(days=1)).isoformat()
        first = send(token="1", ticket=held.ticket, sex="woman", sent_at=late).json()
        assert (first["kept"], first["clock_off"]) == (True, True)
        assert first["undo"]
        again = send(token="2", ticket=held.ticket, sent_at=DURING.isoformat()).json()
        assert again["kept"]
        assert "سبق" in again["said"]
        unknown = send(token="3", ticket="QQQQ")
        assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "ticket")
        assert client.post(door, {"token": "4", "quality": "elected"}).status_code == 303
        assert client.post(door, {"token": "5", "quality": "association"}).status_code == 400
        assert client.get(f"{AT}desk/{meeting.code}/sheets.pdf").content.startswith(b"%PDF")
        assert "زينب" in client.get(f"{AT}desk/{meeting.code}/present/").content.decode()
        with within(larache.pk):
            mine = queries.present_at(meeting).first()
        assert client.post(f"{door}{mine.pk}/undo/").status_code == 303
        assert client.post(f"{AT}desk/{meeting.code}/close/").status_code == 303
        wrong = client.post(f"{AT}desk/{meeting.code}/counts/", {"all": "5", "sex_woman": "6"})
        assert wrong.status_code == 400


@pytest.mark.django_db
def test_consents_to_pictures_are_written_a_page_at_once(larache, nadia, client_of):
    """§ meetings-consent"""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    other = make_meeting(larache, staff, title="لقاء آخر")
    came = []
    with within(larache.pk):
        for n, place in enumerate((meeting, meeting, meeting, other)):
            sent = actions.Sent(token=str(n))
            arrival = Arrival(name=f"حاضرة {n}", photo_consent=n == 0)
            facts = {"ticket": "", "sent": sent, "actor": staff, "now": DURING}
            came.append(actions.check_in(meeting=place, arrival=arrival, **facts).attendance)
    at, client = f"/larache/meetings/desk/{meeting.code}/present/consents/", client_of(nadia)
    with stopped_at(DURING):
        assert client.get(at).content.decode().count("checked") == 1
        assert client.post(at, {"agree": [came[3].pk]}).status_code == 400
        assert client.post(at, {"agree": [came[1].pk, came[2].pk]}).status_code == 303
        assert client.get(at).content.decode().count("checked") == 2
    with within(larache.pk):
        agreed = {one.pk for one in queries.present_at(meeting) if one.photo_consent}
        assert agreed == {came[1].pk, came[2].pk}
        entry = Entry.objects.get(verb="meetings.record_consents")
        assert entry.clear.content == {"changed": 3}
