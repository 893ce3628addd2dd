"""The fixed cast: who holds what, seen as the rooms see it."""

import pytest

from tadafor.people.rules import Level, RoleKind

pytestmark = pytest.mark.django_db


def test_the_cast_is_what_it_says(actors, larache, beni_mellal):
    assert actors.salma.level is Level.LINK
    assert actors.salma.linked_to(larache.pk)
    assert not actors.salma.linked_to(beni_mellal.pk)
    assert not actors.salma.is_staff_of(larache.pk)
    assert [name for _, name in actors.idris.associations_in(larache.pk)] == ["جمعية الضفة للبيئة"]
    assert actors.idris.associations_in(beni_mellal.pk) == ()
    assert actors.nadia.has_role(larache.pk, RoleKind.FOCAL_POINT)
    assert actors.youssef.roles_in(larache.pk) == {RoleKind.ADMINISTRATOR}
    assert actors.amal.has_role(larache.pk, RoleKind.COMMITTEE, RoleKind.APPEAL)
    assert actors.karim.is_staff_of(beni_mellal.pk)
    assert not actors.karim.is_staff_of(larache.pk)
    assert actors.karim.second_factor
