"""What the web server calls: the door, and Django behind it."""

import os
import sys
from importlib import import_module

import django
from django.conf import LazySettings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import cached_property

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadafor.house.settings")
django.setup(set_prefix=False)

from tadafor.house.door import Door  # noqa: E402 -- Django comes first
from tadafor.kernel.leftovers import settle  # noqa: E402
from tadafor.territories.middleware import match_of  # noqa: E402
from tadafor.ui.spoken import remember  # noqa: E402


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


handler = Handler()
application = Door(handler)
# The loop at the door gives the interpreter up at each look for news, and waits this long for its next turn.
sys.setswitchinterval(0.001)
# Some fifty settings are asked for in a request, and Django looks each time whether there are any yet.
LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign]
import_module("tadafor.house.urls")  # every page, before the first reader asks
remember()
settle()
