"""A meeting in the language of who reads it: § translations-which."""

import pytest
from django.test import Client
from django.utils.translation import override

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.meetings import actions
from tadafor.meetings import documents as paper
from tadafor.meetings.models import Minutes
from tadafor.meetings.queries import works
from tadafor.meetings.rules import Item
from tadafor.meetings.tests.factories import AFTER, BEFORE, DURING, make_meeting, staff_actor
from tadafor.meetings.tests.test_minutes import TOLD
from tadafor.people.rules import RoleKind
from tadafor.translations import actions as translations
from tadafor.translations import rules
from tadafor.translations.queries import viewed

AT = "/fr/larache/meetings/"


def say(larache, french, writer, now):
    """Say in French what has words for it; an official text is published by a second person."""
    director = staff_actor(larache, RoleKind.DIRECTOR)
    (work,) = works(larache.pk)
    common = {"work": work, "language": "fr", "now": now}
    texts = [
        (view.piece, french[view.piece.field], view.token, rules.mark(view.piece.text))
        for view in viewed(work, "fr").views
        if view.piece.field in french
    ]
    assert {piece.field for piece, *_ in texts} == set(french)
    translations.write_together(texts=texts, territory_id=larache.pk, actor=writer, **common)
    waiting = [(view.piece, view.token) for view in viewed(work, "fr").waiting]
    translations.approve_together(chosen=waiting, actor=director, **common)


@pytest.mark.django_db
def test_a_meeting_is_read_in_french_wherever_it_is_named(larache):
    """§ translations-which"""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff, series="ثلاث ورشات", access_note="قرب السوق")
    french = {"title": "Atelier propreté", "purpose": "Nous écoutons les habitants.", "title-1": "Ouverture"}
    with within(larache.pk):
        items = [Item("كلمة", "رئيس المجلس", 10)]
        actions.set_agenda(meeting=meeting, items=items, actor=staff, now=BEFORE)
        say(larache, french, staff, BEFORE)
    with stopped_at(BEFORE):
        page = Client().get(f"{AT}{meeting.code}/").content.decode()
        assert [words for words in french.values() if words not in page] == []
        assert "رئيس المجلس" in page
        assert 'id="tongues"' in page
        for address in (AT, "/fr/larache/", "/fr/larache/search/?q=نظافة"):
            assert "Atelier propreté" in Client().get(address).content.decode(), address
        arabic = Client().get(f"/larache/meetings/{meeting.code}/").content.decode()
        assert "Atelier propreté" not in arabic


@pytest.mark.django_db
def test_published_minutes_are_read_in_french(larache):
    """§ translations-official"""
    staff = staff_actor(larache)
    meeting = make_meeting(larache, staff)
    director = staff_actor(larache, RoleKind.DIRECTOR)
    facts = {"meeting": meeting, "now": AFTER}
    with within(larache.pk):
        actions.collect_card(
            meeting=meeting, written=actions.Written("نريد حاويات", "c"), actor=staff, now=DURING
        )
        actions.write_minutes(account=TOLD, seen=0, actor=staff, **facts)
        (before,) = works(larache.pk)
        assert "summary" not in {one.field for one in before.pieces()}
        actions.submit_minutes(actor=staff, **facts)
        actions.publish_minutes(actor=director, **facts)
        say(larache, {"summary": "On a parlé des conteneurs.", "what-1": "Publier le bilan"}, staff, AFTER)
    with stopped_at(AFTER):
        page = Client().get(f"{AT}{meeting.code}/").content.decode()
        assert ("On a parlé des conteneurs." in page, "Publier le bilan" in page) == (True, True)
        assert "Le texte en arabe fait foi" in page
        assert Client().get(f"{AT}{meeting.code}/minutes.pdf").content.startswith(b"%PDF")


@pytest.mark.django_db
def test_papers_join_names_and_counts_as_their_language_does(larache):
    """§ meetings-minutes: what is printed reads as a sentence of its own language."""
    meeting = make_meeting(larache, partners=["جمعية", "كلية"])
    for language, names, count in (
        ("ar", "جمعية، كلية", "الحاضرون: 7"),
        ("fr", "جمعية, كلية", "الحاضرون\N{NO-BREAK SPACE}: 7"),
    ):
        with override(language):
            facts = dict(paper.poster(larache, meeting, address="https://x.example/")["facts"])
            assert names in facts.values()
            written = Minutes(summary="قيل", decisions="")
            told = {
                "outputs": [],
                "follow_ups": [],
                "counts": [("الحاضرون", "7")],
                "address": "https://x.example/",
            }
            parts = paper.minutes(larache, meeting, written=written, **told)["parts"]
            assert parts[0]["lines"] == [count]
