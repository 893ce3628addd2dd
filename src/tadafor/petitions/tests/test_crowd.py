"""Many who sign in one crossing (§ petitions-21): each as if they had signed alone."""

import pytest

from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import in_one_crossing
from tadafor.people import actions as people
from tadafor.people.models import CodeDay, OneTimeCode
from tadafor.people.rules import Budget, CodeRefusal, Contact, ContactKind, TryRefusal
from tadafor.petitions import actions, rules
from tadafor.petitions.models import Petition, Signature, SignatureLetter
from tadafor.petitions.rules import Letter, SignRefusal, Silence, Status
from tadafor.petitions.tests.factories import SIGNED, make_petition, signed
from tadafor.petitions.tests.test_concurrency import assert_exact

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def asked(number, *, address="", contact=None, budget=None):
    found = contact or Contact(ContactKind.EMAIL, f"signer{number}@example.org")
    return people.ask_for_code(
        contact=found, address=address or f"10.0.0.{number}", budget=budget or Budget(None), now=SIGNED
    )


def signs(petition, number, code, *, typed=None, limits=rules.Limits(), **facts):  # noqa: B008 -- frozen
    return lambda: actions.sign_by_code(
        petition=petition,
        signed=signed(number, **facts),
        code=actions.Code(code.browser, typed or code.code),
        limits=limits,
        now=SIGNED,
    )


def wrong(code):
    return f"{(int(code.code) + 1) % 1_000_000:06d}"


def test_each_signs_as_if_alone(larache):
    petition, closed = make_petition(larache), make_petition(larache)
    with within(larache.pk):
        Petition.objects.filter(pk=closed.pk).update(state=rules.State.WITHDRAWN)
        code = [asked(number) for number in range(9)]
        actions.sign(petition=petition, signed=signed(5), limits=rules.Limits(), now=SIGNED)
    found = in_one_crossing(
        larache,
        signs(petition, 0, code[0]),
        signs(petition, 1, code[1], typed=wrong(code[1])),
        signs(petition, 2, code[2]),
        signs(petition, 2, code[3], contact="signer3@example.org"),  # the same card
        signs(petition, 4, code[4]),
        signs(petition, 4, code[4]),  # a double click
        signs(petition, 5, code[5]),  # this card signed before
        signs(closed, 6, code[6]),
        signs(petition, 7, code[8]),  # the code went to another contact
    )
    assert found == [
        None,
        TryRefusal.WRONG,
        None,
        Silence.ALREADY_SIGNED,
        None,
        TryRefusal.NONE,
        Silence.ALREADY_SIGNED,
        SignRefusal.NOT_OPEN,
        SignRefusal.PAGE_EXPIRED,
    ]
    assert assert_exact(larache, petition) == 4
    with within(larache.pk):
        assert not Signature.objects.filter(petition=closed).exists()
        assert list(SignatureLetter.objects.values_list("kind", flat=True)) == [Letter.ALREADY_SIGNED] * 2
        assert OneTimeCode.objects.get(contact="signer1@example.org").tries == 1
    unused = OneTimeCode.objects.filter(used_at=None).order_by("contact").values_list("contact", flat=True)
    # One was mistyped, the petition of one is closed, one was asked for only.
    assert [one.partition("@")[0] for one in unused] == ["signer1", "signer6", "signer7"]


def test_those_before_in_the_same_crossing_count_towards_a_limit(larache):
    petition = make_petition(larache)
    limits = rules.Limits(network_an_hour=3)
    with within(larache.pk):
        code = [asked(number) for number in range(6)]
    here = {"limits": limits, "network": "1.2.3.4"}
    verbs = [
        signs(petition, number, one, typed=wrong(one) if number == 1 else None, **here)
        for number, one in enumerate(code)
    ]
    found = in_one_crossing(larache, *verbs)
    assert found == [None, TryRefusal.WRONG, None, None, Silence.NETWORK, Silence.NETWORK]
    with within(larache.pk):
        assert Signature.objects.filter(petition=petition, status=Status.SUSPECT).count() == 2


def test_a_row_that_the_database_refuses_costs_the_others_nothing(larache):
    petition = make_petition(larache)
    with within(larache.pk):
        code = [asked(number) for number in range(3)]
    verbs = [signs(petition, at, one, name="\0" if at == 1 else "سلمى") for at, one in enumerate(code)]
    found = in_one_crossing(larache, *verbs)
    assert (found[0], found[2]) == (None, None)
    assert isinstance(found[1], Exception)
    assert assert_exact(larache, petition) == 2


def test_limits_of_codes_hold_within_one_crossing(larache):
    """§ codes-limits: one contact, one address, and the budget of the day."""
    phones = [Contact(ContactKind.PHONE, f"+21261234567{at}") for at in range(4)]
    budget = Budget(larache.pk, phones_on=True, daily=3)
    contacts = [*phones, *[Contact(ContactKind.EMAIL, "one@example.org")] * 6]
    verbs = [
        lambda at=at, contact=contact: asked(at, contact=contact, budget=budget)
        for at, contact in enumerate(contacts)
    ]
    found = in_one_crossing(None, *verbs)
    granted = [isinstance(one, people.Asked) for one in found]
    assert granted == [True, True, True, False, *[True] * 5, False]
    assert (found[3], found[9]) == (CodeRefusal.BUDGET, CodeRefusal.HOUR)
    assert OneTimeCode.objects.count() == 8
    with within(larache.pk):
        assert CodeDay.objects.get().sent == 3
    assert [one.alarm for one in found if isinstance(one, people.Asked)].count(True) == 1
