"""What two people, or two clicks, must not do at the same moment."""

import pytest

from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people import actions, queries
from tadafor.people.models import CodeDay, OneTimeCode, Person, Role
from tadafor.people.rules import (
    Budget,
    CodeRefusal,
    Contact,
    ContactKind,
    RoleKind,
    RoleRefusal,
    TryRefusal,
)
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_first_visits_make_one_account():
    """§ accounts-one."""
    contact = Contact(ContactKind.PHONE, "+212612345678")
    people = at_once(
        None,
        *[lambda: actions.open_account(contact=contact, language="ar", now=now())] * 8,
    )
    assert len({person.pk for person in people}) == 1
    assert Person.objects.count() == 1


def test_two_roles_that_must_not_meet(larache, youssef, salma, actor_of):
    """§ roles-apart."""
    administrator = actor_of(youssef)

    def giving(kind):
        return lambda: actions.give_role(
            actor=administrator,
            territory_id=larache.pk,
            person=salma,
            kind=kind,
            reason="قرار",
            now=now(),
        )

    kinds = (RoleKind.CLERK, RoleKind.COMMITTEE, RoleKind.APPEAL)
    results = at_once(None, *map(giving, kinds))
    assert (
        sorted(str(found) for found in results if found is RoleRefusal.INCOMPATIBLE) == ["incompatible"] * 2
    )
    assert len(actor_of(salma).roles_in(larache.pk)) == 1


def test_two_administrators_who_remove_each_other(larache, youssef, actor_of):
    """§ roles-last."""
    other = give(make_person(), larache, RoleKind.ADMINISTRATOR)
    with within(larache.pk):
        roles = {role.person_id: role.pk for role in Role.objects.filter(kind="administrator")}

    def taking(by, whose):
        actor = actor_of(by)
        return lambda: actions.take_role(
            actor=actor, territory_id=larache.pk, role_id=roles[whose.pk], reason="سبب", now=now()
        )

    results = at_once(None, taking(youssef, other), taking(other, youssef))
    assert RoleRefusal.LAST_ADMINISTRATOR in results
    assert len(queries.staff_ids(larache.pk, RoleKind.ADMINISTRATOR)) == 1


def test_the_limit_of_codes_is_exact():
    """§ codes-limits."""
    contact = Contact(ContactKind.PHONE, "+212612345678")
    results = at_once(
        None, *[lambda: actions.ask_for_code(contact=contact, address="", budget=Budget(), now=now())] * 8
    )
    assert results.count(CodeRefusal.HOUR) == 5
    assert OneTimeCode.objects.count() == 3


def test_the_budget_is_exact(larache):
    """§ codes-budget."""
    budget = Budget(larache.pk, daily=3)

    def asking(number):
        contact = Contact(ContactKind.PHONE, f"+21261234560{number}")
        return lambda: actions.ask_for_code(contact=contact, address="", budget=budget, now=now())

    results = at_once(None, *map(asking, range(8)))
    assert results.count(CodeRefusal.BUDGET) == 5
    assert CodeDay.objects.get().sent == 3
    assert sum(getattr(found, "alarm", False) for found in results) == 1


def test_tries_at_once_are_all_counted():
    """§ codes-tries."""
    contact = Contact(ContactKind.EMAIL, "a@example.org")
    asked = actions.ask_for_code(contact=contact, address="", budget=Budget(), now=now())
    wrong = "000000" if asked.code != "000000" else "111111"
    results = at_once(
        None,
        *[lambda: actions.try_code(browser=asked.browser, typed=wrong, now=now())] * 8,
    )
    assert results.count(TryRefusal.WRONG) == 4
    assert results.count(TryRefusal.TOO_MANY) == 4
    assert OneTimeCode.objects.get().tries == 5


def test_a_right_code_twice_at_once_opens_once():
    contact = Contact(ContactKind.EMAIL, "a@example.org")
    asked = actions.ask_for_code(contact=contact, address="", budget=Budget(), now=now())
    results = at_once(
        None,
        *[lambda: actions.try_code(browser=asked.browser, typed=asked.code, now=now())] * 4,
    )
    assert results.count(TryRefusal.NONE) == 3
