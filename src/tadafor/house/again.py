"""Pages that visitors of the same second are given again (decision 0018), and what has not changed since.

Such a page says ``given_again`` (``kernel.pages.given_again``); it is public, sets no cookie, and is never
kept past its own deadline. It has an ETag: whoever refreshes a page they hold gets a few bytes.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tadafor.kernel.lately import Remembered

# What else the same address may be asked with, and be answered otherwise.
_FACTS = (
    "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "HTTP_X_FORWARDED_HOST",
    "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING",
)  # fmt: skip
_UNCHANGED = {"Cache-Control", "Content-Language", "ETag", "Vary"}


@dataclass(frozen=True)
class Given:
    """An answer as it leaves."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def response(self) -> HttpResponse:
        return HttpResponse(self.body, status=int(self.status[:3]), headers=dict(self.headers))


@dataclass(frozen=True)
class _Page:
    whole: Given
    unchanged: Given
    etag: str


_pages: "Remembered[_Page]" = Remembered()


def given(facts: Mapping[str, Any]) -> Given | None:
    """Return the answer that is remembered for a visitor who asks so, or None."""
    if facts["REQUEST_METHOD"] != "GET" or facts.get("HTTP_COOKIE"):
        return None
    page = _pages.get(_key(facts))
    return None if page is None else _for(page, facts)


def known(facts: Mapping[str, Any]) -> Hashable | None:
    """Return what names the page that is asked for, if it was given again not long ago."""
    if facts["REQUEST_METHOD"] != "GET" or facts.get("HTTP_COOKIE"):
        return None
    key = _key(facts)
    return key if key in _pages else None


def remembered(request: HttpRequest, response: HttpResponseBase) -> Given | None:
    """Remember a page that may be given again, and return it as it leaves; None of any other."""
    if (
        not getattr(response, "given_again", False)
        or response.cookies
        or not isinstance(response, HttpResponse)
    ):
        return None
    headers = list(response.items())
    page = _Page(
        Given(f"{response.status_code} {response.reason_phrase}", headers, response.content),
        Given("304 Not Modified", [one for one in headers if one[0] in _UNCHANGED], b""),
        response.headers.get("ETag", "").removeprefix("W/"),
    )
    _pages.keep(_key(request.META), page)
    return _for(page, request.META)


def _key(facts: Mapping[str, Any]) -> Hashable:
    return (*(facts.get(name) for name in _FACTS), "gzip" in facts.get("HTTP_ACCEPT_ENCODING", ""))


def _for(page: _Page, facts: Mapping[str, Any]) -> Given:
    holds = page.etag and page.etag in facts.get("HTTP_IF_NONE_MATCH", "")
    return page.unchanged if holds else page.whole
