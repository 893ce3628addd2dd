"""What the tests of the whole house share."""

import pytest

from tests.world import Side, furnish


@pytest.fixture
def here(larache, salma, idris, nadia, youssef, amal):  # noqa: PLR0917 -- the whole cast
    """Larache, furnished: whose data must not leave."""
    cast = {"salma": salma, "idris": idris, "nadia": nadia, "youssef": youssef, "amal": amal}
    return furnish(Side(larache, mark="MARKLARACHE", secret="SECRETLARACHE", people=cast))


@pytest.fixture
def next_door(beni_mellal, karim):
    """Béni Mellal, furnished: where the neighbour looks from."""
    return furnish(Side(beni_mellal, mark="MARKMELLAL", secret="SECRETMELLAL", people={"karim": karim}))
