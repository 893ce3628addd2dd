"""A petition in the language of who reads it: § translations-which."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import link, make_person
from tadafor.petitions.documents import sheets
from tadafor.petitions.queries import petition_at, standing_of, works
from tadafor.petitions.tests.factories import SIGNED, make_petition
from tadafor.translations import actions, rules
from tadafor.translations.queries import viewed
from tadafor.translations.tests.factories import staff
from tadafor.ui.documents import pdf

pytestmark = pytest.mark.django_db
FRENCH = {
    "title": "Un éclairage devant les écoles",
    "object": "Inscrire ce point à l’ordre du jour.",
    "reasons": "Les rues sont sombres en hiver.",
    "aims": "Un point lumineux par école.",
}


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(SIGNED):
        yield


@pytest.fixture
def petition(larache, actor_of):
    return make_petition(larache, actor_of(link(make_person("زينب التجريبية"), larache)))


@pytest.fixture
def french(larache, petition):
    """The petition, said in French by one member of staff and published by another."""
    writer, director = staff(larache), staff(larache, RoleKind.DIRECTOR, name="مديرة تجريبية")
    with within(larache.pk):
        (work,) = works(larache.pk)
        common = {"work": work, "language": "fr", "now": SIGNED}
        texts = [
            (view.piece, FRENCH[view.piece.field], "", rules.mark(view.piece.text))
            for view in viewed(work, "fr").views
        ]
        assert {piece.field for piece, *_ in texts} == set(FRENCH)
        actions.write_together(texts=texts, territory_id=larache.pk, actor=writer, **common)
        waiting = [(view.piece, view.token) for view in viewed(work, "fr").waiting]
        assert len(waiting) == len(FRENCH), "what a council receives is published by a second person"
        actions.approve_together(chosen=waiting, actor=director, **common)
    return petition


def page(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_petition_is_read_in_french_wherever_it_is_named(french):
    """§ translations-which"""
    whole = page(f"/fr/larache/petitions/{french.code}/")
    assert [
        words for words in FRENCH.values() if words.replace("’", "&#x27;") not in whole and words not in whole
    ] == []
    assert "Le texte en arabe fait foi" in whole
    one = f"petitions/{french.code}/"
    for address in ("petitions/", "", f"{one}sign/", f"{one}figures/", f"{one}take-back/"):
        assert FRENCH["title"] in page(f"/fr/larache/{address}")
    arabic = page(f"/larache/petitions/{french.code}/")
    assert french.title in arabic
    assert FRENCH["title"] not in arabic


@pytest.mark.parametrize("address", ["petitions/", "petitions/{code}/"])
def test_one_more_question_in_french_and_none_in_arabic(french, address):
    """§ translations-fallback"""
    counted = []
    for language in ("", "/fr"):
        where = f"{language}/larache/{address.format(code=french.code)}"
        page(where)
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"{where}?again=1")
        counted.append(len(asked))
    assert counted[1] == counted[0] + 1


def test_the_papers_are_in_french_with_the_words_that_govern_beside(french, larache):
    """What is signed and deposited is the original: it stands under its version (§ translations-governs)."""
    told = {}
    for language in ("ar", "fr"):
        with within(larache.pk), override(language):
            one = standing_of(petition_at(french.code), larache, SIGNED.date())
            told[language] = sheets(larache, one, [], address="https://example.org/")
    assert (told["fr"]["title"], told["fr"]["object"]) == (FRENCH["title"], FRENCH["object"])
    assert told["fr"]["originals"] == [french.title, french.object]
    assert (told["ar"]["title"], told["ar"]["originals"]) == (french.title, [])
    assert pdf("petitions/documents/sheets.typ", told["fr"], day=SIGNED.date()).startswith(b"%PDF")


def test_a_petition_without_french_is_read_in_arabic_and_says_so(petition):
    """§ translations-fallback"""
    shown = page(f"/fr/larache/petitions/{petition.code}/")
    assert petition.title in shown
    assert 'lang="ar-MA"' in shown.partition("<h1")[2].partition("</h1>")[0]
