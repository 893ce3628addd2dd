"""A signature and its code in one commit; stronger evidence, recorded and counted apart (§ petitions-31)."""

from datetime import timedelta

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people import actions as people
from tadafor.people import queries as people_queries
from tadafor.people.models import HeldCard, OneTimeCode
from tadafor.people.queries.counter import link_hash
from tadafor.people.rules import Budget, Contact, ContactKind, TryRefusal
from tadafor.petitions import actions, rules
from tadafor.petitions.models import Petition, Signature, SignatureCount, SignatureLetter
from tadafor.petitions.rules import SignRefusal, Status, Strength
from tadafor.petitions.tests.factories import (
    SIGNED,
    card,
    citizen_actor,
    enter,
    make_petition,
    sign,
    signed,
)
from tadafor.petitions.tests.test_views import AT, TYPED, code_in, hidden

pytestmark = pytest.mark.django_db
LIMITS = rules.Limits()


@pytest.fixture
def agent(larache):
    return citizen_actor(larache)


@pytest.fixture
def petition(larache, agent):
    with within(larache.pk):
        yield make_petition(larache, agent)


def asked(contact="signer7@example.org", now=SIGNED):
    return people.ask_for_code(
        contact=Contact(ContactKind.EMAIL, contact), address="10.0.0.1", budget=Budget(None), now=now
    )


def signs(petition, code, typed=None, number=7, now=SIGNED):
    return actions.sign_by_code(
        petition=petition,
        signed=signed(number),
        code=actions.Code(code.browser, typed or code.code),
        limits=LIMITS,
        now=now,
    )


def refused(refusal, verb):
    with pytest.raises(Refused) as caught:
        verb()
    assert caught.value.refusal is refusal
    assert caught.value.sentence


# ---- the code and the signature


def test_a_right_code_is_used_and_signs(petition):
    assert signs(petition, asked()) is None
    assert Signature.objects.get().status == Status.VALID
    assert OneTimeCode.objects.get().used_at == SIGNED


def test_a_code_signs_once(petition):
    code = asked()
    signs(petition, code)
    refused(TryRefusal.NONE, lambda: signs(petition, code, number=8))
    assert Signature.objects.count() == 1


def test_a_wrong_code_signs_nothing_and_its_tries_are_counted(petition):
    code = asked()
    wrong = "000000" if code.code != "000000" else "111111"
    for _ in range(4):
        refused(TryRefusal.WRONG, lambda: signs(petition, code, wrong))
    refused(TryRefusal.TOO_MANY, lambda: signs(petition, code, wrong))
    refused(TryRefusal.TOO_MANY, lambda: signs(petition, code))
    assert not Signature.objects.exists()


def test_a_code_that_is_too_old_says_so(petition):
    code = asked()
    refused(TryRefusal.EXPIRED, lambda: signs(petition, code, now=SIGNED + timedelta(minutes=10)))


def test_a_code_for_another_contact_signs_nothing(petition):
    code = asked("other@example.org")
    with pytest.raises(Refused):
        signs(petition, code)
    assert not Signature.objects.exists()


def test_a_petition_that_closed_meanwhile_leaves_the_code_unused(petition):
    code = asked()
    Petition.objects.filter(pk=petition.pk).update(state=rules.State.WITHDRAWN, withdrawn_at=SIGNED)
    refused(SignRefusal.NOT_OPEN, lambda: signs(petition, code))
    assert OneTimeCode.objects.get().used_at is None
    assert not Signature.objects.exists()


# ---- stronger evidence


def strong(petition, number=7, **facts):
    return sign(petition, number, strength=Strength.CONFIRMED, **facts)


def counts(petition):
    actions.count_on(petition_id=petition.pk, now=SIGNED)
    count = SignatureCount.objects.get(petition=petition)
    return count.online, count.confirmed, count.paper


def test_who_confirmed_their_link_is_counted_apart(petition):
    sign(petition, 1)
    strong(petition, 2)
    assert counts(petition) == (2, 1, 0)
    assert not actions.recount(petition_id=petition.pk, now=SIGNED)
    assert counts(petition) == (2, 1, 0)


def test_it_takes_the_place_of_a_number_somebody_typed_and_tells_them(petition):
    """§ petitions-18"""
    sign(petition, 7, contact="stranger@example.org")
    counts(petition)
    assert strong(petition, 7, contact="holder@example.org") is None
    assert sorted(Signature.objects.values_list("strength", "status")) == [(1, "displaced"), (2, "valid")]
    assert SignatureLetter.objects.get().kind == rules.Letter.DISPLACED_ONLINE
    assert counts(petition) == (1, 1, 0)


def test_a_typed_number_takes_the_place_of_nothing(petition):
    strong(petition, 7)
    assert sign(petition, 7, contact="stranger@example.org") is rules.Silence.ALREADY_SIGNED
    assert counts(petition) == (1, 1, 0)


def test_paper_still_takes_the_place_of_both(petition, agent):
    strong(petition, 7)
    enter(petition, agent, [7])
    assert counts(petition) == (0, 0, 1)
    assert SignatureLetter.objects.get().kind == rules.Letter.DISPLACED


def test_it_takes_no_place_on_paper(petition, agent):
    enter(petition, agent, [7])
    assert strong(petition, 7) is rules.Silence.ALREADY_SIGNED
    assert counts(petition) == (0, 0, 1)


def test_one_that_is_set_aside_displaces_nobody(petition):
    sign(petition, 7, contact="stranger@example.org")
    full = rules.Limits(each_contact=1)
    sign(petition, 8, contact="holder@example.org")
    strong(petition, 7, contact="holder@example.org", limits=full)
    assert Signature.objects.filter(status=Status.DISPLACED).count() == 0


@pytest.mark.parametrize(("number", "strength"), [(77, Strength.CONFIRMED), (78, Strength.DECLARED)])
def test_only_the_very_card_that_confirmed_the_link_is_stronger(
    petition, salma, client_of, mailoutbox, number, strength
):
    """Whoever types a neighbour's number, link or not, only declares it."""
    HeldCard.objects.create(
        territory_id=petition.territory_id,
        person=salma,
        card_hash=link_hash(petition.territory_id, card(77)),
        proof="desk",
        since=SIGNED,
    )
    assert people_queries.holds_card(salma.pk, petition.territory_id, card(77))
    assert not people_queries.holds_card(None, petition.territory_id, card(77))
    with stopped_at(SIGNED):
        client = client_of(salma)
        page = client.post(f"{AT}{petition.code}/sign/", TYPED | {"card_number": f"LA{number}"})
        done = client.post(
            f"{AT}{petition.code}/sign/code/", {"sealed": hidden(page), "code": code_in(mailoutbox[-1])}
        )
    assert done.status_code == 303
    assert Signature.objects.get().strength == strength


def test_the_page_says_how_many(petition):
    strong(petition, 7)
    counts(petition)
    with stopped_at(SIGNED):
        page = Client().get(f"{AT}{petition.code}/").content.decode()
    assert "ببطاقة أكدت الصلة بالجماعة" in page
