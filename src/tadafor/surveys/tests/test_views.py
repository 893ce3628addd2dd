"""The pages: a form built by staff and answered page by page without a script, a conversation, a map."""

import json
import re
from html import unescape

import pytest

from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.actor import VISITOR
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.surveys import actions, queries
from tadafor.surveys.models import Answer, Statement
from tadafor.surveys.rules.standing import Audience
from tadafor.surveys.tests.factories import (
    AFTER,
    ANSWERING,
    BEFORE,
    a_form,
    make_conversation,
    make_survey,
    organiser,
    send,
)
from tadafor.surveys.tests.test_actions import fill

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def staff(larache, client_of):
    return client_of(give(make_person("منظمة"), larache, RoleKind.FOCAL_POINT))


def carried(response):
    told = {name: unescape(value) for name, value in HIDDEN.findall(response.content.decode())}
    assert {"told", "token", "version", "page"} <= told.keys()
    return told


def test_a_form_is_built_by_staff_without_a_developer(larache, staff):
    """§ surveys-form: from an empty page to a form that opens, with what is wrong said on the way."""
    at = f"/{larache.slug}/surveys/desk/"
    frame = {
        "title": "محاور البرنامج",
        "slug": "axes",
        "intro": "",
        "language": "ar",
        "opens_on": "2026-03-02",
        "closes_on": "2026-03-01",
        "audience": "anybody",
    }
    with clock.stopped_at(BEFORE):
        wrong = staff.post(f"{at}new/", frame)
        assert wrong.status_code == 400
        assert "محاور البرنامج" in wrong.content.decode()
        assert staff.post(f"{at}new/", frame | {"closes_on": "2026-03-15"}).status_code == 303
        page = staff.get(f"{at}axes/questions/").content.decode()
        assert "لا سؤال في هذه الاستمارة" in page
        with within(larache.pk):
            key = queries.draft_of(queries.any_survey_at("axes")).form.pages[0].key
        new = f"{at}axes/pages/{key}/new/"
        asked = {"kind": "ranking", "label": "رتبوا المحاور", "choices": "التواصل"}
        wrong = staff.post(new, asked)
        assert (wrong.status_code, "اختياران على الأقل" in wrong.content.decode()) == (400, True)
        assert staff.post(new, asked | {"choices": "التواصل\nجودة الخدمات"}).status_code == 303
        with within(larache.pk):
            first = queries.draft_of(queries.any_survey_at("axes")).form.questions[0]
        again = f"{at}axes/pages/{key}/{first.key}/"
        assert staff.post(again, asked | {"choices": "جودة الخدمات\nالتواصل\nالتسويق"}).status_code == 303
        with within(larache.pk):
            now = queries.draft_of(queries.any_survey_at("axes")).form.questions[0]
        assert {one.words: one.key for one in first.choices}.items() <= {
            one.words: one.key for one in now.choices
        }.items()
        assert staff.get(f"{at}axes/preview/").status_code == 200
        assert staff.post(f"{at}axes/open/").status_code == 303
        assert staff.get(f"/{larache.slug}/surveys/axes/").status_code == 200
        assert staff.post(f"{at}axes/open/").status_code == 400


def test_a_form_is_answered_page_by_page_without_a_script(larache, client):
    """§ surveys-carried: back and forth, wrong and right, sent once."""
    survey = make_survey(larache, audience=Audience.ANYBODY)
    at = f"/{larache.slug}/surveys/{survey.slug}/answer/"
    with clock.stopped_at(ANSWERING):
        first = client.get(at)
        assert first.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in first.headers
        sent = carried(first)
        wrong = client.post(at, sent | {"rank.c1": "1", "rank.c2": "1"})
        assert wrong.status_code == 400
        assert "هذا السؤال ضروري" in wrong.content.decode()
        second = client.post(at, carried(wrong) | {"use": "c2", "rank.c1": "2", "rank.c2": "1"})
        assert "سؤال why" in second.content.decode()
        typed = {"why": "بعيدة <b>", "age": "7"}
        wrong = client.post(at, carried(second) | typed)
        assert (wrong.status_code, "أصغر من الحد الأدنى" in wrong.content.decode()) == (400, True)
        back = client.post(at, carried(wrong) | typed | {"go": "back"})
        assert 'value="c2"' in back.content.decode()
        third = client.post(at, carried(back) | {"use": "c2", "rank.c1": "2", "rank.c2": "1"})
        assert "بعيدة &lt;b&gt;" in third.content.decode()
        last = carried(third) | {"why": "بعيدة <b>", "age": "40"}
        assert client.post(at, last).status_code == 303
        assert client.post(at, last).status_code == 303
        assert client.get(f"/{larache.slug}/surveys/{survey.slug}/done/").status_code == 200
    with within(larache.pk):
        values = Answer.objects.get().values
    assert values == {"use": "c2", "rank": ["c2", "c1"], "why": "بعيدة <b>", "age": 40}


