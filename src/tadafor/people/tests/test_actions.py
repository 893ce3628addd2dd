"""Accounts, roles and links, on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tadafor.audit.models import ClearPart, Entry
from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.people import actions, queries
from tadafor.people.models import Link, Person, Role, StatisticalFacts
from tadafor.people.rules import (
    PHONE_SILENCE,
    AccountRefusal,
    Contact,
    ContactKind,
    Evidence,
    Level,
    LinkKind,
    LinkRefusal,
    RoleKind,
    RoleRefusal,
)
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db

PHONE = Contact(ContactKind.PHONE, "+212612345678")
EMAIL = Contact(ContactKind.EMAIL, "new@example.org")


def rows(verb):
    with everywhere():
        return [(entry.territory_id, entry.subject) for entry in Entry.objects.filter(verb=verb)]


def refused(verb, **facts):
    with pytest.raises(Refused) as found:
        verb(**facts)
    return found.value.refusal


class TestAccounts:
    def test_a_first_visit_makes_an_account_and_the_next_finds_it(self):
        """§ accounts-one."""
        first = actions.open_account(contact=PHONE, language="fr", now=now())
        again = actions.open_account(contact=PHONE, language="ar", now=now())
        assert first == again
        assert (first.phone, first.email, first.language) == (PHONE.value, None, "fr")
        assert not first.has_usable_password()
        assert rows("people.open_account") == [(None, f"person:{first.pk}")]

    def test_a_phone_silent_for_a_year_opens_a_new_account(self):
        """§ contacts-recycled."""
        past = now() - PHONE_SILENCE - timedelta(days=1)
        old = make_person(phone=PHONE.value, registered_at=past)
        new = actions.open_account(contact=PHONE, language="ar", now=now())
        old.refresh_from_db()
        assert new != old
        assert (old.phone, old.is_active) == (None, False)
        assert rows("people.let_go_of_phone") == [(None, f"person:{old.pk}")]

    def test_with_an_email_the_old_account_stays_open(self):
        past = now() - PHONE_SILENCE - timedelta(days=1)
        old = make_person(phone=PHONE.value, email="old@example.org", registered_at=past)
        assert actions.open_account(contact=PHONE, language="ar", now=now()) != old
        old.refresh_from_db()
        assert (old.phone, old.email, old.is_active) == (None, "old@example.org", True)

    def test_somebody_who_came_lately_keeps_their_phone(self):
        past = now() - PHONE_SILENCE - timedelta(days=1)
        old = make_person(phone=PHONE.value, registered_at=past, last_login=now() - timedelta(days=30))
        assert actions.open_account(contact=PHONE, language="ar", now=now()) == old

    def test_a_second_contact(self, salma, actor_of):
        person = actions.add_contact(actor=actor_of(salma), contact=EMAIL, now=now())
        assert (person.email, person.phone) == (EMAIL.value, salma.phone)
        removed = actions.remove_contact(actor=actor_of(salma), kind=ContactKind.PHONE, now=now())
        assert (removed.email, removed.phone) == (EMAIL.value, None)
        last = {"actor": actor_of(salma), "kind": ContactKind.EMAIL, "now": now()}
        assert refused(actions.remove_contact, **last) is AccountRefusal.LAST_CONTACT

    def test_a_contact_of_somebody_else_is_not_taken(self, salma, idris, actor_of):
        taken = Contact(ContactKind.EMAIL, idris.email)
        facts = {"actor": actor_of(salma), "contact": taken, "now": now()}
        assert refused(actions.add_contact, **facts) is AccountRefusal.CONTACT_TAKEN
        idris.refresh_from_db()
        assert idris.email == taken.value

    def test_a_name_is_cleaned(self, salma, actor_of):
        name = "  سلمى\u202e \u200bالتجريبية  "
        person = actions.correct_account(actor=actor_of(salma), name=name, language="fr", now=now())
        assert (person.name, person.language) == ("سلمى التجريبية", "fr")
        empty = {"actor": actor_of(salma), "name": "\u200b \u202e", "language": "fr", "now": now()}
        assert refused(actions.correct_account, **empty) is AccountRefusal.NAME_EMPTY

    def test_facts_are_said_and_taken_back(self, salma, actor_of):
        """§ facts-optional."""
        said = {"sex": "woman", "age_band": "", "disability": "", "mother_tongue": ""}
        actions.declare_facts(actor=actor_of(salma), facts=said, now=now())
        assert queries.facts_of(salma.pk).sex == "woman"
        actions.declare_facts(actor=actor_of(salma), facts=dict.fromkeys(said, ""), now=now())
        assert queries.facts_of(salma.pk) is None
        with everywhere():
            clear = ClearPart.objects.filter(entry__verb="people.declare_facts")
            assert [part.content for part in clear] == [{}, {}]


class TestClosing:
    """§ accounts-close."""

    def test_what_goes_and_what_stays(self, idris, larache, actor_of):
        actions.declare_facts(actor=actor_of(idris), facts={"sex": "man"}, now=now())
        session = idris.get_session_auth_hash()
        person = actions.close_account(actor=actor_of(idris), now=now())
        assert (person.name, person.email, person.phone, person.is_active) == ("", None, None, False)
        assert person.get_session_auth_hash() != session
        assert not StatisticalFacts.objects.exists()
        assert queries.actor_of(idris.pk, now=now()) is None
        with within(larache.pk):
            assert not Link.objects.active().exists()
        assert rows("people.close_account") == [(None, f"person:{idris.pk}")]

    def test_the_contact_is_free_again(self, idris, actor_of):
        actions.close_account(actor=actor_of(idris), now=now())
        contact = Contact(ContactKind.EMAIL, "idris@example.org")
        assert actions.open_account(contact=contact, language="ar", now=now()).pk != idris.pk

    def test_staff_are_relieved_first(self, nadia, actor_of):
        facts = {"actor": actor_of(nadia), "now": now()}
        assert refused(actions.close_account, **facts) is AccountRefusal.HAS_ROLES
        nadia.refresh_from_db()
        assert nadia.is_active

    def test_twice_is_refused(self, salma, actor_of):
        actor = actor_of(salma)
        actions.close_account(actor=actor, now=now())
        assert refused(actions.close_account, actor=actor, now=now()) is AccountRefusal.CLOSED


class TestRoles:
    """§ roles-given, § roles-apart, § roles-last."""

    def test_given_and_taken_with_a_row_each(self, youssef, salma, larache, actor_of):
        administrator = actor_of(youssef)
        facts = {"actor": administrator, "territory_id": larache.pk, "now": now()}
        role = actions.give_role(person=salma, kind=RoleKind.CLERK, reason="قرار 12", **facts)
        assert actor_of(salma).has_role(larache.pk, RoleKind.CLERK)
        actions.take_role(role_id=role.pk, reason="نهاية المهمة", **facts)
        assert not actor_of(salma).is_staff_of(larache.pk)
        subject = (larache.pk, f"person:{salma.pk}")
        assert rows("people.give_role") == rows("people.take_role") == [subject]

    def test_nobody_else_gives_roles(self, nadia, salma, larache, karim, actor_of):
        facts = {"person": salma, "kind": RoleKind.CLERK, "reason": "قرار", "now": now()}
        for actor in (actor_of(nadia), actor_of(salma), actor_of(karim)):
            found = refused(actions.give_role, actor=actor, territory_id=larache.pk, **facts)
            assert found is RoleRefusal.NOT_ADMINISTRATOR

    def test_an_administrator_of_next_door_does_not(self, salma, larache, beni_mellal, actor_of):
        other = give(make_person(), beni_mellal, RoleKind.ADMINISTRATOR)
        facts = {"person": salma, "kind": RoleKind.CLERK, "reason": "قرار", "now": now()}
        found = refused(actions.give_role, actor=actor_of(other), territory_id=larache.pk, **facts)
        assert found is RoleRefusal.NOT_ADMINISTRATOR

    def test_a_role_of_next_door_is_not_there_to_take(self, youssef, karim, larache, beni_mellal, actor_of):
        with within(beni_mellal.pk):
            role = Role.objects.get(person=karim)
        facts = {"actor": actor_of(youssef), "role_id": role.pk, "reason": "سبب", "now": now()}
        assert refused(actions.take_role, territory_id=larache.pk, **facts) is RoleRefusal.NOT_HELD

    def test_the_refusal_names_what_is_held(self, youssef, amal, larache, actor_of):
        with pytest.raises(Refused) as found:
            actions.give_role(
                actor=actor_of(youssef),
                territory_id=larache.pk,
                person=amal,
                kind=RoleKind.APPEAL,
                reason="قرار",
                now=now(),
            )
        assert "عضو اللجنة" in found.value.sentence

    def test_the_same_person_may_hold_them_in_two_territories(self, amal, beni_mellal, larache, actor_of):
        give(amal, beni_mellal, RoleKind.APPEAL)
        assert len(actor_of(amal).roles) == 2

    def test_the_table_itself_refuses_what_must_not_meet(self, amal, larache):
        for kind in (RoleKind.APPEAL, RoleKind.COMMITTEE):
            with pytest.raises(IntegrityError), transaction.atomic():
                give(amal, larache, kind)

    def test_the_last_administrator_stays(self, youssef, larache, actor_of):
        with within(larache.pk):
            role = Role.objects.get(person=youssef)
        facts = {"territory_id": larache.pk, "role_id": role.pk, "reason": "سبب", "now": now()}
        assert refused(actions.take_role, actor=actor_of(youssef), **facts) is RoleRefusal.LAST_ADMINISTRATOR
        give(make_person(), larache, RoleKind.ADMINISTRATOR)
        actions.take_role(actor=actor_of(youssef), **facts)
        assert actor_of(youssef).roles == frozenset()

    def test_the_first_administrators(self, beni_mellal, actor_of):
        people = [make_person(), make_person()]
        facts = {"territory_id": beni_mellal.pk, "reason": "tadafor init", "now": now()}
        assert len(actions.appoint_first_administrators(people=people, **facts)) == 2
        assert all(actor_of(person).has_role(beni_mellal.pk, RoleKind.ADMINISTRATOR) for person in people)
        again = refused(actions.appoint_first_administrators, people=[make_person()], **facts)
        assert again is RoleRefusal.HAS_ADMINISTRATORS


class TestLinks:
    """§ links-seen, § links-own."""

    FACTS = {"kind": LinkKind.RESIDENCE, "evidence": Evidence.HOUSEHOLD_BILL}

    def test_confirmed_then_ended(self, nadia, idris, larache, actor_of):
        person = make_person()
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
        link = actions.confirm_link(person=person, **self.FACTS, **facts)
        assert actor_of(person).level is Level.LINK
        assert refused(actions.confirm_link, person=person, **self.FACTS, **facts) is (
            LinkRefusal.ALREADY_CONFIRMED
        )
        actions.end_link(link_id=link.pk, reason="انتقل للسكن", **facts)
        assert actor_of(person).level is Level.CONTACT
        again = refused(actions.end_link, link_id=link.pk, reason="مرة أخرى", **facts)
        assert again is LinkRefusal.ALREADY_ENDED
        subject = (larache.pk, f"person:{person.pk}")
        assert rows("people.confirm_link") == rows("people.end_link") == [subject]

    def test_nobody_confirms_their_own(self, nadia, larache, actor_of):
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
        assert refused(actions.confirm_link, person=nadia, **self.FACTS, **facts) is LinkRefusal.YOURSELF

    def test_only_the_desk_of_the_territory(self, youssef, karim, larache, salma, actor_of):
        for person in (youssef, karim, salma):
            facts = {"actor": actor_of(person), "territory_id": larache.pk, "now": now()}
            found = refused(actions.confirm_link, person=make_person(), **self.FACTS, **facts)
            assert found is LinkRefusal.NOT_ALLOWED

    def test_a_link_of_next_door_is_not_ended_from_here(self, karim, nadia, larache, beni_mellal, actor_of):
        with within(beni_mellal.pk):
            link = Link.objects.get(person=karim)
        facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
        found = refused(actions.end_link, link_id=link.pk, reason="سبب", **facts)
        assert found is LinkRefusal.ALREADY_ENDED


def test_everything_held_is_in_the_file(salma, larache, actor_of):
    """§ accounts-data."""
    actions.declare_facts(actor=actor_of(salma), facts={"sex": "woman"}, now=now())
    held = queries.held_data(salma.pk)
    assert held["account"]["phone"] == salma.phone
    assert held["links"][0]["territory"] == "larache"
    assert held["declared_facts"]["sex"] == "woman"
    columns = {field.name for field in Person._meta.get_fields() if not field.is_relation}
    assert columns - set(held["account"]) == {"id", "password", "is_superuser", "closed_at"}
