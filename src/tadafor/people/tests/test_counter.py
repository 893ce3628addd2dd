"""The verbs of the counter, on the database."""

from datetime import timedelta

import pytest

from tadafor.audit.models import ClearPart
from tadafor.kernel.clock import now, today
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people import actions, queries
from tadafor.people.models import CounterSettings, HeldCard, Link, Person, Registration
from tadafor.people.queries import counter
from tadafor.people.rules import (
    Channel,
    Contact,
    ContactKind,
    Evidence,
    LinkKind,
    LinkRefusal,
    RoleKind,
)
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.rules.confirming import Eligibility, Proof
from tadafor.people.rules.counter import ClaimRefusal, CounterRefusal, Second
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db
CARD = Card(CardKind.NATIONAL, "LA4471")
OTHER = Card(CardKind.NATIONAL, "LA4472")


@pytest.fixture
def hind(larache):
    """A desk clerk of Larache."""
    return give(make_person("هند التجريبية"), larache, RoleKind.CLERK)


@pytest.fixture
def share(larache):
    """A function: how many in a hundred are looked at again."""

    def chosen(percent):
        with within(larache.pk):
            CounterSettings.objects.update_or_create(territory=larache, defaults={"second_share": percent})

    chosen(0)
    return chosen


@pytest.fixture
def confirm(larache, actor_of, hind, share):
    def confirmed(person, card=None, *, clerk=None, kind=LinkKind.RESIDENCE, **shown):
        evidence = Evidence.NATIONAL_CARD if kind is LinkKind.RESIDENCE else Evidence.WORK_CERTIFICATE
        return actions.confirm_link(
            actor=actor_of(clerk or hind),
            territory_id=larache.pk,
            person=person,
            kind=kind,
            evidence=evidence,
            shown=actions.Shown(card=card, **shown),
            now=now(),
        )

    return confirmed


@pytest.fixture
def register(larache, actor_of, hind, share):
    def registered(name="فاطمة التجريبية", card=CARD, *, consented=True, **shown):
        return actions.register_person(
            actor=actor_of(hind),
            territory_id=larache.pk,
            name=name,
            language="ar",
            kind=LinkKind.RESIDENCE,
            evidence=Evidence.NATIONAL_CARD,
            shown=actions.Shown(card=card, **shown),
            consented=consented,
            now=now(),
        )

    return registered


def refusal_of(act):
    with pytest.raises(Refused) as refused:
        act()
    assert refused.value.sentence
    return refused.value.refusal


def declared_link(larache, person, proof=Proof.DECLARED, card=CARD):
    with within(larache.pk):
        link = Link.objects.create(
            territory=larache, person=person, kind="residence", proof=proof.value, confirmed_at=now()
        )
        HeldCard.objects.create(
            territory=larache,
            person=person,
            proof=proof.value,
            since=now(),
            card_hash=counter.link_hash(larache.pk, card),
        )
    return link


class TestEvidence:
    def test_facts_are_kept_and_no_number(self, confirm, larache):
        """§ identity-facts"""
        person = make_person()
        confirm(person, CARD, eligibility=Eligibility(old_enough=(15, 16)))
        assert queries.eligibility_of(person.pk, larache.pk).reaches(16)
        assert not queries.eligibility_of(person.pk, larache.pk).reaches(18)
        with within(larache.pk):
            told = [str(part.content) + part.reason for part in ClearPart.objects.all()]
            held = HeldCard.objects.get(person=person)
        assert not any("4471" in one for one in told)
        assert "4471" not in held.card_hash

    @pytest.mark.parametrize("proof", [Proof.DECLARED, Proof.LIST, Proof.OPENID])
    def test_the_desk_displaces_weaker(self, confirm, larache, proof):
        """§ identity-displaces"""
        thief, owner = make_person("غاصب"), make_person("صاحب")
        weaker = declared_link(larache, thief, proof)
        link = confirm(owner, CARD)
        weaker.refresh_from_db()
        assert link.displaced == thief.pk
        assert weaker.ended_at is not None
        assert counter.holder_of(larache.pk, CARD) == owner

    def test_equal_evidence_yields(self, confirm):
        confirm(make_person(), CARD)
        assert refusal_of(lambda: confirm(make_person(), CARD)) is CounterRefusal.CARD_HELD

    def test_one_may_prove_more_for_oneself(self, confirm, larache):
        person = make_person()
        weaker = declared_link(larache, person, Proof.LIST)
        link = confirm(person, CARD)
        weaker.refresh_from_db()
        assert link.displaced is None
        assert weaker.ended_at is not None
        assert refusal_of(lambda: confirm(person, CARD)) is LinkRefusal.ALREADY_CONFIRMED


