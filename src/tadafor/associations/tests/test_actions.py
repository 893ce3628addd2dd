"""Associations and mandates, on PostgreSQL."""

from datetime import timedelta

import pytest

from tadafor.associations import actions
from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import Refusal
from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people import actions as people
from tadafor.people import queries as people_queries

pytestmark = pytest.mark.django_db


def refused(verb, **facts):
    with pytest.raises(Refused) as found:
        verb(**facts)
    return found.value.refusal


class TestMandates:
    """§ associations-receipt, § mandates-period."""

    def test_an_association_and_who_speaks_for_it(self, nadia, salma, larache, actor_of):
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
        association = actions.register_association(name=" جمعية  الأمل ", receipt_number="7/2021", **facts)
        assert association.name == "جمعية الأمل"
        twice = refused(actions.register_association, name="أخرى", receipt_number="7/2021", **facts)
        assert twice is Refusal.RECEIPT_TAKEN
        ends = now() + timedelta(days=30)
        actions.give_mandate(association=association, person=salma, until=ends, **facts)
        assert [name for _, name in actor_of(salma).associations_in(larache.pk)] == ["جمعية الأمل"]
        later = people_queries.actor_of(salma.pk, now=ends + timedelta(seconds=1))
        assert later.associations == ()

    def test_a_new_mandate_replaces_the_earlier_one(self, nadia, idris, larache, actor_of):
        with within(larache.pk):
            association = Association.objects.get()
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "association": association}
        actions.give_mandate(person=idris, until=None, now=now(), **facts)
        assert len(actor_of(idris).associations) == 1
        past = refused(actions.give_mandate, person=idris, until=now(), now=now(), **facts)
        assert past is Refusal.PERIOD
        own = refused(actions.give_mandate, person=nadia, until=None, now=now(), **facts)
        assert own is Refusal.YOURSELF

    def test_they_end_with_the_account(self, idris, larache, actor_of):
        people.close_account(actor=actor_of(idris), now=now())
        with within(larache.pk):
            assert not Mandate.objects.at(now() + timedelta(seconds=1)).exists()
            assert Association.objects.exists()
