"""The page of entry without a network, in a real browser (§ consultations-offline)."""

from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tadafor.consultations import rules
from tadafor.consultations.models import Contribution, Sheet
from tadafor.consultations.tests.factories import make_cards, make_consultation
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ENTER = "/larache/consultations/desk/charter/enter/"
SERIAL = rules.serial_of("ABC123")
WORDS = "نريد أن تُنشر محاضر الورشات."


@pytest.fixture
def consultation(larache):
    today = clock.today()
    return make_consultation(
        larache, opens_on=today - timedelta(days=5), closes_on=today + timedelta(days=10)
    )


@pytest.fixture
def device(browser, live_server, consultation, larache, client_of):
    """A function: a telephone at which a clerk is signed in, its page of entry open and kept."""
    opened, errors = [], []

    def pick_up(clerk=None):
        clerk = clerk or give(make_person("كاتبة"), larache, RoleKind.CLERK)
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="ar-MA"
        )
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
        )
        sign_in(context, client_of, clerk)
        page.goto(ENTER)
        page.wait_for_selector("body[data-kept]")
        return page

    yield pick_up
    for context in opened:
        context.close()
    assert errors == []


def sign_in(context, client_of, clerk):
    key = client_of(clerk).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "domain": "localhost", "path": "/"}]
    )


def write(page, words, serial=""):
    page.locator("#id_body").fill(words)
    page.locator("#id_serial").fill(serial)
    page.locator("#id_body").press("Control+Enter")


def waiting(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('queue:')).length")


def entered(larache):
    with within(larache.pk):
        return list(Contribution.objects.order_by("number").values_list("body", flat=True))


def test_with_a_network_each_sheet_is_told_its_number_at_once(device, larache):
    page = device()
    for number, words in enumerate(("المقترح الأول للطاولة.", "المقترح الثاني للطاولة."), 1):
        write(page, words)
        expect(page.get_by_role("link", name=f"سُجلت برقم {number}", exact=True)).to_be_visible()
        expect(page.locator("#id_body")).to_have_value("")
    assert waiting(page) == 0
    assert entered(larache) == ["المقترح الأول للطاولة.", "المقترح الثاني للطاولة."]


def test_without_a_network_sheets_wait_through_a_reload_and_go_when_it_is_back(device, larache):
    page = device()
    page.context.set_offline(True)
    write(page, WORDS, SERIAL)
    expect(page.locator("#queue")).to_contain_text("لا شبكة الآن")
    page.reload()
    expect(page.locator("#queue")).to_contain_text(WORDS)
    expect(page.locator("h1")).to_be_visible()
    write(page, "ورقة ثانية بعد إعادة الفتح.")
    expect(page.locator("#queue")).to_contain_text("عدد ما ينتظر على هذا الجهاز: 2")
    assert entered(larache) == []
    page.context.set_offline(False)
    expect(page.get_by_role("link", name="سُجلت برقم 2", exact=True)).to_be_visible()
    assert waiting(page) == 0
    assert entered(larache) == [WORDS, "ورقة ثانية بعد إعادة الفتح."]


def test_of_two_devices_with_the_same_sheet_the_second_is_told_and_corrects(device, larache):
    """§ consultations-sheet-number"""
    one, other = device(), device()
    for page in (one, other):
        page.context.set_offline(True)
        write(page, WORDS, SERIAL)
        expect(page.locator("#queue")).to_contain_text(WORDS)
    one.context.set_offline(False)
    expect(one.get_by_role("link", name="سُجلت برقم 1", exact=True)).to_be_visible()
    other.context.set_offline(False)
    expect(other.locator("#queue")).to_contain_text("سُجلت هذه الورقة من قبل: مساهمة رقم 1")
    assert entered(larache) == [WORDS]
    other.get_by_role("button", name="صححوها").click()
    expect(other.locator("#id_body")).to_have_value(WORDS)
    write(other, "هذه ورقة أخرى برقم آخر.", rules.serial_of("ABC124"))
    expect(other.get_by_role("link", name="سُجلت برقم 2", exact=True)).to_be_visible()
    assert waiting(other) == 0


def test_a_session_that_ended_meanwhile_loses_nothing(device, larache, client_of):
    clerk = give(make_person("كاتبة الورشة"), larache, RoleKind.CLERK)
    page = device(clerk)
    page.context.set_offline(True)
    write(page, WORDS, SERIAL)
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.get_by_role("link", name="سجلوا الدخول من جديد")).to_be_visible()
    assert entered(larache) == []
    assert waiting(page) == 1
    sign_in(page.context, client_of, clerk)
    page.goto(ENTER)
    expect(page.get_by_role("link", name="سُجلت برقم 1", exact=True)).to_be_visible()
    assert entered(larache) == [WORDS]


def test_a_device_whose_clock_is_a_day_off_is_told(device, larache):
    """§ consultations-clock"""
    page = device()
    page.clock.set_system_time(clock.now() - timedelta(days=1))
    write(page, WORDS)
    expect(page.locator("#queue")).to_contain_text("ساعة هذا الجهاز غير مضبوطة")
    with within(larache.pk):
        assert Sheet.objects.get().clock_off


def test_at_sign_out_it_asks_and_then_nothing_stays_on_the_device(device, larache):
    page = device()
    page.context.set_offline(True)
    write(page, WORDS)
    expect(page.locator("#queue")).to_contain_text(WORDS)
    page.route(f"**{ENTER}", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto("/account/")
    answers, asked = iter((False, True)), []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    page.on("dialog", answer)
    leave = page.get_by_role("button", name="الخروج")
    leave.click()
    assert waiting(page) == 1
    leave.click()
    page.wait_for_url("**/")
    assert ["ما لم يُرسل بعد" in words for words in asked] == [True, True]
    assert waiting(page) == 0
    assert page.evaluate("caches.keys()") == []
    assert entered(larache) == []


def test_on_cards_too_what_is_entered_without_a_network_waits_and_goes(device, larache):
    """§ consultations-offline: the five fields of a card wait on the device as a comment does."""
    today = clock.today()
    make_cards(larache, opens_on=today - timedelta(days=5), closes_on=today + timedelta(days=10))
    page = device()
    page.goto(ENTER.replace("charter", "openness"))
    page.wait_for_selector("body[data-kept]")
    page.context.set_offline(True)
    page.locator("#id_passage").select_option("project-68")
    page.locator("#id_problem").fill(WORDS)
    page.locator("#id_funding").fill("شراكة مع الجهة")
    page.locator("#id_funding").press("Control+Enter")
    expect(page.locator("#queue")).to_contain_text(WORDS)
    page.reload()
    expect(page.locator("#queue")).to_contain_text("عدد ما ينتظر على هذا الجهاز: 1")
    page.context.set_offline(False)
    expect(page.get_by_role("link", name="سُجلت برقم 1", exact=True)).to_be_visible()
    assert waiting(page) == 0
    with within(larache.pk):
        made = Contribution.objects.get()
    assert (made.kind, made.problem, made.funding) == ("remark", WORDS, "شراكة مع الجهة")
