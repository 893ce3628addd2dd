"""Bodies, opinions and points in the language of who reads them: § translations-which."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tadafor.councils import actions as council
from tadafor.councils import queries
from tadafor.councils.queries import works
from tadafor.councils.rules import AfterVote, Answer
from tadafor.councils.rules.lot import Quota
from tadafor.councils.tests import factories as making
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.rules import RoleKind
from tadafor.translations import actions, rules
from tadafor.translations.queries import viewed
from tadafor.translations.tests.factories import staff

FRENCH = {
    ("words", "name"): "Instance de l’équité",
    ("words", "purpose"): "Elle rend des avis au conseil.",
    ("opinion-buses", "title"): "Des autobus accessibles",
    ("opinion-buses", "question"): "Comment rendre les autobus accessibles\u00a0?",
    ("opinion-buses", "text"): "Un plancher bas dans chaque autobus.",
}


# Of the rest: by the group, and by the field where a group has several.
REST = {
    "point": "Un point en français",
    "point text": "La décision n’est pas motivée.",
    "point reason": "Le tarif n’est pas motivé.",
    "seats": "Représentante d’une association",
    "meeting place": "Siège de la commune",
    "meeting agenda": "Projet d’avis",
    "words founded_by": "Délibération n° 4",
    "words place": "Salle des séances",
    "lot quotas_source": "Recensement de la commune",
    "lot told": "Recensement de la commune",
}


def french_of(group, piece):
    kind = group.partition("-")[0]
    return FRENCH.get((group, piece.field)) or REST.get(f"{kind} {piece.field}") or REST[kind]


def say_in_french(larache):
    """One writes what is missing in French, another publishes it."""
    writer, director = staff(larache), staff(larache, RoleKind.DIRECTOR, name="مديرة تجريبية")
    with within(larache.pk):
        for work in works(larache.pk):
            common = {"work": work, "language": "fr", "now": clock.now()}
            texts = [
                (view.piece, french_of(group.key, view.piece), "", rules.mark(view.piece.text))
                for group in viewed(work, "fr").groups
                for view in group.views
                if not view.latest
            ]
            actions.write_together(texts=texts, territory_id=larache.pk, actor=writer, **common)
            waiting = [(view.piece, view.token) for view in viewed(work, "fr").waiting]
            actions.approve_together(chosen=waiting, actor=director, **common)


@pytest.fixture
def french(larache):
    """A body with an opinion on the agenda of a session, said in French."""
    body = making.make_body(larache)
    with within(larache.pk):
        facts = council.DrawFacts(
            seats=2,
            closes_on=date(2024, 3, 1),
            one_per_household=False,
            mandate_since=date(2024, 4, 1),
            quotas=(Quota("sex", "woman", 1, 1),),
            quotas_source="جرد الجماعة",
        )
        council.open_draw(body=body, facts=facts, actor=making.staff_actor(larache), now=making.BEFORE)
    opinion = making.make_opinion(body, slug="buses")
    session = making.make_session(larache, points=(), convened=False)
    making.place(opinion, session)
    with within(larache.pk):
        council.convene(session=session, actor=making.staff_actor(larache), now=making.BEFORE)
    say_in_french(larache)
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


READ = {
    "": [("words", "name")],
    "opinions/": [("opinion-buses", "title")],
    "opinions/buses/": [("opinion-buses", "text")],
    "bodies/equality/": [("words", "purpose"), "words founded_by", "seats"],
    "bodies/equality/meetings/1/": [("words", "name"), "meeting place", "meeting agenda"],
    "bodies/equality/years/2023/": [("opinion-buses", "title"), "meeting agenda"],
    "bodies/equality/lots/1/": [("words", "name"), "lot quotas_source"],
    "sessions/2024-02/": ["point", "words place"],
    "sessions/2024-02/points/1/": ["point"],
}

# A draw asks for the names of neighbourhoods too, a point for what it answers.
MORE = {"bodies/equality/lots/1/": 3, "sessions/2024-02/points/1/": 3}


def test_what_councils_write_is_read_in_french_for_one_more_question_and_none_in_arabic(french):
    """§ councils-30 § translations-fallback"""
    assert french.slug == "2024-02"
    for address, wanted in READ.items():
        counted = []
        for language in ("", "/fr"):
            page(f"{language}/larache/councils/{address}")
            with CaptureQueriesContext(connection) as asked:
                shown = page(f"{language}/larache/councils/{address}")
            counted.append(len(asked))
            for words in (FRENCH.get(name) or REST[name] for name in wanted):
                assert (words in shown) is (language == "/fr"), (language, address, words)
        assert counted[1] - counted[0] == MORE.get(address, 1), (address, counted)


def test_a_member_reads_their_seat_and_their_meetings_in_french(french, larache, salma, client_of):
    """§ councils-30"""
    with within(larache.pk):
        body = queries.body_at("equality")
    making.seat(body, person_id=salma.pk)
    client = client_of(salma)
    mine = client.get("/fr/larache/councils/mine/").content.decode()
    for words in (
        FRENCH["words", "name"],
        REST["seats"],
        REST["meeting place"],
        FRENCH["opinion-buses", "title"],
    ):
        assert words in mine
    draft = client.get("/fr/larache/councils/mine/opinions/buses/").content.decode()
    assert FRENCH["opinion-buses", "question"] in draft


def test_messages_are_in_the_language_of_each_reader(french, larache, salma):
    """§ councils-30"""
    with within(larache.pk):
        body = queries.body_at("equality")
    making.seat(body, person_id=salma.pk)
    salma.language = "fr"
    salma.save()
    making.meet(body, day=date(2024, 3, 21), now=making.AFTER, held=False)
    with everywhere():
        (title,) = Notice.objects.filter(person=salma).values_list("title", flat=True)
    assert title.startswith("Convocation")
    assert FRENCH["words", "name"] in title


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
        assert (body.size, session.size) == (5, 2)
        for work in (body, session):
            assert viewed(work, "fr").done == viewed(work, "fr").total == work.size


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


def test_the_reason_of_a_refusal_is_read_in_french(french, larache):
    """§ councils-9, § councils-30"""
    making.sit(french)
    making.decide(french, 1, text="نص المقرر")
    with within(larache.pk):
        for step, reason in ((AfterVote.SENT, ""), (AfterVote.REFUSED, "لم يُعلّل الرسم.")):
            council.take_step(
                item=queries.item_at(french, 1),
                step=step,
                taken_on=date(2024, 2, 12),
                reference="",
                reason=reason,
                actor=making.staff_actor(larache),
                now=making.AFTER,
            )
    point = f"/larache/councils/sessions/{french.slug}/points/1/"
    assert "لم يُعلّل الرسم." in page(f"/fr{point}")
    say_in_french(larache)
    shown = page(f"/fr{point}")
    assert REST["point reason"] in shown
    assert "لم يُعلّل الرسم." not in shown
    assert "لم يُعلّل الرسم." in page(point)
