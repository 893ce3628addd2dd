"""What a web server calls."""

import os
from importlib import import_module

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadafor.house.settings")
django.setup(set_prefix=False)

from tadafor.house.door import Door  # noqa: E402 -- Django comes first
from tadafor.kernel.leftovers import settle  # noqa: E402
from tadafor.territories.middleware import match_of  # noqa: E402
from tadafor.ui.spoken import remember  # noqa: E402


class Handler(WSGIHandler):
    """Django's own, which does not look an address up a second time."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        match = match_of(request)
        if match is None:
            found: ResolverMatch = super().resolve_request(request)
            return found
        request.resolver_match = match
        return match


application = Door(Handler())
import_module("tadafor.house.urls")  # every page, before the first reader asks
remember()
settle()
