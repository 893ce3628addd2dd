"""What the script does for people, in a real browser: drafts, one send, counters, the corner; and axe."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tadafor.ui.tests import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def phone(browser, live_server):
    pages.posted.clear()
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        locale="ar-MA",
        timezone_id="Africa/Casablanca",
    )
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield page
    context.close()
    assert errors == []


def type_in(page, text, field="body"):
    page.locator(f"#id_{field}").fill(text)
    page.wait_for_function(
        """text => Object.entries(localStorage)
            .some(([key, value]) => key.startsWith('draft:') && value.includes(text))""",
        arg=text,
    )


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length")


@pytest.mark.urls("tadafor.ui.tests.pages")
class TestDrafts:
    def test_what_was_typed_comes_back_after_a_lost_page_and_says_so(self, phone):
        phone.goto("/write/")
        assert drafts(phone) == 0
        phone.get_by_role("radio", name="ب").check()
        type_in(phone, "عنواني", "title")
        type_in(phone, "نص المادة وزيادة")
        phone.goto("/done/")
        phone.goto("/write/")
        expect(phone.locator("#id_body")).to_have_value("نص المادة وزيادة")
        expect(phone.locator("#id_title")).to_have_value("عنواني")
        expect(phone.get_by_role("radio", name="ب")).to_be_checked()
        expect(phone.get_by_role("status")).to_contain_text("استرجعنا ما كتبتموه")

    def test_it_can_be_erased(self, phone):
        phone.goto("/write/")
        type_in(phone, "خطأ")
        phone.reload()
        phone.get_by_role("button", name="امسحوه").click()
        expect(phone.locator("#id_body")).to_have_value("نص المادة")
        assert drafts(phone) == 0

    def test_a_refused_form_keeps_what_the_server_sent_back(self, phone):
        phone.goto("/write/")
        type_in(phone, "مرفوض")
        phone.get_by_role("button", name="أرسلوا").click()
        expect(phone.locator("#id_body")).to_have_value("مرفوض")
        expect(phone.get_by_role("alert")).to_be_focused()
        expect(phone.get_by_role("status")).to_have_count(0)
        type_in(phone, "مرفوض ثم مصحح")
        phone.goto("/write/")
        expect(phone.locator("#id_body")).to_have_value("مرفوض ثم مصحح")

    def test_it_dies_when_it_was_sent(self, phone):
        phone.goto("/write/")
        type_in(phone, "مقبول")
        phone.get_by_role("button", name="أرسلوا").click()
        expect(phone.locator("#done")).to_be_visible()
        assert drafts(phone) == 0
        assert pages.posted == ["مقبول"]

    @pytest.mark.parametrize("text", ["عطل", "خروج"])
    def test_it_outlives_a_breakdown_and_an_expired_session(self, phone, text):
        phone.goto("/write/")
        type_in(phone, text)
        phone.get_by_role("button", name="أرسلوا").click()
        phone.wait_for_function("document.readyState === 'complete' && !document.querySelector('#id_body')")
        assert drafts(phone) == 1
        phone.goto("/write/")
        expect(phone.locator("#id_body")).to_have_value(text)

    def test_it_outlives_a_lost_connection_and_says_so(self, phone):
        phone.goto("/write/")
        type_in(phone, "في النفق")
        phone.context.set_offline(True)
        expect(phone.get_by_role("status")).to_contain_text("انقطع الاتصال")
        phone.get_by_role("button", name="أرسلوا").click()
        phone.wait_for_timeout(300)
        phone.context.set_offline(False)
        phone.goto("/done/")
        phone.goto("/write/")
        expect(phone.locator("#id_body")).to_have_value("في النفق")
        assert pages.posted == []

    def test_all_die_at_sign_out(self, phone):
        phone.goto("/write/")
        type_in(phone, "سر")
        phone.goto("/done/")
        phone.get_by_role("button", name="اخرجوا").click()
        phone.wait_for_load_state()
        assert drafts(phone) == 0

    def test_an_identity_number_is_never_kept(self, phone):
        phone.goto("/write/")
        phone.locator("#id_card").fill("LA12345")
        type_in(phone, "نص")
        assert "LA12345" not in phone.evaluate("JSON.stringify(localStorage)")


@pytest.mark.urls("tadafor.ui.tests.pages")
def test_two_clicks_send_once(phone):
    phone.goto("/write/")
    phone.locator("#id_body").fill("مرة واحدة")
    phone.get_by_role("button", name="أرسلوا").dblclick()
    expect(phone.locator("#done")).to_be_visible()
    assert pages.posted == ["مرة واحدة"]


@pytest.mark.urls("tadafor.ui.tests.pages")
def test_letters_left_are_counted_as_the_server_counts(phone):
    phone.goto("/write/")
    phone.locator("#id_body").evaluate("field => field.removeAttribute('maxlength')")
    phone.locator("#id_body").fill("سطر\nسطر")
    counter = phone.locator("[data-counter]")
    expect(counter).to_have_text(re.compile(r"الحروف الباقية: 42$"))
    phone.locator("#id_body").fill("ا" * 51)
    expect(counter).to_have_class(re.compile("counter-over"))


@pytest.mark.urls("tadafor.ui.tests.pages")
def test_the_corner_of_a_kept_page_is_filled_for_those_who_are_signed_in(phone):
    phone.goto("/done/")
    expect(phone.locator("#corner")).to_contain_text("دخول")
    phone.evaluate("document.cookie = 'signed_in=1; path=/'")
    phone.goto("/done/")
    expect(phone.locator("#corner")).to_contain_text("سلمى")


VOICES = """
    const said = [];
    Object.defineProperty(window, 'said', {get: () => said});
    const speech = new EventTarget();
    speech.speaking = false;
    speech.getVoices = () => [{lang: LANG, localService: LOCAL, name: 'x'}];
    speech.speak = (one) => { said.push([one.lang, one.text]); speech.speaking = true; };
    speech.cancel = () => { speech.speaking = false; };
    Object.defineProperty(window, 'speechSynthesis', {value: speech});
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


