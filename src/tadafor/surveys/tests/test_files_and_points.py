"""Files of who answers, points of the map, what accounts declare: asked, kept, shown as promised."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tadafor.audit.models import ClearPart
from tadafor.documents.models import Document
from tadafor.documents.tests.factories import image_bytes, with_place
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import StatisticalFacts
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import citizen_actor, give, link, make_person
from tadafor.surveys import actions, datasets, queries
from tadafor.surveys.models import Answer, AnswerFile
from tadafor.surveys.rules import pointing, questions
from tadafor.surveys.rules.questions import Form, FormRefusal, Page, QuestionKind
from tadafor.surveys.rules.standing import Audience, SurveyRefusal
from tadafor.surveys.tests.factories import (
    AFTER,
    ANSWERING,
    BEFORE,
    make_survey,
    organiser,
    question,
    send,
)
from tadafor.surveys.tests.test_views import carried
from tadafor.territories.models import Neighbourhood

pytestmark = pytest.mark.django_db
ASKED = Form(
    (
        Page("p1", "الحي", (question("bill", QuestionKind.FILE, required=True),)),
        Page("p2", "المكان", (question("where", QuestionKind.POINT), question("use"))),
    )
)


@pytest.fixture
def town(larache):
    with within(larache.pk):
        return Neighbourhood.objects.create(
            territory=larache, name_ar="القصبة", latitude="35.19", longitude="-6.15"
        )


@pytest.mark.parametrize(
    ("form", "takes_files", "refused"),
    [
        (ASKED, True, []),
        (ASKED, False, [FormRefusal.FILE_UNKNOWN]),
        (
            Form((Page("p", "", tuple(question(key, QuestionKind.POINT) for key in "ab")),)),
            True,
            [FormRefusal.POINT_TWICE],
        ),
    ],
)
def test_a_form_asks_for_files_of_people_it_knows_and_one_map_a_page(form, takes_files, refused):
    """§ surveys-files, § surveys-point"""
    assert [one.refusal for one in questions.faults(form, takes_files=takes_files)] == refused
    on_paper = [one.kind for one in questions.on_paper(form).questions]
    assert not {QuestionKind.FILE, QuestionKind.POINT} & set(on_paper)


def test_points_are_published_by_squares_of_five():
    """§ surveys-point"""
    near = ["35.19310,-6.15510", "35.19100,-6.15900", "35.19499,-6.15501"]
    assert {pointing.square_of(one) for one in near} == {"35.1925,-6.1575"}
    assert pointing.square_of("-0.00100,0.00100") == "-0.0025,0.0025"
    assert pointing.told_squares({"a": 4, "b": 5, "c": 9}) == {"c": 9, "b": 5}


@pytest.mark.parametrize("facts", [{"is_anonymous": True}, {"audience": Audience.ANYBODY}])
def test_a_form_that_knows_nobody_asks_for_no_file(larache, facts):
    """§ surveys-files"""
    with pytest.raises(Refused) as refused:
        make_survey(larache, form=ASKED, **facts)
    assert refused.value.refusal is FormRefusal.FILE_UNKNOWN
    survey = make_survey(larache, opened=False, **facts)
    with within(larache.pk), pytest.raises(Refused) as refused:
        actions.keep_file(
            survey=survey,
            question=ASKED.questions[0],
            file=None,
            mark="a" * 64,
            actor=citizen_actor(larache),
            now=ANSWERING,
        )
    assert refused.value.refusal is SurveyRefusal.UNREADABLE


def upload(name="facture.jpg", content=None):
    return SimpleUploadedFile(name, content or image_bytes(exif=with_place()), "image/jpeg")


def test_a_file_comes_with_an_answer_and_staff_alone_read_it(larache, town, client_of):
    """§ surveys-files: wrong, right, replaced, carried, sent; private, without a name, in no open data."""
    survey = make_survey(larache, form=ASKED)
    person = make_person("مجيبة")
    citizen, staff = client_of(person), client_of(give(make_person(), larache, RoleKind.FOCAL_POINT))
    at = f"/{larache.slug}/surveys/{survey.slug}/"
    with clock.stopped_at(ANSWERING):
        page = citizen.get(f"{at}answer/")
        wrong = citizen.post(f"{at}answer/", carried(page) | {"bill": upload("x.exe", b"MZ\x00\x01")})
        assert wrong.status_code == 400
        empty = citizen.post(f"{at}answer/", carried(wrong))
        assert "هذا السؤال ضروري" in empty.content.decode()
        second = citizen.post(f"{at}answer/", carried(empty) | {"bill": upload()})
        assert "خريطة أحياء الجماعة" in second.content.decode()
        back = citizen.post(f"{at}answer/", carried(second) | {"go": "back"})
        assert "وصل الملف" in back.content.decode()
        again = citizen.post(f"{at}answer/", carried(back) | {"bill": upload()})
        here = {"latitude": "٣٥٫١٩٣١ ، -6.1551", "longitude": "", "use": "c1"}
        far = citizen.post(f"{at}answer/", carried(again) | here | {"latitude": "30.1, -6.1"})
        assert (far.status_code, "بعيدة عن الجماعة" in far.content.decode()) == (400, True)
        assert citizen.post(f"{at}answer/", carried(far) | here).status_code == 303
    with within(larache.pk):
        (document,), answer = Document.objects.all(), Answer.objects.get()
        assert answer.values == {"bill": document.code, "where": "35.19310,-6.15510", "use": "c1"}
        assert (document.uploader_id, document.title, document.visibility) == (None, "سؤال bill", "private")
        kept = AnswerFile.objects.get()
        assert (kept.answer_id, kept.mark) == (answer.pk, "")
        assert not ClearPart.objects.filter(person_id=person.pk)
        assert default_storage.exists(str(document.file.name))
    read = f"/{larache.slug}/documents/{document.code}/{document.mark}/{document.file_name}"
    with clock.stopped_at(AFTER):
        shown = staff.get(f"/{larache.slug}/surveys/desk/{survey.slug}/results/").content.decode()
        assert f"/documents/{document.code}/" in shown
        told = b"".join(staff.get(f"/{larache.slug}/surveys/desk/{survey.slug}/answers.geojson"))
        assert json.loads(told)["features"][0]["geometry"]["coordinates"] == [-6.1551, 35.1931]
        assert (staff.get(read).status_code, citizen.get(read).status_code) == (200, 404)
        with within(larache.pk):
            actions.publish_results(survey=survey, words="", actor=organiser(larache), now=AFTER)
        for name in ("results/", "results.csv", "results.json"):
            page = citizen.get(f"{at}{name}").content.decode()
            assert document.code not in page
            assert "35.193" not in page


def test_what_is_not_sent_is_erased(larache):
    """§ surveys-files, § surveys-trial: a day later, or at the opening; another's is never taken."""
    survey, actor = make_survey(larache, form=ASKED), citizen_actor(larache)
    with within(larache.pk):
        file = datasets_file()
        marks = queries.marks_of(survey, actor)
        told = {"survey": survey, "question": ASKED.questions[0], "file": file, "now": ANSWERING}
        code = actions.keep_file(**told, mark=marks[0], actor=actor)
        other = citizen_actor(larache, name="أخرى")
        with pytest.raises(Refused) as refused:
            send(survey, other, {"bill": code, "use": "c1"})
        assert refused.value.refusal is SurveyRefusal.UNREADABLE
        path = str(Document.objects.get().file.name)
        assert actions.erase_files(now=ANSWERING + timedelta(hours=23)) == 0
        assert send(survey, actor, {"bill": code, "use": "c1"})
        assert actions.erase_files(now=AFTER) == 0
        actions.keep_file(**told, mark="b" * 64, actor=other)
        assert actions.erase_files(now=AFTER) == 1
        assert [str(one.file.name) for one in Document.objects.all()] == [path]
        draft = make_survey(larache, form=ASKED, opened=False)
        staff = organiser(larache)
        mark = queries.trial_mark(draft, staff)
        tried = actions.keep_file(
            **told | {"survey": draft, "now": BEFORE}, mark=mark, actor=staff, is_trial=True
        )
        typed = {"bill": tried, "use": "c1"}
        actions.try_form(survey=draft, sent=actions.Sent(1, typed, "t"), actor=staff, now=BEFORE)
        assert actions.erase_files(now=AFTER) == 0
        actions.open_survey(survey=draft, actor=staff, now=BEFORE)
        assert AnswerFile.objects.filter(survey=draft).count() == 0


