"""Many at once, on real threads with connections of their own."""

from datetime import timedelta

import pytest

from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.models import Petition, Signature, SignatureCount
from tadafor.petitions.rules import PathRefusal, SignRefusal, Silence, State
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    SIGNED,
    card,
    citizen_actor,
    fresh,
    join_all,
    make_petition,
    signed,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def signing(petition, number, **facts):
    return lambda: actions.sign(
        petition=petition, signed=signed(number, **facts), limits=rules.Limits(), now=SIGNED
    )


def counting(petition):
    return lambda: actions.count_on(petition_id=petition.pk, now=SIGNED)


def assert_exact(territory, petition):
    with within(territory.pk):
        actions.count_on(petition_id=petition.pk, now=SIGNED)
        count = SignatureCount.objects.get(petition=petition)
        valid = Signature.objects.filter(petition=petition, status="valid")
        hashes = valid.values("card_hash").distinct().count()
        assert count.tally.all == valid.count() == hashes
        return count.tally.all


def test_sixty_four_sign_while_workers_count(larache):
    """§ petitions-21"""
    petition = make_petition(larache)
    verbs = [signing(petition, n) for n in range(58)] + [counting(petition)] * 6
    assert set(at_once(larache, *verbs)[:58]) == {None}
    assert assert_exact(larache, petition) == 58


def test_one_card_typed_thirty_two_times_at_once_signs_once(larache):
    """§ petitions-18"""
    petition = make_petition(larache)
    results = at_once(larache, *[signing(petition, 7, contact=f"c{n}@example.org") for n in range(32)])
    assert results.count(None) == 1
    assert results.count(Silence.ALREADY_SIGNED) == 31
    assert assert_exact(larache, petition) == 1


def test_the_same_card_on_paper_and_online_at_the_same_moment(larache):
    """§ petitions-18: one of the two stands, whichever came first; never both, never none."""
    agent = citizen_actor(larache)
    petition = make_petition(larache, agent)
    with within(larache.pk):
        actions.print_sheets(petition=petition, count=8, actor=agent, now=SIGNED)

    def entering(number):
        line = actions.Line(1, rules.LineState.VALID, "موقعة", card(number))
        return lambda: actions.enter_line(
            petition=petition, number=number, line=line, actor=agent, now=SIGNED
        )

    verbs = [verb for n in range(1, 9) for verb in (signing(petition, n), entering(n))]
    at_once(larache, *verbs)
    assert assert_exact(larache, petition) == 8


def test_at_the_second_of_the_deposit_a_signature_is_in_or_refused(larache):
    """§ petitions-8"""
    agent = citizen_actor(larache)
    petition = make_petition(larache, agent, signatures=200)
    with within(larache.pk):
        join_all(petition, agent)

    def depositing():
        return actions.deposit(petition=fresh(petition), actor=agent, now=DEPOSITED)

    results = at_once(larache, depositing, *[signing(petition, n) for n in range(40)])
    in_time = results[1:].count(None)
    assert results[1:].count(SignRefusal.NOT_OPEN) == 40 - in_time
    with within(larache.pk):
        rows = Signature.objects.filter(petition=petition, status="valid")
        assert rows.count() == 200 + in_time
        assert rows.filter(counted=False).count() == 0
        count = SignatureCount.objects.get(petition=petition)
        assert (count.online, count.paper) == (in_time, 200)


def test_a_double_click_deposits_once(larache):
    """§ petitions-9"""
    agent = citizen_actor(larache)
    petition = make_petition(larache, agent, signatures=200)
    with within(larache.pk):
        join_all(petition, agent)
    verb = lambda: actions.deposit(petition=petition, actor=agent, now=DEPOSITED)  # noqa: E731
    results = at_once(larache, *[verb] * 8)
    assert results.count(PathRefusal.NOT_NOW) == 7
    with within(larache.pk):
        assert Petition.objects.get().receipt_number == 1


def test_deposits_of_one_day_get_numbers_without_a_gap(larache):
    """§ petitions-9"""
    agents = [citizen_actor(larache) for _ in range(6)]
    petitions = [make_petition(larache, agent, signatures=200) for agent in agents]
    with within(larache.pk):
        for petition, agent in zip(petitions, agents, strict=True):
            join_all(petition, agent)

    def depositing(petition, agent):
        return lambda: actions.deposit(petition=petition, actor=agent, now=DEPOSITED).receipt_number

    pairs = zip(petitions, agents, strict=True)
    numbers = at_once(larache, *[depositing(petition, agent) for petition, agent in pairs])
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_a_batch_taken_out_while_others_sign_is_exact(larache):
    """§ petitions-27"""
    from tadafor.people.rules import RoleKind
    from tadafor.petitions.tests.factories import sign, staff_actor

    bureau = staff_actor(larache, RoleKind.DIRECTOR)
    petition = make_petition(larache)
    for number in range(20):
        sign(petition, number, network="9.9.9.9", now=SIGNED - timedelta(days=1))
    criteria = actions.Criteria(
        until=SIGNED - timedelta(hours=1), network=queries.mark(petition, "network", "9.9.9.9")
    )

    def taking_out():
        return actions.invalidate(
            petition=petition,
            criteria=criteria,
            announced=20,
            reason="أُرسلت من آلة واحدة.",
            actor=bureau,
            now=SIGNED,
        )

    verbs = [taking_out, counting(petition)] + [signing(petition, n) for n in range(100, 130)]
    at_once(larache, *verbs)
    assert assert_exact(larache, petition) == 30


def test_a_row_of_law_recorded_while_collecting_governs_the_deposit(larache, youssef, actor_of):
    """§ petitions-4: whichever comes first, what was counted is what the law of that moment asks."""
    agent, administrator = citizen_actor(larache), actor_of(youssef)
    petition = make_petition(larache, agent, signatures=200)
    with within(larache.pk):
        join_all(petition, agent)
    law = rules.Law(
        topic=rules.Topic.THRESHOLD,
        council=rules.Council.COMMUNE,
        kind=rules.Kind.CITIZENS,
        value=500,
        valid_from=SIGNED.date(),
        source="الجريدة الرسمية عدد 9999",
    )
    results = at_once(
        larache,
        lambda: actions.deposit(petition=petition, actor=agent, now=DEPOSITED).state,
        lambda: actions.record_law(territory=larache, law=law, actor=administrator, now=SIGNED).pk,
    )
    with within(larache.pk):
        kept = Petition.objects.get()
        if results[0] == PathRefusal.TOO_FEW:
            assert kept.state == State.COLLECTING
        else:
            assert kept.asked_at_deposit["threshold"] == 200