@pytest.mark.parametrize(
    "tampered",
    [
        {"told": "{"},
        {"told": "[" * 100_000},
        {"told": "[1]"},
        {"told": '{"use": {"a": 1}}'},
        {"version": "9"},
        {"version": "x"},
        {"page": "p9"},
        {"page": "p2"},
        {"token": "x" * 900},
    ],
)
def test_what_a_browser_would_never_send_is_answered_with_a_page(larache, client, tampered):
    """§ surveys-carried"""
    survey = make_survey(larache, audience=Audience.ANYBODY)
    with clock.stopped_at(ANSWERING):
        at = f"/{larache.slug}/surveys/{survey.slug}/answer/"
        found = client.post(at, carried(client.get(at)) | {"age": "1"} | tampered)
    assert found.status_code in {200, 400}
    with within(larache.pk):
        assert not Answer.objects.exists()


def test_an_invitation_opens_the_form_and_a_changed_one_is_refused(larache, client):
    """§ surveys-invitations"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, audience=Audience.INVITED)
    with within(larache.pk):
        (code,) = actions.invite(survey=survey, many=1, label="", actor=actor, now=BEFORE)
    at = f"/{larache.slug}/surveys/{survey.slug}/answer/"
    with clock.stopped_at(ANSWERING):
        assert "رمز الدعوة" in client.get(at).content.decode()
        wrong = client.post(at, {"code": "0" + code[:-1]})
        assert (wrong.status_code, "ليس هذا رمزا من رموزنا" in wrong.content.decode()) == (400, True)
        second = client.post(at, carried(client.post(at, {"code": code})) | {"use": "c1"})
        assert client.post(at, carried(second)).status_code == 303
        again = client.post(at, {"code": code})
        assert (again.status_code, "سبق أن أُجيب" in again.content.decode()) == (409, True)


def test_a_closed_form_says_so(larache, client):
    survey = make_survey(larache, audience=Audience.ANYBODY)
    with clock.stopped_at(AFTER):
        at = f"/{larache.slug}/surveys/{survey.slug}/"
        assert "أُغلق باب الجواب" in client.get(f"{at}answer/").content.decode()
        assert client.post(f"{at}answer/", {"page": "p1"}).status_code == 409
        assert client.get(f"{at}results/").status_code == 404


def test_no_draft_of_an_anonymous_form_is_kept_on_the_device(larache, client_of):
    """§ surveys-sealed"""
    person = client_of(make_person("زينب"))
    plain, secret = make_survey(larache), make_survey(larache, is_anonymous=True)
    with clock.stopped_at(ANSWERING):
        pages = {
            one: person.get(f"/{larache.slug}/surveys/{one.slug}/answer/").content.decode()
            for one in (plain, secret)
        }
    assert "data-draft" in pages[plain]
    assert "data-draft" not in pages[secret]
    assert "data-no-draft" in pages[secret]


def test_a_result_is_published_with_words_and_downloaded(larache, client, staff):
    """§ surveys-results, § surveys-masked"""
    survey = make_survey(larache, audience=Audience.ANYBODY)
    for at in range(8):
        said = {"use": "c1" if at else "c2", "rank": ["c2", "c1"], "why": "سر مكتوب", "age": 20 + at}
        send(survey, VISITOR, said)
    at = f"/{larache.slug}/surveys/desk/{survey.slug}/"
    public = f"/{larache.slug}/surveys/{survey.slug}/results"
    with clock.stopped_at(AFTER):
        assert client.get(f"{public}/").status_code == 404
        seen = staff.get(f"{at}results/").content.decode()
        assert "سر مكتوب" in seen
        assert staff.post(f"{at}results/", {"words": "شكرا لمن شارك"}).status_code == 303
        page = client.get(f"{public}/").content.decode()
        assert "شكرا لمن شارك" in page
        assert "سر مكتوب" not in page
        assert "المعدل 23.5" in page
        told = json.loads(client.get(f"{public}.json").content)
        assert (told["answers"], [row["count"] for row in told["counts"] if row["question"] == "use"]) == (
            8,
            [7, 1, 0],
        )
        assert client.get(f"{public}.xml").status_code == 404
        lines = b"".join(staff.get(f"{at}answers.csv").streaming_content).decode().splitlines()
    assert len(lines) == 9
    assert "جودة" not in lines[0]
    assert "التواصل > التسويق الترابي" in lines[1]


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_few_questions_whatever_their_length(
    larache, client, many, django_assert_num_queries
):
    for _ in range(many):
        make_survey(larache, audience=Audience.ANYBODY)
        make_conversation(larache)
    with clock.stopped_at(ANSWERING), within(larache.pk):
        client.get(f"/{larache.slug}/surveys/")
        with django_assert_num_queries(4):
            client.get(f"/{larache.slug}/surveys/")


# ---- conversations


def test_one_statement_at_a_time_until_none_is_left(larache, client_of):
    """§ surveys-turn, § surveys-pseudonym"""
    one = make_conversation(larache, bodies=["نريد حافلات أكثر صباحا.", "الثمن مناسب للجميع اليوم."])
    person = client_of(make_person("زينب"))
    at = f"/{larache.slug}/surveys/opinions/{one.slug}/"
    shown = re.compile(r'name="statement" value="(\d+)"')
    with clock.stopped_at(ANSWERING):
        for _ in range(2):
            number = shown.search(person.get(f"{at}vote/").content.decode()).group(1)
            assert person.post(f"{at}vote/", {"statement": number, "said": "agree"}).status_code == 303
        assert "أجبتم عن كل الآراء" in person.get(f"{at}vote/").content.decode()
        assert person.post(f"{at}vote/", {"statement": "77", "said": "agree"}).status_code == 400
        assert person.post(f"{at}vote/", {"statement": "1", "said": "hurray"}).status_code == 400
    with clock.stopped_at(AFTER):
        assert person.post(f"{at}vote/", {"statement": "1", "said": "agree"}).status_code == 409


def test_a_statement_is_added_or_refused_with_its_words_kept(larache, client_of):
    """§ surveys-statements"""
    one, person = make_conversation(larache), client_of(make_person("زينب"))
    at = f"/{larache.slug}/surveys/opinions/{one.slug}/add/"
    with clock.stopped_at(ANSWERING):
        body = "اتصلوا بالرقم 0612345678 لنحكي"
        wrong = person.post(at, {"body": body, "token": "t"})
        assert wrong.status_code == 400
        assert body in wrong.content.decode()
        assert "معطيات شخصية" in wrong.content.decode()
        good = {"body": "نريد ظلا في كل المحطات.", "token": "t"}
        assert person.post(at, good).status_code == 303
        assert person.post(at, good).status_code == 303
    with within(larache.pk):
        assert Statement.objects.filter(body=good["body"]).count() == 1


def test_the_map_waits_for_thirty_people_then_says_it_in_words(larache, client):
    """§ opinion-map-least, § opinion-map-shared"""
    one = make_conversation(larache)
    at = f"/{larache.slug}/surveys/opinions/{one.slug}/map/"
    with clock.stopped_at(ANSWERING):
        assert "لا خريطة بعد" in client.get(at).content.decode()
        fill(one, 40)
        with within(larache.pk):
            actions.draw_map(conversation=one, now=ANSWERING)
        page = client.get(at).content.decode()
    assert "المجموعة أ" in page
    assert "<svg viewBox" in page
    assert "وافق 100 %" in page
    assert page.count("20 شخصا") == 2
    with within(larache.pk):
        assert a_form().questions
