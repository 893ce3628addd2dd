"""What people type, or send instead of typing, neither runs nor breaks anything."""

import csv
import json
import re
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.structure.addresses import every_address
from tests.world import public_pages

SIGN_IN = "/account/login/"
ADDRESSES = [address for address in every_address() if address.is_ours]

HOSTILE = [
    "'; DROP TABLE people_person; --",
    '" OR 1=1 --',
    "%' ESCAPE '\\",
    "\x00",
    "99999999999999999999999999",
    "-1",
    "\u202e\u2066\u200b",
    "((((((((((",
    "أ" * 5000,
]
ASKED = (
    "q",
    "page",
    "name",
    "start",
    "entry",
    "order",
    "sort",
    "kind",
    "article",
    "outcome",
    "status",
    "next",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_get_an_answer(text, here):
    """Whatever stands in the address, a page answers: found, not found, or not understood."""
    broken = [
        f"{name}: {answer.status_code}"
        for name, path in public_pages(here)
        if (answer := Client().get(path, dict.fromkeys(ASKED, text))).status_code >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_forms_get_an_answer(text, here, client_of):
    client, broken = client_of(here.citizen), []
    for name, path in public_pages(here):
        if name in {"people:close", "people:sign_out"}:
            continue
        shown = client.get(path)
        page = "" if shown.streaming else shown.content.decode(errors="replace")
        boxes = re.findall(r'name="([\w-]+)"', page)
        answer = client.post(path, dict.fromkeys(boxes, text))
        if answer.status_code >= 500:
            broken.append(f"{name}: {answer.status_code}")
    assert broken == []


@pytest.mark.parametrize(
    "path", ["/%00/", "/larache/%ff%fe/", "/" + "a" * 3000 + "/", "/larache/consultations/%00/"]
)
def test_hostile_addresses_get_an_answer(path, here):
    assert Client().get(path).status_code in {400, 404}


# ---- how much


def test_too_large_a_form_is_refused_before_it_is_read(here, settings):
    body = b"x" * 64
    answer = Client().post(
        SIGN_IN,
        data=body,
        content_type="application/octet-stream",
        headers={"content-length": str(settings.TADAFOR_LARGEST_BODY + 1)},
    )
    assert answer.status_code == 413


def test_too_many_boxes_are_refused(here, settings):
    boxes = {f"box{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert Client().post(SIGN_IN, boxes).status_code in {400, 413}


def test_too_many_questions_get_a_page_and_fill_no_log(db, caplog):
    questions = "&".join(f"q{number}=1" for number in range(1_500))
    answer = Client().get(f"{SIGN_IN}?{questions}")
    assert (answer.status_code, caplog.records) == (400, [])
    assert "لم نفهم هذا الطلب" in answer.content.decode()


# ---- files that leave the house


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_an_export_holds_nothing_hidden(kind, here):
    path = f"/larache/consultations/charter-larache/contributions.{kind}"
    cells = list(cells_of(kind, Client().get(path).getvalue()))
    assert any(here.mark in cell for cell in cells)
    assert [cell for cell in cells if here.secret in cell] == []


def cells_of(kind, content):
    if kind == "csv":
        rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    elif kind == "xlsx":
        book = load_workbook(BytesIO(content))
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    else:
        rows = (one.values() for one in json.loads(content)["contributions"])
    return (cell for row in rows for cell in row if isinstance(cell, str))
