"""A citizen really records with a telephone in Arabic: microphone, pause, no network, sign-out."""

import os
import shutil

import pytest

from tadafor.consultations.models import Contribution
from tadafor.consultations.tests import factories as making
from tadafor.documents import actions as documents
from tadafor.documents.models import Recording
from tadafor.documents.rules.sounds import State
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOUND = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SPEAK = "/larache/consultations/charter/articles/reply-delays/speak/"


@pytest.fixture(scope="module")
def recording_browser():
    """Chromium with a microphone that beeps."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as play:
        with_sound = play.chromium.launch(executable_path=path, args=[*arguments, *SOUND])
        yield with_sound
        with_sound.close()


@pytest.fixture
def consultation(larache, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    today = clock.today()
    return making.make_consultation(larache, opens_on=today, closes_on=today.replace(year=today.year + 1))


@pytest.fixture
def phone(recording_browser, live_server, client_of, salma):
    """The page of a signed-in citizen, 360 pixels wide, in Arabic."""
    cookie = client_of(salma).cookies["sessionid"].value
    context = recording_browser.new_context(viewport={"width": 360, "height": 780}, base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    context.grant_permissions(["microphone"], origin=live_server.url)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    assert page.problems == []
    context.close()


def act(page, name):
    page.locator(f"[data-do={name}]").click()


def record(page, *, milliseconds=2_500):
    act(page, "record")
    page.locator("[data-state=recording]").wait_for()
    page.wait_for_timeout(milliseconds)
    act(page, "stop")
    page.locator("[data-state=done]").wait_for()


def send(page):
    page.get_by_role("button", name="أرسلوا التسجيل").click()


def test_a_citizen_records_listens_again_and_sends(consultation, phone):
    """§ consultations-spoken"""
    phone.goto(SPEAK)
    act(phone, "record")
    phone.locator("[data-state=recording]").wait_for()
    phone.wait_for_timeout(1_200)
    act(phone, "pause")
    phone.locator("[data-state=paused]").wait_for()
    act(phone, "resume")
    phone.wait_for_timeout(1_500)
    act(phone, "stop")
    phone.locator("[data-state=done]").wait_for()
    phone.locator("audio").evaluate("audio => audio.play()")
    phone.locator("audio").evaluate("audio => audio.pause()")
    act(phone, "drop")
    phone.locator("[data-state=idle]").wait_for()
    record(phone)

    send(phone)

    phone.get_by_text("ونهيئه الآن للاستماع").wait_for()
    with everywhere():
        recording = documents.make_next(now=clock.now())
        assert (recording.state, recording.kind) == (State.READY, "webm")
        assert recording.seconds in {2, 3}
    phone.locator("#recording audio").wait_for(timeout=8_000)
    heard = phone.locator("#recording audio").evaluate(
        "audio => new Promise((done, lost) => { audio.onloadedmetadata = () => done(audio.duration);"
        " audio.onerror = () => lost(audio.error.message); audio.load(); })"
    )
    assert 1.5 < heard < 4


def test_without_a_network_the_voice_stays_on_the_device_and_is_sent_once(consultation, phone):
    """§ consultations-spoken"""
    phone.goto(SPEAK)
    record(phone)
    phone.context.set_offline(True)
    send(phone)
    phone.get_by_text("لا شبكة الآن").first.wait_for()
    phone.context.set_offline(False)

    phone.reload()
    phone.get_by_text("هذا تسجيل لم يُرسل بعد").wait_for()
    send(phone)
    phone.locator("#recording").wait_for()
    phone.wait_for_timeout(500)
    phone.goto(SPEAK)

    assert phone.locator(".recorder").get_attribute("data-state") == "idle"
    with everywhere():
        assert Contribution.objects.count() == 1


def test_a_voice_that_was_not_sent_dies_at_sign_out(consultation, phone, client_of, salma, live_server):
    """§ consultations-spoken: the next who holds the telephone finds nothing."""
    phone.goto(SPEAK)
    record(phone, milliseconds=1_200)

    phone.on("dialog", lambda dialog: dialog.accept())
    phone.goto("/account/")
    phone.locator("form[data-sign-out] button").first.click()
    phone.wait_for_load_state()
    cookie = client_of(salma).cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    phone.goto(SPEAK)
    phone.wait_for_timeout(500)

    assert phone.locator(".recorder").get_attribute("data-state") == "idle"
    with everywhere():
        assert not Recording.objects.exists()


def test_a_refused_microphone_says_what_to_do(consultation, phone):
    phone.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    phone.goto(SPEAK)
    act(phone, "record")

    phone.get_by_text("لم يُسمح باستعمال الميكروفون").wait_for()
    assert phone.locator("input[type=file]").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
