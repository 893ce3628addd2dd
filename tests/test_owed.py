"""What a territory owes, from every room: one calendar, nothing of a neighbour, one sheet of paper."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from pypdf import PdfReader

from tadafor.home import documents
from tadafor.home.queries.owed import owed_of
from tadafor.kernel.clock import day_of, stopped_at
from tadafor.kernel.owing import Owed
from tadafor.kernel.scopes import within
from tests.world import MORNING

pytestmark = pytest.mark.django_db
TODAY = day_of(MORNING)
MOST_QUERIES = 11
LONG = "تهيئة الأزقة والممرات وربط الأحياء الناقصة التجهيز بشبكات الماء والكهرباء والتطهير السائل " * 3


def get(path, at=MORNING):
    with stopped_at(at):
        return Client().get(path)


def test_every_room_says_what_is_owed_here_and_nothing_of_next_door(here, next_door):
    """§ home-owed, § home-one-territory, § home-kept: one furnished house, looked at from every side"""
    page = get("/larache/owed/").content.decode()
    assert "MARKLARACHE" in page
    for hidden in ("MARKMELLAL", "SECRETLARACHE", "SECRETMELLAL"):
        assert hidden not in page
    data = json.loads(get("/larache/owed/owed.json").content)["owed"]
    told = {one["room"] for one in data}
    assert {"petitions", "commitments", "suggestions", "councils"} <= told
    assert told <= {setting.split(".")[1] for setting in settings.TADAFOR_OWED}
    assert [one["day"] for one in data] == sorted(one["day"] for one in data)
    assert all(not one["name"] for one in data if one["room"] in {"suggestions", "moderation"})
    _leads_to_pages_that_anybody_reads(data)
    _is_followed_by_a_telephone(data)
    _asks_few_questions_and_ends_at_midnight()


def _leads_to_pages_that_anybody_reads(data):
    addresses = {one["address"].removeprefix(settings.PUBLIC_ADDRESS.rstrip("/")) for one in data}
    assert {path: get(path).status_code for path in addresses} == dict.fromkeys(addresses, 200)


def _is_followed_by_a_telephone(data):
    first, later = (
        Calendar.from_ical(get("/larache/owed/owed.ics", at=at).content).walk("VEVENT")
        for at in (MORNING, MORNING + timedelta(hours=1))
    )
    assert [event.decoded("dtstart").isoformat() for event in first] == [one["day"] for one in data]
    keys = [str(event["uid"]) for event in first]
    assert len(set(keys)) == len(keys)
    assert keys == [str(event["uid"]) for event in later]


def _asks_few_questions_and_ends_at_midnight():
    night = MORNING.replace(hour=22, minute=59, second=50)  # ten seconds to midnight in Morocco
    for path in ("/larache/owed/", "/fr/larache/owed/", "/larache/owed/owed.json"):
        with CaptureQueriesContext(connection) as asked:
            response = get(path)
        assert len(asked) <= MOST_QUERIES, [one["sql"][:90] for one in asked]
        assert response["Cache-Control"] == "public, max-age=60"
        assert get(path, at=night)["Cache-Control"] == "public, max-age=10"


def test_a_territory_that_owes_nothing_says_so(larache):
    """§ home-owed"""
    larache.session_months = []
    larache.save()
    assert "لا أجل علينا في السنة القادمة" in get("/larache/owed/").content.decode()
    assert json.loads(get("/larache/owed/owed.json").content)["owed"] == []
    assert b"BEGIN:VEVENT" not in get("/larache/owed/owed.ics").content
    assert len(PdfReader(BytesIO(get("/larache/owed/week.pdf").content)).pages) == 1


@pytest.fixture
def owing_much(larache, monkeypatch):
    """Return what a territory owes that owes ``late``, ``now`` and ``next`` deadlines with long names."""

    def owing(late, now, soon):
        days = [*(-1 - at for at in range(late)), *[0] * now, *[5] * soon]
        rows = [
            Owed(
                room="x",
                kind=str(at),
                what=LONG,
                on=TODAY + timedelta(days=days[at]),
                address="/x/",
                name=LONG,
            )
            for at in range(len(days))
        ]
        monkeypatch.setattr(
            "tadafor.home.queries.owed.owed_by", lambda *_: sorted(rows, key=lambda one: one.on)
        )
        with within(larache.pk):
            return owed_of(larache.pk, "larache", TODAY)

    return owing


@pytest.mark.parametrize(
    ("amounts", "shown", "left"),
    [
        ((0, 0, 0), [0, 0, 0], ["", "", ""]),
        ((2, 1, 3), [2, 1, 3], ["", "", ""]),
        ((500, 0, 0), [20, 0, 0], ["480", "", ""]),
        ((500, 80, 90), [7, 7, 6], ["493", "73", "84"]),
    ],
)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_sheet_is_one_page_whatever_is_owed(amounts, shown, left, language, owing_much):
    """§ home-sheet"""
    from django.utils.translation import override

    from tadafor.ui.documents import pdf

    with override(language):
        told = documents.week_sheet(
            owing_much(*amounts), territory="جماعة العرائش", address="https://x.example/"
        )
    assert [len(part["lines"]) for part in told["parts"]] == shown
    assert [part["left"].rpartition(" ")[2] for part in told["parts"]] == left
    made = pdf("home/documents/week.typ", told, day=TODAY)
    assert len(PdfReader(BytesIO(made)).pages) == 1
