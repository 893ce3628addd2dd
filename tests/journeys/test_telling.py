"""Telling the commune and being answered; a room that votes: on a telephone, in the light and in the dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TOLD = "/larache/suggestions/"
WORDS = "السلم المؤدي إلى الشاطئ مكسور من أسفله، ونزلت عليه أمس سيدة مسنة فسقطت."


@pytest.fixture
def night(reader):
    """A cheap phone that prefers the dark; every page is read again for its colours."""
    visitor = reader(PHONE, color_scheme="dark")
    visitor.seen = set()
    return visitor


def test_a_visitor_tells_the_commune_and_opens_the_file_by_its_secret(phone):
    phone.goes(TOLD).clicks("قولوا ما الأمر").presses("أرسلوا")
    expect(phone.page.locator("main .notice").first).to_contain_text("لم نسجل شيئا بعد")
    phone.fills(body=WORDS)
    phone.page.locator("main [name=category]").select_option(index=1)
    phone.presses("أرسلوا").sees("وصلتنا رسالتكم")
    secret = phone.page.locator("main strong bdi").inner_text()
    number = phone.page.locator("main .figures dd").first.inner_text()
    phone.goes(TOLD).clicks("تابعوا ملفكم").fills(number=number, secret="0" * 10)
    phone.presses("افتحوا").sees("الرمز غير صحيح")
    phone.fills(secret=secret.lower()).presses("افتحوا").sees(WORDS).sees("ما جرى")
    phone.goes(f"{TOLD}{number}/").sees("هذا النص في انتظار المراجعة قبل النشر")


def test_what_was_told_is_as_readable_in_the_dark(night):
    night.goes(TOLD)
    night.page.locator("main .card-title a").last.click()
    night.looks().sees("الجواب المستحق")
    for page in ("places/", "figures/", "new/"):
        night.goes(f"{TOLD}{page}")


def test_a_room_votes_once_a_person_and_reads_its_result(desktop, night, phone):
    """The facilitator opens it for every telephone; one has a single voice; the dark is as readable."""
    nadia, page = desktop, desktop.page
    nadia.comes_in_to_work("nadia@tadafor.example", "/larache/meetings/desk/")
    page.locator("main a", has_text="لقاء الأسئلة والتصويت").first.click()
    nadia.looks().clicks("قيادة القاعة").clicks("افتحوا القاعة")
    nadia.chooses(admits="phones").presses("افتحوا القاعة")
    code = page.locator("aside .panel b.lead bdi").inner_text()
    nadia.clicks("تصويت سريع").fills(title="أي يوم للورشة؟", options="السبت\nالأحد")
    nadia.presses("افتحوا التصويت")
    room = re.sub(r".*/desk/(\w+)/room/.*", r"/larache/meetings/\1/room/", page.url)
    for one in (phone, night):
        one.goes(room).sees("وصوت لكل هاتف آخر بلا حساب").clicks("ادخلوا القاعة")
        one.fills(code=code).presses("ادخلوا").clicks("صوّتوا").chooses(position="1")
        one.presses("صوّتوا").sees("عُد صوتكم")
    nadia.goes(f"/larache/meetings/desk/{room.split('/')[3]}/room/").clicks("عدّوا الأيدي وأغلقوا التصويت")
    nadia.presses("أغلقوا التصويت واعرضوا نتيجته")
    phone.goes(room).sees("نتائج التصويت")
    assert phone.page.locator("main .panel li b").first.inner_text() == "2"
