import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import brotli
import pytest
from django.test import Client

from tadafor.consultations.tests import factories as consultations
from tadafor.consultations.tests.factories import AFTER, BEFORE, DURING
from tadafor.kernel.clock import stopped_at
from tadafor.territories import actions as ground

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/larache/",
    "/search/",
    "/search/?q=x",
    "/larache/search/?q=x",
    "/search/places/",
    "/search/places/01/",
]
HTML_BUDGET = 20_000


def get(path, at=DURING, client=None, **headers):
    with stopped_at(at):
        return (client or Client()).get(path, headers=headers)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


# ---- pages that can be kept


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["", "/fr", "/zgh"])
def test_a_visitor_gets_no_cookie_and_a_page_anyone_may_keep(path, language, larache):
    """§ home-kept"""
    consultations.make_consultation(larache)
    response = get(language + path)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60"
    assert len(brotli.compress(response.content)) < HTML_BUDGET


@pytest.mark.parametrize("path", ["/", "/larache/", "/larache/feed/"])
def test_a_page_is_never_kept_past_the_next_deadline(path, larache):
    """§ home-kept"""
    consultations.make_consultation(larache)
    midnight = datetime(2026, 3, 22, 23, tzinfo=UTC)  # in Morocco, after Ramadan
    response = get(path, at=midnight - timedelta(seconds=12))
    assert response["Cache-Control"] in {"public, max-age=11", "public, max-age=12"}