class TestSecondCheck:
    def test_all_or_none_are_drawn(self, confirm, share):
        assert confirm(make_person()).second == Second.NONE.value
        share(100)
        link = confirm(make_person())
        assert link.second == Second.DRAWN.value
        assert link.second_due == today() + timedelta(days=3)

    def test_the_draw_is_the_same_each_time_and_near_the_share(self, larache, beni_mellal):
        """§ identity-second"""
        told = [counter.drawn(larache.pk, f"{one}") for one in range(2000)]
        assert told == [counter.drawn(larache.pk, f"{one}") for one in range(2000)]
        assert told != [counter.drawn(beni_mellal.pk, f"{one}") for one in range(2000)]
        assert 140 < sum(one < 10 for one in told) < 260

    def test_a_colleague_agrees(self, confirm, share, larache, actor_of, hind, nadia):
        share(100)
        person = make_person()
        link = confirm(person)
        facts = {"territory_id": larache.pk, "link_id": link.pk, "agrees": True, "reason": "", "now": now()}
        assert (
            refusal_of(lambda: actions.check_second(actor=actor_of(hind), **facts))
            is CounterRefusal.SAME_PERSON
        )
        assert actions.check_second(actor=actor_of(nadia), **facts).second_by_id == nadia.pk
        assert (
            refusal_of(lambda: actions.check_second(actor=actor_of(nadia), **facts))
            is CounterRefusal.ALREADY_CHECKED
        )

    def test_a_colleague_objects_with_a_reason(self, confirm, share, larache, actor_of, nadia):
        share(100)
        person = make_person()
        link = confirm(person)
        facts = {"territory_id": larache.pk, "link_id": link.pk, "agrees": False, "now": now()}
        act = actions.check_second
        assert refusal_of(lambda: act(actor=actor_of(nadia), reason=" ", **facts)) is CounterRefusal.NO_REASON
        act(actor=actor_of(nadia), reason="الوثيقة لشخص آخر", **facts)
        assert queries.eligibility_of(person.pk, larache.pk) is None
        assert refusal_of(lambda: act(actor=actor_of(nadia), reason="x", **facts)) is CounterRefusal.ENDED


class TestFamily:
    def test_the_first_waits_for_a_colleague(self, confirm, larache, actor_of, nadia):
        """§ identity-family"""
        person = make_person()
        link = confirm(person, family=True)
        assert link.second == Second.NEEDED.value
        assert not actor_of(person).linked_to(larache.pk)
        actions.check_second(
            actor=actor_of(nadia), territory_id=larache.pk, link_id=link.pk, agrees=True, reason="", now=now()
        )
        assert actor_of(person).linked_to(larache.pk)

    def test_a_clerk_who_confirms_their_own_family_twice_is_refused(self, confirm):
        confirm(make_person(), family=True)
        assert refusal_of(lambda: confirm(make_person(), family=True)) is CounterRefusal.FAMILY_TWICE

    def test_the_same_address_is_the_same_family(self, confirm, hind, nadia):
        confirm(hind, clerk=nadia, household="زنقة 12، رقم ٤")
        assert confirm(make_person(), household="زنقة 12 رقم 4").is_family
        assert (
            refusal_of(lambda: confirm(make_person(), household="زنقة 12 - رقم 4"))
            is CounterRefusal.FAMILY_TWICE
        )
        assert not confirm(make_person(), household="زنقة 13 رقم 4").is_family


