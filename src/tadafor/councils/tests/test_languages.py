"""Bodies, opinions and points in the language of who reads them: § translations-which."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tadafor.councils import actions as council
from tadafor.councils import queries
from tadafor.councils.queries import works
from tadafor.councils.rules import Answer
from tadafor.councils.tests import factories as making
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.translations import actions, rules
from tadafor.translations.queries import viewed
from tadafor.translations.tests.factories import staff

FRENCH = {
    ("words", "name"): "Instance de l’équité",
    ("words", "purpose"): "Elle rend des avis au conseil.",
    ("opinion-buses", "title"): "Des autobus accessibles",
    ("opinion-buses", "question"): "Comment rendre les autobus accessibles ?",
    ("opinion-buses", "text"): "Un plancher bas dans chaque autobus.",
}


@pytest.fixture
def french(larache):
    """A body with an opinion on the agenda of a session, said in French."""
    body = making.make_body(larache)
    opinion = making.make_opinion(body, slug="buses")
    session = making.make_session(larache, points=(), convened=False)
    making.place(opinion, session)
    with within(larache.pk):
        council.convene(session=session, actor=making.staff_actor(larache), now=making.BEFORE)
    writer, director = staff(larache), staff(larache, RoleKind.DIRECTOR, name="مديرة تجريبية")
    with within(larache.pk):
        for work in works(larache.pk):
            common = {"work": work, "language": "fr", "now": clock.now()}
            said = dict(FRENCH)
            texts = [
                (
                    view.piece,
                    said.get((group.key, view.piece.field), "Un point en français"),
                    "",
                    rules.mark(view.piece.text),
                )
                for group in viewed(work, "fr").groups
                for view in group.views
                if (group.key, view.piece.field) in said or group.key.startswith("point-")
            ]
            actions.write_together(texts=texts, territory_id=larache.pk, actor=writer, **common)
            waiting = [(view.piece, view.token) for view in viewed(work, "fr").waiting]
            actions.approve_together(chosen=waiting, actor=director, **common)
    return session


def page(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_pages_of_councils_are_read_in_french(french):
    root = "/fr/larache/councils/"
    assert FRENCH["words", "name"] in page(root)
    opinion = page(f"{root}opinions/buses/")
    for words in FRENCH.values():
        assert words in opinion or words == FRENCH["words", "purpose"]
    assert "Le texte en arabe fait foi" in opinion
    assert FRENCH["opinion-buses", "title"] in page(f"{root}opinions/")
    assert "Un point en français" in page(f"{root}sessions/{french.slug}/")


@pytest.mark.parametrize("address", ["", "opinions/", "opinions/buses/"])
def test_one_more_question_in_french_and_none_in_arabic(french, address):
    """§ translations-fallback."""
    counted = []
    for language in ("", "/fr"):
        page(f"{language}/larache/councils/{address}")
        with CaptureQueriesContext(connection) as asked:
            page(f"{language}/larache/councils/{address}")
        counted.append(len(asked))
    assert counted[1] - counted[0] == 1
    assert "tongues" not in page(f"/larache/councils/{address}")


def test_the_desk_reads_titles_in_its_language_and_types_in_the_original(french, nadia, client_of):
    """§ translations-which"""
    client = client_of(nadia)
    root = "/fr/larache/councils/desk/"
    for address, words in {
        "bodies/": FRENCH["words", "name"],
        "bodies/equality/": FRENCH["opinion-buses", "title"],
        "opinions/": FRENCH["opinion-buses", "title"],
        "opinions/buses/": FRENCH["words", "name"],
        f"sessions/{french.slug}/": "Un point en français",
    }.items():
        assert words in client.get(f"{root}{address}").content.decode(), address
    typed = client.get(f"{root}bodies/equality/change/").content.decode()
    assert FRENCH["words", "purpose"] not in typed


def test_the_file_of_a_session_is_in_french_with_what_its_points_answer(french):
    """§ translations-which"""
    made = Client().get(f"/fr/larache/councils/sessions/{french.slug}/file.pdf").content
    said = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(made)).pages).split())
    for words in ("Un point en français", FRENCH["opinion-buses", "title"], FRENCH["opinion-buses", "text"]):
        assert words in said
    point = page(f"/fr/larache/councils/sessions/{french.slug}/points/1/")
    assert FRENCH["opinion-buses", "title"] in point


def test_works_of_a_council_are_its_bodies_and_its_sessions(french, larache):
    with within(larache.pk):
        body, session = works(larache.pk)
        assert (body.size, session.size) == (2, 1)
        assert viewed(session, "fr").done == 1


def test_an_answered_opinion_stands_on_the_first_page_with_its_body_in_french(french, larache):
    """§ translations-which"""
    with within(larache.pk):
        making.sit(french)
        making.decide(french, 1)
        opinion = queries.opinion_at("buses")
        council.answer_opinion(
            opinion=opinion,
            answer=Answer.FOLLOWED,
            reason="يُبرمج.",
            actor=making.staff_actor(larache),
            now=making.AFTER,
        )
    told = page("/fr/larache/").partition('id="became"')[2]
    assert FRENCH["opinion-buses", "title"] in told
    assert FRENCH["words", "name"] in told
