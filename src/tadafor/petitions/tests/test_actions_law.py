"""Associations, the law and the limits as verbs."""

import pytest

from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.petitions import actions, queries
from tadafor.petitions.models import LegalRule, Petition
from tadafor.petitions.rules import (
    Kind,
    PathRefusal,
    State,
    Topic,
)
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    DRAFTED,
    WORDS,
    bring_law,
    citizen_actor,
    fill,
    join_all,
    make_petition,
    staff_actor,
)

pytestmark = pytest.mark.django_db
LARGE = 200  # Larache has more than 35,000 inhabitants


@pytest.fixture
def agent(larache):
    return citizen_actor(larache)


@pytest.fixture
def bureau(larache):
    return staff_actor(larache, RoleKind.DIRECTOR)


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as caught:
        verb(**facts)
    assert caught.value.refusal is refusal
    assert caught.value.sentence
    return caught.value


def test_an_association_needs_its_mandate_at_every_act(larache, idris, actor_of):
    """§ petitions-30"""
    from tadafor.associations.models import Mandate

    bring_law()
    spokesman = actor_of(idris)
    association = spokesman.associations_in(larache.pk)[0][0]
    petition = make_petition(larache, spokesman, until=State.DRAFT, speaks_for=association)
    with within(larache.pk):
        assert petition.sort is Kind.ASSOCIATION
        fill(petition, spokesman)
        refused(PathRefusal.ANNEX_MISSING, actions.deposit, petition=petition, actor=spokesman, now=DEPOSITED)
        join_all(petition, spokesman)
        Mandate.objects.update(until=DEPOSITED)
        refused(PathRefusal.NOT_AGENT, actions.deposit, petition=petition, actor=spokesman, now=DEPOSITED)
        Mandate.objects.update(until=None)
        done = actions.deposit(petition=petition, actor=spokesman, now=DEPOSITED)
        assert (done.state, done.counted_at_deposit) == (State.DEPOSITED, 0)
        assert Petition.objects.get().opened_at == DEPOSITED


def test_national_law_is_brought_once(larache):
    """§ petitions-1"""
    LegalRule.objects.all().delete()
    assert actions.bring_national_law(now=DRAFTED) == len(queries.national_laws())
    assert actions.bring_national_law(now=DRAFTED) == 0
    kept = [row.fact for row in queries.law_rows(larache)]
    assert sorted(law.value for law in kept if law.topic is Topic.THRESHOLD) == [100, 200, 400]


def test_limits_are_set_by_the_administrator(larache, agent, youssef, actor_of):
    """§ petitions-26"""
    from tadafor.petitions.rules import FraudRefusal, Limits

    with within(larache.pk):
        facts = {"territory": larache, "now": DRAFTED}
        refused(PathRefusal.NOT_STAFF, actions.set_limits, limits=Limits(5, 5, 1), actor=agent, **facts)
        mine = actor_of(youssef)
        refused(FraudRefusal.LIMIT_WRONG, actions.set_limits, limits=Limits(0, 5, 1), actor=mine, **facts)
        actions.set_limits(limits=Limits(5, 4, 1, 90), actor=mine, **facts)
        assert queries.limits_of(larache.pk) == Limits(5, 4, 1, 90)


def test_a_person_without_account_begins_nothing(larache):
    from tadafor.people.actor import VISITOR

    refused(
        PathRefusal.SIGN_IN_FIRST,
        actions.draft_petition,
        territory=larache,
        words=WORDS,
        actor=VISITOR,
        now=DRAFTED,
    )
