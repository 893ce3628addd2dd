"""The door of a web process: what a town refreshes leaves at once, the rest waits for one of few places.

A place is a thread with a connection to the database of its own, so there are few. The web server calls us
from as many threads as there are requests; they answer from memory, or wait for a place. Whoever reads a page
that is remembered (decision 0018) never stands behind those who sign it (decision 0020).
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import connections

from tadafor.house.again import given
from tadafor.kernel.crowd import crowd

PLACES = 4
SMALL_BODY = 256 * 1024
Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]
Application = Callable[[Environ, Any], Iterable[bytes]]


class Door:
    """A WSGI application before another one."""

    def __init__(self, application: Application, places: int = PLACES) -> None:
        self._application = application
        self._places = ThreadPoolExecutor(places, thread_name_prefix="place")

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        crowd.stand_aside()
        if (page := given(environ)) is not None:
            start_response(page.status, page.headers)
            return [page.body]
        _read_small(environ)
        if _is_of_a_crowd(environ):
            status, headers, body = crowd.answer(partial(self._answered, environ))
        else:
            status, headers, body = self._places.submit(self._answered, environ).result()
        start_response(status, headers)
        return body

    def _answered(self, environ: Environ) -> tuple[str, list[tuple[str, str]], Iterable[bytes]]:
        """Answer whole in a place; what streams is read outside of it, for as long as its reader takes."""
        told: list[Any] = []
        answer: Any = self._application(environ, lambda *what: told.extend(what[:2]))
        status, headers = told
        if getattr(answer, "streaming", True):
            return status, headers, _Streamed(answer)
        try:
            return status, headers, [b"".join(answer)]
        finally:
            answer.close()


def _is_of_a_crowd(environ: Environ) -> bool:
    """Whether a visitor sends what a whole town sends at once, and all of it is here already."""
    is_sent = environ["REQUEST_METHOD"] == "POST" and not environ.get("HTTP_COOKIE")
    is_here = isinstance(environ["wsgi.input"], BytesIO)
    return is_sent and is_here and settings.TADAFOR_CROWDED.search(environ["PATH_INFO"]) is not None


def _read_small(environ: Environ) -> None:
    """Read what was typed before asking for a place, however slowly it comes; a large file streams."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if length.isdecimal() and 0 < int(length) <= SMALL_BODY:
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))


class _Streamed:
    """A body read in a thread that is no place: a connection it opens there is closed with it."""

    def __init__(self, answer: Any) -> None:  # noqa: ANN401 -- a response of Django, or a file it wraps
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        if hasattr(self._answer, "close"):
            self._answer.close()
        connections.close_all()
