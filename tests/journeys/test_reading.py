"""Visitors: from the front page to what became of a text, without an account."""

import json

import pytest

from tests.journeys.reader import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CHARTER = "/beni-mellal/consultations/participation-charter/"


@pytest.mark.parametrize(("facts", "typed"), [(PHONE, "بني ملال"), (DESKTOP, "Beni Mellal")])
def test_a_visitor_finds_a_commune_and_what_became_of_its_charter(reader, facts, typed):
    visitor = reader(facts)
    visitor.goes("/")
    visitor.page.locator("#find-place").press_sequentially(typed)
    visitor.page.locator("#places-found a[href$='/beni-mellal/']").first.click()
    visitor.looks().is_at("/beni-mellal/")
    visitor.page.locator(f"main a[href$='{CHARTER}']").last.click()
    visitor.looks().is_at(CHARTER).sees("ماذا صار بهذا التشاور؟").sees("صادق المجلس على النص")
    assert visitor.page.locator("main .stepper").count() == 1

    visitor.page.locator("#text a").nth(2).click()
    visitor.looks().sees("تاريخ هذه المادة")
    assert visitor.page.locator("main section.article .prose").inner_text()
    visitor.clicks("ما الذي تغيّر فيها؟")
    assert visitor.page.locator("main del").count() > 0
    assert visitor.page.locator("main ins").count() > 0

    visitor.goes(CHARTER).clicks("تقرير التشاور").is_at(f"{CHARTER}report/").sees("المساهمات والقرارات")
    assert _downloaded(visitor, "حمّلوا التقرير (PDF)").startswith(b"%PDF-")
    table = _downloaded(visitor, "CSV").decode("utf-8-sig").splitlines()
    assert len(table) > 50
    assert len(json.loads(_downloaded(visitor, "JSON"))["contributions"]) > 50
    assert _downloaded(visitor, "XLSX").startswith(b"PK")


@pytest.mark.parametrize("path", ["/", "/beni-mellal/", f"{CHARTER}articles/follow-up-committee/"])
def test_the_dark_is_as_readable(reader, path):
    visitor = reader(PHONE, color_scheme="dark")
    visitor.seen = set()
    visitor.goes(path)


def _downloaded(visitor, words):
    link = visitor.page.get_by_role("link", name=visitor.words(words)).first
    answer = visitor.context.request.get(link.get_attribute("href"))
    assert answer.ok
    return answer.body()
