"""The door without a network, in a real browser (§ meetings-once, § meetings-clock)."""

from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.meetings import queries
from tadafor.meetings.tests.factories import make_meeting, registered
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meeting(larache):
    """A meeting that begins within the hour, whatever the hour."""
    now = clock.now()
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=3)}
    return make_meeting(larache, now=now - timedelta(days=1), **times)


@pytest.fixture
def device(browser, live_server, meeting, larache, client_of):
    """A function: a telephone at which a clerk is signed in, the page of the door open and kept."""
    opened, errors = [], []

    def pick_up():
        clerk = give(make_person("كاتبة"), larache, RoleKind.CLERK)
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="ar-MA"
        )
        opened.append(context)
        key = client_of(clerk).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "domain": "localhost", "path": "/"}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"/larache/meetings/desk/{meeting.code}/door/")
        page.wait_for_selector("body[data-kept]")
        return page

    yield pick_up
    for context in opened:
        context.close()
    assert errors == []


def enter(page, **typed):
    for name, value in typed.items():
        field = page.locator(f"#id_{name}")
        field.select_option(value) if name in {"quality", "sex"} else field.fill(value)
    page.locator("#id_name").press("Control+Enter")


def present(meeting):
    with within(meeting.territory_id):
        return list(queries.present_at(meeting).order_by("pk"))


def queue(page):
    return page.locator("#queue")


def test_two_devices_enter_the_same_person_without_a_network(device, meeting):
    """§ meetings-once: what waits outlives a reload, goes once, and the second device is told."""
    ticket = registered(meeting, now=clock.now()).ticket
    one, other = device(), device()
    for page in (one, other):
        page.context.set_offline(True)
        enter(page, ticket=ticket)
        expect(queue(page)).to_contain_text(ticket)
    enter(one, quality="elected", sex="woman")
    expect(queue(one)).to_contain_text("امرأة")
    one.reload()
    expect(queue(one)).to_contain_text("عدد ما ينتظر على هذا الجهاز: 2")
    expect(one.locator("#id_name")).to_be_visible()
    assert present(meeting) == []
    one.context.set_offline(False)
    expect(one.get_by_role("link", name="سُجل حضور زينب التجريبية")).to_be_visible()
    expect(queue(one)).to_contain_text("سُجل حضور منتخبة أو منتخب")
    other.context.set_offline(False)
    expect(queue(other)).to_contain_text("زينب التجريبية: سبق تسجيل الحضور على الساعة")
    came = [(row.name, row.quality, row.sex) for row in present(meeting)]
    assert came == [("زينب التجريبية", "citizen", ""), ("", "elected", "woman")]


def test_a_telephone_a_day_off_is_told_and_counts_for_today(device, meeting):
    """§ meetings-clock"""
    page = device()
    page.clock.set_system_time(clock.now() - timedelta(days=1))
    enter(page, name="كريمة")
    expect(queue(page)).to_contain_text("ساعة هذا الجهاز غير مضبوطة")
    (one,) = present(meeting)
    assert one.clock_off
    assert clock.now() - one.entered_at < timedelta(hours=1)
    assert one.entered_at - one.told_at > timedelta(hours=23)
    enter(page, name="كريمة")
    expect(queue(page)).to_contain_text("سُجل حضور شخص بهذا الاسم")
    page.get_by_role("button", name="صححوها").click()
    page.locator("#id_is_another").check()
    enter(page)
    expect(page.get_by_role("link", name="سُجل حضور كريمة")).to_have_count(2)
    assert len(present(meeting)) == 2