def datasets_file():
    from tadafor.documents.actions import clean_file

    content = image_bytes()
    return clean_file(sent=BytesIO(content), name="صورة.jpg", size=len(content))


def test_staff_read_files_by_address_in_a_spreadsheet_and_paper_asks_for_none(larache):
    """§ surveys-files, § surveys-paper"""
    survey, actor = make_survey(larache, form=ASKED), citizen_actor(larache)
    with within(larache.pk):
        told = {"survey": survey, "question": ASKED.questions[0], "file": datasets_file(), "now": ANSWERING}
        code = actions.keep_file(**told, mark=queries.marks_of(survey, actor)[0], actor=actor)
        send(survey, actor, {"bill": code, "use": "c1"})
        (row,) = list(datasets.answers_csv(survey, ASKED))[1:]
        assert f"/{larache.slug}/documents/{code}/" in row
        sheet = load_workbook(BytesIO(datasets.paper_workbook(survey, questions.on_paper(ASKED))))
        assert [cell.value for cell in sheet.worksheets[0][1]] == ["سؤال use [use]"]
        sent = actions.Sent(1, {"use": "c2"}, "t")
        assert actions.enter_paper(survey=survey, sent=sent, actor=organiser(larache), now=ANSWERING)


@pytest.mark.parametrize(
    "facts", [{"is_anonymous": True}, {"audience": Audience.ANYBODY}, {"audience": Audience.INVITED}]
)
def test_no_account_is_counted_where_none_answers(larache, facts):
    """§ surveys-facts"""
    with pytest.raises(Refused) as refused:
        make_survey(larache, uses_facts=True, **facts)
    assert refused.value.refusal is SurveyRefusal.FACTS_UNKNOWN


