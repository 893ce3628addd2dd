"""The language comes from the path, and what falls back says so."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import check_for_language, get_language, get_language_info

from tadafor.ui import languages
from tadafor.ui.middleware import PathLanguage


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", "ar"),
        ("/larache/", "ar"),
        ("/fr/", "fr"),
        ("/fr", "fr"),
        ("/zgh/larache/", "zgh"),
        ("/france/", "ar"),
        ("/larache/fr/", "ar"),
        ("/en/", "ar"),
    ],
)
def test_the_path_alone_names_the_language(path, code):
    assert languages.of_path(path).code == code


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/larache/?page=2", "fr", "/fr/larache/?page=2"),
        ("/fr/larache/", "ar", "/larache/"),
        ("/fr/", "zgh", "/zgh/"),
        ("/zgh", "ar", "/"),
        ("/france/", "fr", "/fr/france/"),
    ],
)
def test_an_address_in_another_language(path, code, expected):
    assert languages.in_language(path, code) == expected


def test_an_address_without_its_language():
    assert languages.without_language("/fr/larache/") == "/larache/"
    assert languages.without_language("/larache/fr/") == "/larache/fr/"


@pytest.mark.parametrize("path", ["/x/", "/fr/x/", "/zgh/x/"])
def test_a_page_is_the_same_for_everybody(path):
    request = RequestFactory().get(path, headers={"Accept-Language": "en"})
    request.COOKIES["django_language"] = "fr"
    seen = []

    def answer(request):
        seen.append((get_language(), request.LANGUAGE_CODE))
        return HttpResponse("x")

    before = get_language()
    response = PathLanguage(answer)(request)
    code = languages.of_path(path).code
    assert seen == [(code, code)]
    assert "Vary" not in response.headers
    assert not response.cookies
    assert response.headers["Content-Language"] == languages.LANGUAGES[code].tag
    assert get_language() == before


@pytest.mark.django_db
def test_a_bare_number_gets_a_page(settings):
    middleware = PathLanguage(lambda _request: HttpResponseNotAllowed(["POST"]))
    response = middleware(RequestFactory().get("/fr/x/"))
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "Rouvrez la page" in response.content.decode()


def test_tamazight_is_known():
    assert get_language_info("zgh")["bidi"] is False
    assert check_for_language("zgh")


def test_arabic_inside_french_is_marked():
    with translation.override("fr"):
        assert languages.spoken("العرائش") == '<bdi lang="ar-MA" dir="rtl">العرائش</bdi>'
        assert languages.spoken("Larache") == "Larache"
        assert languages.spoken("<3 ا") == '<bdi lang="ar-MA" dir="rtl">&lt;3 ا</bdi>'
        assert languages.spoken("12") == "12"
    with translation.override("ar"):
        assert languages.spoken("العرائش") == "العرائش"


def test_tamazight_words_in_an_arabic_page_say_their_language():
    """Those of the frame already stand in a page of that language; an option holds no element."""
    page = "<title>ⴰ</title><h1>ⴰ</h1><main lang=ar><h2>ⴰⵔ ⴰ</h2><option>ⴰ</option><p>سلام</p>{}"
    said = '<main lang=ar><h2><span lang="zgh" dir="ltr">ⴰⵔ ⴰ</span></h2><option>ⴰ</option><p>سلام</p>{}'
    assert languages.marked(page) == page.partition("<main")[0] + said
    response = PathLanguage(lambda _request: HttpResponse("<main><b>ⴰ</b>"))(RequestFactory().get("/zgh/"))
    assert response.content.decode() == '<main><b><span lang="zgh" dir="ltr">ⴰ</span></b>'


@pytest.mark.parametrize(
    ("text", "code"), [("سلام", "ar"), ("Salut سلام", "fr"), ("ⴰⵣⵓⵍ", "zgh"), ("12.5", None)]
)
def test_the_script_tells_the_language(text, code):
    found = languages.language_of(text)
    assert (found.code if found else None) == code
