"""After the digits: who leaves, who enters, who sits, what is erased; and a draw that is given up."""

from datetime import timedelta

import pytest

from tadafor.councils import actions, queries, rules, tasks
from tadafor.councils.models import Draw, Member, Volunteer
from tadafor.councils.rules import lot
from tadafor.councils.tests.factories import seat, staff_actor, told
from tadafor.councils.tests.test_actions_lot import (
    DRAWING,
    DRAWN,
    FROZEN,
    QUOTAS,
    SITS,
    again,
    do,
    enter,
    make_draw,
    person_actor,
    prepared,
    refused,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.actor import Actor
from tadafor.people.rules import Level

pytestmark = pytest.mark.django_db
LATER = DRAWING + timedelta(days=10)


def drawn(territory, draw=None):
    draw = draw or prepared(territory)
    do(draw, "publish_panels", drawn_on=DRAWN, place="قاعة الجلسات")
    for _ in range(2):
        do(draw, "type_digits", digits="042", now=DRAWING)
    return again(draw)


def behind(draw, code):
    with within(draw.body.territory_id):
        person = Volunteer.objects.select_related("person").get(draw=draw, code=code).person
    return Actor(person_id=person.pk, level=Level.LINK, links=frozenset({draw.body.territory_id}))


def seats(draw):
    with within(draw.body.territory_id):
        return list(Member.objects.filter(body=draw.body).order_by("pk"))


def test_who_leaves_after_the_pool_is_frozen_is_passed_over_in_the_open(larache):
    """§ councils-24"""
    draw = prepared(larache)
    gone = draw.evidence["panels"][42][0]
    leaver = behind(draw, gone)
    pool = draw.evidence["pool_sha256"]
    assert do(draw, "withdraw_volunteer", actor=leaver)
    refused(rules.LotRefusal.NOT_THERE, draw, "withdraw_volunteer", actor=leaver)
    draw = drawn(larache, draw)
    assert draw.evidence["pool_sha256"] == pool
    assert draw.evidence["replacements"][0]["out"] == gone
    assert gone not in queries.members_now(draw.evidence)
    assert lot.faults(draw.evidence) == []


def test_who_leaves_while_panels_are_made_stops_nothing(larache):
    """§ councils-24"""
    draw = make_draw(larache, volunteers=12)
    do(draw, "freeze_pool")
    with within(larache.pk):
        code = Volunteer.objects.first().code
    do(draw, "withdraw_volunteer", actor=behind(draw, code))
    with clock.stopped_at(FROZEN):
        tasks.make_panels(0)
    assert again(draw).phase is rules.LotPhase.PREPARED


def test_who_leaves_after_the_digits_is_replaced_at_once(larache):
    """§ councils-24"""
    draw = drawn(larache)
    gone = draw.evidence["drawn"][0]
    assert do(draw, "withdraw_volunteer", actor=behind(draw, gone), now=LATER)
    draw = again(draw)
    entered = draw.evidence["replacements"][-1]["in"]
    with within(larache.pk):
        chosen = Volunteer.objects.get(draw=draw, code=entered).person
    assert "drawn_by_lot" in told(chosen)
    assert lot.faults(draw.evidence) == []


def test_an_empty_reserve_is_told_and_nothing_breaks(larache):
    """§ councils-24"""
    draw = make_draw(larache, volunteers=4)
    do(draw, "freeze_pool")
    with clock.stopped_at(FROZEN):
        tasks.make_panels(0)
    draw = drawn(larache, again(draw))
    gone, other = draw.evidence["drawn"][:2]
    assert not do(draw, "withdraw_volunteer", actor=behind(draw, gone), now=LATER)
    refused(rules.LotRefusal.NO_RESERVE, draw, "replace_drawn", code=other, reason="سافر", now=LATER)
    assert again(draw).evidence["replacements"] == []


def test_who_is_drawn_gets_a_seat_for_the_mandate(larache):
    """§ councils-25"""
    draw = drawn(larache)
    codes = draw.evidence["drawn"]
    made = do(draw, "seat_drawn", codes=codes[:3], capacity="عضوية بالقرعة", now=LATER)
    assert len(made) == 3
    assert {(one.since, one.until) for one in seats(draw)} == {(SITS, SITS.replace(year=2026))}
    refused(rules.LotRefusal.NOBODY_TO_SEAT, draw, "seat_drawn", codes=codes[:3], capacity="ع", now=LATER)
    refused(rules.LotRefusal.NOT_IN_PANEL, draw, "seat_drawn", codes=["0" * 16], capacity="ع", now=LATER)
    refused(rules.LotRefusal.SEATED, draw, "withdraw_volunteer", actor=behind(draw, codes[0]), now=LATER)
    entered = do(draw, "replace_drawn", code=codes[0], reason="انتقل إلى مدينة أخرى", now=LATER)
    ended = [one for one in seats(draw) if one.left_because]
    assert [one.until for one in ended] == [SITS]
    made = do(draw, "seat_drawn", codes=[entered, codes[3]], capacity="عضوية بالقرعة", now=LATER)
    assert len(made) == 2


def test_seats_taken_meanwhile_are_told(larache):
    """§ councils-25"""
    draw = drawn(larache)
    for number in range(7):
        seat(draw.body, capacity=f"صفة {number}", since=SITS)
    codes = draw.evidence["drawn"]
    refused(rules.MemberRefusal.SEATS_FULL, draw, "seat_drawn", codes=codes, capacity="ع", now=LATER)
    assert not any(one.person_id for one in seats(draw))


def test_volunteers_are_erased_when_their_days_are_over(larache):
    """§ councils-26"""
    draw = drawn(larache)
    kept = DRAWING + timedelta(days=draw.kept_days)
    with everywhere():
        assert actions.erase_pools(now=kept) == 0
        assert actions.erase_pools(now=kept + timedelta(days=1)) == 12
        assert actions.erase_pools(now=kept + timedelta(days=1)) == 0
    draw = again(draw)
    assert (draw.salt, lot.faults(draw.evidence)) == ("", [])
    facts = {"code": draw.evidence["drawn"][0], "reason": "سافر", "now": LATER}
    refused(rules.LotRefusal.ERASED, draw, "replace_drawn", **facts)
    refused(rules.LotRefusal.ERASED, draw, "seat_drawn", codes=[facts["code"]], capacity="ع", now=LATER)


def test_a_draw_is_given_up_with_a_reason_and_another_may_begin(larache):
    """§ councils-21"""
    draw = make_draw(larache)
    volunteer = person_actor(larache)
    enter(draw, volunteer)
    refused(rules.LotRefusal.NO_REASON, draw, "cancel_draw", reason=" ")
    do(draw, "cancel_draw", reason="لم يكتمل العدد")
    refused(rules.LotRefusal.CANCELLED, draw, "cancel_draw", reason="مرة أخرى")
    refused(rules.LotRefusal.CANCELLED, draw, "freeze_pool")
    with within(larache.pk):
        assert not queries.volunteers_of(draw).exists()
        assert Draw.objects.get(pk=draw.pk).phase is rules.LotPhase.CANCELLED
    assert make_draw(larache, body=draw.body).number == 2
    refused(rules.LotRefusal.ALREADY_DRAWN, drawn(larache, prepared(larache, body=other_body(larache))),
            "cancel_draw", reason="متأخر")  # fmt: skip


def other_body(territory):
    from tadafor.councils.tests.factories import make_body

    return make_body(territory, slug="other", members=0, seats=9)


def test_what_is_short_is_eased_by_one_click(larache):
    """§ councils-17"""
    draw = make_draw(larache, volunteers=6, women=1, quotas=(QUOTAS[0], lot.Quota("sex", "man", 2, 3)))
    do(draw, "ease_quotas")
    with within(larache.pk):
        draw = queries.draw_at(draw.body, draw.number)
    assert [one.least for one in draw.wanted] == [1, 2]
    refused(rules.LotRefusal.NOT_SHORT, draw, "ease_quotas")


def test_quotas_come_from_the_census_of_the_commune(larache):
    """§ councils-17"""
    with within(larache.pk):
        census = queries.census_of(larache)
    assert census.year == 2024
    quotas = census.quotas(20)
    assert [(one.value, one.least, one.most) for one in quotas] == [
        ("woman", 10, 11), ("man", 9, 10),
        ("18_30", 5, 6), ("31_45", 6, 7), ("46_60", 4, 5), ("61_more", 3, 4),
    ]  # fmt: skip
    assert staff_actor(larache).is_staff_of(larache.pk)


def test_an_account_that_closes_leaves_every_draw(larache):
    """§ councils-24"""
    draw = drawn(larache)
    gone = draw.evidence["drawn"][0]
    leaver = behind(draw, gone)
    actions.leave_with_account(person_id=leaver.person_id, now=LATER)
    draw = again(draw)
    assert gone not in queries.members_now(draw.evidence)
    assert lot.faults(draw.evidence) == []
    with within(larache.pk):
        assert not queries.volunteers_of(draw).filter(person_id=leaver.person_id).exists()
