"""The pages of a person's notices, and the letters themselves, in a real browser."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import sync_playwright

from tadafor.notifications import notices
from tadafor.notifications.notices import Message
from tadafor.notifications.tests.factories import MESSAGE, tell
from tadafor.notifications.tests.test_sending import run
from tadafor.people.tests.factories import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(settings.BASE_DIR) / "src/tadafor/ui/tests/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A letter is a page of a mail program, which brings the landmarks around it.
FRAMED = {"region", "landmark-one-main"}

# Playwright's own loop runs in this thread, and Django would refuse its database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def faults(page, excused=frozenset()):
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [
        (fault["id"], node["html"][:120])
        for fault in found
        for node in fault["nodes"]
        if fault["id"] not in excused
    ]


@pytest.mark.parametrize(("prefix", "width", "scheme"), [("", 360, "light"), ("/fr", 1280, "dark")])
@pytest.mark.parametrize(
    ("path", "told"), [("", 2), ("", 0), ("choose/", 0), ("stop/TOKEN/", 0), ("stop/wrong/", 0)]
)
def test_everyone_can_read_their_notices(
    path, told, prefix, width, scheme, browser, live_server, larache, salma, client_of
):
    for number in range(told):
        tell(salma, territory=larache, message=Message("جواب", "سطر\n\nسطر آخر"), key=str(number))
    path = path.replace("TOKEN", notices.stop_token(salma.pk))
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    cookies = client_of(salma).cookies.items()
    context.add_cookies(
        [{"name": name, "value": held.value, "url": live_server.url} for name, held in cookies]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}{prefix}/account/notices/{path}")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("fr", "left"), ("zgh", "right")])
def test_a_letter_is_read_from_the_right_side_on_a_phone(language, side, scheme, browser, larache):
    """§ notifications-cadence"""
    reader = make_person(email="a@example.org", language=language)
    tell(reader, territory=larache, message=Message(MESSAGE.title, ("x" if language == "fr" else "س") * 300))
    run()
    ((html, _),) = mail.outbox[0].alternatives
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").evaluate("heading => getComputedStyle(heading.parentElement).textAlign") == side
    assert faults(page, FRAMED) == []
    context.close()
