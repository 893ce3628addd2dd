"""The cast: the people of the fixtures of the same names, for whoever makes them once for many tests."""

from tadafor.associations.tests.factories import make_association
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, link, make_person, make_territory


def larache():
    """The commune where nearly everything happens."""
    return make_territory("larache", "01.331.01.03")


def beni_mellal():
    """The commune next door, whose data must never show."""
    return make_territory("beni-mellal", "05.091.01.01")


def salma(larache):
    """A citizen of Larache."""
    return link(make_person("سلمى التجريبية", phone="+212612000001"), larache)


def idris(larache):
    """Speaks for an association of Larache."""
    person = link(make_person("إدريس التجريبي", email="idris@example.org"), larache)
    make_association(larache, "جمعية الضفة للبيئة", "2020/17", person)
    return person


def nadia(larache):
    """Focal point of Larache, and a service's agent there."""
    person = make_person("نادية التجريبية", email="nadia@larache.example")
    return give(person, larache, RoleKind.FOCAL_POINT, RoleKind.AGENT)


def youssef(larache):
    """Administrator of Larache."""
    person = make_person("يوسف التجريبي", email="youssef@larache.example")
    return give(person, larache, RoleKind.ADMINISTRATOR)


def amal(larache):
    """Member of the committee of Larache."""
    return give(make_person("أمل التجريبية", email="amal@example.org"), larache, RoleKind.COMMITTEE)


def karim(beni_mellal):
    """The neighbour: citizen and focal point of Béni Mellal."""
    person = link(make_person("كريم التجريبي", email="karim@beni-mellal.example"), beni_mellal)
    return give(person, beni_mellal, RoleKind.FOCAL_POINT)