class TestRegistered:
    def receipt(self, larache, actor_of, hind, made):
        return actions.print_receipt(
            actor=actor_of(hind), territory_id=larache.pk, registration_id=made.pk, now=now()
        )

    def test_without_phone_or_email(self, register, larache, actor_of):
        """§ identity-registered"""
        person = register().person
        assert (person.email, person.phone, person.channel) == (None, None, Channel.DESK.value)
        assert actor_of(person).linked_to(larache.pk)

    @pytest.mark.parametrize(
        ("changed", "refusal"),
        [
            ({"consented": False}, CounterRefusal.NO_CONSENT),
            ({"card": None}, CounterRefusal.CARD_NEEDED),
        ],
    )
    def test_refused(self, register, changed, refusal):
        assert refusal_of(lambda: register(**changed)) is refusal
        assert not Person.objects.filter(channel="desk").exists()

    def test_one_card_is_registered_once(self, register, confirm):
        register()
        assert refusal_of(register) is CounterRefusal.CARD_HELD
        confirm(make_person(), OTHER)
        assert refusal_of(lambda: register(card=OTHER)) is CounterRefusal.CARD_HELD
        assert Person.objects.filter(channel="desk").count() == 1

    def test_the_code_is_shown_once(self, register, larache, actor_of, hind):
        """§ identity-receipt"""
        made = register()
        code = self.receipt(larache, actor_of, hind, made).code
        assert len(code) == 12
        assert code not in repr(made.__dict__)
        assert refusal_of(lambda: self.receipt(larache, actor_of, hind, made)) is CounterRefusal.ALREADY_SHOWN

    def test_a_renewed_receipt_needs_the_card_and_kills_the_first(self, register, larache, actor_of, hind):
        made = register()
        first = self.receipt(larache, actor_of, hind, made).code
        facts = {
            "actor": actor_of(hind),
            "territory_id": larache.pk,
            "registration_id": made.pk,
            "now": now(),
        }
        assert refusal_of(lambda: actions.renew_receipt(card=OTHER, **facts)) is ClaimRefusal.NOT_TOGETHER
        actions.renew_receipt(card=CARD, **facts)
        second = self.receipt(larache, actor_of, hind, made).code
        tried = {"territory_id": larache.pk, "card": CARD, "now": now()}
        assert first != second
        assert refusal_of(lambda: actions.try_receipt(code=first, **tried)) is ClaimRefusal.NOT_TOGETHER
        assert actions.try_receipt(code=second, **tried) == made

    def test_the_account_is_claimed_with_the_code_and_the_card(self, register, larache, actor_of, hind):
        """§ identity-claim"""
        made = register()
        code = self.receipt(larache, actor_of, hind, made).code
        place = {"territory_id": larache.pk, "now": now()}
        assert (
            refusal_of(lambda: actions.try_receipt(code=code, card=OTHER, **place))
            is ClaimRefusal.NOT_TOGETHER
        )
        actions.try_receipt(code=code, card=CARD, **place)
        phone = Contact(ContactKind.PHONE, "+212612000099")
        person = actions.claim_account(registration_id=made.pk, contact=phone, **place)
        assert (person.pk, person.phone) == (made.person_id, phone.value)
        assert refusal_of(lambda: actions.try_receipt(code=code, card=CARD, **place)) is ClaimRefusal.CLAIMED
        assert (
            refusal_of(lambda: actions.claim_account(registration_id=made.pk, contact=phone, **place))
            is ClaimRefusal.CLAIMED
        )

    def test_five_wrong_cards_stop_the_receipt(self, register, larache, actor_of, hind):
        code = self.receipt(larache, actor_of, hind, register()).code
        for _ in range(5):
            refusal_of(lambda: actions.try_receipt(territory_id=larache.pk, code=code, card=OTHER, now=now()))
        assert (
            refusal_of(lambda: actions.try_receipt(territory_id=larache.pk, code=code, card=CARD, now=now()))
            is ClaimRefusal.TOO_MANY
        )

    def test_a_contact_of_another_account_does_not_claim(self, register, larache, salma):
        made = register()
        phone = Contact(ContactKind.PHONE, salma.phone)
        assert (
            refusal_of(
                lambda: actions.claim_account(
                    territory_id=larache.pk, registration_id=made.pk, contact=phone, now=now()
                )
            )
            is ClaimRefusal.CONTACT_TAKEN
        )

    def test_a_receipt_claimed_by_a_recycled_phone_is_refused(self, register, larache, actor_of, hind):
        """The number passed to somebody else: alone, and even with the receipt found, it opens nothing."""
        made = register()
        code = self.receipt(larache, actor_of, hind, made).code
        phone = Contact(ContactKind.PHONE, "+212612000099")
        place = {"territory_id": larache.pk}
        owner = actions.claim_account(registration_id=made.pk, contact=phone, now=now(), **place)
        later = now() + timedelta(days=400)
        newcomer = actions.open_account(contact=phone, language="ar", now=later)
        assert newcomer.pk != owner.pk
        assert not actor_of(newcomer).linked_to(larache.pk)
        assert (
            refusal_of(lambda: actions.try_receipt(code=code, card=OTHER, now=later, **place))
            is ClaimRefusal.NOT_TOGETHER
        )
        assert actions.try_receipt(code=code, card=CARD, now=later, **place).person_id == owner.pk
        assert actor_of(owner).linked_to(larache.pk)

    def test_closing_leaves_no_card(self, register, larache, actor_of):
        person = register().person
        actions.close_account(actor=actor_of(person), now=now())
        with within(larache.pk):
            assert not HeldCard.objects.filter(person=person).exists()
            assert Registration.objects.get(person=person).card_hash == f"closed {person.pk}"
        assert register().person != person


class TestFigures:
    def test_per_clerk_and_day_by_number(self, confirm, register, share, larache, actor_of, hind, nadia):
        """§ identity-figures"""
        share(100)
        link = confirm(make_person())
        register()
        actions.check_second(
            actor=actor_of(nadia), territory_id=larache.pk, link_id=link.pk, agrees=True, reason="", now=now()
        )
        rows = queries.figures_of_counter(larache.pk, since=today() - timedelta(days=30))
        numbers = counter.clerk_numbers(larache.pk)
        assert {row.clerk: (row.confirmed, row.registered, row.checked) for row in rows} == {
            numbers[hind.pk]: (2, 1, 0),
            numbers[nadia.pk]: (0, 0, 1),
        }

    def test_who_registered_whom_and_when(self, register, larache, hind, nadia):
        """§ identity-seven-days"""
        person = register().person
        assert queries.registered_by_at(larache.pk, hind.pk, person.pk) == today()
        assert queries.registered_by_at(larache.pk, nadia.pk, person.pk) is None
