"""The gallery, the frame around pages, and the pages for what went wrong."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from django.utils.html import strip_tags
from django.views import defaults
from django.views.csrf import csrf_failure

from tadafor.ui import errors
from tadafor.ui.context import Frame, frame

SHOWN = """
    stepper clock card figures notice-danger answer redline byline crumbs tabs pagination empty
    field-group field-check field-area field-wrong counter table-cards bars stack facts progress qr listen
    player print-header button-refused languages more avatar article contribution badge legend
"""
ARABIC = re.compile(r"[\u0620-\u064a]+")

pytestmark = pytest.mark.django_db


def request_for(path="/larache/", **facts):
    request = RequestFactory().get(path)
    request.resolver_match = None
    for name, value in facts.items():
        setattr(request, name, value)
    return request


PLACE = SimpleNamespace(
    pk=7, slug="larache", name="جماعة العرائش", place_line="إقليم العرائش", is_demonstration=False
)
STAFF = SimpleNamespace(
    person_id=3, name="نادية", is_staff_of=lambda territory_id: territory_id == 7, has_role=lambda *_: True
)


def test_the_gallery_is_shown_where_nobody_lives_only(client, settings):
    assert client.get("/ui/").status_code == 404
    settings.TADAFOR_DEMONSTRATION = True
    assert client.get("/ui/").status_code == 200


@pytest.mark.parametrize("path", ["/ui/", "/fr/ui/", "/zgh/ui/"])
def test_the_gallery_shows_every_component_in_light_and_dark(client, settings, path):
    settings.TADAFOR_DEMONSTRATION = True
    html = client.get(path).content.decode()
    for sheet in ("sheet light", "sheet dark"):
        assert sheet in html
    for shown in SHOWN.split():
        assert re.search(rf'class="(?:[\w -]* )?{shown}[ "]', html), shown


def test_the_gallery_is_wholly_french_in_french(client, settings):
    settings.TADAFOR_DEMONSTRATION = True
    html = client.get("/fr/ui/").content.decode().replace(">العربية<", "><")
    assert ARABIC.findall(html) == []


def test_ids_stand_once(client, settings):
    settings.TADAFOR_DEMONSTRATION = True
    ids = re.findall(r'\sid="([^"]+)"', client.get("/ui/").content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("path", "lang", "direction"), [("/", "ar-MA", "rtl"), ("/fr/", "fr", "ltr"), ("/zgh/", "zgh", "ltr")]
)
def test_a_page_says_its_language_and_direction(client, path, lang, direction):
    response = client.get(f"{path}accessibility/")
    html = response.content.decode()
    assert f'<html lang="{lang}" dir="{direction}">' in html
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in response.headers


def test_a_tamazight_page_that_falls_back_also_falls_back_in_direction(client):
    html = client.get("/zgh/accessibility/").content.decode()
    assert '<main id="main" tabindex="-1" lang="ar-MA" dir="rtl">' in html
    outside = html[: html.index("<main")] + html[html.index("</main>") :]
    shown = re.sub(r'<bdi lang="ar-MA" dir="rtl">.*?</bdi>|<a[^>]*lang="ar-MA"[^>]*>.*?</a>', "", outside)
    body = shown[shown.index("<body") :]
    assert ARABIC.findall(strip_tags(body)) == []


def test_accessibility_is_wholly_french_in_french(client):
    html = client.get("/fr/accessibility/").content.decode().replace(">العربية<", "><")
    assert ARABIC.findall(html) == []


def test_a_visitor_sees_the_way_in_and_a_place_for_the_corner():
    html = render_to_string("ui/base.html", frame(request_for()))
    assert "دخول" in html
    assert 'data-corner="/account/corner/"' in html


def test_a_signed_in_person_sees_their_name_and_no_place_to_fill():
    html = render_to_string("ui/base.html", frame(request_for(actor=STAFF, _messages=[])))
    assert "نادية" in html
    assert "data-corner" not in html
    assert 'data-person="3"' in html


def test_rooms_show_where_there_is_a_territory_and_a_page(settings):
    settings.TADAFOR_ROOMS = [
        ("home", "home:territory", "العرائض", "file-pen-line"),
        ("nowhere", "nowhere:index", "اللقاءات", "calendar-days"),
    ]
    here = resolve("/larache/")
    rooms = Frame(request_for(territory=PLACE, resolver_match=here)).rooms
    assert [(room.label, room.href, room.current) for room in rooms] == [("العرائض", "/larache/", True)]
    assert Frame(request_for()).rooms == []


def test_the_open_room_is_the_one_whose_address_begins_this_page(settings):
    settings.TADAFOR_ROOMS = [
        ("home", "home:territory", "الرئيسية", "house"),
        ("home", "home:territory_search", "بحث", "search"),
    ]
    request = request_for("/larache/search/deeper/", territory=PLACE)
    assert [room.current for room in Frame(request).rooms] == [False, True]
    request = request_for("/larache/elsewhere/", territory=PLACE)
    assert [room.current for room in Frame(request).rooms] == [False, False]


def test_desks_show_to_staff_of_this_territory_only(settings):
    settings.TADAFOR_DESKS = [("home", "home:territory", "مكتبي اليوم", "clipboard-list")]
    other = SimpleNamespace(pk=8, slug="beni-mellal", name="x")
    assert len(Frame(request_for(territory=PLACE, actor=STAFF)).desks) == 1
    assert Frame(request_for(territory=other, actor=STAFF)).desks == []
    assert Frame(request_for(territory=PLACE)).desks == []


def test_what_stands_above_the_territory_is_said():
    assert Frame(request_for(territory=PLACE)).place_line == "إقليم العرائش"
    above = SimpleNamespace(place=SimpleNamespace(parent=SimpleNamespace(title="إقليم بني ملال")))
    assert Frame(request_for(territory=above)).place_line == "إقليم بني ملال"
    assert Frame(request_for()).place_line == ""


def test_a_demonstration_says_so_and_is_not_indexed(settings):
    plain = render_to_string("ui/base.html", frame(request_for(territory=PLACE)))
    assert "noindex" not in plain
    assert "نسخة للعرض" not in plain
    settings.TADAFOR_DEMONSTRATION = True
    shown = render_to_string("ui/base.html", frame(request_for(territory=PLACE)))
    assert "noindex" in shown
    assert "نسخة للعرض" in shown


def test_the_paper_way_stands_on_every_page_of_a_territory():
    html = render_to_string("ui/base.html", frame(request_for(territory=PLACE)))
    assert 'href="/larache/offices/"' in html


def test_sentences_of_the_last_act_show_to_people_with_a_session_only():
    from django.contrib.messages.storage.base import Message

    said = [Message(25, "سجلنا مساهمتكم")]
    html = render_to_string("ui/base.html", frame(request_for(actor=STAFF, _messages=said)))
    assert "سجلنا مساهمتكم" in html
    assert "notice-success" in html
    assert Frame(request_for(_messages=said)).messages == []


def answers():
    request = request_for("/fr/x/")
    return {
        400: lambda: errors.bad_request(request, SuspiciousOperation()),
        403: lambda: defaults.permission_denied(request, PermissionDenied()),
        404: lambda: defaults.page_not_found(request, Http404()),
        405: lambda: errors.dressed(request, HttpResponse(status=405)),
        413: lambda: errors.bad_request(request, RequestDataTooBig()),
        429: lambda: errors.too_many(request),
        500: lambda: defaults.server_error(request),
    }


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500])
@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_problem_has_a_page_that_says_what_to_do(status, code):
    with translation.override(code):
        response = answers()[status]()
    html = response.content.decode()
    assert response.status_code == status
    assert '<p class="lead">' in html
    assert "data-problem" in html
    assert "button-main" in html or "button-second" in html
    arabic = ARABIC.findall(html.replace(">العربية<", "><"))
    assert bool(arabic) == (code == "ar")


def test_a_foreign_request_gets_its_page():
    with translation.override("fr"):
        response = csrf_failure(request_for(), reason="cross-site")
    assert response.status_code == 403
    assert "Cet envoi ne vient pas de notre site" in response.content.decode()


def test_an_answer_with_content_keeps_it():
    request = request_for()
    given = HttpResponse("رقم خاطئ", status=429)
    assert errors.dressed(request, given) is given
    assert errors.dressed(request, HttpResponse(status=204)).status_code == 204


def test_a_page_that_was_not_found_is_served_in_the_readers_language(client):
    html = client.get("/fr/larache/nulle-part/jamais/").content.decode()
    assert "Cette page n’existe pas" in html
    assert '<html lang="fr" dir="ltr">' in html


def test_the_desk_is_a_page_too():
    html = render(request_for(territory=PLACE, actor=STAFF, _messages=[]), "ui/desk.html").content.decode()
    assert '<body class="desk"' in html
    assert "مكتب العمل" in html
