"""Who acts for whom, on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tadafor.associations import actions, queries, rules
from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import MandateRefusal, Mechanism, Refusal
from tadafor.associations.tests.factories import make_association, refused, told
from tadafor.kernel.clock import day_of, now
from tadafor.kernel.scopes import within
from tadafor.people import actions as people
from tadafor.people import queries as people_queries
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


class TestMandates:
    """§ mandates-period, § mandates-given, § mandates-limits, § mandates-back."""

    @pytest.fixture
    def association(self, larache, salma):
        with within(larache.pk):
            made = make_association(larache, "جمعية الأمل", "7/2021")
            Mandate.objects.create(
                association=made, person=salma, is_representative=True, since=now() - timedelta(days=9)
            )
            yield made

    def test_registered_at_the_desk_on_sight_of_the_receipt(self, nadia, salma, larache, actor_of):
        """§ associations-receipt."""
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
        association = actions.register_association(name=" جمعية  الأمل ", receipt_number="7/2021", **facts)
        assert association.name == "جمعية الأمل"
        with within(larache.pk):
            twice = refused(actions.register_association, name="أخرى", receipt_number="7/2021", **facts)
        assert twice is Refusal.RECEIPT_TAKEN
        own = facts | {"actor": actor_of(salma)}
        assert refused(actions.register_association, name="أ", receipt_number="1", **own) is (
            Refusal.NOT_ALLOWED
        )

    def test_it_ends_on_its_day(self, association, nadia, idris, larache, actor_of):
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "association": association}
        ends = now() + timedelta(days=30)
        actions.give_mandate(person=idris, until=ends, now=now(), **facts)
        assert "جمعية الأمل" in [name for _, name in actor_of(idris).associations_in(larache.pk)]
        later = people_queries.actor_of(idris.pk, now=ends + timedelta(seconds=1))
        assert "جمعية الأمل" not in [name for _, name in later.associations_in(larache.pk)]
        past = refused(actions.give_mandate, person=idris, until=now(), now=now(), **facts)
        assert past is MandateRefusal.PERIOD
        own = refused(actions.give_mandate, person=nadia, until=None, now=now(), **facts)
        assert own is MandateRefusal.YOURSELF

    def test_an_actor_knows_for_what(self, association, salma, larache, actor_of):
        """§ mandates-offered: two mandates for one association add up."""
        Mandate.objects.filter(person=salma).update(mechanisms=["vote"])
        facts = {"association": association, "person": salma, "since": now() - timedelta(days=1)}
        Mandate.objects.create(mechanisms=["petition"], **facts)
        actor = actor_of(salma)
        own = ((association.pk, "جمعية الأمل"),)
        assert actor.associations_in(larache.pk) == own
        assert actor.associations_in(larache.pk, Mechanism.PETITION) == own
        assert actor.associations_in(larache.pk, Mechanism.VOTE) == own
        assert actor.associations_in(larache.pk, Mechanism.CONTRIBUTE) == ()

    def test_a_new_mandate_replaces_the_earlier_one(self, association, nadia, idris, larache, actor_of):
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "association": association}
        for _ in range(2):
            actions.give_mandate(person=idris, until=None, now=now(), **facts)
        mine = Mandate.objects.filter(person=idris, association=association)
        assert (mine.count(), mine.at(now()).count()) == (2, 1)

    def test_one_representative_at_a_time(self, association, salma, idris, nadia, larache, actor_of):
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "association": association}
        actions.give_mandate(person=idris, until=None, is_representative=True, now=now(), **facts)
        assert queries.representatives(association, now=now()) == {idris.pk}
        assert actor_of(salma).associations == ()
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.create(association=association, person=salma, is_representative=True, since=now())

    def test_the_representative_gives_with_limits_and_takes_back_at_once(
        self, association, salma, idris, amal, larache, actor_of
    ):
        facts = {"actor": actor_of(salma), "territory_id": larache.pk, "association": association}
        term = {"until": now() + timedelta(days=30), "now": now()}
        only = {"mechanisms": {Mechanism.MEETING}}
        mandate = actions.give_mandate(person=amal, **only, **term, **facts)
        assert "mandated" in told(amal)
        with transaction.atomic():
            asked = {"now": now()}
            meets = queries.mandate_at(association.pk, amal.pk, mechanism=Mechanism.MEETING, **asked)
            petitions = queries.mandate_at(association.pk, amal.pk, mechanism=Mechanism.PETITION, **asked)
            nobody = queries.mandate_at(association.pk, None, mechanism=Mechanism.MEETING, **asked)
        assert meets.mandate == mandate
        assert petitions.refusal is MandateRefusal.NOT_FOR_THIS
        assert nobody.refusal is MandateRefusal.NO_MANDATE
        delegate = facts | {"actor": actor_of(amal)}
        assert refused(actions.give_mandate, person=idris, **term, **delegate) is MandateRefusal.NOT_ALLOWED
        other = {"association": association, "mandate_id": mandate.pk, "now": now()}
        assert refused(actions.take_back, actor=actor_of(idris), **other) is MandateRefusal.NOT_ALLOWED
        actions.take_back(actor=actor_of(salma), **other)
        assert actor_of(amal).associations == ()
        assert "taken_back" in told(amal)
        assert refused(actions.take_back, actor=actor_of(salma), **other) is MandateRefusal.ALREADY_ENDED
        forever = {"until": None, "now": now()}
        assert refused(actions.give_mandate, person=amal, **forever, **facts) is MandateRefusal.TOO_LONG
        none = {"mechanisms": set()}
        assert refused(actions.give_mandate, person=amal, **none, **term, **facts) is MandateRefusal.NOTHING

    def test_ten_delegates_at_most(self, association, salma, larache, actor_of):
        facts = {"actor": actor_of(salma), "territory_id": larache.pk, "association": association}
        term = {"until": now() + timedelta(days=30), "now": now()}
        for _ in range(rules.MOST_DELEGATES):
            actions.give_mandate(person=make_person(), **term, **facts)
        assert refused(actions.give_mandate, person=make_person(), **term, **facts) is (
            MandateRefusal.TOO_MANY
        )

    def test_one_lays_down_ones_own(self, association, salma, actor_of):
        mandate = Mandate.objects.get(person=salma)
        facts = {"association": association, "actor": actor_of(salma), "mandate_id": mandate.pk}
        actions.take_back(now=now(), **facts)
        assert actor_of(salma).associations == ()

    def test_nobody_is_let_act_for_one_that_lapsed(self, association, salma, amal, larache, actor_of):
        yesterday = day_of(now()) - timedelta(days=1)
        Association.objects.filter(pk=association.pk).update(until=yesterday)
        facts = {"actor": actor_of(salma), "territory_id": larache.pk, "association": association}
        term = {"until": now() + timedelta(days=30), "now": now()}
        assert refused(actions.give_mandate, person=amal, **term, **facts) is MandateRefusal.NOT_CONFIRMED

    def test_they_end_with_the_account(self, idris, larache, actor_of):
        people.close_account(actor=actor_of(idris), now=now())
        with within(larache.pk):
            assert not Mandate.objects.at(now() + timedelta(seconds=1)).exists()
            assert Association.objects.exists()

    def test_what_is_held_can_be_taken_away(self, association, salma):
        [held] = queries.held_data(salma.pk)["mandates"]
        assert (held["association__name"], held["is_representative"]) == ("جمعية الأمل", True)
