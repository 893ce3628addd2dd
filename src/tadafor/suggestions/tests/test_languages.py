"""§ suggestions-23: a suggestion and its answers in the language of who reads them."""

from datetime import timedelta

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.suggestions import actions, queries
from tadafor.suggestions.rules import Kind
from tadafor.suggestions.tests.factories import ANSWERED, POSTED, REASON, WORDS, Place, staff_actor
from tadafor.translations import actions as translations
from tadafor.translations import rules
from tadafor.translations.models import Rendering
from tadafor.translations.queries import viewed

pytestmark = pytest.mark.django_db
AT = "/fr/larache/suggestions/"
FRENCH = {"body": "Le lampadaire est éteint.", "title": "Lampe éteinte", "place": "Près de l’école"}
LONG = f"{WORDS}\nننتظر من يصلحه."


@pytest.fixture
def place(larache):
    return Place(larache)


def say(place, french, *, language="fr"):
    """Write what has words in French, and let a second person publish the answers."""
    publisher = staff_actor(place.territory, RoleKind.FOCAL_POINT, name="ناشرة")
    for work in queries.works(place.territory.pk):
        if work.language == language:
            continue
        common = {"work": work, "language": language, "now": ANSWERED}
        texts = [
            (view.piece, french[view.piece.field], view.token, rules.mark(view.piece.text))
            for view in viewed(work, language).views
            if view.piece.field in french
        ]
        facts = {"territory_id": place.territory.pk, "actor": place.director}
        translations.write_together(texts=texts, **facts, **common)
        waiting = [(view.piece, view.token) for view in viewed(work, language).waiting]
        translations.approve_together(chosen=waiting, actor=publisher, **common)


def test_a_suggestion_and_its_answer_are_read_in_french_wherever_they_are_named(place):
    one = place.made(body=LONG, place="قرب المدرسة")
    place.answer(one)
    place.made(token="second", body="Le banc du jardin est cassé depuis un mois.")
    with within(place.territory.pk):
        say(place, FRENCH | {"words": "L’équipe a remplacé la lampe."})
    with stopped_at(ANSWERED):
        page = Client().get(f"{AT}1/").content.decode()
        assert [words for words in (*FRENCH.values(), "a remplacé la lampe") if words not in page] == []
        assert "Le texte en arabe fait foi" in page
        assert REASON not in page
        for address in (AT, "/fr/larache/", "/fr/larache/search/?q=مصباح"):
            assert FRENCH["title"] in Client().get(address).content.decode(), address
        arabic = Client().get("/larache/suggestions/1/").content.decode()
        assert WORDS in arabic
        assert FRENCH["title"] not in arabic
        said = Client().get("/larache/suggestions/2/").content.decode()
        assert 'lang="fr" dir="ltr">Le banc' in said


def test_an_answer_in_another_language_than_the_words_is_a_work_of_its_own(place):
    """Who writes in French and is answered in Arabic reads the answer in French too."""
    one = place.made(body="Le banc du jardin est cassé depuis un mois.")
    place.answer(one)
    with within(place.territory.pk):
        works = {work.language: work for work in queries.works(place.territory.pk)}
        assert {language: work.size for language, work in works.items()} == {"fr": 1, "ar": 1}
        say(place, {"words": "La lampe est remplacée."})
    with stopped_at(ANSWERED):
        page = Client().get(f"{AT}1/").content.decode()
        assert ("La lampe est remplacée." in page, "Le banc du jardin" in page) == (True, True)


def test_what_is_taken_out_leaves_every_version(place):
    """§ suggestions-20: a version would repeat the telephone that was masked."""
    one = place.made(body=f"{WORDS} هاتفي 0612345678")
    with within(place.territory.pk):
        say(place, {"title": "Lampe, 0612345678"})
        actions.redact(
            suggestion=one, body=WORDS, place="", reason="هاتف", actor=place.director, now=ANSWERED
        )
        assert not Rendering.objects.exists()
    with stopped_at(ANSWERED):
        assert "0612345678" not in Client().get(f"{AT}1/").content.decode()


def test_only_what_everybody_reads_is_offered_the_latest_first(place):
    place.made(kind=Kind.COMPLAINT, token="complaint")
    place.post(token="waits", body="نص ينتظر من يقرؤه قبل نشره.")
    for at in range(3):
        moment = POSTED + timedelta(days=at)
        place.made(token=f"t{at}", body=f"{WORDS} {at}", now=moment)
    with within(place.territory.pk):
        assert [work.title[0] for work in queries.works(place.territory.pk, most=2)] == ["5", "4"]
        latest = queries.works(place.territory.pk)[0]
        piece = latest.pieces()[0]
        told = {"seen": "", "seen_source": rules.mark(piece.text), "territory_id": place.territory.pk}
        actor = {"actor": place.director, "now": ANSWERED}
        translations.write(work=latest, piece=piece, language="fr", text="Lampe", **told, **actor)
        for at in (3, 4):
            place.made(token=f"later{at}", body=f"{WORDS} {at}", now=ANSWERED)
        assert [work.title[0] for work in queries.works(place.territory.pk, most=2)] == ["7", "6", "5"]


def test_a_french_page_costs_one_question_more(place, django_assert_num_queries):
    for at in range(3):
        place.made(token=f"t{at}", body=f"{WORDS} {at}")
    with within(place.territory.pk):
        things = queries.listed(limit=10, territory_id=place.territory.pk)
        from django.utils.translation import override

        with override("ar"), django_assert_num_queries(0):
            queries.listed_in_language(things)
        with override("fr"), django_assert_num_queries(1):
            queries.listed_in_language(things)
