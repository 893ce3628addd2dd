"""In a real browser: coming in on a phone in Arabic, and a passkey under the strict policy."""

import re
from pathlib import Path

import pytest
from django.db import connections

from tadafor.people.models import Person

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAIT = 15_000
AXE = Path(__file__).parents[2] / "ui" / "tests" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def browser(monkeypatch):
    """Chromium, and the right to ask tables beside it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with playwright.sync_playwright() as started:
        options = {"args": ["--no-sandbox", "--disable-dev-shm-usage"]}
        try:
            opened = started.chromium.launch(executable_path="/usr/bin/chromium", **options)
        except playwright.Error:
            opened = started.chromium.launch(**options)
        yield opened
        connections.close_all()  # beside Playwright's loop Django opened a connection of its own
        opened.close()


@pytest.fixture
def page(browser, live_server):
    """A phone in Arabic; what the policy refuses or a script says wrong fails the test."""
    context = browser.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 360, "height": 740},
        locale="ar-MA",
    )
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    wrong = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield opened
    context.close()
    assert wrong == []


def come_in(page, contact):
    page.goto("/account/login/")
    page.fill("[name=contact]", contact)
    page.click("form.stack button[type=submit]")
    page.wait_for_url("**/account/code/**")
    code = latest_code(page)
    page.fill("[name=code]", code)
    page.click("form.stack button[type=submit]")


def latest_code(page):
    outbox = page.context.new_page()
    outbox.goto("/account/outbox/")
    text = outbox.inner_text("main article >> nth=0")
    outbox.close()
    return re.search(r"\b(\d{6})\b", text).group(1)


def test_a_newcomer_comes_in_and_goes_out(page, settings, capsys):
    settings.TADAFOR_DEMONSTRATION = True
    come_in(page, "06 12 34 56 78")
    page.fill("[name=name]", "زينب التجريبية")
    page.click("form.stack button[type=submit]")
    page.wait_for_url("**/account/")
    assert "زينب التجريبية" in page.inner_text("main")
    assert page.evaluate("document.cookie") == "signed_in=1"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("localStorage.setItem('draft', 'x')")
    page.click("form[data-sign-out] button")
    page.wait_for_load_state()
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("document.cookie") == ""
    assert Person.objects.get().phone == "+212612345678"


def test_a_passkey_opens_the_desk_and_then_the_door(page, settings, youssef, capsys):
    """§ staff-second-factor."""
    settings.TADAFOR_DEMONSTRATION = True
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    facts = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    facts |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": facts})
    come_in(page, youssef.email)
    page.wait_for_url("**/account/")
    page.goto("/larache/people/desk/")
    page.wait_for_url("**/account/second-factor/**")
    page.click("a[href$='webauthn/add/']")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/larache/people/desk/")
    assert "الأشخاص والأدوار" in page.inner_text("main h1")
    page.goto("/account/")
    page.click("form[data-sign-out] button")
    page.wait_for_load_state()
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/account/")
    page.goto("/larache/people/desk/")
    assert "الأشخاص والأدوار" in page.inner_text("main h1")


def sign_in_as(page, client):
    """Carry the session of a test client into the browser."""
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "domain": "localhost", "path": "/"}])


def faults(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_axe_finds_nothing_and_nothing_overflows(page, prefix, client_of, youssef, nadia, amal, salma):
    pages = {None: ["/account/login/", "/account/closed/"]}
    pages[youssef] = [
        "/account/",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
    ]
    pages[youssef] += [f"/larache/people/desk/{page}" for page in ("", "give/")]
    pages[nadia] = [f"/larache/people/desk/{page}" for page in ("links/", "links/confirm/")]
    pages[salma] = [f"/account/{page}/" for page in ("facts", "close", "contact", "correct", "name")]
    wrong = []
    for person, paths in pages.items():
        if person is not None:
            sign_in_as(page, client_of(person))
        for path in paths:
            assert page.goto(f"{prefix}{path}").status == 200, path
            wrong += [(path, fault) for fault in faults(page)]
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                wrong.append((path, "overflows"))
    assert wrong == []
