"""Somebody at a browser: every page they come to is read by axe, and nothing may go wrong unseen."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils import translation
from playwright.sync_api import expect

AXE = (Path(__file__).parents[2] / "src/tadafor/ui/tests/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
WAIT = 30_000

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "locale": "ar-MA"}
DESKTOP = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR"}

# A refusal is a page of its own with a status that says so, and Chromium writes it in its console.
REFUSAL = re.compile(r"responded with a status of (400|409) ")


class Reader:
    """One person in one browser of their own, in one language."""

    def __init__(self, browser, address, *, prefix="", seen, **facts):
        self.address, self.prefix, self.seen = address, prefix, seen
        self.context = browser.new_context(base_url=address, timezone_id="Africa/Casablanca", **facts)
        self.context.set_default_timeout(WAIT)
        self.scripted = facts.get("java_script_enabled", True)
        self.complaints, self.forgiven = [], []
        self.context.on("request", self._asked)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self.context.new_page()

    def _asked(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")

    def _said(self, message):
        if message.type == "error" and not REFUSAL.search(message.text):
            self.complaints.append(message.text)

    # ---- moving about

    def goes(self, path):
        self.page.goto(self.prefix + path)
        return self.looks()

    def words(self, arabic):
        """The words of the house in the reader's language."""
        with translation.override("fr" if self.prefix else "ar"):
            return translation.gettext(arabic)

    def clicks(self, arabic, *, role="link", within="main"):
        """Click what the house calls so (or a part of it), and look at the page it leads to."""
        self.page.locator(within).get_by_role(role, name=self.words(arabic)).first.click()
        return self.looks()

    def presses(self, arabic, *, within="main"):
        return self.clicks(arabic, role="button", within=within)

    def fills(self, **fields):
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").fill(text)
        return self

    def chooses(self, **fields):
        """Choose one of several cards."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}][value='{value}']").check()
        return self

    def looks(self):
        """Read the page as axe does, once for each kind of page and language."""
        self.page.wait_for_load_state()
        if not self.scripted:
            return self
        width = self.page.viewport_size["width"]
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, self.page.url
        kind = (width, re.sub(r"\d+", "1", urlsplit(self.page.url).path), self.page.title())
        if kind not in self.seen:
            self.seen.add(kind)
            self.page.evaluate(AXE)
            found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
            grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE]
            assert not grave, f"{unquote(self.page.url)}: {grave}"
        return self

    def sees(self, words, *, within="main"):
        expect(self.page.locator(within).first).to_contain_text(self.words(words))
        return self

    def is_at(self, path):
        assert self.prefix + path == unquote(urlsplit(self.page.url).path)
        return self

    # ---- coming in and going out

    def is_let_in(self, contact):
        """Type a contact where it is asked for, then the code that the outbox shows in another tab."""
        self.fills(contact=contact)
        self.page.locator("form.stack button[type=submit]").first.click()
        self.page.wait_for_url("**/account/code/**")
        self.looks()
        self.fills(code=self.code())
        self.page.locator("form.stack button[type=submit]").first.click()
        self.page.wait_for_url(lambda address: "/account/code/" not in address)
        return self.looks()

    def code(self):
        outbox = self.context.new_page()
        outbox.goto(f"{self.prefix}/account/outbox/")
        letter = outbox.inner_text("main article >> nth=0")
        outbox.close()
        return re.search(r"\b(\d{6})\b", letter).group(1)

    def comes_in(self, contact):
        self.goes("/account/login/")
        return self.is_let_in(contact)

    def comes_in_to_work(self, contact, path):
        """Come in as a member of staff does: a code, then a code of an application, which the page tells."""
        self.comes_in(contact)
        self.goes(path)
        self.page.wait_for_url("**/account/second-factor/**")
        self.clicks("فعلوا التطبيق")
        self.fills(code=re.search(r"\b(\d{6})\b", self.page.inner_text("main .notice")).group(1))
        self.presses("فعلوا")
        return self.goes(path).is_at(path)

    def goes_out(self):
        self.goes("/account/")
        self.page.locator("form[data-sign-out] button").click()
        self.page.wait_for_function("!document.cookie.includes('signed_in')")
        return self.looks()

    def leaves(self):
        self.context.close()
        assert [said for said in self.complaints if not any(word in said for word in self.forgiven)] == []
