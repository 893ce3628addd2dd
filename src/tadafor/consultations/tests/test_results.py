"""The report on screen and on paper, and the data: true figures, nothing hidden told, no formula run."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from tadafor.consultations import actions, datasets, queries, rules
from tadafor.consultations.models import Contribution
from tadafor.consultations.tests.factories import (
    AFTER,
    DURING,
    LATER,
    citizen_actor,
    contribute,
    decide,
    make_consultation,
    staff_actor,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.models import StatisticalFacts
from tadafor.people.rules import RoleKind
from tadafor.traces.models import Trace

pytestmark = pytest.mark.django_db
HOME = "/larache/consultations/charter/"


@pytest.fixture(autouse=True)
def after(larache):
    with within(larache.pk), clock.stopped_at(AFTER):
        yield


@pytest.fixture
def consultation(larache):
    return make_consultation(larache)


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def hide(contribution):
    Trace.objects.filter(pk=contribution.trace_id).update(visibility="hidden")


def csv_rows(client=None):
    text = content((client or Client()).get(f"{HOME}contributions.csv")).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


class TestFigures:
    def test_they_count_what_there_is(self, larache, consultation):
        first = contribute(consultation)
        contribute(consultation, kind=rules.Kind.AMENDMENT, body="", proposed="نص آخر لهذه المادة.")
        decide(first, now=AFTER)
        actions.support(contribution=first, actor=citizen_actor(larache), now=DURING)

        figures = queries.figures_of(consultation)

        assert figures["contributions"] == 2
        assert figures["by_kind"] == {"comment": 1, "amendment": 1, "new_article": 0}
        assert figures["by_outcome"]["accepted"] == 1
        assert (figures["supports"], figures["supporters"], figures["authors"]) == (1, 1, 2)
        assert figures["supports_by_channel"] == {"online": 1, "desk": 0, "paper": 0, "workshop": 0}
        assert (figures["one_by_one"], figures["in_bulk"]) == (1, 0)
        assert figures["days_to_answer"] == 1
        assert json.loads(json.dumps(figures)) == figures

    def test_declared_facts_are_masked_and_say_their_share(self, larache, consultation):
        """§ consultations-21."""
        for place in range(8):
            salma = citizen_actor(larache)
            contribute(consultation, salma)
            if place < 6:
                sex = "woman" if place < 5 else "man"
                StatisticalFacts.objects.create(person_id=salma.person_id, sex=sex)
        declared = queries.figures_of(consultation)["declared"]["sex"]
        assert declared == {"share": 75, "counts": {"woman": None, "man": None}}

    def test_they_are_frozen_at_the_conclusion(self, larache, consultation):
        decide(contribute(consultation))
        actions.conclude(
            consultation=consultation,
            words="شكرا",
            unchanged_because="لم يُقبل أي تغيير",
            actor=staff_actor(larache, RoleKind.FOCAL_POINT),
            now=LATER,
        )
        hide(Contribution.objects.get())
        consultation.refresh_from_db()
        assert queries.ending_of(consultation).conclusion.figures["hidden"] == 0


class TestData:
    def test_a_row_says_what_was_proposed_and_decided(self, consultation):
        decide(contribute(consultation), rules.Outcome.PARTLY, reason="أُخذ بجزء من المقترح.")
        (row,) = csv_rows()
        assert list(row) == list(datasets.COLUMNS)
        assert (row["article"], row["article_title"], row["kind"]) == ("2", "آجال الجواب", "comment")
        assert (row["name"], row["outcome"], row["reason"]) == ("زينب ت.", "partly", "أُخذ بجزء من المقترح.")

    @pytest.mark.parametrize(
        "typed",
        [
            "=1+1+2+3+4+5+6",
            "+212600000000 رقم",
            "-2+3 كلمات",
            "@SUM(A1:A9)",
            " =cmd|' /C calc'!A0",
            '"=1+1" كلمات',
        ],
    )
    def test_no_spreadsheet_runs_what_people_typed(self, consultation, typed):
        contribute(consultation, body=typed)
        assert csv_rows()[0]["text"].startswith("'")
        sheet = load_workbook(BytesIO(content(Client().get(f"{HOME}contributions.xlsx")))).worksheets[0]
        cell = sheet.cell(row=2, column=datasets.COLUMNS.index("text") + 1)
        assert (cell.data_type, str(cell.value)[0]) == ("s", "'")
        rows = json.loads(content(Client().get(f"{HOME}contributions.json")))["contributions"]
        assert rows[0]["text"].startswith("'")

    def test_hidden_and_withdrawn_ones_keep_their_number_only(self, larache, consultation):
        hide(contribute(consultation, body="كلمات حُجبت ولا تُنشر."))
        salma = citizen_actor(larache)
        mine = contribute(consultation, salma, body="كلمات سُحبت ولا تُنشر.")
        actions.withdraw(contribution=mine, actor=salma, now=DURING)
        for kind in datasets.FORMATS:
            made = content(Client().get(f"{HOME}contributions.{kind}"))
            if kind == "xlsx":
                made = str([row for sheet in load_workbook(BytesIO(made)) for row in sheet.values]).encode()
            assert "حُجبت" not in made.decode()
            assert "سُحبت" not in made.decode()
        assert [(row["number"], row["state"], row["text"]) for row in csv_rows()] == [
            ("1", "hidden", ""),
            ("2", "withdrawn", ""),
        ]

    def test_decisions_are_told_when_they_are_public(self, consultation):
        decide(contribute(consultation))
        with clock.stopped_at(DURING):
            assert csv_rows()[0]["outcome"] == ""
        assert csv_rows()[0]["outcome"] == "accepted"

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_is_read_by_hundreds_not_one_by_one(self, consultation, django_assert_num_queries, rows):
        for _ in range(rows):
            contribute(consultation)
        csv_rows()
        with django_assert_num_queries(6):
            csv_rows()

    def test_the_workbook_reads_from_the_right_and_says_what_it_is(self, consultation):
        contribute(consultation)
        book = load_workbook(BytesIO(content(Client().get(f"{HOME}contributions.xlsx"))))
        assert book.worksheets[0].sheet_view.rightToLeft
        assert ("licence", "CC BY 4.0") in [row[:2] for row in book.worksheets[1].values]

    @pytest.mark.parametrize("kind", ["contributions.csv", "contributions.xlsx", "report.pdf", "sheet.pdf"])
    def test_a_file_of_the_demonstration_says_so_in_its_name(self, larache, kind):
        shown = make_consultation(larache, slug="ميثاق")
        type(shown).objects.filter(pk=shown.pk).update(is_demonstration=True)
        named = Client().get(f"/larache/consultations/ميثاق/{kind}").headers["Content-Disposition"]
        assert "demonstration-" in named
        assert "filename*=utf-8''" in named

    def test_another_format_is_not_there(self, consultation):
        assert Client().get(f"{HOME}contributions.exe").status_code == 404


class TestPages:
    def test_the_report_is_announced_before_it_is_there(self, consultation):
        contribute(consultation)
        with clock.stopped_at(DURING):
            assert "لم يصدر التقرير بعد" in content(Client().get(f"{HOME}report/")).decode()
            assert Client().get(f"{HOME}report.pdf").status_code == 404

    def test_it_is_provisional_until_the_conclusion(self, consultation):
        decide(contribute(consultation))
        text = content(Client().get(f"{HOME}report/")).decode()
        assert "تقرير مؤقت" in text
        assert "مقبولة" in text

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(self, consultation, django_assert_num_queries, rows):
        for _ in range(rows):
            contribute(consultation)
        Client().get(f"{HOME}report/")
        with django_assert_num_queries(10):
            Client().get(f"{HOME}report/")

    @pytest.mark.parametrize("page", ["report/", "report.pdf", "sheet.pdf", "contributions.csv"])
    def test_a_visitor_may_keep_it_and_a_neighbour_finds_nothing(self, consultation, beni_mellal, page):
        response = Client().get(HOME + page)
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert not response.cookies
        assert Client().get(f"/beni-mellal/consultations/charter/{page}").status_code == 404


class TestPaper:
    def test_the_report_is_a_tagged_document_with_every_decision(self, larache, consultation):
        decide(contribute(consultation, body="كلمات المساهمة الأولى."), reason="جواب اللجنة عنها.")
        hide(contribute(consultation, body="كلمات لا تُنشر على الورق."))
        made = content(Client().get(f"{HOME}report.pdf"))
        document = PdfReader(BytesIO(made))
        text = "".join(page.extract_text() for page in document.pages)
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "#1" in text
        assert "#2" in text
        assert made == content(Client().get(f"{HOME}report.pdf"))

    def test_what_people_typed_is_never_markup(self, consultation):
        contribute(consultation, body='#import "/etc/passwd" #{1+1} $x$ *غليظ* <label> @ref \\ // تعليق')
        assert content(Client().get(f"{HOME}report.pdf")).startswith(b"%PDF")

    @pytest.mark.parametrize("language", ["", "/fr"])
    def test_a_sheet_to_write_on_is_one_page(self, consultation, language):
        made = content(Client().get(f"{language}{HOME}sheet.pdf"))
        assert len(PdfReader(BytesIO(made)).pages) == 1

    def test_the_day_of_the_document_is_that_of_the_conclusion(self, larache, consultation):
        decide(contribute(consultation))
        actions.conclude(
            consultation=consultation,
            words="شكرا",
            unchanged_because="لم يُقبل أي تغيير",
            actor=staff_actor(larache, RoleKind.FOCAL_POINT),
            now=LATER,
        )
        made = PdfReader(BytesIO(content(Client().get(f"{HOME}report.pdf"))))
        assert made.metadata.creation_date.date() == date(2026, 4, 10)
