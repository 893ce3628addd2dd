"""What a territory owes, from every room: one calendar, nothing of a neighbour, one sheet of paper."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tadafor.home import documents
from tadafor.home.queries.owed import owed_of
from tadafor.kernel.clock import day_of, stopped_at
from tadafor.kernel.owing import Owed
from tadafor.kernel.scopes import within
from tests.world import MORNING

pytestmark = pytest.mark.django_db
TODAY = day_of(MORNING)
LONG = "تهيئة الأزقة والممرات وربط الأحياء الناقصة التجهيز بشبكات الماء والكهرباء والتطهير السائل " * 3


def get(path, at=MORNING):
    with stopped_at(at):
        return Client().get(path)


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
