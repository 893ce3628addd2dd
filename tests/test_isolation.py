"""Nobody sees, or touches, what is another territory's, or staff's: every address of the house is asked.

The list comes from the resolver, so a page is covered on the day it is born, or this fails.
"""

import pytest
from django.test import Client

from tadafor.audit.models import ClearPart
from tadafor.kernel.scopes import within
from tests.structure.addresses import every_address, uncovered
from tests.world import KNOWN

ADDRESSES = [address for address in every_address() if address.is_ours]
STAFF = [address for address in ADDRESSES if address.is_staff]
OF_A_TERRITORY = [address for address in ADDRESSES if address.is_of_a_territory]
# Numbers that each territory counts for itself: under another's name they show that other's own.
COUNTED_APART = {"audit:consistency"}
# The standard asks for an answer that says there is none: no service here has a definition of its own.
NOTHING_THERE = {"suggestions:service_definition"}
WITH_IDENTIFIER = [
    address
    for address in OF_A_TERRITORY
    if address.wanted != {"territory"} and address.name not in COUNTED_APART | NOTHING_THERE
]
NOT_FOUND = 404
NOT_THIS_WAY = 405  # the page takes no form: nothing was asked of it
SIGN_IN = "/account/"


def test_every_address_is_covered():
    assert uncovered(every_address(), KNOWN) == []


def test_there_is_much_to_ask():
    """The control of every loop below: none of them runs over nothing."""
    assert len(STAFF) > 40
    assert len(WITH_IDENTIFIER) > 50


def test_staff_pages_belong_to_a_territory():
    assert [address.name for address in STAFF if not address.is_of_a_territory] == []


def is_closed(response, *, to_visitor):
    """Not found; or, for a visitor, the way to sign in."""
    leads_to_sign_in = response.status_code in {302, 303} and response.url.startswith(SIGN_IN)
    return response.status_code in {NOT_FOUND, NOT_THIS_WAY} or (to_visitor and leads_to_sign_in)


def everybody_of_staff(side):
    return [side.people["nadia"], side.people["youssef"], side.people["amal"], *side.staff.values()]


def test_staff_pages_open_to_the_staff_they_are_for(here, client_of):
    """The control: each staff page, filled in as below, is there for somebody of its own territory."""
    staff = [client_of(person) for person in everybody_of_staff(here)]
    closed = [
        f"{address.name} {path}"
        for address in STAFF
        if all(
            client.get(path := address.filled(here.values_for(address))).status_code == NOT_FOUND
            for client in staff
        )
    ]
    assert closed == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["visitor", "citizen", "association", "neighbour"])
def test_staff_pages_are_not_there_for(who, method, here, next_door, client_of):
    people = here.people | next_door.people
    people = {"citizen": people["salma"], "association": people["idris"], "neighbour": people["karim"]}
    client = Client() if who == "visitor" else client_of(people[who])
    opened = []
    for address in STAFF:
        path = address.filled(here.values_for(address))
        response = getattr(client, method)(path)
        if not is_closed(response, to_visitor=who == "visitor"):
            opened.append(f"{address.name} {path}: {response.status_code}")
    assert opened == []


def test_staff_pages_ask_for_the_second_factor(here, client_of):
    for person in everybody_of_staff(here):
        client = client_of(person, second_factor=False)
        opened = []
        for address in STAFF:
            response = client.get(address.filled(here.values_for(address)))
            if not is_closed(response, to_visitor=True):
                opened.append(f"{address.name}: {response.status_code}")
        assert opened == [], person


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["visitor", "citizen", "neighbour"])
def test_what_is_of_a_territory_is_not_found_under_another(who, method, here, next_door, client_of):
    people = {"citizen": here.people["salma"], "neighbour": next_door.people["karim"]}
    client = Client() if who == "visitor" else client_of(people[who])
    found = []
    for address in WITH_IDENTIFIER:
        path = address.filled(here.values_for(address) | {"territory": next_door.territory.slug})
        response = getattr(client, method)(path)
        if not is_closed(response, to_visitor=who == "visitor"):
            found.append(f"{address.name} {path}: {response.status_code}")
    assert found == []


def test_pages_with_an_identifier_open_under_their_own_territory(here, client_of):
    """The control of the test above: the same identifiers do lead somewhere at home."""
    clients = [Client(), *(client_of(person) for person in (*here.people.values(), *here.staff.values()))]
    lost = []
    for address in WITH_IDENTIFIER:
        path = address.filled(here.values_for(address))
        if all(client.get(path).status_code == NOT_FOUND for client in clients):
            lost.append(f"{address.name} {path}")
    assert lost == []


@pytest.mark.parametrize("who", ["visitor", "citizen", "neighbour"])
def test_nothing_of_a_territory_shows_on_the_pages_of_another(who, here, next_door, client_of):
    people = {"citizen": here.people["salma"], "neighbour": next_door.people["karim"]}
    client = Client() if who == "visitor" else client_of(people[who])
    shown = []
    for address in OF_A_TERRITORY:
        response = client.get(address.filled(next_door.values_for(address)))
        shown += [f"{address.name}: {word}" for word in (here.mark, here.secret) if word in body_of(response)]
    assert shown == []


@pytest.mark.parametrize("who", ["visitor", "citizen", "neighbour"])
def test_what_is_hidden_shows_nowhere(who, here, next_door, client_of):
    people = {"citizen": here.people["idris"], "neighbour": next_door.people["karim"]}
    client = Client() if who == "visitor" else client_of(people[who])
    shown = []
    for address in ADDRESSES:
        values = here.values_for(address)
        if address.wanted <= values.keys() and here.secret in body_of(client.get(address.filled(values))):
            shown.append(address.name)
    assert shown == []


def body_of(response):
    pieces = response.streaming_content if response.streaming else [response.content]
    return b"".join(pieces).decode(errors="replace")


@pytest.mark.parametrize("who", ["visitor", "association", "neighbour"])
def test_a_private_file_is_not_given_to(who, here, next_door, client_of):
    people = {"association": here.people["idris"], "neighbour": next_door.people["karim"]}
    client = Client() if who == "visitor" else client_of(people[who])
    assert client.get(the_private_file(here)).status_code == NOT_FOUND


def test_a_private_file_is_given_to_its_sender_and_to_staff_who_leave_a_row(here, client_of):
    path = the_private_file(here)
    seen = {name: client_of(here.people[name]).get(path).status_code for name in ("salma", "nadia")}
    with within(here.territory.pk):
        readings = list(ClearPart.objects.filter(entry__verb="documents.note_reading"))
    assert seen == {"salma": 200, "nadia": 200}
    assert [one.person_id for one in readings] == [here.people["nadia"].pk]


def the_private_file(side):
    address = next(address for address in ADDRESSES if address.name == "documents:read")
    return address.filled(side.values_for(address))
