"""A petition: written, signed on a phone and on paper, deposited against a receipt, checked and refused."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image
from playwright.sync_api import expect

from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tests.journeys.reader import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

AT = "/larache/petitions/"
WORDS = {
    "title": "سقيفة تقي من المطر في موقف الحافلات",
    "object": "إدراج نقطة تتعلق بتهيئة موقف الحافلات قرب المستوصف.",
    "reasons": "ينتظر المسنون والتلميذات تحت المطر كل شتاء.",
    "aims": "سقيفة ومقعد وإنارة قبل الدخول المدرسي المقبل.",
    "agent_address": "حي المنار، رقم 12",
    "card_number": "LB4711",
}


def test_a_petition_from_its_first_words_to_its_receipt_and_a_refusal_with_reasons(reader):
    """The name of nobody shows, the receipt starts the clock, and the reasons are read by everybody."""
    salma, passer_by, wiam = reader(PHONE), reader(PHONE), reader(DESKTOP)
    code = _writes(salma)
    _signs_on_a_phone(passer_by, code)
    _enters_a_sheet(salma, code)
    _deposits(salma, code)
    # Others, since a browser may keep the page it saw for a minute.
    neighbour, journalist = reader(PHONE), reader(PHONE)
    neighbour.goes(f"{AT}{code}/").sees("الأجل القانوني للجواب")
    neighbour.clicks("تحققوا من الوصل").sees("هذا الوصل صحيح")
    _checks_and_refuses(wiam, code)
    journalist.goes(f"{AT}{code}/").sees("غير مقبولة").sees("لا يدخل إنشاء السقائف في صلاحيات المجلس.")
    expect(journalist.page.locator("main .stepper li")).to_have_count(4)


def _writes(salma):
    salma.comes_in("salma@tadafor.example").goes(f"{AT}new/")
    salma.fills(**WORDS).presses("احفظوا المسودة")
    code = re.search(r"/petitions/([A-Z0-9]+)/", salma.page.url).group(1)
    salma.goes(f"{AT}{code}/manage/").clicks("شروط القبول")
    for box in salma.page.locator("main [name=conditions]").all():
        box.check()
    salma.presses("احفظوا").sees("أكدتم كل الشروط")
    expect(salma.page.get_by_role("link", name="أودعوا العريضة")).to_have_count(0)
    salma.clicks("افتحوا باب التوقيع").presses("افتحوا باب التوقيع").sees("جمع التوقيعات")
    return code


def _signs_on_a_phone(passer_by, code):
    """A wrong card keeps what was typed; a wrong code is tried again; nobody is told more than thanks."""
    passer_by.goes(f"{AT}{code}/").clicks("وقّعوا هذه العريضة")
    passer_by.fills(name="عابرة سبيل", card_number="12", contact="0612345699").chooses(tie="residence")
    for box in ("is_adult", "consents"):
        passer_by.page.locator(f"main [name={box}]").check()
    passer_by.presses("أرسلوا إليّ الرمز").sees("وقّعوا العريضة")
    expect(passer_by.page.locator("main [name=name]")).to_have_value("عابرة سبيل")
    passer_by.fills(card_number="LB 9001").presses("أرسلوا إليّ الرمز").sees("أدخلوا الرمز")
    right = passer_by.code()
    passer_by.fills(code="000000" if right != "000000" else "111111").presses("أكدوا توقيعي")
    passer_by.fills(code=right).presses("أكدوا توقيعي").sees("وصلنا توقيعكم")
    passer_by.clicks("عودوا إلى العريضة").sees("لم يثبت أساس قانوني")


def _enters_a_sheet(salma, code):
    """The passer-by signs on paper too: the paper takes the place of what was typed."""
    salma.goes(f"{AT}{code}/sheets/").fills(count="1").presses("رقّموا أوراقا جديدة")
    salma.goes(f"{AT}{code}/sheets/1/")
    line = {"position": "1", "name": "عابرة سبيل", "card_number": "LB9001", "address": "زنقة 4"}
    salma.page.locator("main [name=state]").select_option("valid")
    salma.fills(**line).presses("أدخلوا السطر")
    salma.clicks("أغلقوا الورقة").fills(declared="3").presses("أغلقوا الورقة")
    expect(salma.page.locator("main .errors, main .notice-danger, main [role=alert]").first).to_be_visible()
    salma.fills(declared="1").presses("أغلقوا الورقة").sees("أُدخلت")


def _deposits(salma, code):
    """Others collected the rest; without its documents it is not ready."""
    _others_collected(code, 199)
    salma.goes(f"{AT}{code}/manage/").sees("تنقص وثائق يطلبها القانون قبل الإيداع.")
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    copy = {"name": "copy.png", "mimeType": "image/png", "buffer": drawn.getvalue()}
    for annex in ("card_copies", "residence_proof"):
        salma.goes(f"{AT}{code}/documents/")
        salma.page.locator("main [name=annex]").select_option(annex)
        salma.page.locator("main input[type=file]").set_input_files(copy)
        salma.page.locator("main form button[type=submit]").last.click()
        salma.looks()
    salma.goes(f"{AT}{code}/manage/").clicks("أودعوا العريضة").presses("أودعوا العريضة")
    salma.sees("أُودعت العريضة")


def _others_collected(code, count):
    """Elsewhere, on a connection of its own: what the test writes would wait for its end."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(_collected, code, count).result()


def _collected(code, count):
    from tadafor.petitions import actions
    from tadafor.petitions.models import Petition
    from tadafor.petitions.tests.factories import add_paper
    from tadafor.territories.queries import territory_by_slug

    try:
        with within(territory_by_slug("larache").pk):
            petition = Petition.objects.get(code=code)
            add_paper(petition, count, first=50_000)
            actions.count_on(petition_id=petition.pk, now=clock.now())
    finally:
        connection.close()


def _checks_and_refuses(wiam, code):
    desk = f"{AT}desk/{code}/"
    wiam.comes_in_to_work("wiam@tadafor.example", desk)
    wiam.goes(f"{desk}register/").fills(number="514/26").presses("احفظوا")
    wiam.clicks("أحيلوا العريضة").presses("أحيلوا العريضة")
    findings = wiam.page.locator("main section a[href*='/findings/']")
    addresses = [one.get_attribute("href") for one in findings.all()]
    assert len(addresses) >= 8
    for address in addresses:
        wiam.page.goto(address)
        unmet = address.endswith("/competence/")
        wiam.chooses(finding="unmet" if unmet else "met")
        if unmet:
            wiam.presses("احفظوا")  # refused: it says no reason
            wiam.fills(note="إنشاء السقائف من اختصاص الشركة المفوض لها.")
        wiam.presses("احفظوا").is_at(desk)
    wiam.clicks("رفض معلل").fills(reasons="لا يدخل إنشاء السقائف في صلاحيات المجلس.")
    expect(wiam.page.locator("main [name=is_public]")).to_be_checked()
    wiam.presses("سجّلوا الرفض").clicks("تبليغ الرفض").presses("احفظوا").is_at(desk)
