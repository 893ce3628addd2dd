"""What the tests of the whole house share."""

from copy import deepcopy

import pytest
from django.db import transaction

from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tests import cast
from tests.world import Side, furnish


@pytest.fixture(scope="module")
def held(django_db_setup, django_db_blocker):
    """A transaction around the tests of one file: each of them leaves it as it was, it leaves nothing."""
    around = transaction.atomic()
    around._from_testcase = True
    with django_db_blocker.unblock():
        around.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def furnished(held, django_db_blocker):
    """Both territories, furnished once for a file, since each takes seconds.

    In such a file there is no other Larache: what wants an empty one stands in a file of its own.
    """
    with django_db_blocker.unblock():
        return furnished_larache(), furnished_beni_mellal()


def furnished_larache():
    larache = cast.larache()
    makers = (cast.salma, cast.idris, cast.nadia, cast.youssef, cast.amal)
    people = {make.__name__: make(larache) for make in makers}
    others = {
        kind.value: give(make_person(f"موظفة {kind}", email=f"{kind}@larache.example"), larache, kind)
        for kind in (RoleKind.DIRECTOR, RoleKind.CLERK, RoleKind.APPEAL, RoleKind.PRESIDENT)
    }
    return furnish(Side(larache, mark="MARKLARACHE", secret="SECRETLARACHE", people=people, staff=others))


def furnished_beni_mellal():
    beni_mellal = cast.beni_mellal()
    people = {"karim": cast.karim(beni_mellal)}
    return furnish(Side(beni_mellal, mark="MARKMELLAL", secret="SECRETMELLAL", people=people))


@pytest.fixture
def sides(furnished, db):
    """Both, as furnished: what a test changes in them or in the database is its own."""
    return deepcopy(furnished)


@pytest.fixture
def here(sides):
    """Larache, furnished: whose data must not leave."""
    return sides[0]


@pytest.fixture
def next_door(sides):
    """Béni Mellal, furnished: where the neighbour looks from."""
    return sides[1]
