"""The report, the exports that stream, answers on paper by spreadsheet: on the database and on the pages."""

import csv
import json
import weakref
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.surveys import actions, datasets, queries
from tadafor.surveys.models import Answer
from tadafor.surveys.queries import results as reading
from tadafor.surveys.rules.papering import BatchRefusal
from tadafor.surveys.rules.questions import Form, Page, Profile, QuestionKind
from tadafor.surveys.rules.standing import Audience, SurveyRefusal
from tadafor.surveys.tests.factories import (
    AFTER,
    ANSWERING,
    choices,
    citizen_actor,
    make_survey,
    organiser,
    question,
    send,
)

pytestmark = pytest.mark.django_db
FORM = Form(
    (
        Page(
            "p1",
            "أنتم",
            (
                question("sex", profile=Profile.SEX, choices=choices("امرأة", "رجل"), required=True),
                question("age", QuestionKind.NUMBER, least=10, most=110, profile=Profile.AGE),
                question("use"),
                question("why", QuestionKind.LONG),
                question("rate", QuestionKind.SCALE, least=1, most=4, low_words="سيئ", high_words="جيد"),
                question("table", QuestionKind.MATRIX, rows=choices("صباحا", "مساء")),
            ),
        ),
    )
)


@pytest.fixture
def staff(larache, client_of):
    return client_of(give(make_person("منظمة"), larache, RoleKind.FOCAL_POINT))


def poured(survey, many):
    version = queries.asked_version(survey)
    Answer.objects.bulk_create(
        Answer(
            survey=survey,
            version=version,
            values={"sex": "c1" if at % 3 else "c2", "age": 20 + at % 50, "use": "c1", "why": "=سر"},
            channel="online",
        )
        for at in range(many)
    )


