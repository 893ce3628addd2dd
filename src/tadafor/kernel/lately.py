"""What was true a moment ago, kept in this process for as long as nobody can tell (docs/decisions/0018).

A petition that a whole town signs is asked for hundreds of times a second, and each time it is the same. A
function under ``remembered`` answers from memory for ``TADAFOR_REMEMBERED_SECONDS``; what decides (is it
still open, has this card signed, does this code hold) is never asked of it, but of the database.
"""

import time
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from django.conf import settings

T = TypeVar("T")
MOST = 200


_every: "WeakSet[Remembered[Any]]" = WeakSet()


def forget() -> None:
    """Forget everything at once, as a new process would."""
    for one in _every:
        one.clear()


class Remembered(Generic[T]):
    """Answers, each with the moment until which it is believed."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[float, T]] = {}
        self._turns: dict[Hashable, RLock] = {}
        _every.add(self)

    def get(self, key: Hashable) -> T | None:
        if not settings.TADAFOR_REMEMBERED_SECONDS:
            return None
        found = self._kept.get(key)
        return found[1] if found is not None and time.monotonic() < found[0] else None

    def __contains__(self, key: Hashable) -> bool:
        """Whether it was remembered not long ago, be it believed no more."""
        return key in self._kept

    def keep(self, key: Hashable, value: T) -> None:
        """Keep ``value`` for a moment; when there is no room everything is asked afresh."""
        seconds = settings.TADAFOR_REMEMBERED_SECONDS
        if not seconds:
            return
        if len(self._kept) >= self._most:
            self.clear()
        self._kept[key] = (time.monotonic() + seconds, value)

    def clear(self) -> None:
        self._kept.clear()
        self._turns.clear()

    def or_ask(self, key: Hashable, ask: Callable[[], T]) -> T:
        """Return what is remembered under ``key``, or what ``ask`` answers; None is not remembered.

        Of those who come while it is asked nobody asks again.
        """
        found = self.get(key)
        if found is not None:
            return found
        if not settings.TADAFOR_REMEMBERED_SECONDS:
            return ask()
        with self._turns.setdefault(key, RLock()):
            found = self.get(key)  # whoever was first has asked
            if found is not None:
                return found
            value = ask()
            if value is not None:
                self.keep(key, value)
            return value
