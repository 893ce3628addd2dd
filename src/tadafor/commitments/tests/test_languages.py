"""What was promised is read in another language where a version was published; the original governs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tadafor.commitments import actions, queries
from tadafor.commitments.tests.factories import NOW, Place, staff_actor
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.translations import actions as translations
from tadafor.translations import rules
from tadafor.translations.queries import viewed

pytestmark = pytest.mark.django_db
AT = "/fr/larache/commitments/"
FRENCH = {
    "برنامج عمل الجماعة 2022-2027": "Programme d’action 2022-2027",
    "البنية التحتية": "Infrastructures",
    "مشروع 1": "Projet premier",
    "الطريق غير معبدة.": "La route n’est pas revêtue.",
    "فتح الأظرفة": "Ouverture des plis",
}


@pytest.fixture
def place(larache):
    made = Place(larache)
    one = made.promised(1, problem="الطريق غير معبدة.")
    with within(larache.pk):
        facts = actions.MilestoneFacts(position=1, title="فتح الأظرفة", due_on=NOW.date())
        actions.keep_milestone(commitment=one, facts=facts, **made.by())
    made.published()
    return made


def say(place):
    """Write what has words in French, and let a second person publish them."""
    publisher = staff_actor(place.territory, RoleKind.FOCAL_POINT, name="ناشرة")
    for work in queries.works(place.territory.pk):
        common = {"work": work, "language": "fr", "now": NOW}
        texts = [
            (view.piece, FRENCH[view.piece.text.strip()], view.token, rules.mark(view.piece.text))
            for view in viewed(work, "fr").views
            if view.piece.text.strip() in FRENCH
        ]
        facts = {"territory_id": place.territory.pk, "actor": place.director}
        translations.write_together(texts=texts, **facts, **common)
        waiting = [(view.piece, view.token) for view in viewed(work, "fr").waiting]
        translations.approve_together(chosen=waiting, actor=publisher, **common)


def read(path):
    with stopped_at(NOW):
        response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_plan_and_what_it_promises_are_read_in_french(place):
    """§ commitments-23"""
    assert "مشروع 1" in read(f"{AT}1/1/")
    with within(place.territory.pk):
        say(place)
    plan, axis, project, problem, milestone = FRENCH.values()
    assert plan in read(AT)
    page = read(f"{AT}1/")
    assert [words for words in (plan, axis, project, "Le texte en arabe fait foi") if words not in page] == []
    page = read(f"{AT}1/1/")
    assert [words for words in (axis, project, problem, milestone) if words not in page] == []
    assert "Projet premier" not in read("/larache/commitments/1/1/")


def asked(path):
    read(path)
    with CaptureQueriesContext(connection) as queries_of_page:
        read(path)
    return len(queries_of_page)


def test_a_version_costs_one_question_and_arabic_none(place):
    with within(place.territory.pk):
        say(place)
    for path in (AT, f"{AT}1/", f"{AT}1/1/"):
        assert asked(path) == asked(path.removeprefix("/fr")) + 1 <= 11, path
