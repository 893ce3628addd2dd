"""A consultation in the language of who reads it: § translations-which, § translations-fallback."""

import pytest
from django.test import Client
from django.utils import translation

from tadafor.consultations import actions, queries
from tadafor.consultations.queries.in_language import axis, instruction, thing
from tadafor.consultations.tests import factories as making
from tadafor.consultations.tests.factories import AFTER, DURING, LATER, staff_actor
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import Channel, RoleKind
from tadafor.translations import actions as translations
from tadafor.translations.queries import viewed, works

FRENCH = {
    "title": "Charte de la participation citoyenne",
    "stake": "Comment la population prend part aux décisions de la commune.",
    "promise": "Chaque contribution est examinée et reçoit une réponse.",
}
DELAYS = "La commune répond dans un délai de trente (30) jours et motive tout refus par écrit."
HOME = "/fr/larache/consultations/charter/"
ARTICLE = f"{HOME}articles/reply-delays/"


@pytest.fixture
def consultation(larache):
    return making.make_consultation(larache)


@pytest.fixture
def say(larache):
    """Write and publish the French of a piece."""
    writer = staff_actor(larache, RoleKind.FOCAL_POINT)
    director = staff_actor(larache, RoleKind.DIRECTOR, name="المديرة")

    def said(consultation, group, name, text, language="fr"):
        with within(larache.pk):
            work = next(one for one in works(larache.pk) if one.thing == thing(consultation))
            view = next(one for one in viewed(work, language).group(group).views if one.piece.field == name)
            common = {"work": work, "piece": view.piece, "language": language, "now": DURING}
            from tadafor.translations.rules import mark

            made = translations.write(
                text=text,
                seen=view.token,
                seen_source=mark(view.piece.text),
                territory_id=larache.pk,
                actor=writer,
                **common,
            )
            if view.piece.official:
                translations.approve(seen=made.token, actor=director, **common)

    return said


@pytest.fixture
def french(consultation, say):
    for name, text in FRENCH.items():
        say(consultation, "words", name, text)
    say(consultation, "text-reply-delays", "title", "Délais de réponse")
    say(consultation, "text-reply-delays", "body", DELAYS)
    return consultation


def page(address, day=DURING):
    with clock.stopped_at(day):
        response = Client().get(address)
    assert response.status_code == 200, response
    return response.getvalue().decode()


def test_the_page_is_in_french_and_says_what_is_not(french):
    html = page(HOME)
    assert f'<h1 dir="auto">{FRENCH["title"]}</h1>' in html
    assert FRENCH["stake"] in html
    assert FRENCH["promise"] in html
    assert "Délais de réponse" in html
    assert '<span lang="ar-MA" dir="rtl">الأهداف</span>' in html
    assert html.count('id="tongues"') == 1
    assert "Le texte en arabe fait foi" in html
    assert (
        '<a href="/larache/consultations/charter/" hreflang="ar" lang="ar-MA" dir="rtl">العربية</a>' in html
    )


def test_the_arabic_page_is_as_it_was(french):
    html = page(HOME.removeprefix("/fr"))
    assert "ميثاق المشاركة المواطنة" in html
    assert 'id="tongues"' not in html
    assert "Charte" not in html


def test_an_article_in_french(french):
    html = page(ARTICLE)
    assert '<h1 dir="auto">Délais de réponse</h1>' in html
    assert DELAYS in html
    assert "Le texte en arabe fait foi" in html


def test_an_article_without_a_version_falls_back_with_its_language(consultation):
    """§ translations-fallback."""
    html = page(ARTICLE)
    assert '<h1 lang="ar-MA" dir="rtl">آجال الجواب</h1>' in html
    assert '<div class="prose" id="words" lang="ar-MA" dir="rtl">' in html
    assert html.count('id="tongues"') == 1
    assert "fait foi" not in html


def test_an_amendment_is_about_the_text_that_governs(french):
    """§ translations-governs."""
    amending = page(f"{ARTICLE}amendment/")
    assert "تجيب الجماعة داخل أجل ثلاثين" in amending
    assert DELAYS in amending.partition("En lire la version")[2].partition("</details>")[0]
    assert amending.count(DELAYS) == 1
    assert DELAYS in page(f"{ARTICLE}comment/")


def test_a_changed_article_is_of_an_earlier_text_and_the_old_one_keeps_its_own(french, larache):
    """§ translations-earlier: without a copy, every version finds its French."""
    contribution = making.contribute(french, body="أقترح أجلا أقصر.")
    making.decide(contribution)
    with within(larache.pk):
        editor = staff_actor(larache, RoleKind.FOCAL_POINT)
        draft = actions.open_draft(consultation=french, actor=editor, now=AFTER)
        actions.save_wording(
            wording=queries.wording_of(draft, "reply-delays"),
            title="آجال الجواب",
            body="تجيب الجماعة داخل أجل خمسة عشر (15) يوما.",
            causes=[contribution.number],
            seen=0,
            actor=editor,
            now=AFTER,
        )
        actions.publish_version(consultation=french, note="", actor=editor, now=AFTER)
    article = page(ARTICLE, LATER)
    assert "Version d’un texte antérieur" in article
    assert DELAYS in article
    assert "Version d’un texte antérieur" in page(f"{HOME}versions/2/", LATER)
    first = page(f"{HOME}versions/1/", LATER)
    assert DELAYS in first
    assert "Version d’un texte antérieur" not in first


