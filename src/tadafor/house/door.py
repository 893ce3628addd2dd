"""The door of a web process: what a town refreshes leaves at once, the rest waits for one of few places.

A place is a thread with a connection to the database of its own, so there are few. The web server calls us
in one loop, whoever comes (decision 0024): who reads a page that is remembered (decision 0018) is answered
there, and never stands behind those who sign it (decision 0020); who sends slowly, or reads slowly, holds
nothing that others wait for.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from io import SEEK_END, BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, Protocol, TypeVar

from django.conf import settings
from django.db import connections
from granian.rsgi import ProtocolClosed, ProtocolError  # type: ignore[attr-defined]  # it only passes them on

from tadafor.house.again import Given, given, known
from tadafor.house.facts import Environ, Scope, environ_of
from tadafor.kernel.crowd import crowd

T = TypeVar("T")
PLACES = 4
STREAMS = 8  # long answers that are made at the same moment
OPENED_WITHIN = 30  # seconds
SMALL_BODY = 256 * 1024
SMALL_FILE = 1024 * 1024
Application = Callable[[Environ, Any], Iterable[bytes]]


class _Gone(Exception):  # noqa: N818 -- reads as what it says
    """Who asked went away before all of it came."""


class Line(Protocol):
    """The line to who asks (RSGI): what they send, and where the answer goes."""

    def __call__(self) -> Awaitable[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None: ...


class _Answer:
    """What the application answered: whole, or as pieces that are still to come."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: Any) -> None:  # noqa: ANN401
        self.status, self.headers = int(status[:3]), headers
        self.pieces = body if self._is_long(body) else None
        self.whole = b"" if self.pieces is not None else _joined(body)

    def _is_long(self, body: Any) -> bool:  # noqa: ANN401 -- a response of Django, or a file it wraps
        if isinstance(body, list) or not getattr(body, "streaming", True):
            return False
        length = {name.lower(): value for name, value in self.headers}.get("content-length", "")
        return not length.isdecimal() or int(length) > SMALL_FILE


