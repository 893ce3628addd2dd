"""Those who ask the same of the database at the same moment cross together: one trip, one commit.

For the few verbs that a whole town does in the same second (decision 0022). Such a verb is written for many
at once, and takes one as many::

    @transaction.atomic
    def _sign(wishes: Sequence[Wish]) -> list[Outcome | Refused]:
        ...  # what became of each; what is raised sends each of them across alone

    _ferry = Ferry(_sign)
    outcome = _ferry.take(wish)

Whoever comes while others cross waits for the next crossing, which takes all who wait. Only requests that the
door of the house let in as a crowd wait for each other (``in_a_crowd``); everybody else, those in a
transaction of their own too, crosses alone and at once, on their own connection.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Generic, TypeVar

from django.db import close_old_connections, connection

Wish = TypeVar("Wish")
Outcome = TypeVar("Outcome")
Crossing = Callable[[Sequence[Wish]], Sequence["Outcome | Exception"]]
SEATS = 64

_here = threading.local()
# One thread, so one connection, and those who come meanwhile are more.
_pilot = ThreadPoolExecutor(1, thread_name_prefix="ferry")


@contextmanager
def in_a_crowd() -> Iterator[None]:
    """Let the verbs of this thread wait for those of others, until the end of the block."""
    _here.crowded = True
    try:
        yield
    finally:
        _here.crowded = False


def is_in_a_crowd() -> bool:
    """Whether the verbs of this thread may wait for those of others."""
    return getattr(_here, "crowded", False)


class Ferry(Generic[Wish, Outcome]):
    """Takes wishes across, many at once; ``cross`` returns an outcome, or what to raise, for each in turn."""

    def __init__(self, cross: "Crossing[Wish, Outcome]", *, seats: int = SEATS) -> None:
        self._cross, self._seats = cross, seats
        self._lock = threading.Lock()
        self._waiting: list[tuple[Wish, Future[Outcome]]] = []
        self._sails = False

    def __len__(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    def take(self, wish: Wish) -> Outcome:
        """Return what became of a wish, or raise what stood in its way."""
        if not is_in_a_crowd() or connection.in_atomic_block:
            return _landed(self._cross([wish])[0])
        future: Future[Outcome] = Future()
        with self._lock:
            self._waiting.append((wish, future))
            leaves, self._sails = not self._sails, True
        if leaves:
            _pilot.submit(self._sail)
        return future.result()

    def _sail(self) -> None:
        with self._lock:
            aboard, self._waiting = self._waiting[: self._seats], self._waiting[self._seats :]
        close_old_connections()
        self._carry(aboard)
        with self._lock:
            self._sails = bool(self._waiting)
        if self._sails:
            _pilot.submit(self._sail)  # behind the other ferries, each in its turn

    def _carry(self, aboard: "list[tuple[Wish, Future[Outcome]]]") -> None:
        try:
            outcomes = self._cross([wish for wish, _ in aboard])
        except Exception as error:  # noqa: BLE001 -- whoever waits is told; the thread goes on
            if len(aboard) == 1:
                aboard[0][1].set_exception(error)
                return
            # What stood in the way of one is not held against the others.
            for alone in aboard:
                self._carry([alone])
        else:
            for (_, future), outcome in zip(aboard, outcomes, strict=True):
                _tell(future, outcome)


def _tell(future: "Future[Outcome]", outcome: "Outcome | Exception") -> None:
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def _landed(outcome: "Outcome | Exception") -> Outcome:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
