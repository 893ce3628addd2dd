"""What a whole town sends in the same second is answered in one thread, each request in a greenlet.

Threads that compute at the same moment stand in each other's way, and wake each other more than they work.
What a crowd sends (the door of the house says what that is) is answered by one thread instead, in turn::

    answer = await crowd.answer(work)  # in the loop of the web server

While somebody waits, the others go on: for a crossing to the database with all who wait (``kernel.ferry``),
or for what takes its time outside (``ashore``), a mail server say, which other threads do. The loop does
nothing of it, and goes on whatever hangs here. Who only reads stands aside while the crowd computes
(``stand_aside``), for a moment that has an end.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, Generic, Protocol, TypeVar

from django.db import close_old_connections, connection, connections
from django.utils import translation
from greenlet import getcurrent, greenlet

T = TypeVar("T")
ASIDE = 0.022  # seconds after which those who stand aside pass, whatever happens here
ASHORE = 64  # of a crowd, who may wait for something outside at the same moment
PATIENCE = 0.003  # seconds until who waits for a thread ashore is given others

_here = threading.local()


class Outcome(Generic[T]):
    """What a call returned, or the exception that it raised."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._error: BaseException | None = None
        try:
            self._value = call()
        except BaseException as error:  # noqa: BLE001 -- raised again where it is waited for
            self._error = error

    def __call__(self) -> T:
        """Return it, or raise it."""
        if self._error is not None:
            raise self._error
        return self._value


class Carrier(Protocol):
    """What takes those who wait across, many at once."""

    def carry(self, wishes: Sequence[Any]) -> Sequence[Callable[[], Any]]:
        """Do what is wished; return for each wish, in order, what gives or raises its outcome."""


