"""One test for each kind of hole that platforms of this kind have shipped, as far as it exists here."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from tadafor.house.middleware import POLICY
from tests.world import public_pages

# ---- code that is not ours


def test_the_content_policy_allows_no_inline_code_and_nothing_from_elsewhere():
    directives = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert not re.search(r"unsafe|\*|https?:|nonce", POLICY)


@pytest.mark.parametrize("path", ["/", "/healthz", "/fr/", "/no/such/page", "/account/"])
def test_every_answer_carries_the_policy(path, db):
    response = Client().get(path)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"


def test_pages_as_rendered_hold_no_inline_code_and_ask_nothing_from_elsewhere(here):
    faults = []
    for name, path in public_pages(here):
        response = Client().get(path)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            faults += [f"{name}: {fault}" for fault in foreign_code(response.content.decode())]
    assert faults == []


def foreign_code(page):
    tags = re.findall(r"<[a-z][^<>]*>", page)
    for tag in tags:
        if re.search(r"\s(style|on[a-z]+)\s*=", tag):
            yield f"inline {tag[:80]}"
        if re.match(r"<(script|style)\b", tag) and "src=" not in tag and "application/" not in tag:
            yield f"inline {tag[:80]}"
        if re.match(r"<(script|link|img|audio|video|source|iframe|object|embed)\b", tag):
            outside = re.search(r'\b(?:src|href|data)="((?:https?:)?//[^"]*)"', tag)
            if outside and "canonical" not in tag and "alternate" not in tag:
                yield f"from elsewhere {outside.group(1)}"


# ---- cookies, transport, host


def test_cookies_are_shut_to_scripts_and_to_other_sites():
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert not settings.SESSION_SAVE_EVERY_REQUEST


def test_over_https_cookies_are_secure_and_the_browser_remembers(monkeypatch):
    """The settings are read again as an installation with HTTPS=1 reads them."""
    import importlib

    from tadafor.house import settings as as_written

    monkeypatch.setenv("HTTPS", "1")
    try:
        read = importlib.reload(as_written)
        assert read.SESSION_COOKIE_SECURE
        assert read.SECURE_SSL_REDIRECT
        assert read.SECURE_HSTS_SECONDS >= 31_536_000
    finally:
        monkeypatch.undo()
        importlib.reload(as_written)


def test_hsts_is_sent_over_https(settings, db):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    response = Client().get("/healthz", secure=True)
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_plain_http_is_led_to_https(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/account/")
    assert response.status_code == 301
    assert response.url.startswith("https://")
    assert Client().get("/healthz").status_code == 200, "a monitor beside it asks without HTTPS"


@pytest.mark.parametrize("host", ["evil.invalid", "testserver.evil.invalid", "testserver:80@evil.invalid"])
def test_an_unknown_host_is_refused(host, db):
    assert Client().get("/", headers={"host": host}).status_code == 400


# ---- writing from elsewhere

OPEN_TO_FORMS_FROM_ELSEWHERE = {
    "notifications:stop": "mail programs post it (RFC 8058); the signed token is the only key",
}


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://evil.invalid"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://testserver/page/"}, True),
        ({"Referer": "https://evil.invalid/http://testserver/"}, False),
        ({}, False),
    ],
)
def test_a_form_sent_from_elsewhere_is_refused(here, headers, passes):
    client = Client(enforce_csrf_checks=True)
    pages = {name: path for name, path in public_pages(here) if name not in OPEN_TO_FORMS_FROM_ELSEWHERE}
    refused = {name for name, path in pages.items() if client.post(path, headers=headers).status_code == 403}
    assert refused == (set() if passes else pages.keys())


@pytest.mark.django_db
def test_where_a_form_comes_from_may_be_no_address():
    at = {"referer": "http://[::1"}
    assert Client(enforce_csrf_checks=True).post("/account/login/", headers=at).status_code == 403


# ---- what a visitor's page says of the visitor, and how long it may be kept


def test_a_visitor_who_reads_gets_no_cookie_and_the_page_of_everybody(here):
    faults = []
    for name, path in public_pages(here):
        response = Client().get(path)
        vary = response.headers.get("Vary", "")
        if response.cookies:
            faults.append(f"{name}: sets {list(response.cookies)}")
        if response.status_code == 200 and re.search("cookie|accept-language|\\*", vary, re.IGNORECASE):
            faults.append(f"{name}: Vary: {vary}")
    assert faults == []


def test_every_page_says_whether_it_may_be_kept(here):
    silent = [
        name
        for name, path in public_pages(here)
        if (response := Client().get(path)).status_code == 200 and "Cache-Control" not in response.headers
    ]
    assert silent == []


def test_no_page_is_kept_past_the_next_deadline(here):
    """With half a minute left before something of this territory closes, nothing is kept for a minute."""
    from tadafor.kernel import clock

    assert here.closes_at is not None
    too_long = []
    # These say nothing of what closes: budgets, hours of offices, searches, the log, the furniture.
    timeless = (
        "finances:",
        "territories:offices",
        "home:territory_search",
        "audit:",
        "people:figures",
        "traces:",
        "documents:",
        "moderation:",
    )
    with clock.stopped_at(here.closes_at - timedelta(seconds=30)):
        for name, path in public_pages(here):
            if name.startswith(timeless) or "/past-" in path:
                continue
            kept = re.search(r"max-age=(\d+)", Client().get(path).headers.get("Cache-Control", ""))
            if kept and int(kept.group(1)) > 30 and here.territory.slug in path:
                too_long.append(f"{name}: {kept.group(0)}")
    assert not too_long, "\n".join(too_long)


def test_a_page_made_for_somebody_is_kept_by_nobody(here, client_of):
    """A shared cache must not give one person's page, with their name on it, to the next."""
    client, name = client_of(here.citizen), here.citizen.name
    kept = [
        page
        for page, path in public_pages(here)
        if "public" in (answer := client.get(path)).headers.get("Cache-Control", "")
        and not answer.streaming
        and (name in answer.content.decode() or f'data-person="{here.citizen.pk}"' in answer.content.decode())
    ]
    assert kept == []
