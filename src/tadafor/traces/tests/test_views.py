"""The pages of traces."""

from hashlib import sha256

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tadafor.kernel.scopes import within
from tadafor.people.tests.factories import make_person
from tadafor.traces import actions, queries
from tadafor.traces.rules import Becoming, Visibility
from tadafor.traces.tests.factories import MORNING, make_trace

ARTICLE = "/larache/consultations/mithaq/contributions/1/"


@pytest.fixture
def inside(larache):
    with within(larache.pk):
        yield larache


def lead(origin, successor, kind=Becoming.MERGED):
    actions.succeed(origin=origin, successor=successor, kind=kind, now=MORNING)


@pytest.fixture
def trace(inside):
    return make_trace(inside, "ظل في الساحة")


def test_a_story_is_told_both_ways_and_may_be_kept(trace, inside, client):
    lead(make_trace(inside, "أشجار"), trace)
    lead(trace, make_trace(inside, "المادة 6"), Becoming.BECAME)

    page = client.get(f"/larache/traces/{trace.code}/")

    text = page.content.decode()
    assert page.status_code == 200
    assert text.index("ما صار إليه") < text.index("المادة 6") < text.index("من أين جاء") < text.index("أشجار")
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_nothing_happened_yet_says_what_will_be_here(trace, client):
    text = client.get(f"/larache/traces/{trace.code}/").content.decode()

    assert "لم يستجد شيء بعد" in text
    assert f"/larache/traces/{trace.code}/follow/" in text


def test_a_hidden_title_is_shown_nowhere(trace, inside, client, client_of, salma):
    rude = make_trace(inside, "عنوان فيه سب")
    lead(rude, trace)
    actions.set_visibility(item=rude, visibility=Visibility.HIDDEN)

    for code in (trace.code, rude.code):
        for page, reader in (("", client), ("follow/", client_of(salma))):
            text = reader.get(f"/larache/traces/{code}/{page}").content.decode()
            assert "عنوان فيه سب" not in text
    assert "نص محجوب" in client.get(f"/larache/traces/{trace.code}/").content.decode()


def test_a_title_cannot_carry_a_script(inside, client):
    trace = make_trace(inside, "<script>alert(1)</script>")

    text = client.get(f"/larache/traces/{trace.code}/").content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("others", [1, 3])
def test_a_story_costs_the_same_with_more_rows(trace, inside, client, django_assert_num_queries, others):
    for n in range(others):
        lead(make_trace(inside, str(n)), trace)

    with django_assert_num_queries(4):
        client.get(f"/larache/traces/{trace.code}/")


def test_a_visitor_signs_in_first_and_comes_back(trace, client):
    """§ traces-follow"""
    address = f"/larache/traces/{trace.code}/follow/"

    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"?next=%2Flarache%2Ftraces%2F{trace.code}%2Ffollow%2F")
    assert queries.followers(trace) == []


def test_following_and_stopping_bring_back_to_the_thing(trace, salma, client_of):
    client, address = client_of(salma), f"/larache/traces/{trace.code}/follow/"

    answer = client.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, ARTICLE)
    assert queries.followers(trace) == [salma.pk]
    assert "أوقفوا التتبع" in client.get(address).content.decode()

    answer = client.post(f"/fr{address}", {"stop": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/fr{ARTICLE}")
    assert queries.followers(trace) == []


def test_a_hidden_thing_is_not_followed_by_a_stale_form(trace, salma, client_of):
    actions.set_visibility(item=trace, visibility=Visibility.HIDDEN)

    assert client_of(salma).post(f"/larache/traces/{trace.code}/follow/").status_code == 303
    assert queries.followers(trace) == []


@pytest.mark.parametrize("page", ["", "follow/"])
def test_a_trace_has_no_page_in_another_territory(trace, beni_mellal, client_of, karim, page):
    client = client_of(karim)

    assert client.get(f"/beni-mellal/traces/{trace.code}/{page}").status_code == 404
    assert client.get(f"/larache/traces/AAAAAAAAAA/{page}").status_code == 404
    assert client.get(f"/larache/traces/{trace.code}/{page}").status_code == 200


def test_titles_of_a_story_are_read_in_french_and_cost_one_question(trace, inside, client):
    """§ translations-titles"""
    hidden = make_trace(inside, "نص حُجب")
    lead(make_trace(inside, "أشجار"), trace)
    lead(hidden, trace)
    actions.set_visibility(item=hidden, visibility=Visibility.HELD)
    Rendering = apps.get_model("translations", "Rendering")
    writer = make_person("كاتبة")
    common = {"territory": inside, "work": "x.y:1", "field": "title", "language": "fr", "state": "published"}
    common |= {"source_language": "ar", "written_by": writer, "written_at": MORNING}
    for at, (arabic, french) in enumerate(
        (("أشجار", "Des arbres"), ("ظل في الساحة", "De l’ombre"), ("نص حُجب", "Texte caché"))
    ):
        mark = sha256(arabic.encode()).hexdigest()[:32]
        Rendering.objects.create(thing=f"x.y:{at}", source=mark, text=french, **common)
    asked = {}
    for language in ("", "/fr"):
        with CaptureQueriesContext(connection) as queries_of_page:
            page = client.get(f"{language}/larache/traces/{trace.code}/").content.decode()
        asked[language] = len(queries_of_page)
        is_french = bool(language)
        assert ("Des arbres" in page, "De l’ombre" in page, "أشجار" in page) == (
            is_french,
            is_french,
            not is_french,
        )
        assert "Texte caché" not in page
        assert "نص حُجب" not in page
    assert asked["/fr"] == asked[""] + 1
