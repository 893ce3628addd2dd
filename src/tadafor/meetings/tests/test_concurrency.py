"""Many at once, on real threads with connections of their own."""

import pytest

from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.meetings import actions, queries
from tadafor.meetings.models import Pool, Registration
from tadafor.meetings.rules import Arrival, LiveRefusal, RegistrationRefusal
from tadafor.meetings.tests.factories import (
    BEFORE,
    DURING,
    citizen_actor,
    coming,
    make_meeting,
    registered,
    staff_actor,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def registering(meeting, actor):
    return lambda: actions.register(meeting=meeting, coming=coming(actor.name), actor=actor, now=BEFORE)


def assert_exact(meeting, seats):
    held = list(Registration.objects.filter(meeting=meeting).order_by("number"))
    assert [one.number for one in held] == list(range(1, len(held) + 1))
    seated = [one for one in held if one.holding == "seat"]
    assert len(seated) == seats == Pool.objects.get(meeting=meeting).taken
    return held


def test_sixty_four_want_the_last_seat(larache):
    """§ meetings-never-oversold: one sits, sixty-three wait in an order without gaps."""
    meeting = make_meeting(larache, seats=2)
    registered(meeting)
    people = [citizen_actor(f"مواطنة {n}") for n in range(64)]
    at_once(larache, *[registering(meeting, who) for who in people])
    with within(larache.pk):
        held = assert_exact(meeting, 2)
        assert len(held) == 65
        assert [queries.rank_of(one) for one in queries.waiting_of(meeting)] == list(range(1, 64))


def test_a_double_click_registers_once_and_seats_given_up_are_given_once(larache):
    """§ meetings-register, § meetings-give-up"""
    meeting = make_meeting(larache, seats=4)
    one = citizen_actor()
    results = at_once(larache, *[registering(meeting, one)] * 8)
    assert results.count(RegistrationRefusal.REGISTERED_ALREADY) == 7
    others = [citizen_actor(f"مواطنة {n}") for n in range(11)]
    held = [registered(meeting, who) for who in others]
    leaving = [
        lambda mine=mine, who=who: actions.give_up(registration=mine, actor=who, now=BEFORE)
        for mine, who in zip(held[:3], others[:3], strict=True)
    ]
    at_once(larache, *leaving)
    with within(larache.pk):
        assert Pool.objects.get(meeting=meeting).taken == 4
        assert [one.number for one in queries.waiting_of(meeting)] == [8, 9, 10, 11, 12]


def test_four_devices_send_the_same_people_at_once(larache):
    """§ meetings-once: eight tickets, each sent by four devices, make eight entries."""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    held = [registered(meeting) for _n in range(8)]
    verbs = [
        lambda one=one, device=device: actions.check_in(
            meeting=meeting,
            arrival=Arrival(),
            ticket=one.ticket,
            sent=actions.Sent(token=f"{device}-{one.pk}"),
            actor=staff,
            now=DURING,
        )
        for device in range(4)
        for one in held
    ]
    results = at_once(larache, *verbs)
    assert sum(not one.was_there for one in results) == 8
    with within(larache.pk):
        assert queries.present_at(meeting).count() == 8


def test_a_vote_closes_while_telephones_vote_and_support(larache):
    """§ meetings-votes, § meetings-support: every voice told as counted is counted, and no other."""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    facts = {"meeting": meeting, "actor": staff, "now": DURING}
    sent = {"channel": "online", "now": DURING}
    with within(larache.pk):
        room = actions.open_room(**facts)
        vote = actions.open_vote(title="أي يوم؟", options=["السبت", "الأحد"], **facts)
        asked = actions.write_question(body="متى تفتح الحديقة؟", token="a", **facts)
        voices = [
            actions.join_room(meeting=meeting, said=room.code, secret=f"{n:020}", **sent) for n in range(6)
        ]
        vote, asked = queries.vote_numbered(room, vote.number), queries.question_numbered(room, asked.number)
    casts = [
        lambda one=one, n=n: actions.cast_vote(vote=vote, position=n % 2 + 1, voice=one, **sent)
        for n, one in enumerate([*voices, *voices])
    ]
    backs = [lambda one=one: actions.support_question(question=asked, voice=one, **sent) for one in voices]
    closing = lambda: actions.close_vote(vote=vote, hands={1: 4}, actor=staff, now=DURING)  # noqa: E731
    results = at_once(larache, *casts, closing, *backs, *backs)
    told = sum(not isinstance(one, LiveRefusal) for one in results[: len(casts)])
    with within(larache.pk):
        held = queries.vote_numbered(room, vote.number)
        assert sum(one.phones for one in held.options.all()) == queries.casts_of(held) == told <= 6
        assert held.options.all()[0].hands == 4
        assert queries.question_numbered(room, asked.number).supports == 6
    backed = results[len(casts) + 1 :]
    assert backed.count(LiveRefusal.SUPPORTED_ALREADY) == 6