@pytest.mark.parametrize("how_many", [1, 3])
def test_one_more_question_in_french_and_none_in_arabic(larache, say, how_many, django_assert_num_queries):
    """§ translations-fallback, with one consultation and with three."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(how_many):
        one = making.make_consultation(larache, slug=f"charter-{number}")
        say(one, "words", "title", f"Charte {number}")
    for address in ("consultations/", "consultations/charter-0/", "", "search/?q=ميثاق"):
        page(f"/larache/{address}")
        page(f"/fr/larache/{address}")
        counted = []
        for language in ("", "/fr"):
            with CaptureQueriesContext(connection) as asked:
                page(f"{language}/larache/{address}")
            counted.append(len(asked))
        assert counted[1] - counted[0] == 1, address


def test_lists_and_first_pages_show_french_titles(french):
    for address in ("/fr/larache/consultations/", "/fr/larache/", "/fr/", "/fr/larache/search/?q=ميثاق"):
        assert FRENCH["title"] in page(address), address
    assert "Délais de réponse" in page("/fr/larache/search/?q=تعلل")


def test_what_became_of_a_contribution_bears_the_french_of_its_article(french):
    """One without a title of its own is named after what it speaks of; its own words are not ours to say."""
    for facts in ({"title": ""}, {"title": "اقتراح بعنوانه"}):
        making.decide(making.contribute(french, **facts))
    html = page("/fr/larache/", AFTER)
    assert "Délais de réponse" in html
    assert "اقتراح بعنوانه" in html


def test_axes_and_what_a_round_asks_are_read_in_french(larache, say):
    """§ translations-which"""
    asked = actions.RoundWords(
        opens_on=making.OPENS, closes_on=making.CLOSES, channel=Channel.ONLINE, instruction="خانة واحدة تكفي."
    )
    cards = making.make_cards(larache, round_words=asked)
    say(cards, "words", axis("خدمات ذات جودة"), "Services de qualité")
    say(cards, "words", instruction(1), "Une seule case suffit.")
    shown = page("/fr/larache/consultations/openness/")
    assert shown.count("Services de qualité") >= 2  # above its cards, and as a way to narrow them
    assert "Une seule case suffit." in shown
    assert "خانة واحدة تكفي." in page("/larache/consultations/openness/")


def test_cards_are_read_in_french_field_by_field(larache, say):
    cards = making.make_cards(larache)
    say(cards, "text-project-68", "title", "Améliorer les moyens de communication")
    say(cards, "text-project-68", "problem", "Les nouvelles n’arrivent pas aux quartiers éloignés.")
    for address in ("", "articles/project-68/", "versions/1/"):
        html = page(f"/fr/larache/consultations/openness/{address}")
        assert "Améliorer les moyens de communication" in html, address
        assert "quartiers éloignés" in html, address
        assert "صيانة المناطق الخضراء" in html or address == "articles/project-68/"


def test_the_works_of_a_territory_count_their_things(french, larache, beni_mellal):
    making.make_consultation(beni_mellal)
    with within(larache.pk), translation.override("ar"):
        (work,) = works(larache.pk)
        found = viewed(work, "fr")
    assert (work.size, found.total, found.done) == (5, 5, 2)
    assert [group.key for group in found.groups][:2] == ["words", "text-general"]
    assert found.next.key == "text-general"


def test_the_report_is_printed_in_french_and_says_what_governs(french):
    """§ translations-governs, on paper too."""
    from io import BytesIO

    from pypdf import PdfReader

    with clock.stopped_at(LATER):
        response = Client().get(f"{HOME}report.pdf")
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(response.content)).pages)
    told = " ".join(text.split())
    assert FRENCH["title"] in told
    assert "dans un délai de trente (30) jours" in told
    assert "fait foi" in told


def test_exports_carry_both_titles_and_the_language_of_what_was_written(french):
    making.contribute(french, body="أقترح أجلا أقصر.", passage="reply-delays")
    rows = page(f"{HOME}contributions.json")
    assert '"language": "ar"' in rows
    assert '"article_title": "آجال الجواب"' in rows
    assert '"article_title_fr": "Délais de réponse"' in rows
    assert f'"title_fr": "{FRENCH["title"]}"' in rows


def test_each_follower_is_told_in_their_language(french, salma):
    """§ translations-which, in messages."""
    from tadafor.consultations import notices
    from tadafor.kernel.scopes import everywhere
    from tadafor.notifications.models import Notice
    from tadafor.people.tests.factories import make_person
    from tadafor.traces.actions import follow

    reader = make_person("قارئ بالفرنسية", language="fr")
    with within(french.territory_id):
        for person in (salma, reader):
            actor = making.citizen_actor(french.territory)
            follow(trace=french.trace, actor=type(actor)(person_id=person.pk, level=actor.level), now=DURING)
        notices.opened(french, now=DURING)
    with everywhere():
        titles = dict(Notice.objects.values_list("person_id", "title"))
    assert FRENCH["title"] in titles[reader.pk]
    assert "ميثاق المشاركة المواطنة" in titles[salma.pk]
