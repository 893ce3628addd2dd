"""The verbs: set up, announced, changed, cancelled; seats given, given up, given again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.meetings import actions, queries
from tadafor.meetings.models import Pool, Registration
from tadafor.meetings.rules import Holding, MeetingRefusal, RegistrationRefusal
from tadafor.meetings.tests.factories import (
    AFTER,
    BEFORE,
    STARTS,
    TOLD,
    citizen_actor,
    coming,
    fresh,
    make_meeting,
    registered,
    staff_actor,
)
from tadafor.notifications.models import Notice

pytestmark = pytest.mark.django_db


def told_of(person_id):
    with everywhere():
        return list(Notice.objects.filter(person_id=person_id).order_by("pk").values_list("kind", flat=True))


def refused(verb):
    with pytest.raises(Refused) as caught, transaction.atomic():
        verb()
    return caught.value.refusal


def change(meeting, staff, *, seen=None, **told):
    seen = meeting.revision if seen is None else seen
    return actions.change_meeting(
        meeting=meeting, told=replace(TOLD, **told), seen=seen, actor=staff, now=BEFORE
    )


def test_a_draft_is_nobodys_until_it_is_announced(larache):
    """§ meetings-announce"""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff, announced=False)
    with within(larache.pk):
        assert queries.meeting_at(meeting.code) is None
        assert refused(lambda: registered(meeting)) is RegistrationRefusal.NOT_ANNOUNCED
        actions.announce(meeting=meeting, actor=staff, now=BEFORE)
        assert queries.meeting_at(meeting.code).title == TOLD.title
        again = lambda: actions.announce(meeting=meeting, actor=staff, now=BEFORE)  # noqa: E731
        assert refused(again) is MeetingRefusal.ALREADY_ANNOUNCED
    with everywhere():
        verbs = set(Entry.objects.filter(verb__startswith="meetings.").values_list("verb", flat=True))
    assert verbs == {"meetings.draft_meeting", "meetings.announce"}


def test_those_without_a_seat_wait_and_are_seated_in_their_order(larache):
    """§ meetings-waiting, § meetings-give-up"""
    meeting = make_meeting(larache, seats=1)
    first, second, third = (citizen_actor(f"مواطنة {n}") for n in range(3))
    held = [registered(meeting, who) for who in (first, second, third)]
    assert [one.holding for one in held] == ["seat", "waiting", "waiting"]
    assert [one.number for one in held] == [1, 2, 3]
    with within(larache.pk):
        assert [queries.rank_of(one) for one in held[1:]] == [1, 2]
        actions.give_up(registration=held[0], actor=first, now=BEFORE)
        seated = queries.registration_of(meeting, second.person_id)
        assert (seated.holding, seated.pool.taken) == ("seat", 1)
        assert queries.registration_of(meeting, first.person_id) is None
        twice = lambda: actions.give_up(registration=held[0], actor=first, now=BEFORE)  # noqa: E731
        assert refused(twice) is RegistrationRefusal.NOT_REGISTERED
    assert told_of(second.person_id) == ["meetings.registered", "meetings.promoted"]
    assert told_of(third.person_id) == ["meetings.registered"]
    again = registered(meeting, first)
    assert (again.number, again.holding) == (4, "waiting")


def test_reserved_seats_wait_for_their_group(larache):
    """§ meetings-seats"""
    meeting = make_meeting(larache, seats=2, groups=[("النساء", 1)])
    assert registered(meeting).holds is Holding.SEAT
    assert registered(meeting).holds is Holding.WAITING
    reserved = registered(meeting, group="النساء")
    with within(larache.pk):
        assert (reserved.holding, reserved.pool.group) == ("seat", "النساء")
    assert registered(meeting, group="النساء").holds is Holding.WAITING
    assert refused(lambda: registered(meeting, group="المتقاعدون")) is RegistrationRefusal.UNKNOWN_GROUP


def test_each_refusal_of_registering(larache):
    """§ meetings-register"""
    meeting = make_meeting(larache, questions=[("هل تمثلون جمعية؟", True)])
    who = citizen_actor()
    answered = {"answers": {1: "نعم"}}
    assert refused(lambda: registered(meeting, who)) is RegistrationRefusal.ANSWER_MISSING
    assert registered(meeting, who, **answered).answers == {"1": "نعم"}
    again = lambda: registered(meeting, who, **answered)  # noqa: E731
    assert refused(again) is RegistrationRefusal.REGISTERED_ALREADY
    late = lambda: registered(meeting, now=STARTS, **answered)  # noqa: E731
    assert refused(late) is RegistrationRefusal.TOO_LATE
    free = make_meeting(larache, takes_registrations=False)
    assert refused(lambda: registered(free)) is RegistrationRefusal.NO_REGISTRATION
    with within(larache.pk):
        staff = staff_actor(larache)
        nameless = lambda: actions.register_other(  # noqa: E731
            meeting=meeting, coming=coming(" ", **answered), actor=staff, now=BEFORE
        )
        assert refused(nameless) is RegistrationRefusal.NAME_MISSING


def test_the_table_itself_refuses_to_oversell(larache):
    """§ meetings-never-oversold"""
    meeting = make_meeting(larache, seats=1)
    registered(meeting)
    with within(larache.pk), pytest.raises(IntegrityError), transaction.atomic():
        Pool.objects.filter(meeting=meeting).update(taken=2)


def test_more_seats_are_given_at_once_and_fewer_than_taken_are_refused(larache):
    """§ meetings-change"""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff, seats=2, groups=[("النساء", 1)])
    registered(meeting, group="النساء")
    registered(meeting)
    late = citizen_actor()
    registered(meeting, late)
    with within(larache.pk):
        assert (
            refused(lambda: change(fresh(meeting), staff, seats=1)) is MeetingRefusal.GROUP_WITH_SEATS_TAKEN
        )
        fewer = lambda: change(fresh(meeting), staff, seats=1, groups=[("النساء", 1)])  # noqa: E731
        assert refused(fewer) is MeetingRefusal.FEWER_SEATS_THAN_TAKEN
        stale = lambda: change(fresh(meeting), staff, seen=7)  # noqa: E731
        assert refused(stale) is MeetingRefusal.CHANGED_MEANWHILE
        change(fresh(meeting), staff, seats=3, groups=[("النساء", 1)])
        assert queries.registration_of(meeting, late.person_id).holds is Holding.SEAT
    assert told_of(late.person_id) == ["meetings.registered", "meetings.promoted"]


def test_who_registered_hears_of_another_hour_of_a_reminder_and_of_a_cancellation(larache):
    """§ meetings-change, § meetings-reminder, § meetings-cancel"""
    staff, who = staff_actor(larache), citizen_actor()
    meeting = make_meeting(larache, staff)
    registered(meeting, who)
    with within(larache.pk):
        change(fresh(meeting), staff, title="عنوان آخر")
        assert told_of(who.person_id) == ["meetings.registered"]
        change(fresh(meeting), staff, place="مركز الشباب")
        day_before = STARTS - timedelta(hours=20)
        assert not actions.remind(meeting=meeting, now=BEFORE)
        assert queries.to_remind(BEFORE) == []
        assert [one.pk for one in queries.to_remind(day_before)] == [meeting.pk]
        assert actions.remind(meeting=meeting, now=day_before)
        assert not actions.remind(meeting=meeting, now=day_before)
        short = lambda: actions.cancel(meeting=meeting, reason="لا", actor=staff, now=BEFORE)  # noqa: E731
        assert refused(short) is MeetingRefusal.REASON_MISSING
        late = lambda: actions.cancel(meeting=meeting, reason="القاعة مشغولة", actor=staff, now=AFTER)  # noqa: E731
        assert refused(late) is MeetingRefusal.ALREADY_STARTED
        actions.cancel(meeting=meeting, reason="القاعة غير متاحة يومها.", actor=staff, now=BEFORE)
        assert refused(lambda: registered(meeting)) is RegistrationRefusal.IS_CANCELLED
    assert told_of(who.person_id) == [
        f"meetings.{kind}" for kind in ("registered", "changed", "reminder", "cancelled")
    ]


def test_someone_at_the_counter_is_registered_without_an_account(larache):
    """§ meetings-counter"""
    meeting = make_meeting(larache, seats=1)
    with within(larache.pk):
        facts = {"meeting": meeting, "actor": staff_actor(larache), "now": BEFORE}
        made = [actions.register_other(coming=coming(name), **facts) for name in ("امرأة", "رجل")]
        assert [one.holding for one in made] == ["seat", "waiting"]
        assert Registration.objects.filter(person__isnull=True).count() == 2
        assert queries.registration_called(meeting, "2") == made[1]
        assert queries.registration_called(meeting, made[0].ticket.lower()) == made[0]
        assert queries.registration_called(meeting, "٩٩") is None
