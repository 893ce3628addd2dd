"""A petition and a concluded text on an agenda: only what may be placed is, and each hears its answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tadafor.consultations import queries as consultations
from tadafor.consultations.tests.factories import make_consultation
from tadafor.councils import actions, queries, rules
from tadafor.councils.tests.factories import decide, make_session, sit, staff_actor
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.petitions import actions as petitioning
from tadafor.petitions import queries as petitions
from tadafor.petitions.rules import Result, State
from tadafor.petitions.tests import factories as asking
from tadafor.territories.rules import SessionKind

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 20, 10, tzinfo=UTC)
SIGNATURES = 200
REASON = "دورة استثنائية مخصصة للعرائض المستعجلة."


@pytest.fixture
def here(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def actor(larache):
    return staff_actor(larache)


def accepted(territory):
    return asking.make_petition(territory, until=State.ACCEPTED, signatures=SIGNATURES)


def expected(petition):
    return petitions.expected_session(petition, petition.answer.accepted_on)


def session_of(territory, opens_on, **changes):
    return make_session(
        territory, points=(), convened=False, year=opens_on.year, month=opens_on.month, opens_on=opens_on,
        title="دورة", now=NOW, **changes,
    )  # fmt: skip


def add(session, thing, actor, explanation=""):
    facts = actions.PointFacts(
        kind=rules.ItemKind.OTHER, title="", origin=thing.trace.code, explanation=explanation
    )
    return actions.add_point(session=session, facts=facts, actor=actor, now=NOW)


def refused(refusal, call):
    with pytest.raises(Refused) as raised:
        call()
    assert raised.value.refusal is refusal
    assert raised.value.sentence
    return raised.value.sentence


def convened(territory, petition, actor):
    session = session_of(territory, expected(petition))
    add(session, petition, actor)
    actions.convene(session=session, actor=actor, now=NOW)
    return session


def voted(session, opens_on, **votes):
    late = datetime(opens_on.year, opens_on.month, opens_on.day, 15, tzinfo=UTC)
    sit(session, held_on=opens_on, now=late)
    return decide(session, now=late, **votes)


def test_only_an_accepted_petition_is_placed(here, actor):
    """§ councils-27"""
    collecting = asking.make_petition(here)
    session = session_of(here, date(2026, 10, 5))
    sentence = refused(rules.ItemRefusal.NOT_ACCEPTED, lambda: add(session, collecting, actor))
    assert collecting.title in sentence
    assert collecting.trace.code not in {code for code, _title, _kind in queries.origins()}
    petition = accepted(here)
    assert petition.trace.code in {code for code, _title, _kind in queries.origins()}


def test_a_petition_goes_from_the_agenda_to_its_answer(here, actor):
    """§ councils-27, § councils-28"""
    petition = accepted(here)
    opens_on = expected(petition)
    session = session_of(here, opens_on)
    item = add(session, petition, actor)
    assert item.kind == rules.ItemKind.PETITION
    assert asking.fresh(petition).standing is State.ACCEPTED
    actions.convene(session=session, actor=actor, now=NOW)
    placed = asking.fresh(petition)
    assert (placed.standing, placed.answer.session_on) == (State.AGENDA, opens_on)
    noted = {"outcome": rules.Outcome.NOTED, "in_favour": 0, "against": 0, "abstained": 0, "number": ""}
    refused(rules.VoteRefusal.PETITION_ANSWER, lambda: voted(session, opens_on, **noted))
    decide(
        session, now=NOW + timedelta(days=40), in_favour=10, against=10, abstained=0, tie_broken=True,
        text="صادق المجلس على موضوع العريضة.",
    )  # fmt: skip
    answered = asking.fresh(petition).answer
    assert (answered.result, answered.deliberated_on, answered.decision_number) == (
        Result.ADOPTED, opens_on, "12",
    )  # fmt: skip
    assert (answered.in_favour, answered.against) == (10, 10)
    page = Client().get(f"/larache/petitions/{petition.code}/").content.decode()
    assert item.trace.address in page
    assert "صادق المجلس على موضوع العريضة." in page


def test_another_session_needs_a_public_reason(here, actor):
    """§ councils-27"""
    petition = accepted(here)
    other = session_of(here, date(2026, 9, 28), kind=SessionKind.EXTRAORDINARY, object="العرائض")
    refused(rules.ItemRefusal.REASON_FOR_SESSION, lambda: add(other, petition, actor))
    add(other, petition, actor, REASON)
    actions.convene(session=other, actor=actor, now=NOW)
    assert asking.fresh(petition).answer.session_reason == REASON


def test_a_petition_put_off_is_placed_again(here, actor):
    """§ councils-28"""
    petition = accepted(here)
    opens_on = expected(petition)
    session = convened(here, petition, actor)
    votes = {"outcome": rules.Outcome.POSTPONED, "in_favour": 0, "against": 0, "abstained": 0, "number": ""}
    voted(session, opens_on, **votes)
    assert asking.fresh(petition).standing is State.AGENDA
    later = session_of(here, date(2027, 2, 1))
    add(later, petition, actor, "أُجّلت في دورة أكتوبر لاستكمال الدراسة.")
    actions.convene(session=later, actor=actor, now=NOW + timedelta(days=60))
    assert asking.fresh(petition).answer.session_on == date(2027, 2, 1)


def test_a_session_put_off_takes_its_petition_along(here, actor):
    """§ councils-27"""
    petition = accepted(here)
    session = convened(here, petition, actor)
    to = session.opens_on + timedelta(days=3)
    actions.put_off(session=session, to=to, reason="عطلة رسمية طارئة", actor=actor, now=NOW)
    assert asking.fresh(petition).answer.session_on == to


def test_a_petition_taken_back_meanwhile_stops_the_convening_and_not_the_vote(here, actor):
    """§ councils-27, § councils-28"""
    agent = asking.citizen_actor(here)
    petition = asking.make_petition(here, agent, until=State.ACCEPTED, signatures=SIGNATURES)
    opens_on = expected(petition)
    session = session_of(here, opens_on)
    item = add(session, petition, actor)
    petitioning.withdraw(petition=asking.fresh(petition), reason="تراجعنا عن العريضة.", actor=agent, now=NOW)
    refused(rules.ItemRefusal.NOT_ACCEPTED, lambda: actions.convene(session=session, actor=actor, now=NOW))
    assert queries.any_session_at(session.slug).convened_on is None
    actions.remove_point(item=item, actor=actor, now=NOW)


def test_a_text_is_adopted_by_the_session_that_voted_it(here, actor):
    """§ councils-28"""
    held = make_consultation(here)
    opens_on = date(2026, 10, 5)
    session = session_of(here, opens_on)
    refused(rules.ItemRefusal.NOT_CONCLUDED, lambda: add(session, held, actor))
    type(held).objects.filter(pk=held.pk).update(concluded_on=date(2026, 6, 30))
    item = add(session, held, actor)
    assert item.kind == rules.ItemKind.CONSULTATION
    actions.convene(session=session, actor=actor, now=NOW)
    voted(session, opens_on)
    adopted = consultations.consultation_of_trace(held.trace_id)
    assert (adopted.adopted_on, adopted.adoption.decision_number) == (session.opens_on, "12")
