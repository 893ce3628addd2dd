"""Requests answered in this process by the whole stack, where queries and processor time are counted."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from tadafor.bench.pages import Asked, Page
from tadafor.kernel.leftovers import settle
from tadafor.ui.spoken import remember

HOST = "127.0.0.1:8000"


class Unexpected(Exception):  # noqa: N818 -- reads as the sentence it carries
    """A page answered something else than what was to be measured."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Stack:
    """The application as a web server calls it."""

    def __init__(self) -> None:
        self.application = WSGIHandler()
        remember()
        settle()  # as the web process does when it has loaded

    def answer(self, page: Page) -> Answer:
        """Answer one request; raises Unexpected when it is not what the page should be."""
        asked = page.ask()
        answer = self._answer(asked)
        if answer.status != page.status:
            raise Unexpected(f"{asked.method} {asked.path} answered {answer.status}, not {page.status}")
        return answer

    def _answer(self, asked: Asked) -> Answer:
        seen: dict[str, Any] = {}
        written: list[bytes] = []

        def start(
            status: str, headers: list[tuple[str, str]], _problem: object = None
        ) -> Callable[[bytes], object]:
            seen.update(status=int(status.split(maxsplit=1)[0]), headers=dict(headers))
            return written.append

        response = self.application(_environ(asked), start)
        body = b"".join(response)
        response.close()
        return Answer(seen["status"], seen["headers"], body)


def _environ(asked: Asked) -> dict[str, Any]:
    path, _, query = asked.path.partition("?")
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers.items()}
    return {
        "REQUEST_METHOD": asked.method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "CONTENT_TYPE": named.pop("HTTP_CONTENT_TYPE", ""),
        "CONTENT_LENGTH": str(len(asked.body)),
        "wsgi.input": BytesIO(asked.body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **named,
    }


class Counter:
    """Counts the queries of a block, and the time the database took."""

    def __init__(self) -> None:
        self.queries: list[tuple[str, float]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 -- Django's own
        started = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            self.queries.append((sql, (time.perf_counter() - started) * 1000))


@dataclass(frozen=True)
class Seen:
    """One page, weighed and counted."""

    queries: int
    database_ms: float
    bytes_plain: int
    bytes_sent: int
    encoding: str
    bytes_brotli: int


def look(stack: Stack, page: Page) -> Seen:
    """Weigh one answer, after others have warmed what is read once."""
    for _ in range(3):
        stack.answer(page)
    counters = [_counted(stack, page) for _ in range(8)]
    answer = stack.answer(page)
    bare = stack._answer(_without_compression(page.ask()))  # noqa: SLF001 -- our own
    return Seen(
        queries=len(counters[0].queries),
        database_ms=min(sum(ms for _, ms in one.queries) for one in counters),
        bytes_plain=len(bare.body),
        bytes_sent=len(answer.body),
        encoding=answer.headers.get("Content-Encoding", ""),
        bytes_brotli=len(brotli.compress(bare.body)) if bare.body else 0,
    )


def _counted(stack: Stack, page: Page) -> Counter:
    counter = Counter()
    with connection.execute_wrapper(counter):
        stack.answer(page)
    return counter


def _without_compression(asked: Asked) -> Asked:
    headers = {name: value for name, value in asked.headers.items() if name != "Accept-Encoding"}
    return Asked(asked.method, asked.path, headers, asked.body)


def processor_ms(stack: Stack, page: Page, times: int) -> float:
    """Return the processor time of one request in this process, the database's own left out."""
    stack.answer(page)
    started = time.process_time()
    for _ in range(times):
        stack.answer(page)
    return (time.process_time() - started) * 1000 / times
