"""The first pages in a real browser: found while typing, found without a script, read by everyone."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tadafor.consultations.tests import factories as consultations
from tadafor.kernel.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(settings.BASE_DIR) / "src/tadafor/ui/tests/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

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


@pytest.fixture
def open_page(browser, live_server):
    """A function: a page of ``width``, which fails the test when a script or the content policy complains."""
    contexts, complaints = [], []

    def opened(path, *, width=360, **facts):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, **facts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def furnished(larache, beni_mellal):
    today = now().date()
    made = consultations.make_consultation(larache)
    consultations.decide(consultations.contribute(made))
    consultations.make_consultation(beni_mellal, opens_on=today, closes_on=today.replace(year=today.year + 1))
    return larache


@pytest.mark.parametrize(("prefix", "width", "scheme"), [("", 360, "light"), ("/fr", 1280, "dark")])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/larache/",
        "/search/",
        "/search/?q=ميثاق",
        "/search/places/?name=larache",
        "/search/places/?name=zzz",
        "/search/places/01/",
        "/larache/search/?q=zzz",
    ],
)
def test_everyone_can_read_the_first_pages(path, prefix, width, scheme, furnished, open_page):
    page = open_page(prefix + path, width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found] == []


def test_a_commune_is_found_while_its_name_is_typed(furnished, open_page):
    """§ home-places"""
    page = open_page("/")
    page.get_by_role("searchbox").press_sequentially("لعرا", delay=20)
    found = page.locator("#places-found").get_by_role("link", name="جماعة العرائش")
    expect(found).to_be_visible()
    found.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("شاركوا في قرارات جماعة العرائش")


def test_a_commune_is_found_without_any_script(furnished, open_page):
    """§ home-places"""
    page = open_page("/fr/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("béni mellal")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("link", name="Commune de Béni Mellal").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Béni Mellal")
