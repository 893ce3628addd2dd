"""Pages for what could not be done, in the reader's language, each saying what to do next."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults


def too_large(request: HttpRequest) -> HttpResponse:
    """What was sent is larger than allowed."""
    return _page(request, 413, limit=settings.TADAFOR_LARGEST_BODY // (1024 * 1024))


def too_many(request: HttpRequest, *, retry_at: dt.datetime | None = None) -> HttpResponse:
    """Too many tries; ``retry_at`` says from when another is welcome."""
    return _page(request, 429, retry_at=retry_at)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """``handler400``: what is too large gets its own page."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return defaults.bad_request(request, exception)


def dressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a page to an answer that is only a number."""
    if response.status_code not in {405, 413, 429} or response.streaming or response.content:
        return response
    page = _page(request, response.status_code)
    for header in ("Allow", "Retry-After"):
        if header in response.headers:
            page.headers[header] = response.headers[header]
    return page


def _page(request: HttpRequest, status: int, **facts: object) -> HttpResponse:
    response = render(request, f"{status}.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
