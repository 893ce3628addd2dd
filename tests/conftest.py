"""What the tests of the whole house share."""

import pytest

from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tests.world import Side, furnish


@pytest.fixture
def here(larache, salma, idris, nadia, youssef, amal):
    """Larache, furnished: whose data must not leave."""
    cast = {"salma": salma, "idris": idris, "nadia": nadia, "youssef": youssef, "amal": amal}
    others = {
        kind.value: give(make_person(f"موظفة {kind}", email=f"{kind}@larache.example"), larache, kind)
        for kind in (RoleKind.DIRECTOR, RoleKind.CLERK, RoleKind.APPEAL, RoleKind.PRESIDENT)
    }
    return furnish(Side(larache, mark="MARKLARACHE", secret="SECRETLARACHE", people=cast, staff=others))


@pytest.fixture
def next_door(beni_mellal, karim):
    """Béni Mellal, furnished: where the neighbour looks from."""
    return furnish(Side(beni_mellal, mark="MARKMELLAL", secret="SECRETMELLAL", people={"karim": karim}))
