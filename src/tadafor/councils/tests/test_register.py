"""The register of decisions: what stands in it, how it is narrowed, and the same as files."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from tadafor.councils import actions, datasets, queries, rules
from tadafor.councils.tests.factories import AFTER, decide, make_session, sit, staff_actor
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
HERE = "/larache/councils/decisions/"
RULES = Path(__file__).parents[4] / "docs" / "rules" / "councils.md"


@pytest.fixture
def visitor():
    return Client()


def step(session, position, *steps, reason=""):
    with within(session.territory_id):
        for one in steps:
            facts = {"step": one, "taken_on": AFTER.date(), "reference": "", "reason": reason}
            item = queries.item_at(session, position)
            actions.take_step(item=item, **facts, actor=staff_actor(session.territory), now=AFTER)


@pytest.fixture
def decided(larache):
    """Four decisions of two sessions and two years, each in another state; a point that has no number."""
    old = make_session(
        larache, points=("مكتبة",), month=10, year=2023, opens_on=date(2023, 10, 5), title="دورة أكتوبر"
    )
    sit(old, held_on=date(2023, 10, 5))
    decide(old, number="4")
    session = make_session(larache, points=("إنارة", "ملعب", "سوق", "طريق"))
    sit(session)
    decide(session, 1, number="7", needs_visa=True)
    decide(session, 2, number="8", outcome=rules.Outcome.REJECTED, in_favour=2, against=9)
    decide(session, 3, number="=9/24", text="يُهيأ السوق.")
    decide(session, 4, number="", outcome=rules.Outcome.POSTPONED, in_favour=0, against=0, abstained=0)
    step(session, 1, rules.AfterVote.SENT, rules.AfterVote.VISA)
    step(session, 2, rules.AfterVote.SENT)
    step(session, 3, rules.AfterVote.SENT)
    step(session, 3, rules.AfterVote.REFUSED, reason="بلا تعليل.")
    return session


def titles(visitor, **asked):
    """The points that the page lists, in order."""
    response = visitor.get(HERE, asked)
    assert response.status_code == 200
    return [item.title for item, _made in response.context["rows"]]


def test_the_register_has_each_that_has_a_number(visitor, larache, decided):
    """§ councils-8, § councils-9"""
    assert titles(visitor) == ["سوق", "ملعب", "إنارة", "مكتبة"]
    page = visitor.get(HERE).content.decode().partition('<ul class="list">')[2].partition("</ul>")[0]
    assert page.count("رفضته السلطة") == 1
    assert page.count("مؤشر عليه أو منشور") == 1
    assert page.count("أُحيل على السلطة المختصة") == 1
    assert page.count("لم يُحل بعد على السلطة") == 1
    assert "طريق" not in page


def test_a_register_without_decisions_offers_nothing_to_narrow(visitor, larache):
    page = visitor.get(HERE).content.decode()
    assert "لا مقرر منشور بعد" in page
    assert 'name="year"' not in page
    assert visitor.get("/larache/councils/decisions.csv").content.decode().count("\r\n") == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": "2023"}, ["مكتبة"]),
        ({"year": "2024"}, ["سوق", "ملعب", "إنارة"]),
        ({"year": "2023", "state": "refused"}, []),
        ({"state": "taken"}, ["مكتبة"]),
        ({"state": "sent"}, ["ملعب"]),
        ({"state": "in_force"}, ["إنارة"]),
        ({"state": "refused"}, ["سوق"]),
        ({"q": "الملعب"}, ["ملعب"]),
        ({"q": "7"}, ["إنارة"]),
        ({"q": "٩/٢٤"}, ["سوق"]),
        ({"q": "سوق", "year": "2023"}, []),
        ({"q": "طريق"}, []),
        ({"year": "1999"}, ["سوق", "ملعب", "إنارة", "مكتبة"]),
        ({"year": "كذا", "state": "?", "session": "x"}, ["سوق", "ملعب", "إنارة", "مكتبة"]),
        ({"q": "س" * 5_000}, ["سوق", "ملعب", "إنارة", "مكتبة"]),
        ({"q": "50%_\\"}, []),
        ({"page": "99"}, ["سوق", "ملعب", "إنارة", "مكتبة"]),
    ],
)
def test_the_register_is_narrowed(visitor, decided, asked, found):
    """§ councils-31"""
    assert titles(visitor, **asked) == found


def test_the_register_of_one_session(visitor, decided):
    """§ councils-31"""
    assert titles(visitor, session=decided.slug) == ["سوق", "ملعب", "إنارة"]
    assert titles(visitor, session=decided.slug, year="2023") == []
    page = visitor.get(HERE, {"session": decided.slug, "q": "لا شيء"}).content.decode()
    assert "لا مقرر يطابق ما طلبتم" in page
    assert 'value="لا شيء"' in page


def test_pages_keep_what_was_asked(visitor, larache):
    session = make_session(larache, points=[f"نقطة {at}" for at in range(1, 24)])
    sit(session)
    for at in range(1, 24):
        decide(session, at, number=str(at))
    assert len(titles(visitor, year="2024")) == 20
    assert titles(visitor, year="2024", page="2") == ["نقطة 3", "نقطة 2", "نقطة 1"]
    page = visitor.get(HERE, {"year": "2024", "q": "نقطة"}).content.decode()
    assert "year=2024" in page.partition("pagination")[2]


def test_what_the_register_costs(visitor, decided, django_assert_num_queries):
    visitor.get(HERE)
    for path, arabic, french in (
        (HERE, 5, 6),
        (f"{HERE}?year=2023", 5, 6),
        (f"{HERE}?q=سوق&state=refused", 5, 6),
        (f"{HERE}?q=لاشيء", 3, 3),
        ("/larache/councils/decisions.csv", 5, 5),
    ):
        with django_assert_num_queries(arabic):
            visitor.get(path)
        with django_assert_num_queries(french):
            visitor.get(f"/fr{path}")


def test_another_territory_sees_none_of_it(visitor, decided, beni_mellal):
    assert "سوق" not in visitor.get(f"/{beni_mellal.slug}/councils/decisions/").content.decode()
    assert "سوق" not in visitor.get(f"/{beni_mellal.slug}/councils/decisions.json").content.decode()


# ---- as data


def test_the_register_as_csv_opens_in_a_spreadsheet_program(visitor, decided):
    """§ councils-31: its byte order mark tells Arabic, no cell runs."""
    response = visitor.get("/larache/councils/decisions.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "larache-decisions.csv" in response.headers["Content-Disposition"]
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == tuple(datasets.COLUMNS)
    assert [row["title"] for row in rows] == ["سوق", "ملعب", "إنارة", "مكتبة"]
    first = rows[0]
    assert first["number"] == "'=9/24"
    assert first["text"] == "يُهيأ السوق."
    assert (first["state"], first["refusal_reason"]) == ("refused", "بلا تعليل.")
    assert (first["sent_on"], first["visa_on"]) == (AFTER.date().isoformat(), "")
    assert first["address"].endswith(f"/larache/councils/sessions/{decided.slug}/points/3/")
    assert visitor.get(first["address"]).status_code == 200
    assert [row["voted_on"] for row in rows[2:]] == ["2024-02-05", "2023-10-05"]


def test_the_register_as_json_and_xlsx_are_the_same_rows(visitor, decided):
    """§ councils-31"""
    asked = {"year": "2024", "state": "sent"}
    told = json.loads(visitor.get("/fr/larache/councils/decisions.json", asked).content)
    assert told["about"]["licence"] == "CC BY 4.0"
    assert told["about"]["address"].endswith("/fr/larache/councils/decisions/")
    assert tuple(told["columns"]) == tuple(datasets.COLUMNS) == tuple(told["decisions"][0])
    (one,) = told["decisions"]
    assert (one["number"], one["outcome"], one["against"], one["text"]) == ("8", "rejected", 9, None)
    response = visitor.get("/fr/larache/councils/decisions.xlsx", asked)
    book = load_workbook(BytesIO(response.content))
    head, row = book.worksheets[0].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True)) | {"address": ""} == one | {"address": ""}
    said = dict(book.worksheets[1].iter_rows(values_only=True))
    assert said["refusal_reason"] == told["columns"]["refusal_reason"]
    assert said["state: sent"] == "Transmise à l’autorité compétente"


def test_the_files_say_which_vote_was_corrected_and_why(visitor, decided):
    """§ councils-31, § councils-33"""
    fresh = make_session(decided.territory, points=("حديقة",), opens_on=date(2024, 5, 6), month=5)
    later = datetime(2024, 5, 7, 10, tzinfo=UTC)
    sit(fresh, held_on=date(2024, 5, 6), now=later)
    with within(fresh.territory_id):
        decide(fresh, 1, number="12", now=later)
        item = queries.item_at(fresh, 1)
        for seen, (in_favour, why) in enumerate([(14, "رقم منقول خطأ"), (15, "رقم منقول خطأ مرة ثانية")]):
            vote = actions.VoteFacts(
                outcome=rules.Outcome.ADOPTED, present=20, in_favour=in_favour, against=1, number="12"
            )
            asked = {"item": item, "facts": vote, "reason": why, "seen": seen}
            actions.correct_vote(**asked, actor=staff_actor(fresh.territory), now=later)
    rows = json.loads(visitor.get("/larache/councils/decisions.json").content)["decisions"]
    told = {row["title"]: (row["in_favour"], row["corrected_on"], row["corrected_because"]) for row in rows}
    assert told["حديقة"] == (15, "2024-05-07", "رقم منقول خطأ مرة ثانية")
    assert told["سوق"][1:] == (None, None)


def test_every_column_is_documented():
    """§ councils-31"""
    page = RULES.read_text(encoding="utf-8")
    assert [name for name in datasets.COLUMNS if f"`{name}`" not in page] == []


def test_files_keep_what_the_page_asks(visitor, decided):
    page = visitor.get(HERE, {"year": "2024", "state": "sent", "page": "1"}).content.decode()
    assert "/larache/councils/decisions.csv?year=2024&amp;state=sent" in page
