"""The public pages of an edition: what they say, what they refuse, how many questions they ask."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tadafor.budgets import actions, queries
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.tests.factories import (
    feasible,
    make_edition,
    make_idea,
    make_project,
    moment,
    organiser,
    ready_to_vote,
)
from tadafor.documents.tests.factories import image_bytes
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.territories.models import Neighbourhood

pytestmark = pytest.mark.django_db
HOME = "/larache/budgets/edition-2026/"
IDEA = {"title": "إنارة درب المدرسة", "body": "الدرب مظلم في الشتاء والتلاميذ يخافون.", "token": "once"}


@pytest.fixture
def edition(larache):
    return make_edition(larache)


@pytest.fixture
def during(edition):
    """Pages as they are in a phase of the edition."""
    return lambda phase: clock.stopped_at(moment(edition, phase))


@pytest.mark.parametrize("page", ["", "ideas/", "ideas/new/", "projects/", "follow/"])
@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_pages_open_in_every_phase(edition, during, client, page, language):
    for phase in (Phase.ANNOUNCED, Phase.IDEAS, Phase.STUDY, Phase.VOTE, Phase.COUNT):
        with during(phase):
            assert client.get(f"{language}{HOME}{page}").status_code == 200


def test_a_draft_is_nobodys_business(larache, client):
    make_edition(larache, slug="secret", announced=False)
    assert client.get("/larache/budgets/secret/").status_code == 404
    assert "secret" not in client.get("/larache/budgets/").content.decode()


def test_a_citizen_proposes_an_idea(edition, during, client_of, salma):
    with during(Phase.IDEAS):
        page = client_of(salma).post(f"{HOME}ideas/new/", IDEA, follow=True)
    assert "وصلتنا فكرتكم ورقمها 1" in page.content.decode()
    assert IDEA["title"] in page.content.decode()  # its author reads it while it waits


def test_what_a_visitor_typed_waits_until_they_signed_in(edition, during, client, salma, client_of):
    with during(Phase.IDEAS):
        answer = client.post(f"{HOME}ideas/new/", IDEA)
        assert answer.status_code == 303
        assert "sign" in answer.url or "account" in answer.url
        client.force_login(salma)
        assert IDEA["body"] in client.get(f"{HOME}ideas/new/").content.decode()


def test_a_faulty_idea_keeps_what_was_typed(edition, during, client_of, salma):
    with during(Phase.IDEAS):
        page = client_of(salma).post(f"{HOME}ideas/new/", IDEA | {"title": "", "latitude": "abc"})
    assert page.status_code == 400
    assert IDEA["body"] in page.content.decode()
    assert "ينقص أحد العددين" in page.content.decode()


def test_an_idea_out_of_time_is_refused_in_a_sentence(edition, during, client_of, salma):
    with during(Phase.STUDY):
        page = client_of(salma).post(f"{HOME}ideas/new/", IDEA)
    assert page.status_code == 409
    assert "لا يمكن ذلك في هذه المرحلة" in page.content.decode()


def test_what_is_nearly_the_same_is_offered_before_sending(edition, during, client_of, salma):
    make_idea(edition, title=IDEA["title"], body=IDEA["body"])
    with during(Phase.IDEAS):
        page = client_of(salma).post(f"{HOME}ideas/new/", IDEA)
        assert "هناك فكرة قريبة مما تكتبون" in page.content.decode()
        sent = client_of(salma).post(f"{HOME}ideas/new/", IDEA | {"seen_alike": "1"})
    assert sent.status_code == 303


def test_pictures_come_with_an_idea(edition, during, client_of, salma):
    picture = SimpleUploadedFile("درب.jpg", image_bytes(), content_type="image/jpeg")
    with during(Phase.IDEAS):
        page = client_of(salma).post(f"{HOME}ideas/new/", IDEA | {"photos": picture}, follow=True)
    assert 'class="photo"' in page.content.decode()


def test_an_idea_that_is_held_shows_to_its_author_and_staff_only(edition, during, client_of, salma, nadia):
    with during(Phase.IDEAS):
        client_of(salma).post(f"{HOME}ideas/new/", IDEA)
        assert IDEA["body"] not in Client().get(f"{HOME}ideas/1/").content.decode()
        assert IDEA["body"] in client_of(nadia).get(f"{HOME}ideas/1/").content.decode()
        assert IDEA["title"] not in Client().get(f"{HOME}ideas/").content.decode()


def test_backing_from_the_browser(edition, during, client_of, salma, larache):
    idea = make_idea(edition)
    with during(Phase.IDEAS):
        client_of(salma).post(f"{HOME}ideas/{idea.number}/back/")
        page = client_of(salma).get(f"{HOME}ideas/{idea.number}/").content.decode()
    assert "تؤيدون هذه الفكرة" in page


def test_prices_show_once_they_are_published(edition, during, client, larache):
    make_project(edition, price=123_000)
    with during(Phase.STUDY):
        assert "123" not in client.get(f"{HOME}projects/1/").content.decode().replace("\u00a0", "")
    with within(larache.pk):
        actions.publish_prices(edition=edition, actor=organiser(larache), now=moment(edition, Phase.STUDY))
    with during(Phase.STUDY):
        assert "123000" in client.get(f"{HOME}projects/1/").content.decode().replace("\u00a0", "")


def test_an_author_answers_from_the_page_of_the_project(edition, during, client_of, salma, actor_of, larache):
    idea = make_idea(edition, actor_of(salma))
    project = make_project(edition, studied=False)
    now = moment(edition, Phase.STUDY)
    with within(larache.pk):
        actions.merge_ideas(project=project, numbers=[idea.number], actor=organiser(larache), now=now)
        actions.study_project(project=project, opinion=feasible(edition), actor=organiser(larache), now=now)
    with during(Phase.STUDY):
        page = client_of(salma).get(f"{HOME}projects/1/").content.decode()
        assert "أجيبوا عن هذه الدراسة" in page
        answered = client_of(salma).post(f"{HOME}projects/1/answer/", {"body": "والأشجار؟"}, follow=True)
        assert "والأشجار؟" in answered.content.decode()
        assert Client().get(f"{HOME}projects/1/answer/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_many_questions_for_three_rows_as_for_one(larache, client, rows):
    edition = ready_to_vote(larache, prices=(100_000,) * rows)
    ideas = [make_idea(edition, title=f"فكرة {at}") for at in range(rows)]
    with within(larache.pk):
        actions.merge_ideas(
            project=queries.project_numbered(edition, 1),
            numbers=[one.number for one in ideas],
            actor=organiser(larache),
            now=moment(edition, Phase.STUDY),
        )
    pages = {"": 8, "ideas/": 8, "ideas/1/": 8, "projects/": 5, "projects/1/": 5}
    asked = {}
    with clock.stopped_at(moment(edition, Phase.VOTE)):
        client.get(HOME)
        for page in pages:
            with CaptureQueriesContext(connection) as questions:
                assert client.get(f"{HOME}{page}").status_code == 200
            asked[page] = len(questions)
    assert asked == pages


def test_a_project_that_is_not_there(edition, client):
    assert client.get(f"{HOME}projects/9/").status_code == 404


def test_the_map_of_ideas_says_what_the_list_says(edition, during, client, larache):
    """The pins are the ideas of the page; a neighbourhood says how many it has, and leads to them."""
    with within(larache.pk):
        town = [Neighbourhood.objects.create(territory=larache, name_ar=name, latitude=at, longitude="-6.15")
                for name, at in (("حي السلام", "35.19"), ("الميناء", "35.20"))]  # fmt: skip
    for at in range(3):
        make_idea(edition, title=f"فكرة {at}", neighbourhood_id=town[0].pk)
    make_idea(edition, title="خارج الأحياء")
    with during(Phase.IDEAS):
        page = client.get(f"{HOME}ideas/?text=فكرة&order=supports").content.decode()
        assert page.count('class="map-pin') == 3
        assert "حي السلام (3)" in page
        assert "الميناء (" not in page
        address = re.search(r'href="(\?[^"]*neighbourhood=[^"]*)"', page).group(1).replace("&amp;", "&")
        narrowed = client.get(f"{HOME}ideas/{address}").content.decode()
        assert narrowed.count('class="map-pin') == 3
        assert "خارج الأحياء" not in narrowed
        assert 'class="map-pin' not in client.get(f"{HOME}ideas/?text=لاشيء").content.decode()