def test_answers_are_counted_by_what_accounts_declare_small_counts_masked(larache, town, client, actor_of):
    """§ surveys-facts: said on the page, in crossed tables only, in no file."""
    survey = make_survey(larache, uses_facts=True)
    silent = make_survey(larache)
    for at in range(14):
        person = link(make_person(f"مجيب {at}"), larache)
        if at < 13:
            StatisticalFacts.objects.create(person=person, sex="woman" if at < 7 else "man", age_band="18_24")
        for asked in (survey, silent):
            send(asked, actor_of(person), {"use": "c1" if at % 7 < 6 else "c2"})
    page = client.get(f"/{larache.slug}/surveys/{survey.slug}/").content.decode()
    assert "إن صرحتم بها في حسابكم" in page
    with within(larache.pk):
        actions.publish_results(survey=survey, words="", actor=organiser(larache), now=AFTER)
        found = queries.result_of(survey, queries.asked_version(survey).form)
        assert not any(one.facts for one in Answer.objects.filter(survey=silent))
        assert "woman" not in "".join(datasets.answers_csv(survey, queries.asked_version(survey).form))
    tables = {(one.question.key, one.side.key): one.cells for one in found.crossed}
    women = {row: cells["woman"] for row, cells in tables["use", "account.sex"].items()}
    assert women["c1"] in {6, None}
    assert women["c2"] is None
    with clock.stopped_at(AFTER):
        page = client.get(f"/{larache.slug}/surveys/{survey.slug}/results/").content.decode()
    assert "الجنس، كما في الحساب" in page
    assert "من 18 إلى 24 سنة" in page
