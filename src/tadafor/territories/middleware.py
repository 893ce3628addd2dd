"""Whose address is this? The territory of the path, its scope, and the host that may be tied to it."""

from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.http.request import split_domain_port

from tadafor.kernel.scopes import within
from tadafor.territories import queries
from tadafor.territories.models import Territory
