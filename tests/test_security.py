"""One test for each kind of hole that platforms of this kind have shipped, as far as it exists here."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from tadafor.house.middleware import POLICY
from tadafor.people.tests.factories import link, make_person
from tests.structure.addresses import every_address
from tests.world import Side, furnish

ADDRESSES = [address for address in every_address() if address.is_ours]
PUBLIC = [address for address in ADDRESSES if not address.is_staff]


def public_pages(side):
    """The path of every page of ours that is not for staff and can be filled in."""
    for address in PUBLIC:
        values = side.values_for(address)
        if address.wanted <= values.keys():
            yield address.name, address.filled(values)


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
    response = Client().get("/healthz")
    assert response.status_code == 301
    assert response.url.startswith("https://")


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

    if here.closes_at is None:
        pytest.skip("nothing closes yet: no room with a window is built")
    too_long = []
    # These say nothing of what is open: the log, results of a search, versions of another consultation.
    timeless = {"home:territory_search", "consultations:version", "consultations:difference"}
    with clock.stopped_at(here.closes_at - timedelta(seconds=30)):
        for name, path in public_pages(here):
            if name in timeless or name.startswith("audit:"):
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


# ---- coming in


LEADS_OUTSIDE = re.compile(r"""=["'](https?:)?[/\\\\\s]*evil|["']javascript:""")
SIGN_IN, CODE = "/account/login/", "/account/code/"
OUTSIDE = [
    "https://evil.invalid/",
    "//evil.invalid/",
    "/\\evil.invalid/",
    "\\\\evil.invalid/",
    "///evil.invalid/",
    "javascript:alert(1)",
    "http:evil.invalid",
    "/\t/evil.invalid/",
]


def code_sent():
    return re.search(r"\b(\d{6})\b", mail.outbox[-1].body).group(1)


def come_in(client, email, after=""):
    client.post(SIGN_IN, {"contact": email, "next": after})
    return client.post(CODE, {"code": code_sent(), "next": after})


def what_is_shown(response):
    """A page without what changes at each request."""
    return re.sub(r'value="[^"]*"|\d{2}:\d{2}', "", response.content.decode())


def test_nobody_learns_who_has_an_account(nadia, db):
    """Known or not: the same answer, the same page, one letter each; a wrong code says the same."""
    seen = []
    for email in (nadia.email, "nobody@larache.example"):
        client = Client()
        asked = client.post(SIGN_IN, {"contact": email})
        page = client.get(asked.url)
        tried = client.post(CODE, {"code": "000000"})
        shown = [what_is_shown(answer).replace(email, "") for answer in (page, tried)]
        seen.append((asked.status_code, asked.url, page.status_code, tried.status_code, shown))
    assert seen[0] == seen[1]
    assert [letter.to for letter in mail.outbox] == [[nadia.email], ["nobody@larache.example"]]


def test_a_session_from_before_is_not_the_one_after(nadia):
    """Whoever planted a session in this browser does not come in with its owner."""
    client = Client()
    planted = client.session
    planted["planted"] = "yes"
    planted.save()
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    come_in(client, nadia.email)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/account/").status_code != 200


def test_a_code_opens_nothing_in_another_browser(nadia):
    Client().post(SIGN_IN, {"contact": nadia.email})
    other = Client()
    other.post(CODE, {"code": code_sent()})
    assert other.get("/account/").status_code != 200


def test_a_code_is_tried_five_times_and_no_more(nadia):
    client = Client()
    client.post(SIGN_IN, {"contact": nadia.email})
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        client.post(CODE, {"code": wrong})
    client.post(CODE, {"code": right})
    assert client.get("/account/").status_code != 200


@pytest.mark.parametrize("outside", OUTSIDE)
def test_nobody_is_led_outside_after_coming_in(outside, nadia):
    client = Client()
    asked = client.post(SIGN_IN, {"contact": nadia.email, "next": outside})
    page = client.get(f"{SIGN_IN}?next={outside}")
    entered = client.post(CODE, {"code": code_sent(), "next": outside})
    again = client.get(SIGN_IN, {"next": outside})
    left = client.post("/account/logout/", {"next": outside})
    for answer in (asked, entered, again, left):
        assert answer.url.startswith("/")
        assert "evil" not in answer.url
        assert "alert" not in answer.url
    assert not LEADS_OUTSIDE.search(page.content.decode())


# ---- what people type


PAYLOAD = "<script>alert(7)</script><img src=x onerror=alert(7)>\"'><svg/onload=alert(7)>{{7*7}}"
HARMFUL = re.compile(r"<script>alert|<img src=x|<svg/onload|[\s\"']onerror=|\"'>")


@pytest.fixture
def hostile(larache, idris, nadia, youssef, amal):
    """Larache, where everybody's name and every text is an attack."""
    attacker = make_person(PAYLOAD, email="attacker@larache.example")
    link(attacker, larache)
    cast = {"attacker": attacker, "idris": idris, "nadia": nadia, "youssef": youssef, "amal": amal}
    for person in cast.values():
        person.name = PAYLOAD
        person.save()
    return furnish(Side(larache, mark=PAYLOAD, secret=PAYLOAD, people=cast))


def test_what_people_typed_never_runs(hostile, client_of):
    """Every page of ours, as a visitor, as the author and as staff, with an attack in every text."""
    harmed, shown = [], 0
    clients = [Client(), *(client_of(person) for person in hostile.people.values())]
    for address in ADDRESSES:
        values = hostile.values_for(address)
        if not address.wanted <= values.keys():
            continue
        for client in clients:
            response = client.get(address.filled(values))
            if response.headers.get("Content-Type", "").startswith(("text/html", "application/atom")):
                page = response.content.decode()
                shown += "&lt;script&gt;alert(7)" in page
                harmed += [f"{address.name}: {found}" for found in set(HARMFUL.findall(page))]
    assert harmed == []
    assert shown > 10


HOSTILE = [
    "'; DROP TABLE people_person; --",
    '" OR 1=1 --',
    "%' ESCAPE '\\",
    "\x00",
    "99999999999999999999999999",
    "-1",
    "\u202e\u2066\u200b",
    "((((((((((",
    "أ" * 5000,
]
ASKED = (
    "q",
    "page",
    "name",
    "start",
    "entry",
    "order",
    "sort",
    "kind",
    "article",
    "outcome",
    "status",
    "next",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_get_an_answer(text, here):
    """Whatever stands in the address, a page answers: found, not found, or not understood."""
    broken = [
        f"{name}: {answer.status_code}"
        for name, path in public_pages(here)
        if (answer := Client().get(path, dict.fromkeys(ASKED, text))).status_code >= 500
    ]
    assert broken == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_forms_get_an_answer(text, here, client_of):
    client, broken = client_of(here.citizen), []
    for name, path in public_pages(here):
        if name in {"people:close", "people:sign_out"}:
            continue
        shown = client.get(path)
        boxes = re.findall(r'name="([\w-]+)"', shown.content.decode()) if not shown.streaming else []
        answer = client.post(path, dict.fromkeys(boxes, text))
        if answer.status_code >= 500:
            broken.append(f"{name}: {answer.status_code}")
    assert broken == []


@pytest.mark.parametrize(
    "path", ["/%00/", "/larache/%ff%fe/", "/" + "a" * 3000 + "/", "/larache/consultations/%00/"]
)
def test_hostile_addresses_get_an_answer(path, here):
    assert Client().get(path).status_code in {400, 404}


# ---- how much


def test_too_large_a_form_is_refused_before_it_is_read(here, settings):
    body = b"x" * 64
    answer = Client().post(
        SIGN_IN,
        data=body,
        content_type="application/octet-stream",
        headers={"content-length": str(settings.TADAFOR_LARGEST_BODY + 1)},
    )
    assert answer.status_code == 413


def test_too_many_boxes_are_refused(here, settings):
    boxes = {f"box{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert Client().post(SIGN_IN, boxes).status_code in {400, 413}
