"""The rows of law as everybody reads them and as the administrator adds to them."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere
from tadafor.notifications.models import Notice
from tadafor.petitions import queries
from tadafor.petitions.rules import State, Topic
from tadafor.petitions.tests.factories import SIGNED, bring_law, citizen_actor, make_petition
from tadafor.petitions.words import LAW_TEXTS, law_text

pytestmark = pytest.mark.django_db
AT = "/larache/petitions/"
ARABIC = re.compile(r"[\u0600-\u06ff]")
NEW = {
    "topic": "threshold",
    "kind": "citizens",
    "value": "250",
    "valid_from": "2026-03-01",
    "source": "قانون جديد",
    "applies": "on",
}


@pytest.fixture(autouse=True)
def _law(larache):
    with stopped_at(SIGNED):
        bring_law()
        yield


def test_every_text_of_the_law_is_read_in_french():
    """§ petitions-1"""
    texts = {text for law in queries.national_laws() for text in (law.source, law.article, law.note) if text}
    assert texts == {str(text) for text in LAW_TEXTS}
    with override("fr"):
        assert not [text for text in texts if ARABIC.search(law_text(text))]
        assert law_text("") == ""
        assert law_text("عرف الجماعة") == "عرف الجماعة"


def test_rows_that_overlap_say_which_is_in_force(larache, youssef, client_of):
    """§ petitions-1: of several rows about one thing, the newest that applies; the others stay."""
    client = client_of(youssef)

    def thresholds():
        groups = dict(client.get(f"{AT}desk/law/").context["groups"])
        return [(one.row.value, one.governs) for one in groups[Topic.THRESHOLD]]

    assert sorted(thresholds()) == [(100, False), (200, True), (400, False)]
    assert client.post(f"{AT}desk/law/new/", NEW).status_code == 303
    assert client.post(f"{AT}desk/law/new/", NEW | {"value": "260", "valid_from": "2027-01-01"}).url
    against = NEW | {"value": "600", "valid_from": "2026-03-02", "source": "مصدر مخالف"}
    assert client.post(f"{AT}desk/law/new/", {k: v for k, v in against.items() if k != "applies"}).url
    assert [pair for pair in thresholds() if pair[1]] == [(250, True)]
    assert {value for value, _ in thresholds()} == {100, 200, 400, 250, 260, 600}
    shown = Client().get(f"/fr{AT}law/").content.decode()
    assert "En vigueur aujourd’hui" in shown
    assert "Décret n° 2.16.403" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "0"}, "value"),
        ({"topic": "spread", "value": "900"}, "value"),
        ({"topic": "condition", "value": "1"}, "subject"),
        ({"subject": "form"}, "subject"),
        ({"source": " "}, "source"),
        ({"valid_from": "31/02/2026"}, "valid_from"),
    ],
)
def test_a_row_that_makes_no_sense_is_said_at_its_box(youssef, client_of, changes, said):
    """§ petitions-1"""
    page = client_of(youssef).post(f"{AT}desk/law/new/", NEW | changes)
    assert page.status_code == 400
    assert set(page.context["form"].errors) == {said}


def test_a_row_that_was_checked_is_recorded_again_with_its_mark(larache, youssef, client_of):
    """§ petitions-1: what is checked takes the place of the same words that nobody had checked."""
    client = client_of(youssef)

    def conditions():
        found = dict(client.get(f"{AT}desk/law/").context["groups"])[Topic.CONDITION]
        return [one.row for one in found if one.governs and one.row.subject == "common_interest"]

    old = conditions()[0]
    assert not old.is_verified
    form = client.get(f"{AT}desk/law/new/?row={old.pk}").context["form"]
    typed = {name: value or "" for name, value in form.initial.items()} | {
        "is_verified": "on",
        "applies": "on",
    }
    assert client.post(f"{AT}desk/law/new/", typed).status_code == 303
    assert [row.is_verified for row in conditions()] == [True]
    for nonsense in ("x", "9" * 30, "-1", "99999999"):
        assert client.get(f"{AT}desk/law/new/?row={nonsense}").status_code == 200


def test_the_same_row_twice_is_told(youssef, client_of):
    """§ petitions-1"""
    client = client_of(youssef)
    client.post(f"{AT}desk/law/new/", NEW)
    again = client.post(f"{AT}desk/law/new/", NEW)
    assert set(again.context["form"].errors) == {"source"}


def test_who_collects_is_told_that_the_law_moves(larache, salma, youssef, actor_of, client_of):
    """§ petitions-4: once for a row that moves what is asked; a row that moves nothing tells nobody."""
    draft = make_petition(larache, citizen_actor(larache), until=State.DRAFT)
    make_petition(larache, actor_of(salma))
    client = client_of(youssef)
    same, moves = NEW | {"value": "200"}, NEW | {"value": "250", "valid_from": "2027-01-01"}
    for row, expected in ((same, 0), ({**moves, "kind": "association"}, 0), (moves, 1)):
        assert client.post(f"{AT}desk/law/new/", row).status_code == 303
        with everywhere():
            told = list(Notice.objects.filter(kind="petitions.law_changed"))
        assert len(told) == expected
    notice = told[0]
    assert (notice.person_id, notice.territory_id) == (salma.pk, larache.pk)
    assert draft.code not in notice.address
