"""§ budgets-languages: editions, projects, ideas and results in the language of who reads them."""

import pytest
from django.test import Client

from tadafor.budgets import actions, queries
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.tests.factories import (
    make_idea,
    moment,
    organiser,
    ready_to_vote,
    staff_actor,
)
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
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
