"""Coming in: nobody learns who has an account, and nobody is led elsewhere."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

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
