"""Signatures that stand again when what took their place goes, and those that must not."""

from datetime import date

import pytest

from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import Contact, ContactKind, RoleKind
from tadafor.petitions import actions, queries
from tadafor.petitions.context import Here, steps
from tadafor.petitions.models import SheetLine, Signature
from tadafor.petitions.rules import LineReason, SheetRefusal, Status, Way
from tadafor.petitions.tests.factories import (
    CHECKED,
    DEPOSITED,
    DRAFTED,
    OPENED,
    SIGNED,
    add_paper,
    citizen_actor,
    enter,
    fresh,
    join_all,
    make_petition,
    sign,
    staff_actor,
)

pytestmark = pytest.mark.django_db
SIGNER = Contact(ContactKind.EMAIL, "signer5@example.org")


@pytest.fixture
def agent(larache):
    return citizen_actor(larache)


@pytest.fixture
def petition(larache, agent):
    with within(larache.pk):
        yield make_petition(larache, agent)


def online():
    return Signature.objects.get(way=Way.ONLINE)


def test_of_a_line_entered_by_mistake_the_support_online_is_what_it_was(petition, agent):
    """§ petitions-18, § petitions-19, § petitions-26: set aside stays aside; taken back stays back."""
    sign(petition, 5)
    facts = {"petition": petition, "actor": agent, "now": SIGNED}

    def entered_by_mistake(before):
        number = enter(petition, agent, [5])
        assert online().status == Status.DISPLACED
        before()
        actions.remove_line(**facts, number=number, position=1)
        return online().status

    assert entered_by_mistake(lambda: None) == Status.VALID
    Signature.objects.filter(way=Way.ONLINE).update(status=Status.SUSPECT, silence="network")
    assert entered_by_mistake(lambda: None) == Status.SUSPECT

    def taken_back():
        assert actions.take_back(petition=petition, contact=SIGNER, now=SIGNED) == 1

    assert entered_by_mistake(taken_back) == Status.WITHDRAWN
    assert (online().name, online().contact) == ("", None)


def test_a_batch_that_is_undone_brings_back_nobody_who_took_it_back(larache, petition):
    """§ petitions-19, § petitions-27"""
    bureau = staff_actor(larache, RoleKind.DIRECTOR)
    for number in (5, 6):
        sign(petition, number, network="9.9.9.9")
    criteria = actions.Criteria(network=queries.mark(petition, "network", "9.9.9.9"))
    facts = {"actor": bureau, "now": SIGNED, "reason": "أُرسلت من آلة واحدة."}
    batch = actions.invalidate(petition=petition, criteria=criteria, announced=2, **facts)
    assert actions.take_back(petition=petition, contact=SIGNER, now=SIGNED) == 1
    assert actions.undo_batch(batch=batch, **facts) == 1
    assert sorted(Signature.objects.values_list("status", flat=True)) == ["valid", "withdrawn"]


def test_of_a_contest_decides_who_did_not_decide_before(larache, petition, agent):
    """§ petitions-24"""
    number = enter(petition, agent, [1])
    facts = {"petition": petition, "number": number}
    actions.close_sheet(**facts, declared=1, actor=agent, now=SIGNED)
    add_paper(petition, 200)
    join_all(petition, agent)
    actions.deposit(petition=petition, actor=agent, now=DEPOSITED)
    clerks = [staff_actor(larache, RoleKind.CLERK) for _ in range(2)]
    third, fourth = (staff_actor(larache, RoleKind.DIRECTOR) for _ in range(2))
    at = {**facts, "position": 1, "now": CHECKED}
    for clerk, reason in zip(clerks, (None, LineReason.ILLEGIBLE), strict=True):
        actions.look_at_line(**at, holds=reason is None, reason=reason, actor=clerk)
    said = {"reason": "الخط لا يُقرأ."}
    actions.settle_line(**at, **said, holds=False, actor=third)
    actions.contest_line(**at, reason="الاسم واضح في النسخة.", actor=agent)
    for refused in (third, staff_actor(larache, RoleKind.AGENT)):
        with pytest.raises(Refused) as caught:
            actions.settle_line(**at, **said, holds=False, actor=refused)
        assert caught.value.sentence
        if refused is third:
            assert caught.value.refusal is SheetRefusal.SETTLED_BEFORE
    assert SheetLine.objects.get(position=1, sheet__number=number).settled_at is None
    actions.settle_line(**at, **said, holds=True, actor=fourth)
    line = SheetLine.objects.get(position=1, sheet__number=number)
    assert (line.state, line.settled_by_id) == ("valid", fourth.person_id)


def test_taken_back_after_the_deposit_the_path_shows_how_far_it_came(larache, petition, agent):
    """§ petitions-5"""
    add_paper(petition, 200)
    join_all(petition, agent)

    def shown():
        with within(larache.pk):
            held = fresh(petition)
            now = clock.day_of(CHECKED)
            place = Here(held, CHECKED, now, queries.standing_of(held, larache, now))
            return [(one.title, one.when) for one in steps(place)]

    actions.deposit(petition=petition, actor=agent, now=DEPOSITED)
    assert shown()[3] == ("مكتب المجلس", date(2026, 6, 22))
    actions.refer(petition=petition, actor=staff_actor(larache, RoleKind.DIRECTOR), now=CHECKED)
    actions.withdraw(petition=petition, reason="", actor=agent, now=CHECKED)
    assert [when for _title, when in shown()] == [
        clock.day_of(moment) for moment in (DRAFTED, OPENED, DEPOSITED, CHECKED)
    ]
