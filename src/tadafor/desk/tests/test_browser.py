"""The desk in a real browser."""

import os
from pathlib import Path

import pytest
from django.conf import settings as house
from playwright.sync_api import sync_playwright

from tadafor.desk.tests.test_views import HERE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(house.BASE_DIR) / "src/tadafor/ui/tests/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Playwright's own loop runs in this thread, and Django would refuse its database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.mark.parametrize(("prefix", "width", "scheme"), [("", 360, "light"), ("/fr", 1280, "dark")])
@pytest.mark.parametrize("busy", [True, False])
def test_everyone_on_the_staff_can_read_the_desk(
    prefix, width, scheme, busy, settings, live_server, nadia, client_of
):
    settings.TADAFOR_AWAITING = [HERE + "some_tasks"] if busy else []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        cookies = client_of(nadia).cookies.items()
        context.add_cookies(
            [{"name": name, "value": held.value, "url": live_server.url} for name, held in cookies]
        )
        page = context.new_page()
        page.goto(f"{live_server.url}{prefix}/larache/desk/")
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        assert [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]] == []
        browser.close()
