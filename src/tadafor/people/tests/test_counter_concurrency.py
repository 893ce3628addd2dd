"""Two clerks, or two claims, at the same moment at the counter."""

import pytest

from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people import actions
from tadafor.people.models import CounterSettings, HeldCard, Link, Person, Registration
from tadafor.people.queries import counter
from tadafor.people.rules import Contact, ContactKind, Evidence, LinkKind, RoleKind
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.rules.counter import ClaimRefusal, CounterRefusal
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db(transaction=True)
CARD = Card(CardKind.NATIONAL, "LA4471")
SEEN = {"kind": LinkKind.RESIDENCE, "evidence": Evidence.NATIONAL_CARD}


@pytest.fixture
def clerks(larache, actor_of):
    """Two desk clerks of Larache."""
    with within(larache.pk):
        CounterSettings.objects.create(territory=larache, second_share=0)
    return [actor_of(give(make_person(f"موظفة {one}"), larache, RoleKind.CLERK)) for one in (1, 2)]


def test_two_clerks_confirm_one_card_for_two_persons(larache, clerks):
    """§ identity-displaces."""
    people = [make_person("أولى"), make_person("ثانية")]

    def confirming(clerk, person):
        return lambda: actions.confirm_link(
            actor=clerk,
            territory_id=larache.pk,
            person=person,
            shown=actions.Shown(card=CARD),
            now=now(),
            **SEEN,
        )

    results = at_once(None, *(confirming(*pair) for pair in zip(clerks, people, strict=True)))
    assert sorted(type(one).__name__ for one in results) == ["CounterRefusal", "Link"]
    assert CounterRefusal.CARD_HELD in results
    with within(larache.pk):
        assert Link.objects.filter(ended_at__isnull=True, person__in=people).count() == 1
        assert HeldCard.objects.filter(card_hash=counter.link_hash(larache.pk, CARD)).count() == 1


def test_two_clerks_confirm_one_person(larache, clerks):
    person = make_person()

    def confirming(clerk):
        return lambda: actions.confirm_link(
            actor=clerk,
            territory_id=larache.pk,
            person=person,
            shown=actions.Shown(card=CARD),
            now=now(),
            **SEEN,
        )

    results = at_once(None, *map(confirming, clerks))
    assert sum(isinstance(one, Link) for one in results) == 1
    with within(larache.pk):
        assert Link.objects.filter(person=person, ended_at__isnull=True).count() == 1


def registering(larache, clerk, name, card=CARD):
    return lambda: actions.register_person(
        actor=clerk,
        territory_id=larache.pk,
        name=name,
        language="ar",
        shown=actions.Shown(card=card),
        consented=True,
        now=now(),
        **SEEN,
    )


def test_two_clerks_register_one_card(larache, clerks):
    """§ identity-registered."""
    before = Person.objects.count()
    results = at_once(None, *(registering(larache, clerk, "فاطمة") for clerk in clerks))
    assert CounterRefusal.CARD_HELD in results
    assert Person.objects.count() == before + 1
    with within(larache.pk):
        assert (
            Registration.objects.count()
            == Link.objects.filter(ended_at__isnull=True, person__name="فاطمة").count()
            == 1
        )


def claiming(larache, made, phone):
    contact = Contact(ContactKind.PHONE, phone)
    return lambda: actions.claim_account(
        territory_id=larache.pk, registration_id=made.pk, contact=contact, now=now()
    )


def test_two_claims_of_one_receipt(larache, clerks):
    """§ identity-claim."""
    made = registering(larache, clerks[0], "فاطمة")()
    results = at_once(None, *(claiming(larache, made, phone) for phone in ("+212612345678", "+212687654321")))
    assert ClaimRefusal.CLAIMED in results
    (winner,) = [one for one in results if isinstance(one, Person)]
    made.person.refresh_from_db()
    assert made.person.phone == winner.phone


def test_two_receipts_claimed_with_one_phone(larache, clerks):
    """§ identity-claim."""
    other = Card(CardKind.NATIONAL, "LA4472")
    one, two = registering(larache, clerks[0], "فاطمة")(), registering(larache, clerks[0], "هند", other)()
    results = at_once(None, *(claiming(larache, made, "+212612345678") for made in (one, two)))
    assert ClaimRefusal.CONTACT_TAKEN in results
    assert Person.objects.filter(phone="+212612345678").count() == 1


def test_one_receipt_printed_twice(larache, clerks):
    """§ identity-receipt."""
    made = registering(larache, clerks[0], "فاطمة")()

    def printing(clerk):
        return lambda: actions.print_receipt(
            actor=clerk, territory_id=larache.pk, registration_id=made.pk, now=now()
        )

    results = at_once(None, *map(printing, clerks))
    assert CounterRefusal.ALREADY_SHOWN in results
    assert sum(not isinstance(one, CounterRefusal) for one in results) == 1
