"""§ budgets-languages: editions, projects, ideas and results in the language of who reads them."""

import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tadafor.budgets import actions, queries
from tadafor.budgets.models import EditionKey, SealedBallot
from tadafor.budgets.queries.voting import asked_of, vote_name
from tadafor.budgets.queries.wrapping import wrapping_key
from tadafor.budgets.rules import meta, urn
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.settings import CountSettings, Method
from tadafor.budgets.tests import votes
from tadafor.budgets.tests.factories import make_idea, moment, organiser, ready_to_vote, staff_actor
from tadafor.budgets.tests.test_counting import loaded, published
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind
from tadafor.traces.actions import follow
from tadafor.translations import actions as translations
from tadafor.translations import rules
from tadafor.translations.queries import viewed

pytestmark = pytest.mark.django_db
AT = "/fr/larache/budgets/edition-2026/"


def say(territory, now, language="fr"):
    """Write a version of every piece that says its thing and its field, and let a second person publish."""
    actors = {
        "writer": staff_actor(territory, RoleKind.FOCAL_POINT, name="كاتبة"),
        "publisher": staff_actor(territory, RoleKind.DIRECTOR, name="ناشر"),
    }
    for work in queries.works(territory.pk):
        common = {"work": work, "language": language, "now": now}
        texts = [
            (view.piece, f"fr {view.piece.thing} {view.piece.field}", view.token, rules.mark(view.piece.text))
            for view in viewed(work, language).views
        ]
        translations.write_together(texts=texts, territory_id=territory.pk, actor=actors["writer"], **common)
        waiting = [(view.piece, view.token) for view in viewed(work, language).waiting]
        translations.approve_together(chosen=waiting, actor=actors["publisher"], **common)


@pytest.fixture
def edition(larache):
    """An edition at the vote, with an idea in its first project and another alone."""
    one = ready_to_vote(larache)
    ideas = [make_idea(one, title="ظل في الساحة"), make_idea(one, title="ماء في السوق")]
    with within(larache.pk):
        actions.merge_ideas(
            project=queries.project_numbered(one, 1),
            numbers=[ideas[0].number],
            actor=organiser(larache),
            now=moment(one, Phase.STUDY),
        )
        say(larache, moment(one, Phase.CAMPAIGN))
    return one


def test_every_page_of_an_edition_says_the_version_and_which_text_governs(larache, edition):
    whole, project, idea = (f"fr budgets.{one}:" for one in ("edition", "project", "idea"))
    read = {
        "/fr/larache/budgets/": [whole],
        AT: [f"{whole}{edition.pk} {one}" for one in ("title", "principles", "criteria", "void_rule")],
        f"{AT}projects/": [project],
        f"{AT}projects/1/": [project, f"{idea}", f"{whole}{edition.pk} study_criteria-competence"],
        f"{AT}ideas/": [idea, project],
        f"{AT}ideas/1/": [idea],
        f"{AT}follow/": [whole],
        "/fr/larache/": [whole],
        "/fr/larache/search/?q=ساحة": [idea],
    }
    with stopped_at(moment(edition, Phase.VOTE)):
        for address, words in read.items():
            page = Client().get(address, follow=True).content.decode()
            assert [one for one in words if one not in page] == [], address
        governed = Client().get(AT).content.decode()
        assert "Le texte en arabe fait foi" in governed
        arabic = Client().get("/larache/budgets/edition-2026/").content.decode()
        assert "fr budgets" not in arabic
        assert 'id="tongues"' not in arabic


def test_a_ballot_is_read_in_french_and_says_the_same(larache, client_of):
    """§ budgets-languages: the keys are the same, and what is sealed is the original."""
    edition, committee = votes.make_vote(larache), votes.committee(larache)
    secret = votes.rehearsed(edition, committee)
    with within(larache.pk):
        say(larache, votes.BEFORE)
    voter = client_of(Person.objects.get(pk=votes.voter(larache).person_id))
    at = "/larache/budgets/pb-2026/vote/"
    with stopped_at(votes.VOTING):
        pages = {tongue: voter.get(f"{tongue}{at}").content.decode() for tongue in ("", "/fr")}
        keys = [sorted(re.findall(r'name="choice" value="(p\d)"', page)) for page in pages.values()]
        assert keys == [["p1", "p2", "p3", "p4"]] * 2
        assert "مشروع رقم 1" not in pages["/fr"]
        assert "fr budgets.project:" not in pages[""]
        typed = {"choice": ["p3"]}
        review = voter.post(f"/fr{at}", typed | {"step": "review"}).content.decode()
        assert "fr budgets.project:" in pages["/fr"]
        assert "fr budgets.project:" in review
        assert voter.post(f"/fr{at}", typed | {"step": "cast"}).status_code == 200
    with within(larache.pk):
        cast, key = SealedBallot.objects.get(), EditionKey.objects.get()
        seals = [urn.unwrapped(bytes(cast.twice), wrapping_key(key))]
        box = urn.filled(vote_name(edition), urn.public_key(secret), asked_of(edition).size, seals)
        assert urn.opened(box, secret).ballots == ((("p3", 1),),)


def test_a_result_is_read_in_french_on_every_page_and_in_print(
    larache, client, django_assert_max_num_queries
):
    settings = meta.named(CountSettings(method=Method.EQUAL_SHARES))
    edition, committee = loaded(votes.make_vote(larache, count_settings=settings)), votes.committee(larache)
    with within(larache.pk):
        say(larache, votes.BEFORE)
    published(edition, committee, votes.committee(larache))
    named, first = f"fr budgets.edition:{edition.pk} ", "fr budgets.project:"
    read = {
        "results/": [f"{named}title", first],
        "results/projects/3/": [first],
        "works/": [f"{named}title", first],
        "count/": [first, f"{named}envelope-"],
        "report/": [f"{named}title", first],
        "vote/urn/": [f"{named}title", f"{named}void_rule"],
    }
    at = "/larache/budgets/pb-2026/"
    with stopped_at(votes.CLOSED):
        for page, words in read.items():
            with django_assert_max_num_queries(12):
                told = client.get(f"/fr{at}{page}").content.decode()
            assert [one for one in words if one not in told] == [], page
            assert "مشروع رقم" not in told, page
            assert "fr budgets." not in client.get(f"{at}{page}").content.decode(), page
        printed = client.get(f"/fr{at}report.pdf").content
        paper = "".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)
        assert f"budgets.edition:{edition.pk}" in paper
        ballots = client.get(f"/fr{at}results/1/ballots.pb").content.decode()
    assert "مشروع رقم 1" in ballots
    assert "fr budgets" not in ballots


def test_each_reader_of_a_message_gets_the_titles_in_their_language(larache):
    """§ budgets-languages: who reads in French is told in French."""
    edition, committee = loaded(votes.make_vote(larache)), votes.committee(larache)
    reader, other = votes.voter(larache, name="قارئة"), votes.voter(larache, name="قارئ")
    Person.objects.filter(pk=reader.person_id).update(language="fr")
    with within(larache.pk):
        say(larache, votes.BEFORE)
        for person in (reader, other):
            follow(trace=edition.trace, actor=person, now=votes.BEFORE)
    published(edition, committee, votes.committee(larache))
    with everywhere():
        told = {one.person_id: one.title for one in Notice.objects.filter(kind="budgets.counted")}
    assert f"fr budgets.edition:{edition.pk} title" in told[reader.person_id]
    assert edition.title in told[other.person_id]