def test_what_a_signed_in_person_sees_is_kept_by_nobody(larache, salma, client_of):
    """§ home-kept"""
    response = get("/larache/", client=client_of(salma))
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("path", "queries"), [("/", 3), ("/larache/", 3), ("/larache/search/?q=ميثاق", 2)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_as_much_for_one_row_as_for_three(
    path, queries, rows, larache, django_assert_num_queries
):
    for number in range(rows):
        made = consultations.make_consultation(larache, slug=f"open-{number}")
        ended = consultations.make_consultation(
            larache,
            slug=f"ended-{number}",
            opens_on=BEFORE.date(),
            closes_on=BEFORE.date() + timedelta(days=10),
        )
        consultations.contribute(made)
        contribution = consultations.contribute(ended, now=BEFORE + timedelta(days=2))
        consultations.decide(contribution, now=DURING)
    with django_assert_num_queries(queries):
        get(path)


# ---- what they say


def test_the_page_of_a_territory_says_where_each_procedure_stands(larache):
    """§ home-phases"""
    consultations.make_consultation(larache, title="تصميم التهيئة")
    before, during, after = (text(get("/larache/", at=moment)) for moment in (BEFORE, DURING, AFTER))
    assert "ابتداء من 2 مارس 2026" in before
    assert 'class="cards"' not in before
    assert "22 مارس" in during
    assert 'class="cards"' in during
    assert "أُغلق في 22 مارس 2026" in after
    for page in (before, during, after):
        assert "تصميم التهيئة" in page


def test_beyond_six_what_is_open_is_a_line(larache):
    for number in range(8):
        consultations.make_consultation(larache, slug=f"held-{number}", title=f"تشاور {number}")
    page = text(get("/larache/"))
    cards, _, lines = page.partition("ومفتوح أيضا")
    assert [len(set(re.findall(r"/consultations/(held-\d)/", part))) for part in (cards, lines)] == [6, 2]
    assert lines.count("إلى غاية") == 2
    assert "Également ouvert" in text(get("/fr/larache/"))


def test_an_answered_proposal_stands_on_the_first_page(larache):
    """§ home-outcomes"""
    made = consultations.make_consultation(larache)
    consultations.decide(consultations.contribute(made))
    for path in ("/", "/larache/"):
        assert "ماذا صار بمقترحاتكم؟" in text(get(path, at=AFTER))


def test_a_page_says_nothing_of_a_neighbour(larache, beni_mellal):
    """§ home-one-territory"""
    consultations.make_consultation(beni_mellal, title="سر الجارة")
    assert "سر الجارة" not in text(get("/larache/"))
    assert "سر الجارة" not in text(get("/larache/search/?q=سر الجارة")).replace(
        "«<bdi>سر الجارة</bdi>»", ""
    ).replace('value="سر الجارة"', "")
    front = text(get("/"))
    assert "سر الجارة" in front
    assert "جماعة بني ملال" in front


def test_an_empty_territory_says_what_will_be_here(larache):
    assert "لا شيء مفتوح في هذه اللحظة" in text(get("/larache/"))


# ---- places


@pytest.fixture
def census():
    # Two communes of one name in two provinces, Larache and its province, Béni Mellal.
    ground.load_places(now=BEFORE)


@pytest.mark.parametrize("typed", ["العرائش", "larache", "LARACHE", "عرائش", "لعرائش"])
def test_a_commune_is_found_in_arabic_or_french_however_it_is_typed(typed, larache, census):
    """§ home-places"""
    page = text(get(f"/search/places/?name={typed}"))
    assert 'href="/larache/"' in page
    assert "إقليم العرائش" in page


def test_places_of_one_name_show_their_province(census):
    """§ home-places"""
    page = text(get("/fr/search/places/?name=Oulad Aissa"))
    assert page.count("Oulad Aissa</b>") > 1
    assert "El Jadida" in page
    assert "Taroudan" in page


def test_live_results_are_a_piece_of_page(larache, census):
    response = get("/search/places/?name=العرائش", **{"HX-Request": "true"})
    assert "<html" not in text(response)
    assert "HX-Request" in response["Vary"]


def test_a_name_that_nobody_bears_says_what_to_do(larache):
    page = text(get("/search/places/?name=%3Cscript%3E"))
    assert "لا مكان بهذا الاسم" in page
    assert "<script>" not in page.replace('<script src="', "")


def test_many_places_page_by_twenty(census):
    page = text(get("/search/places/?name=oulad"))
    assert page.count("لم تنضم بعد") == 20
    assert "page=2" in page
    assert text(get("/search/places/?name=oulad&page=999")).count("لم تنضم بعد") > 0


def test_a_region_lists_who_joined(larache, beni_mellal, census):
    assert "جماعة العرائش" in text(get("/search/places/01/"))
    assert "جماعة بني ملال" not in text(get("/search/places/01/"))
    assert "لا جماعة منضمة" in text(get("/search/places/02/"))
    assert get("/search/places/99/").status_code == 404


# ---- searching


@pytest.mark.parametrize("typed", ["الميثاق", "مِيثَاق", "مواثيق", "charte"])
def test_a_search_finds_what_was_meant(typed, larache):
    """§ home-search"""
    consultations.make_consultation(larache)
    assert "ميثاق المشاركة المواطنة" in text(get(f"/larache/search/?q={typed}"))


def test_a_search_everywhere_says_where(larache, beni_mellal):
    """§ home-search"""
    consultations.make_consultation(beni_mellal)
    page = text(get("/search/?q=ميثاق"))
    assert "جماعة بني ملال" in page
    assert "/beni-mellal/consultations/charter/" in page


def test_a_search_everywhere_names_the_commune_too(larache):
    assert 'href="/larache/"' in text(get("/search/?q=Larache"))


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '"><img src=x>',
        "\u202egnirts",
        "%",
        "أ" * 5000,
        "' OR 1=1 --",
    ],
)
def test_what_was_typed_is_shown_safely_and_the_page_says_what_to_do(typed, larache):
    """§ home-search"""
    with stopped_at(DURING):
        response = Client().get("/larache/search/", {"q": typed})
    page = text(response)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert "لا نتيجة" in page


def test_a_search_for_nothing_asks_for_a_word(larache):
    assert "لا نتيجة" not in text(get("/search/?q=%20%20"))


# ---- the feed


def test_the_feed_tells_what_opened(larache):
    """§ home-feed"""
    consultations.make_consultation(larache, title="تصميم التهيئة")
    response = get("/larache/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    entry = ET.fromstring(response.content).find("{http://www.w3.org/2005/Atom}entry")  # noqa: S314 -- our own
    assert "تصميم التهيئة" in entry.findtext("{http://www.w3.org/2005/Atom}title")
    assert (
        entry.find("{http://www.w3.org/2005/Atom}link").get("href").startswith("http://testserver/larache/")
    )


@pytest.mark.parametrize("path", ["/", "/larache/", "/search/", "/larache/feed/"])
def test_these_pages_are_only_read(path, larache):
    with stopped_at(DURING):
        assert Client().post(path, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


def test_a_territory_that_has_not_joined_is_not_found(larache):
    for path in ("/elsewhere/", "/elsewhere/search/", "/elsewhere/feed/"):
        assert get(path).status_code == 404
