"""A draw by lot lived through in a browser: a volunteer's phone, two members of staff, a visitor."""

import json
from datetime import timedelta

import pytest

from tadafor.councils import tasks
from tadafor.councils.models import Draw
from tadafor.councils.queries import body_at, draw_at
from tadafor.councils.rules.lot import Quota
from tadafor.councils.tests.factories import make_body, staff_actor
from tadafor.councils.tests.test_actions_lot import enter
from tadafor.kernel.clock import now, today
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = "/larache/councils/bodies/citizens/lots/1/"
DESK = "/larache/councils/desk/bodies/citizens/lots/1/"


@pytest.fixture
def sits_down(browser, live_server):
    """A function: somebody at a browser of their own, on a phone, signed in or not."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    open_ = []

    def page_of(client=None):
        context = browser.new_context(
            base_url=address, viewport={"width": 360, "height": 800}, locale="ar-MA", accept_downloads=True
        )
        open_.append(context)
        if client is not None:
            kept = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": kept, "domain": "localhost", "path": "/"}])
        return context.new_page()

    yield page_of
    for context in open_:
        context.close()


def send(page, words, **typed):
    for name, value in typed.items():
        page.fill(f"[name={name}]", str(value))
    page.locator("main form").get_by_role("button", name=words).click()
    page.wait_for_load_state()


def seen(page, address):
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
    return page.inner_text("main")


def opens_a_call(desk):
    desk.goto(DESK.removesuffix("1/") + "new/")
    since = f"{today().year + 1}-03-01"
    send(desk, "افتحوا باب التطوع", seats=4, closes_on=today().isoformat(), mandate_since=since)
    assert desk.url.endswith(DESK)
    desk.goto(f"{DESK}quotas/")
    for box in desk.locator("main input[type=number]").all():
        box.fill("")
    send(desk, "احفظوا الحصص", least_0=2, most_0=2, least_1=2, most_1=2, source="مقرر المجلس")


def volunteers(phone):
    phone.goto(HERE)
    phone.get_by_role("link", name="أتطوع").first.click()
    send(phone, "أتطوع")
    assert "هذا الحقل مطلوب" in phone.inner_text("main")
    phone.get_by_label("امرأة").check()
    phone.get_by_label("من 18 إلى 30 سنة").check()
    phone.get_by_role("checkbox").check()
    send(phone, "أتطوع")
    assert "أنتم في لائحة المتطوعات والمتطوعين" in phone.inner_text("main")


def publishes(desk):
    assert "جمّدوا اللائحة" in seen(desk, DESK)
    desk.goto(f"{DESK}freeze/")
    send(desk, "جمّدوا اللائحة")
    assert "يُعدّ البرنامج اللوائح الألف" in desk.inner_text("main")
    tasks.make_panels(0)
    desk.goto(f"{DESK}publish/")
    send(desk, "انشروا اللوائح", drawn_on=today().isoformat(), place="قاعة الجلسات، 10:00")


def types_digits(page):
    page.goto(f"{DESK}digits/")
    assert page.input_value("[name=digits]") == ""
    send(page, "سجّلوا الأرقام", digits="427")


def verifies(visitor):
    assert "427" in seen(visitor, HERE)
    with visitor.expect_download() as file:
        visitor.get_by_role("link", name="حمّلوا ملف الإثبات").click()
    evidence = json.loads(file.value.path().read_text("utf-8"))
    assert evidence["drawn"] == evidence["panels"][427]


def gives_seats(desk):
    desk.goto(f"{DESK}seats/")
    for box in desk.locator("main [name=codes]").all():
        box.check()
    send(desk, "أسندوا المقاعد")
    assert "أُسندت كل المقاعد" in desk.inner_text("main")


def test_a_draw_from_the_call_to_the_result(sits_down, larache, nadia, salma, client_of):
    """§ councils-18, § councils-22, § councils-23, § councils-25"""
    make_body(larache, slug="citizens", name="مجلس المواطنات والمواطنين", members=0, seats=9)
    director = give(Person.objects.get(pk=staff_actor(larache).person_id), larache, RoleKind.DIRECTOR)
    desk, second = sits_down(client_of(nadia)), sits_down(client_of(director))
    phone = sits_down(client_of(salma))
    opens_a_call(desk)
    volunteers(phone)
    with within(larache.pk):
        draw = draw_at(body_at("citizens"), 1)
    assert draw.wanted == [Quota("sex", "woman", 2, 2), Quota("sex", "man", 2, 2)]
    for number in range(11):
        enter(draw, sex="woman" if number % 2 else "man", now=now())
    with within(larache.pk):
        Draw.objects.filter(pk=draw.pk).update(closes_on=today() - timedelta(days=1))  # the day went by
    publishes(desk)
    assert "قاعة الجلسات" in seen(sits_down(), HERE)
    assert "حظكم" in seen(phone, HERE)
    types_digits(desk)
    types_digits(second)
    assert "تطابقت الأرقام" in second.inner_text("body")
    verifies(sits_down())
    gives_seats(desk)
    body = seen(sits_down(), "/larache/councils/bodies/citizens/")
    assert "عضو(ة) بالقرعة" in body
    assert "انتداب لم يبدأ بعد" in body
