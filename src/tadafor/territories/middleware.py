"""Whose address is this? The territory of the path, its scope, and the host that may be tied to it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.request import split_domain_port
from django.urls import Resolver404, ResolverMatch, get_urlconf, resolve
from django.utils.translation import get_language

from tadafor.kernel.lately import Remembered
from tadafor.kernel.scopes import within
from tadafor.territories import queries
from tadafor.territories.queries import Address


class TerritoryOfTheAddress:
    """Set ``request.territory`` and open its scope around the whole answer, bodies that stream included.

    A host tied to one territory leads from its root to that territory and serves no other (§ places-5).
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = match_of(request)
        slug = None if match is None else match.kwargs.get("territory")
        address = _address(slug, _host(request), lately=not request.COOKIES)
        of_path = address.of_path
        request.territory = of_path  # type: ignore[attr-defined]
        if address.of_host is not None and _is_root(request):
            root = "/".join(
                ["", *filter(None, request.path_info.split("/")), ""]
            )  # «//» would lead elsewhere
            return HttpResponseRedirect(f"{root}{address.of_host.slug}/")
        if (slug is not None and of_path is None) or not _serves(address, match):
            raise Http404
        with nullcontext() if of_path is None else within(of_path.pk):
            response = self.answer(request)
        if of_path is not None and response.streaming:
            streaming = cast("StreamingHttpResponse", response)
            streaming.streaming_content = _within(
                of_path.pk, cast("Iterable[bytes]", streaming.streaming_content)
            )
        return response


_addresses: "Remembered[Address]" = Remembered()


def _address(slug: str | None, host: str | None, *, lately: bool) -> Address:
    """A visitor may be shown a territory as it was a moment ago; whoever signed in changes it."""
    if not lately:
        return queries.at_address(slug=slug, host=host)
    return _addresses.or_ask((slug, host), lambda: queries.at_address(slug=slug, host=host))


def match_of(request: HttpRequest) -> ResolverMatch | None:
    """Return what the address of a request leads to, or None."""
    return _resolved(request.path_info, get_language(), get_urlconf())


@lru_cache(maxsize=500)
def _resolved(path: str, _language: str | None, _urlconf: str | None) -> ResolverMatch | None:
    """Return what an address leads to, which never changes; whoever handles the request asks it again."""
    try:
        return resolve(path)
    except Resolver404:
        return None


def _host(request: HttpRequest) -> str | None:
    """Return the host that may be tied to a territory: any but the installation's own."""
    asked = split_domain_port(request.get_host())[0]
    return None if asked == urlsplit(settings.PUBLIC_ADDRESS).hostname else asked


def _serves(address: Address, match: ResolverMatch | None) -> bool:
    """A tied host serves its territory, and what is nobody's: accounts, static files, its health."""
    if address.of_host is None:
        return True
    if address.of_path is not None:
        return address.of_path == address.of_host
    return match is None or match.app_name != "home"


def _is_root(request: HttpRequest) -> bool:
    return request.path_info.strip("/") in {"", *(code for code, _ in settings.LANGUAGES)}


def _within(territory_id: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Open the scope for each piece, never between two: a body may be abandoned half way."""
    body = iter(pieces)
    while True:
        with within(territory_id):
            piece = next(body, None)
        if piece is None:
            return
        yield piece
