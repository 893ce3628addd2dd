"""What people type, when it is an attack: it runs neither on a page nor in a sheet that was taken away."""

import re

import pytest
from django.test import Client

from tadafor.consultations.rules import Kind, NamesShown
from tadafor.consultations.tests.factories import citizen_actor, contribute, make_consultation
from tadafor.people.tests.factories import link, make_person
from tests.structure.addresses import every_address
from tests.test_security_input import cells_of
from tests.world import Side, furnish

ADDRESSES = [address for address in every_address() if address.is_ours]

PAYLOAD = """<script>alert(7)</script>"'><img src=x onerror=alert(7)>"""
HARMFUL = re.compile(r"""<script>alert|<img src=x|"'>""")


@pytest.fixture
def hostile(larache, idris, nadia, youssef, amal):
    """Larache, where everybody's name and every text is an attack."""
    attacker = make_person(PAYLOAD, email="attacker@larache.example")
    link(attacker, larache)
    cast = {"attacker": attacker, "idris": idris, "nadia": nadia, "youssef": youssef, "amal": amal}
    for person in cast.values():
        person.name = PAYLOAD
        person.save()
    return furnish(Side(larache, mark=PAYLOAD, secret=PAYLOAD, people=cast))


def test_what_people_typed_never_runs(hostile, client_of):
    """Every page of ours, as a visitor, as the author and as staff, with an attack in every text."""
    harmed, shown = [], 0
    clients = [Client(), *(client_of(person) for person in hostile.people.values())]
    for address in ADDRESSES:
        values = hostile.values_for(address)
        if not address.wanted <= values.keys():
            continue
        for client in clients:
            response = client.get(address.filled(values))
            if response.headers.get("Content-Type", "").startswith(("text/html", "application/atom")):
                page = response.content.decode()
                shown += "&lt;script&gt;alert(7)" in page
                harmed += [f"{address.name}: {found}" for found in set(HARMFUL.findall(page))]
    assert harmed == []
    assert shown > 10


# ---- files that leave the house

FORMULAS = [
    '=HYPERLINK("http://evil.invalid")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    '"=1+1',
]
STARTS_A_FORMULA = re.compile(r"[\s\"']*[=+\-@\t\r＝＋－＠]")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_an_export_holds_no_formula(kind, larache):
    consultation = make_consultation(larache, names_shown=NamesShown.FULL)
    for number, formula in enumerate(FORMULAS):
        author = citizen_actor(larache, name=formula)
        told = f"{formula} ثم كلام يكفي طولا {number}"
        words = {"title": formula, "body": told, "proposed": told, "passage": None}
        contribute(consultation, author, kind=Kind.NEW_ARTICLE, **words)
    answer = Client().get(f"/larache/consultations/{consultation.slug}/contributions.{kind}")

    cells = list(cells_of(kind, answer.getvalue()))

    assert sum("HYPERLINK" in cell for cell in cells) >= 2
    assert [cell for cell in cells if STARTS_A_FORMULA.match(cell) and not cell.startswith("'")] == []
