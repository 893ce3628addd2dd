"""How Django answers in this house: as it does, with what a request asks for twice made out once."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import cached_property

from tadafor.house.facts import Environ
from tadafor.territories.middleware import match_of


class Asked(WSGIRequest):
    """Django's own, which makes its host out once."""

    @cached_property
    def _host(self) -> str:
        return super().get_host()

    def get_host(self) -> str:
        return self._host


class Handler(WSGIHandler):
    """Django's own, which does not look an address up a second time."""

    request_class = Asked

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        match = match_of(request)
        if match is None:
            found: ResolverMatch = super().resolve_request(request)
            return found
        request.resolver_match = match
        return match


class CrowdHandler(Handler):
    """Django's own with the layers that a crowd needs, and without its signals (decision 0025)."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's own
        # Django builds its layers of the setting of this name alone.
        layers, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.TADAFOR_CROWD_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = layers

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Any:  # noqa: ANN401 -- bytes
        """Answer whole; the signals only look after connections, which the crowd's thread does by itself."""
        request = self.request_class(environ)
        response: Any = self.get_response(request)
        cookies = [("Set-Cookie", one.output(header="")) for one in response.cookies.values()]
        start_response(
            f"{response.status_code} {response.reason_phrase}", [*response.headers.items(), *cookies]
        )
        request.close()
        return [response.content]
