"""The pages of the furniture in a real browser: readable by everyone, usable without a mouse."""

from pathlib import Path

import pytest
from django.conf import settings as house

from tadafor.documents import actions as documents
from tadafor.documents.actions.cleaning import CleanFile
from tadafor.documents.rules import Kind, Visibility
from tadafor.documents.tests import factories as made
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.moderation.tests.factories import make_appeal, make_held, make_hidden, make_report
from tadafor.traces import actions as traces
from tadafor.traces.models import Trace
from tadafor.traces.rules import Becoming
from tadafor.traces.tests.factories import make_trace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(house.BASE_DIR) / "src/tadafor/ui/tests/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visit(browser, live_server, client_of):
    """A function: a page of the house as someone opens it, in a language, on a screen."""
    contexts = []

    def page_of(path, person=None, *, prefix="", width=360, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        if person:
            cookies = client_of(person).cookies.items()
            context.add_cookies(
                [{"name": name, "value": held.value, "url": live_server.url} for name, held in cookies]
            )
        page = context.new_page()
        page.goto(f"{live_server.url}{prefix}{path}")
        return page

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture
def pages(larache, actors, salma, nadia, appeal_member):
    """Every page of the three rooms with something on it, and who opens it."""
    now, desk = clock.now(), "/larache/moderation/desk/"
    with within(larache.pk):
        origin, thing = make_trace(larache, "أشجار"), make_trace(larache, "ظل في الساحة", author=salma)
        traces.succeed(origin=origin, successor=thing, kind=Becoming.MERGED, now=now)
        case = make_report(thing, actors.idris).case
        make_held(make_trace(larache, "قيد المراجعة"), actors.salma)
        hidden = make_trace(larache, "نص محجوب", author=salma)
        make_hidden(hidden, actors.nadia, now=now)
        appeal = make_appeal(hidden, actors.salma, now=now)
        photo = CleanFile(made.image_bytes("JPEG"), Kind.JPEG, "a.jpeg", 400, 300)
        paper = documents.attach(
            territory_id=larache.pk, actor=actors.salma, file=photo, title="صورة الساحة", now=now,
            visibility=Visibility.PRIVATE,
        )  # fmt: skip
    document = f"/larache/documents/{paper.code}/"
    return [
        ("/larache/moderation/", None),
        (f"/larache/moderation/traces/{thing.code}/report/", nadia),
        (f"/larache/moderation/traces/{hidden.code}/appeal/", salma),
        (desk, nadia),
        (f"{desk}cases/{case.code}/", nadia),
        (f"{desk}appeals/", appeal_member),
        (f"{desk}appeals/{appeal.code}/", appeal_member),
        (f"/larache/traces/{thing.code}/", None),
        (f"/larache/traces/{hidden.code}/follow/", nadia),
        (f"/larache/traces/{thing.code}/follow/", nadia),
        (document, salma),
        (f"{document}title/", salma),
        (f"{document}remove/", salma),
    ]


@pytest.mark.parametrize(("prefix", "width", "scheme"), [("", 360, "light"), ("/fr", 1280, "dark")])
def test_everyone_can_read_these_pages(pages, visit, settings, tmp_path, prefix, width, scheme):
    faults = []
    for path, person in pages:
        page = visit(path, person, prefix=prefix, width=width, scheme=scheme)
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        faults += [(path, fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]
    assert faults == []


def test_a_moderator_rules_without_a_mouse(larache, actors, nadia, visit):
    """§ moderation-ruling: from the queue to the next case by the keys alone."""
    with within(larache.pk):
        first, second = make_trace(larache, "الأول"), make_trace(larache, "الثاني")
        make_report(first, actors.idris)
        make_report(second, actors.idris)
    page = visit("/larache/moderation/desk/", nadia)

    page.locator("main a.button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/*/")
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("input[type=radio]:checked").get_attribute("value") == "hide:insult"
    page.keyboard.press("Tab")
    page.keyboard.type("لغة لا تليق")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("سُجل القرار").wait_for()
    assert "الثاني" in page.locator("blockquote").inner_text()
    with within(larache.pk):
        assert Trace.objects.get(pk=first.pk).visibility == "hidden"
