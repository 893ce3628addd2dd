"""A shared tablet in a real browser: quiet, the back button, drafts, the way out (§ identity-kiosk)."""

import re

import pytest

from tadafor.kernel.clock import now
from tadafor.people import actions
from tadafor.people.actor import KIOSK_COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KIOSK = "/larache/people/kiosk/"


@pytest.fixture
def tablet(browser, live_server, larache, nadia, actor_of):
    """A tablet in its mode, whose clock the test turns."""
    kept = actions.open_kiosk(
        actor=actor_of(nadia), territory_id=larache.pk, office_id=None, exit_code="2468", now=now()
    )
    address = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address, viewport={"width": 800, "height": 1100}, locale="ar-MA")
    keep(context, KIOSK_COOKIE, f"larache:{kept}")
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def keep(context, name, value):
    context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])


def come_in(page, client):
    keep(page.context, "sessionid", client.cookies["sessionid"].value)


def test_a_minute_of_quiet_wipes_everything(tablet, client_of, salma):
    come_in(tablet, client_of(salma))
    tablet.goto("/account/correct/")
    tablet.fill("[name=name]", "اسم كتب ولم يرسل")
    tablet.evaluate("localStorage.setItem('draft:/x', 'مسودة'); sessionStorage.setItem('x', 'y')")
    tablet.clock.run_for(50_000)
    assert tablet.url.endswith("/account/correct/")
    tablet.clock.run_for(15_000)
    tablet.wait_for_url(f"**{KIOSK}")
    assert tablet.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert {one["name"] for one in tablet.context.cookies()} == {KIOSK_COOKIE}
    tablet.goto("/account/")
    assert "/account/login/" in tablet.url


def test_a_touch_begins_the_minute_again(tablet, client_of, salma):
    come_in(tablet, client_of(salma))
    tablet.goto("/account/")
    tablet.clock.run_for(50_000)
    tablet.keyboard.press("Tab")
    tablet.clock.run_for(50_000)
    assert tablet.url.endswith("/account/")
    tablet.clock.run_for(15_000)
    tablet.wait_for_url(f"**{KIOSK}")


def test_the_back_button_shows_nothing(tablet, client_of, salma):
    come_in(tablet, client_of(salma))
    tablet.goto("/larache/")
    tablet.goto("/account/")
    assert salma.name in tablet.inner_text("main")
    tablet.clock.run_for(65_000)
    tablet.wait_for_url(f"**{KIOSK}")
    for _ in range(3):
        tablet.go_back()
        tablet.wait_for_load_state()
        assert salma.name not in tablet.content()
        assert salma.phone.removeprefix("+212") not in tablet.content().replace(" ", "")


def test_staff_leave_by_the_code(tablet, larache):
    tablet.goto(KIOSK)
    tablet.click("a[href$='/kiosk/leave/']")
    tablet.fill("[name=exit_code]", "1111")
    tablet.click("form.stack button[type=submit]")
    assert "رمز الخروج غير صحيح" in tablet.inner_text("main")
    tablet.fill("[name=exit_code]", "2468")
    tablet.click("form.stack button[type=submit]")
    tablet.wait_for_url(re.compile("/larache/$"))
    assert tablet.get_attribute("body", "data-kiosk") is None
    assert tablet.context.cookies() == []
    tablet.clock.run_for(120_000)
    assert tablet.url.endswith("/larache/")
