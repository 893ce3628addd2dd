"""Many at once, on real threads with connections of their own."""

from datetime import timedelta

import pytest
from django.db import transaction

from tadafor.associations import actions, queries
from tadafor.associations.actions import Facts, Found
from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import Check, MandateRefusal, Mechanism, Refusal
from tadafor.associations.tests.factories import make_association, make_change
from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_one_receipt_registered_by_many_desks_is_registered_once(larache, nadia, actor_of):
    """§ associations-receipt."""

    def register():
        return actions.register_association(
            actor=actor_of(nadia), territory_id=larache.pk, name="جمعية", receipt_number="1/2021", now=now()
        )

    found = at_once(larache, *[register] * 6)
    assert found.count(Refusal.RECEIPT_TAKEN) == 5
    with within(larache.pk):
        assert Association.objects.count() == 1


def test_two_who_correct_at_once_write_once_and_the_other_is_told(larache, actor_of):
    """§ associations-correct."""
    one = make_association(larache)
    clerks = [give(make_person(), larache, RoleKind.CLERK) for _ in range(4)]
    with within(larache.pk):
        before = queries.plain_of(one)

    def correcting(place, clerk):
        facts = Facts.of(before | {"name": f"اسم {place}"})
        return lambda: (
            actions.correct(
                association=one,
                actor=actor_of(clerk),
                facts=facts,
                reason="خطأ في الاسم",
                seen=queries.mark_of(before),
                now=now(),
            ).name
        )

    found = at_once(larache, *[correcting(*pair) for pair in enumerate(clerks)])
    assert found.count(Refusal.CHANGED_MEANWHILE) == 3


def test_two_who_answer_a_change_at_once_answer_once(larache, salma, actor_of):
    """§ associations-change."""
    one = make_association(larache)
    clerks = [give(make_person(), larache, RoleKind.CLERK) for _ in range(4)]
    with within(larache.pk):
        seen = queries.mark_of(make_change(one, salma, name_fr="Nom").asked)

    def answering(clerk):
        facts = {"association": one, "actor": actor_of(clerk), "now": now(), "seen": seen}
        return lambda: actions.answer_change(accepts=True, reason="", **facts).is_accepted

    found = at_once(larache, *map(answering, clerks))
    assert sorted(map(str, found)) == ["True", *["no_change_waits"] * 3]


def test_two_who_confirm_at_once_confirm_once(larache, salma, nadia, actor_of):
    """§ associations-checks."""
    clerk = give(make_person(), larache, RoleKind.CLERK)
    with within(larache.pk):
        asked = actions.ask(
            actor=actor_of(salma),
            territory_id=larache.pk,
            facts=Facts(name="جمعية", receipt_number="1"),
            papers={},
            now=now(),
        )
    good = {check: Found(is_met=True) for check in Check}

    def confirming(actor):
        return lambda: actions.confirm(association=asked, actor=actor, found=good, now=now())

    found = at_once(larache, confirming(actor_of(nadia)), confirming(actor_of(clerk)))
    assert found.count(Refusal.ALREADY) == 1
    with within(larache.pk):
        assert Mandate.objects.filter(association=asked).count() == 1


def test_two_representatives_named_at_once_leave_one(larache, nadia, actor_of):
    """§ mandates-given."""
    with within(larache.pk):
        association = make_association(larache)
    people = [make_person() for _ in range(4)]
    staff = actor_of(nadia)

    def naming(person):
        return lambda: actions.give_mandate(
            actor=staff,
            territory_id=larache.pk,
            association=association,
            person=person,
            until=None,
            is_representative=True,
            now=now(),
        )

    at_once(larache, *[naming(person) for person in people])
    with within(larache.pk):
        assert len(queries.representatives(association, now=now())) == 1


def test_an_act_comes_before_the_mandate_is_taken_back_or_not_at_all(larache, salma, nadia, actor_of):
    """§ mandates-again: the act holds the mandate, so both come one after the other."""
    with within(larache.pk):
        association = make_association(larache, "جمعية", "3/3", salma)
        mandate = Mandate.objects.get(association=association)
    order = []

    def acting():
        with transaction.atomic():
            standing = queries.mandate_at(
                association.pk, salma.pk, mechanism=Mechanism.CONTRIBUTE, now=now() + timedelta(seconds=5)
            )
            order.append("acted" if standing.mandate else "refused")
            return standing.refusal

    def taking_back():
        actions.take_back(association=association, actor=actor_of(nadia), mandate_id=mandate.pk, now=now())
        order.append("taken back")

    for _ in range(5):
        with within(larache.pk):
            Mandate.objects.filter(pk=mandate.pk).update(until=None, ended_at=None)
        order.clear()
        refusal, _ = at_once(larache, acting, taking_back)
        assert order in (["acted", "taken back"], ["refused", "taken back"], ["taken back", "refused"])
        assert refusal in {None, MandateRefusal.NO_MANDATE}
        with within(larache.pk), transaction.atomic():
            after = queries.mandate_at(
                association.pk, salma.pk, mechanism=Mechanism.CONTRIBUTE, now=now() + timedelta(seconds=5)
            )
        assert after.refusal is MandateRefusal.NO_MANDATE