def test_a_published_result_is_a_page_and_four_files_that_say_the_same(larache, client, staff):
    """§ surveys-results, § surveys-profile, § surveys-masked"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, form=FORM, audience=Audience.ANYBODY)
    with within(larache.pk):
        poured(survey, 30)
        actions.publish_results(survey=survey, words="شكرا", actor=actor, now=AFTER)
        Answer.objects.all()[:1].get().delete()
    at = f"/{larache.slug}/surveys/{survey.slug}/results"
    with clock.stopped_at(AFTER):
        page = client.get(f"{at}/").content.decode()
        assert "30 جوابا" in page
        assert "25-34" in page
        told = json.loads(client.get(f"{at}.json").content)
        assert told["answers"] == 30
        women = {row["group"]: row["count"] for row in told["crossed"] if row["choice"] == "c1"}
        assert women["امرأة"] == 20
        book = load_workbook(BytesIO(client.get(f"{at}.xlsx").content))
        assert [sheet.title for sheet in book] == ["النتيجة", "بحسب من أجاب", "دليل الرموز"]
        assert ("rate", "rate", "سلم تقييم", "سؤال rate", "4", "جيد") in list(book.worksheets[2].values)
        words = "".join(
            one.extract_text() for one in PdfReader(BytesIO(client.get(f"{at}.pdf").content)).pages
        )
        assert "2026" in words
        for kind in ("csv", "json", "xlsx", "pdf"):
            assert "سر" not in client.get(f"{at}.{kind}").content.decode("utf-8", "ignore")


def test_the_form_is_printed_while_it_is_open_and_a_draft_never(larache, client):
    """§ surveys-paper"""
    survey = make_survey(larache, form=FORM, audience=Audience.ANYBODY)
    draft = make_survey(larache, opened=False)
    with clock.stopped_at(ANSWERING):
        made = client.get(f"/{larache.slug}/surveys/{survey.slug}/form.pdf")
        assert made.content.startswith(b"%PDF")
        assert client.get(f"/{larache.slug}/surveys/{draft.slug}/form.pdf").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_exports_hold_a_few_rows_whatever_the_number_of_answers(larache, kind, monkeypatch):
    """§ surveys-streamed: of 600 answers never more than a step and a row are alive at once."""
    survey = make_survey(larache, form=FORM, audience=Audience.ANYBODY)
    monkeypatch.setattr(reading, "STEP", 20)
    alive, most = weakref.WeakSet(), 0
    born = Answer.from_db.__func__

    def counted(cls, *given):
        nonlocal most
        one = born(cls, *given)
        alive.add(one)
        most = max(most, len(alive))
        return one

    with within(larache.pk):
        poured(survey, 600)
        monkeypatch.setattr(Answer, "from_db", classmethod(counted))
        made = getattr(datasets, f"answers_{kind}")(survey, FORM)
        whole = b"".join(made) if kind == "xlsx" else "".join(made).encode()
    assert most <= 41
    rows = {
        "csv": lambda: len(list(csv.reader(StringIO(whole.decode())))) - 1,
        "json": lambda: len(json.loads(whole)["answers"]),
        "xlsx": lambda: load_workbook(BytesIO(whole)).worksheets[0].max_row - 1,
    }
    assert rows[kind]() == 600


def test_cells_of_an_export_are_words_and_never_formulas(larache, staff):
    """§ surveys-streamed"""
    survey = make_survey(larache, form=FORM, audience=Audience.ANYBODY)
    with within(larache.pk):
        poured(survey, 1)
    at = f"/{larache.slug}/surveys/desk/{survey.slug}/answers."
    with clock.stopped_at(ANSWERING):
        lines = b"".join(staff.get(f"{at}csv").streaming_content).decode().splitlines()
        sheet = load_workbook(BytesIO(b"".join(staff.get(f"{at}xlsx").streaming_content))).worksheets[0]
        assert staff.get(f"{at}exe").status_code == 404
    assert lines[1].split(",")[:4] == ["رجل", "20", "نعم", "'=سر"]
    assert [cell.data_type for cell in list(sheet.rows)[1]][:4] == ["s", "n", "s", "s"]


def sheet_of(*lines):
    book, out = Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(out)
    out.seek(0)
    out.name = "answers.xlsx"
    return out


def test_answers_on_paper_come_from_a_spreadsheet_or_every_bad_row_is_said(larache, staff):
    """§ surveys-batch: all or nothing, and the same file never twice."""
    survey = make_survey(larache, form=FORM, audience=Audience.ANYBODY)
    at = f"/{larache.slug}/surveys/desk/{survey.slug}/paper/file/"
    with clock.stopped_at(ANSWERING):
        head = next(iter(load_workbook(BytesIO(staff.get(f"{at}paper.xlsx").content)).worksheets[0].values))
        bad = staff.post(at, {"file": sheet_of(head, ["امرأة", 30], ["طفلة", 30], ["رجل", 5])})
        said = bad.content.decode()
        assert (bad.status_code, "السطر 3" in said, "السطر 4" in said, "السطر 2" in said) == (
            400,
            True,
            True,
            False,
        )
        assert "سؤال sex" in said
        with within(larache.pk):
            assert not Answer.objects.exists()
        good = sheet_of(head, ["امرأة", 30], ["رجل", 50, "نعم"])
        assert staff.post(at, {"file": good}).status_code == 303
        good.seek(0)
        again = staff.post(at, {"file": good})
        assert (again.status_code, "أُدخل هذا الملف من قبل" in again.content.decode()) == (400, True)
        junk = BytesIO(b"PK not a book")
        junk.name = "x.xlsx"
        assert staff.post(at, {"file": junk}).status_code == 400
        assert staff.post(at, {}).status_code == 400
    with within(larache.pk):
        assert [(row.channel, row.values["age"]) for row in Answer.objects.order_by("values__age")] == [
            ("paper", 30),
            ("paper", 50),
        ]


def test_the_verb_of_a_spreadsheet_refuses_whole(larache):
    """§ surveys-batch"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, form=FORM)

    def refused(rows, who=actor, version=1, fingerprint="x"):
        sheet = actions.PaperSheet(version, rows, fingerprint)
        with pytest.raises(Refused) as found:
            actions.import_paper(survey=survey, sheet=sheet, actor=who, now=ANSWERING)
        return found.value.refusal

    with within(larache.pk):
        assert refused([{"sex": "c1"}], who=citizen_actor(larache)) is SurveyRefusal.NOT_ALLOWED
        assert refused([{"sex": "c1"}], version=2) is SurveyRefusal.ANOTHER_VERSION
        assert refused([{"sex": "c1"}, {"use": "c1"}]) is SurveyRefusal.UNREADABLE
        assert refused([]) is BatchRefusal.NO_ROWS
        assert refused([{"sex": "c1"}] * 2_001) is BatchRefusal.TOO_MANY_ROWS
        assert not Answer.objects.exists()
    send(survey, citizen_actor(larache), {"sex": "c1"})