@pytest.mark.parametrize(
    ("lang", "local", "offered"), [("ar-SA", "true", 2), ("ar-SA", "false", 0), ("fr-FR", "true", 0)]
)
def test_listening_is_offered_only_with_a_voice_of_the_device(phone, settings, lang, local, offered):
    settings.TADAFOR_DEMONSTRATION = True
    phone.add_init_script(VOICES.replace("LANG", f"'{lang}'").replace("LOCAL", local))
    phone.goto("/ui/")
    button = phone.get_by_role("button", name="استمعوا")
    expect(button).to_have_count(offered)
    if offered:
        button.first.click()
        said = phone.evaluate("said")
        assert {language for language, _ in said} == {"ar-MA"}
        assert any("آجال الجواب" in text for _, text in said)
        phone.get_by_role("button", name="أوقفوا القراءة").first.click()
        assert phone.evaluate("speechSynthesis.speaking") is False


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        ("/ui/", 360, "light"),
        ("/fr/accessibility/", 1280, "dark"),
        ("/zgh/accessibility/", 360, "dark"),
    ],
)
def test_axe_finds_nothing_and_nothing_overflows(browser, live_server, settings, path, width, scheme):
    settings.TADAFOR_DEMONSTRATION = True
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(live_server.url + path)
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    seen = [(fault["id"], node["html"][:90]) for fault in found for node in fault["nodes"]]
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()
    # The gallery shows its components twice, light and dark, so their landmarks bear the same names.
    assert [fault for fault in seen if fault[0] != "landmark-unique"] == []
    assert overflow <= 0


def test_targets_are_large_enough_for_a_thumb(phone, settings):
    settings.TADAFOR_DEMONSTRATION = True
    phone.goto("/ui/")
    small = phone.evaluate(
        """() => [...document.querySelectorAll(
            'header a, .button, .tabs a, .pagination a, summary, .input, .choice, .rooms a')]
            .filter(place => place.offsetParent && place.getBoundingClientRect().height < 43.5)
            .filter(place => !place.matches('.brand'))
            .map(place => place.outerHTML.slice(0, 90))"""
    )
    assert small == []
