"""Citizens: saying what they think of a text, whatever their telephone does."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import PHONE, WAIT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LIVE = "/beni-mellal/consultations/neighbourhood-committees/"
NUMBERED = re.compile(rf"{LIVE}contributions/(\d+)/$")


def test_a_citizen_writes_first_and_comes_in_after(phone):
    """Words are kept while they sign in; a double click sends once; then support, reply, follow."""
    page = phone.page
    phone.goes(LIVE).clicks("ابدأوا القراءة والمساهمة").clicks("اقترحوا تعديلا")
    standing = page.input_value("main [name=proposed]")
    proposed = standing.replace("ألفي نسمة", "ثلاثة آلاف نسمة")
    assert proposed != standing
    phone.fills(proposed=proposed, body="حينا صغير، ونحب أن نشترك مع جيراننا في لجنة واحدة.")
    phone.presses("أرسلوا المساهمة")
    if page.get_by_role("button", name="أرسلوا مساهمتي مع ذلك").count():
        phone.presses("أرسلوا مساهمتي مع ذلك")
    page.wait_for_url("**/account/login/**")
    phone.looks().is_let_in("warda@journeys.example")
    phone.fills(name="وردة التجريبية")
    phone.presses("تابعوا")
    page.wait_for_url(f"**{LIVE}articles/**")
    assert page.input_value("main [name=proposed]") == proposed

    send = page.locator("main form[data-draft] button[type=submit]")
    send.dblclick(no_wait_after=True)
    page.wait_for_url(NUMBERED, timeout=WAIT)
    phone.looks().sees("وصلتنا مساهمتكم", within=".sentences")
    kept = phone.context.new_page()
    kept.goto(f"{LIVE}articles/creation/contributions/")
    assert kept.get_by_text("ونحب أن نشترك مع جيراننا").count() == 1
    kept.close()
    expect(page.locator("main del").first).to_contain_text("ألفي")
    expect(page.locator("main ins").first).to_contain_text("ثلاثة")

    phone.goes(f"{LIVE}contributions/1/").clicks("أؤيّد").presses("أؤيّد هذه المساهمة")
    phone.sees("تؤيدون هذه المساهمة").clicks("ردّوا")
    phone.fills(body="وحتى عندنا نفس المشكل في حي السلام.")
    phone.presses("أرسلوا الرد").sees("وحتى عندنا نفس المشكل")
    phone.goes(LIVE).clicks("أخبروني بالمستجدات").presses("أخبروني بالمستجدات")
    phone.sees("تتابعون هذا التشاور")
    phone.goes("/account/").sees("وردة التجريبية")


def test_it_all_works_without_a_script(reader):
    """Old telephones, and those that save every byte."""
    plain = reader(PHONE, java_script_enabled=False)
    plain.goes(LIVE).clicks("علّقوا على النص كله")
    plain.fills(body="واش ممكن الاجتماعات تكون فالعشية باش يحضرو الخدامين؟")
    plain.presses("أرسلوا المساهمة")
    if "/account/" not in plain.page.url:
        plain.presses("أرسلوا مساهمتي مع ذلك")
    plain.is_let_in("06 61 00 00 07")
    plain.fills(name="حسن التجريبي")
    plain.presses("تابعوا")
    assert "فالعشية" in plain.page.input_value("main [name=body]")
    plain.presses("أرسلوا المساهمة")
    if not NUMBERED.search(plain.page.url):
        plain.presses("أرسلوا مساهمتي مع ذلك")
    assert NUMBERED.search(plain.page.url)
    plain.sees("فالعشية").sees("حسن")


def test_a_shared_telephone_keeps_a_draft_and_then_forgets_it(phone):
    phone.comes_in("farida@journeys.example")
    phone.fills(name="فريدة التجريبية")
    phone.presses("تابعوا")
    comment = f"{LIVE}contribute/comment/"
    phone.goes(comment)
    phone.forgiven = ["ERR_INTERNET_DISCONNECTED", "net::"]
    phone.context.set_offline(True)
    phone.page.locator("main [name=body]").press_sequentially("ما كتبته وأنا في الحافلة")
    expect(phone.page.locator(".floating")).to_contain_text("انقطع الاتصال")
    phone.page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('draft:'))")
    phone.context.set_offline(False)
    expect(phone.page.locator(".floating")).to_have_count(0)
    phone.goes("/beni-mellal/").goes(comment)
    assert phone.page.input_value("main [name=body]") == "ما كتبته وأنا في الحافلة"
    phone.goes_out()
    assert phone.page.evaluate("Object.keys(localStorage).length") == 0
    phone.goes(comment)
    assert phone.page.input_value("main [name=body]") == ""


def test_an_association_contributes_in_its_name(desktop):
    """Idris speaks for one that was registered at the desk of Larache."""
    comment = "/larache/consultations/citizen-budget/contribute/comment/"
    desktop.comes_in("idris@tadafor.example").goes(comment)
    desktop.page.get_by_role("radio", name="جمعية ضفاف للمواطنة").check()
    desktop.fills(body="نقترح ترجمة الدليل إلى الأمازيغية وطبعه لدار الجمعيات.")
    desktop.presses("أرسلوا المساهمة")
    if desktop.page.url.endswith("/comment/"):
        desktop.presses("أرسلوا مساهمتي مع ذلك")
    expect(desktop.page.locator("main .contribution").first).to_contain_text("جمعية ضفاف للمواطنة")