class Door:
    """What the web server calls, before applications (WSGI) that know nothing of loops.

    ``crowded`` answers those whom the crowd's thread takes (decision 0025). ``begins`` is called in each web
    process before it listens.
    """

    begins: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, application: Application, crowded: Application, places: int = PLACES) -> None:
        self._application, self._crowded = application, crowded
        self._places = ThreadPoolExecutor(places, thread_name_prefix="place")
        self._streams = ThreadPoolExecutor(STREAMS, thread_name_prefix="stream")
        self._made: dict[Hashable, asyncio.Event] = {}
        self._lent: set[IO[bytes]] = set()

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self.begins()

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Take back what was lent: the web server ends."""
        while self._lent:
            self._lent.pop().close()

    async def __rsgi__(self, scope: Scope, line: Line) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        await crowd.stand_aside()
        page = given(environ) or await self._made_by_another(environ)
        if page is not None:
            line.response_bytes(int(page.status[:3]), page.headers, page.body)
            return
        with self._making(environ), suppress(_Gone, ProtocolClosed, ProtocolError):
            environ["wsgi.input"] = await self._body(environ, line)
            with environ["wsgi.input"]:
                answer = await self._asked(environ)
            await self._leave(answer, environ, line)

    async def _made_by_another(self, environ: Environ) -> Given | None:
        """Wait for whoever asked for the same page a moment before, of those that are given again."""
        made = self._made.get(known(environ))
        if made is None:
            return None
        await made.wait()
        return given(environ)

    @contextmanager
    def _making(self, environ: Environ) -> Iterator[None]:
        key = known(environ)
        if key is None or key in self._made:
            yield
            return
        self._made[key] = asyncio.Event()
        try:
            yield
        finally:
            self._made.pop(key).set()

    async def _asked(self, environ: Environ) -> _Answer:
        if _is_of_a_crowd(environ):
            return await crowd.answer(partial(_answered, self._crowded, environ))
        asked = partial(_answered, self._application, environ)
        return await asyncio.get_running_loop().run_in_executor(self._places, asked)

    async def _body(self, environ: Environ, line: Line) -> IO[bytes]:
        """Return what was sent, all of it, however slowly it comes; of what is too much, nothing."""
        told = str(environ.get("CONTENT_LENGTH") or "0")
        length = int(told) if told.isdecimal() else 0
        if not 0 < length <= settings.TADAFOR_LARGEST_BODY:
            return BytesIO()
        if length > SMALL_BODY:
            return await self._kept(line, length)
        sent = await line()
        if len(sent) < length:
            raise _Gone
        return BytesIO(sent)

    async def _kept(self, line: Line, length: int) -> IO[bytes]:
        """Keep what is large in a file of its own."""
        size = 0
        with ExitStack() as held:
            file = held.enter_context(TemporaryFile())
            async for piece in line:
                size += len(piece)
                await self._outside(file.write, bytes(piece))
            if size < length:
                raise _Gone
            held.pop_all()  # closed by who asked for it
        file.seek(0)
        return file

    async def _leave(self, answer: _Answer, environ: Environ, line: Line) -> None:
        if answer.pieces is None:
            line.response_bytes(answer.status, answer.headers, answer.whole)
        elif environ["REQUEST_METHOD"] == "HEAD":
            _close(answer.pieces)
            line.response_empty(answer.status, answer.headers)
        else:
            self._lend(await self._outside(_gathered, answer.pieces), answer, line)

    def _lend(self, file: IO[bytes], answer: _Answer, line: Line) -> None:
        """Let the web server read a file as fast as who asked takes it: pieces given to it pile up in memory.

        It opens the file a moment after it is told, does not say when, and holds it from then on.
        """
        length = str(file.seek(0, SEEK_END))
        file.seek(0)
        headers = [one for one in answer.headers if one[0].lower() != "content-length"]
        line.response_file(answer.status, [*headers, ("Content-Length", length)], f"/dev/fd/{file.fileno()}")
        self._lent.add(file)
        asyncio.get_running_loop().call_later(OPENED_WITHIN, self._take_back, file)

    def _take_back(self, file: IO[bytes]) -> None:
        self._lent.discard(file)
        file.close()

    async def _outside(self, call: Callable[..., T], *what: object) -> T:
        """Do what may wait for a disk, or takes long, in a thread that is no place."""
        return await asyncio.get_running_loop().run_in_executor(self._streams, call, *what)


def _answered(application: Application, environ: Environ) -> _Answer:
    told: list[Any] = []
    body = application(environ, lambda *what: told.extend(what[:2]))
    return _Answer(told[0], told[1], body)


def _is_of_a_crowd(environ: Environ) -> bool:
    """Whether a visitor sends what a whole town sends at once, and it is small."""
    is_sent = environ["REQUEST_METHOD"] == "POST" and not environ.get("HTTP_COOKIE")
    is_small = isinstance(environ["wsgi.input"], BytesIO)
    return is_sent and is_small and settings.TADAFOR_CROWDED.search(environ["PATH_INFO"]) is not None


def _joined(body: Any) -> bytes:  # noqa: ANN401 -- a response of Django
    try:
        return b"".join(body)
    finally:
        _close(body)


def _gathered(pieces: Iterable[bytes]) -> IO[bytes]:
    """Make a long answer whole before it leaves: what breaks in the middle must not pass for whole."""
    file = TemporaryFile()  # noqa: SIM115 -- closed by who lends it
    try:
        file.writelines(pieces)
    except BaseException:
        file.close()
        raise
    finally:
        _close(pieces)
        connections.close_all()  # a question that a piece asked was asked in this thread
    return file


def _close(body: Any) -> None:  # noqa: ANN401 -- a response of Django, or a file it wraps
    if hasattr(body, "close"):
        body.close()
