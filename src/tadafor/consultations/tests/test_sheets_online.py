"""A printed sheet is one contribution, whether its paper is handed in or its code is followed."""

import re

import pytest
from django.test import Client

from tadafor.consultations import actions, rules
from tadafor.consultations.models import Contribution, PrintedSheet, Sheet
from tadafor.consultations.tests.factories import CARD, DURING, make_cards, make_consultation, staff_actor
from tadafor.consultations.tests.test_sheets import typed
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db
FORM = "/larache/consultations/charter/articles/reply-delays/comment/"
ENTER = "/larache/consultations/desk/charter/enter/"


@pytest.fixture(autouse=True)
def during():
    with clock.stopped_at(DURING):
        yield


@pytest.fixture
def consultation(larache):
    return make_consultation(larache)


def printed(one, kind=rules.Kind.COMMENT, passage="reply-delays"):
    """The number of a sheet just printed."""
    with within(one.territory_id):
        actions.print_sheets(
            consultation=one,
            workshop=None,
            subjects=[actions.Subject(kind, passage)],
            copies=1,
            two_a_page=False,
            actor=staff_actor(one.territory, RoleKind.CLERK),
            now=DURING,
        )
        return PrintedSheet.objects.get(consultation=one).serial


@pytest.fixture
def serial(consultation):
    return printed(consultation)


def said(**changes):
    return {"body": "أجل الشهر طويل لقناة مكسورة.", "token": token(), "serial": ""} | changes


def on_paper(serial):
    return typed(serial=serial, workshop="", table="", received_on="2026-03-10")


def text_of(response):
    return response.content.decode()


def count(territory):
    with within(territory.pk):
        return Contribution.objects.count(), Sheet.objects.filter(undone_at=None).count()


def test_the_form_keeps_the_number_of_the_sheet_that_led_to_it(serial):
    """§ consultations-sheet-online"""
    visitor = Client()
    address = visitor.get(f"/larache/consultations/s/{serial}/").url
    hidden = re.search(r'<input type="hidden" name="serial" value="(\w+)"', text_of(visitor.get(address)))
    assert hidden is not None
    assert hidden[1] == serial


def test_what_was_sent_online_is_not_entered_again_at_the_desk(serial, larache, salma, nadia, client_of):
    """§ consultations-sheet-online"""
    assert client_of(salma).post(FORM, said(serial=serial)).status_code == 303
    response = client_of(nadia).post(ENTER, on_paper(serial))
    assert response.status_code == 400
    assert "سُجلت هذه الورقة من قبل: مساهمة رقم 1" in text_of(response)
    assert count(larache) == (1, 1)


def test_what_the_desk_entered_is_not_sent_again_online(serial, larache, salma, nadia, client_of):
    """§ consultations-sheet-online"""
    client_of(nadia).post(ENTER, on_paper(serial))
    citizen, typed_in = client_of(salma), said(serial=serial)
    response = citizen.post(FORM, typed_in)
    assert response.status_code == 409
    assert "سُجلت هذه الورقة من قبل: مساهمة رقم 1، ولا تُحسب مرتين" in text_of(response)
    assert typed_in["body"] in text_of(response)
    assert count(larache) == (1, 1)
    assert serial not in text_of(response)  # another idea goes on without it, as the sentence says
    assert citizen.post(FORM, said(body="فكرة أخرى غير ما في الورقة.")).status_code == 303
    assert count(larache) == (2, 1)


@pytest.mark.parametrize("language", ["", "/fr"])
def test_whoever_follows_the_code_of_an_entered_sheet_reads_it_before_writing(
    serial, nadia, client_of, language
):
    """§ consultations-sheet-online"""
    client_of(nadia).post(ENTER, on_paper(serial))
    said_first = text_of(Client().get(f"{language}{FORM}?sheet={serial}"))
    assert ("contribution n° 1" if language else "مساهمة رقم 1، ولا تُحسب مرتين") in said_first
    assert f'value="{serial}"' not in said_first


def test_signing_in_on_the_way_keeps_the_number(serial, salma, client_of):
    visitor = Client()
    assert visitor.post(FORM, said(serial=serial)).status_code == 303
    (kept,) = [value for name, value in visitor.session.items() if name.startswith("typed:")]
    assert kept["serial"] == serial


def test_a_number_never_printed_here_is_not_kept_for_anybody(serial, larache, salma, client_of):
    """Nobody takes a sheet's place by guessing: § consultations-sheet-online."""
    strange = rules.serial_of("ZZZZZ9")
    response = client_of(salma).post(FORM, said(serial=strange))
    assert response.status_code == 409
    assert "رقم الورقة غير صحيح" in text_of(response)
    assert f'value="{strange}"' not in text_of(Client().get(f"{FORM}?sheet={strange}"))
    assert count(larache) == (0, 0)


def test_the_same_form_sent_twice_is_one_contribution(serial, larache, salma, client_of):
    citizen, same = client_of(salma), said(serial=serial)
    assert [citizen.post(FORM, same).status_code for _ in range(2)] == [303, 303]
    assert count(larache) == (1, 1)


def test_taking_the_contribution_back_frees_the_sheet(serial, larache, salma, nadia, client_of):
    """§ consultations-sheet-online"""
    citizen = client_of(salma)
    citizen.post(FORM, said(serial=serial))
    assert citizen.post("/larache/consultations/charter/contributions/1/withdraw/").status_code == 303
    assert client_of(nadia).post(ENTER, on_paper(serial)).status_code == 303
    assert count(larache) == (2, 1)


@pytest.mark.parametrize(
    ("kind", "passage", "path"),
    [
        (rules.Kind.REMARK, CARD, f"articles/{CARD}/remark/"),
        (rules.Kind.NEW_PROJECT, None, "contribute/new_project/"),
    ],
)
def test_on_cards_too(larache, salma, nadia, client_of, kind, passage, path):
    """§ consultations-sheet-online"""
    one = make_cards(larache)
    serial = printed(one, kind, passage)
    citizen, form = client_of(salma), f"/larache/consultations/{one.slug}/{path}"
    assert f'value="{serial}"' in text_of(citizen.get(f"{form}?sheet={serial}"))
    facts = {"title": "ساحة للأطفال", "problem": "لا مكان للعب.", "serial": serial, "token": token()}
    assert citizen.post(form, facts).status_code == 303
    again = {"kind": kind.value, "passage": passage or "", "author_kind": "citizen", "channel": "paper"}
    again |= {"serial": serial, "received_on": "2026-03-10", "token": token()}
    response = client_of(nadia).post(
        f"/larache/consultations/desk/{one.slug}/enter/", again | {"title": "ساحة", "problem": "لا مكان."}
    )
    assert "سُجلت هذه الورقة من قبل: مساهمة رقم 1" in text_of(response)
    assert count(larache) == (1, 1)
