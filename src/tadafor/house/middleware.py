"""What every answer carries, and which requests may write."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from tadafor.house import again
from tadafor.people.actor import VISITOR
from tadafor.ui.errors import dressed, too_large

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
# Who records listens again, to what is still in the page.
RECORDING_POLICY = POLICY.replace("media-src 'self'", "media-src 'self' blob:")


def _with_tiles(policy: str) -> str:
    """Let pictures come from the server of tiles that the settings name, and from no other host."""
    host = urlsplit(settings.TADAFOR_TILES)
    if host.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.:\[\]-]+", host.netloc):
        return policy
    return policy.replace("img-src 'self'", f"img-src 'self' {host.scheme}://{host.netloc}")


class SecurityHeaders:
    """A strict content policy without inline code on every answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.policy, self.recording_policy = (_with_tiles(one) for one in (POLICY, RECORDING_POLICY))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        records = "microphone=(self)" in response.headers["Permissions-Policy"]
        response.headers.setdefault(
            "Content-Security-Policy", self.recording_policy if records else self.policy
        )
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if settings.TADAFOR_DEMONSTRATION:
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


class GivenAgain:
    """Give visitors who come in the same second the same bytes, of pages that allow it (decision 0018).

    It stands before everything else, so that what it keeps is whole; the door gives it too.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = again.given(request.META)
        if found is not None:
            return found.response
        response = self.answer(request)
        if request.method != "GET" or request.META.get("HTTP_COOKIE"):
            return response
        kept = again.remembered(request, response)
        return response if kept is None else kept.response


class BodyLimit:
    """Refuse what is too large before reading it, with a page that says so."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH", "")
        if length.isdecimal() and int(length) > settings.TADAFOR_LARGEST_BODY:
            return too_large(request)
        return dressed(request, self.answer(request))


class NoNullByte:
    """No address of ours holds a null byte, and PostgreSQL refuses one: 400 rather than an error."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a null byte in the address")
        return self.answer(request)


class Visitor:
    """Who comes without a cookie is nobody known: no session is looked for, and none begins."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = VISITOR  # type: ignore[attr-defined]
        return self.answer(request)


class SameOrigin(CsrfViewMiddleware):
    """Writing needs no token and no cookie: it must come from a page of this very site.

    ``Sec-Fetch-Site`` says so; where a browser does not send it, ``Origin``, then ``Referer``.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Public pages carry no token, so none is prepared."""

    def process_view(
        self, request: HttpRequest, callback: object, callback_args: object, callback_kwargs: object
    ) -> HttpResponseForbidden | None:
        if request.method in {"GET", "HEAD", "OPTIONS", "TRACE"} or getattr(callback, "csrf_exempt", False):
            return None
        if getattr(request, "_dont_enforce_csrf_checks", False) or self._comes_from_here(request):
            return None
        return self._reject(request, "cross-site")  # type: ignore[attr-defined,no-any-return]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response

    @staticmethod
    def _comes_from_here(request: HttpRequest) -> bool:
        if site := request.META.get("HTTP_SEC_FETCH_SITE"):
            return str(site) in {"same-origin", "none"}
        here = f"{request.scheme}://{request.get_host()}"
        if origin := request.META.get("HTTP_ORIGIN"):
            return str(origin) == here
        try:
            referer = urlsplit(request.META.get("HTTP_REFERER", ""))
        except ValueError:  # what is no address comes from nowhere
            return False
        return f"{referer.scheme}://{referer.netloc}" == here
