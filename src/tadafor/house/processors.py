"""A processor for each web process, when there are as many (decision 0026)."""

import fcntl
import os
import tempfile
from contextlib import suppress


class Processors:
    """The processors that the web processes share; made before they are copied from one."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        # A lock on a byte is a processor taken, and ends with who took it.
        self._taken = tempfile.TemporaryFile()  # noqa: SIM115 -- as long as this object lives

    def take(self) -> None:
        """Keep this process, and the threads that it will start, to a processor that no other took.

        With fewer web processes than processors, or on a system that keeps nobody to one, nothing changes.
        """
        with suppress(AttributeError, OSError):  # not everywhere is there such a call, or is it allowed
            processors = sorted(os.sched_getaffinity(0))
            if self._processes >= len(processors):
                os.sched_setaffinity(0, {processors[self._seat() % len(processors)]})

    def _seat(self) -> int:
        for seat in range(self._processes):
            with suppress(BlockingIOError):
                fcntl.lockf(self._taken, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, seat)
                return seat
        raise BlockingIOError