class _Guest:
    """Somebody who is answered, and the loop in which that is waited for."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.answered: asyncio.Future[Outcome[Any]] = self.loop.create_future()
        self.greenlet: greenlet | None = None
        self.brings: Callable[[], Any] | None = None


class Crowd:
    """One thread, begun when somebody comes, and all who are answered in it."""

    def __init__(self) -> None:
        self._came: SimpleQueue[_Guest] = SimpleQueue()
        self._aboard: dict[Carrier, list[tuple[Any, _Guest]]] = {}
        self._told: list[tuple[_Guest, Outcome[Any]]] = []
        self._leaving: list[tuple[_Guest, Callable[[], Any]]] = []
        self._outside = ThreadPoolExecutor(ASHORE, thread_name_prefix="ashore")
        self._shore: deque[tuple[_Guest, Callable[[], Any]]] = deque()
        self._counting = threading.Lock()
        self._hands, self._patient_until = 0, 0.0
        self._beginning = threading.Lock()
        self._has_begun = False
        self._computes = False
        self._aside: list[asyncio.Future[None]] = []

    def __len__(self) -> int:
        """How many came and were not looked at yet."""
        return self._came.qsize()

    # ---- in the loop of the web server

    async def answer(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, or raise what it raises, once the crowd's thread has done it."""
        guest = _Guest(work)
        if not self._has_begun:
            self._begin()
        self._came.put(guest)
        outcome: Outcome[T] = await guest.answered
        return outcome()

    async def stand_aside(self) -> None:
        """Wait, a moment at most, while the crowd computes."""
        if not self._computes:
            return
        loop = asyncio.get_running_loop()
        if not self._aside:
            loop.call_later(ASIDE, self._pass)
        self._aside.append(loop.create_future())
        await self._aside[-1]

    def _pass(self) -> None:
        aside, self._aside = self._aside, []
        for one in aside:
            if not one.done():
                one.set_result(None)

    def _begin(self) -> None:
        with self._beginning:
            if not self._has_begun:
                threading.Thread(target=self._serve, name="crowd", daemon=True).start()
                self._has_begun = True

    # ---- in the greenlet of somebody

    def board(self, carrier: Carrier, wish: object) -> Any:  # noqa: ANN401 -- what the carrier makes of it
        """Wait for the next crossing; return what became of the wish, or raise it."""
        self._aboard.setdefault(carrier, []).append((wish, self._guest))
        return self._paused()

    def ashore(self, call: Callable[[], T]) -> T:
        """Let another thread do something, while others go on here."""
        language = translation.get_language()
        self._leaving.append((self._guest, partial(copy_context().run, _speaking, language, call)))
        outcome: T = self._paused()
        return outcome

    def _paused(self) -> Any:  # noqa: ANN401 -- what is waited for
        language = translation.get_language()
        outcome = self._main.switch()
        # A thread speaks one language (ui.spoken); others spoke theirs meanwhile.
        _speak(language)
        return outcome()

    # ---- in a thread ashore

    def _bring_all(self) -> None:
        while True:
            with self._counting:
                if not self._shore:
                    self._hands -= 1
                    return
                guest, call = self._shore.popleft()
            guest.brings = Outcome(call)
            with suppress(Exception):
                connections.close_all()  # what was done ashore may have asked the database
            self._came.put(guest)

    # ---- the thread

    def _serve(self) -> None:
        _here.crowd, self._main = self, getcurrent()
        while True:
            came = self._all_who_came()
            _look_after_connections()
            for guest in came:
                self._go_on(guest, guest.brings)
            while self._aboard:
                self._cross()

    def _all_who_came(self) -> list[_Guest]:
        self._tell()
        self._computes = not self._came.empty()
        came = [self._first()]
        self._computes = True
        while not self._came.empty():
            came.append(self._came.get())
        return came

    def _first(self) -> _Guest:
        while self._shore:
            with suppress(Empty):
                return self._came.get(timeout=PATIENCE)
            self._call_hands()
        return self._came.get()

    def _cross(self) -> None:
        aboard, self._aboard = self._aboard, {}
        for carrier, waiting in aboard.items():
            self._tell()
            _speak(None)
            _look_after_connections()
            outcomes = carrier.carry([wish for wish, _ in waiting])
            for (_, guest), outcome in zip(waiting, outcomes, strict=True):
                self._go_on(guest, outcome)

    def _go_on(self, guest: _Guest, brings: Callable[[], Any] | None) -> None:
        self._guest = guest
        if guest.greenlet is None:
            guest.greenlet = greenlet(self._answer)
        guest.greenlet.switch(brings)

    def _answer(self, _: object) -> None:
        guest = self._guest
        _speak(None)
        outcome = Outcome(guest.work)  # in which others may be told
        self._told.append((guest, outcome))

    def _tell(self) -> None:
        """Wake those for whom there is news: this thread is about to wait, so they wake to some use."""
        leaving, self._leaving = self._leaving, []
        self._shore.extend(leaving)
        self._call_hands()
        told, self._told = self._told, []
        for loop in {guest.loop for guest, _ in told}:
            loop.call_soon_threadsafe(_hand_out, [one for one in told if one[0].loop is loop])

    def _call_hands(self) -> None:
        """Let one thread do all that waits ashore, and twice as many whenever something waits still.

        Most of what is done there takes less time than it takes to wake a thread for it.
        """
        now = time.monotonic()
        with self._counting:
            if not self._shore or (self._hands and now < self._patient_until):
                return
            more = min(max(1, self._hands), ASHORE - self._hands, len(self._shore))
            self._hands, self._patient_until = self._hands + more, now + PATIENCE
        for _ in range(more):
            self._outside.submit(self._bring_all)


def _hand_out(told: Sequence[tuple[_Guest, Outcome[Any]]]) -> None:
    for guest, outcome in told:
        if not guest.answered.done():
            guest.answered.set_result(outcome)


def _look_after_connections() -> None:
    # What breaks here is met again by who asks over that connection, and told to them; the thread goes on.
    with suppress(Exception):
        close_old_connections()


def _speak(language: str | None) -> None:
    if language is None:
        translation.deactivate()
    else:
        translation.activate(language)


def _speaking(language: str | None, call: Callable[[], T]) -> T:
    with translation.override(language):
        return call()


def here() -> Crowd | None:
    """Return the crowd of which this code is answered; None elsewhere, and in a transaction of its own."""
    crowd: Crowd | None = getattr(_here, "crowd", None)
    return None if crowd is None or connection.in_atomic_block else crowd


def ashore(call: Callable[[], T]) -> T:
    """Do what takes its time outside of this house where nobody else of the crowd waits for it."""
    crowd = here()
    return call() if crowd is None else crowd.ashore(call)


crowd = Crowd()
