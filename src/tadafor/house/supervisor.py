"""Keeps a few processes alive and stops them cleanly.

Each child lives in a session of its own, so that Ctrl-C reaches only this process, which then stops them
in order; and each asks the kernel for a SIGTERM when this process dies, so that nothing is left behind.
Imports no Django: this process is the one that stays small.
"""

import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
LONGEST_WAIT = 30.0
STEADY = 10.0  # a child that lived this long starts again at once
STOPPING = 20.0
BEAT = 1.0


@dataclass
class Child:
    """One process to keep alive."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    wait: float = 0.0

    def start(self) -> None:
        self.born = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509  (this process has one thread)
        )

    def look(self) -> None:
        """Start it again if it is gone; one that keeps failing waits longer each time."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.born
        if lived < self.wait:
            return
        self._kill_family()
        self.wait = 0.0 if lived > STEADY else min(max(1.0, self.wait * 2), LONGEST_WAIT)
        print(
            f"The {self.name} stopped ({_ending(self.process.returncode)}): starting it again.",
            file=sys.stderr,
        )
        self.start()

    def stop(self) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            self.process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            print(f"The {self.name} did not stop in {STOPPING:.0f} seconds: killing it.", file=sys.stderr)
        self._kill_family()

    def _kill_family(self) -> None:
        """A killed parent leaves its own children behind, still holding the port."""
        assert self.process is not None  # noqa: S101  (narrows the type)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def supervise(
    children: Sequence[Child],
    *,
    also: Callable[[], None] = lambda: None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Run until Ctrl-C or SIGTERM, then stop the children in the order given.

    ``also`` is called every second (the database is looked after there), ``ready`` once they are started.
    """
    with _signals() as (bell, stopping):
        try:
            for child in children:
                child.start()
            ready()
            while not stopping:
                select.select([bell], [], [], BEAT)
                with suppress(BlockingIOError):
                    bell.recv(64)
                if not stopping:
                    also()
                    for child in children:
                        child.look()
        finally:
            for child in children:
                child.stop()


@contextmanager
def _signals() -> Iterator[tuple[socket.socket, list[int]]]:
    """Turn signals into bytes on a socket: no moment in which one could be missed."""
    bell, rope = socket.socketpair()
    stopping: list[int] = []
    with bell, rope:
        bell.setblocking(False)
        rope.setblocking(False)
        signal.set_wakeup_fd(rope.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _seen, _frame: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda seen, _frame: stopping.append(seen))
        yield bell, stopping
        signal.set_wakeup_fd(-1)


def _die_with(parent: int) -> Callable[[], None]:
    """Ask the kernel for SIGTERM when the parent dies; elsewhere than Linux children outlive a kill -9."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)

    return ask


def _ending(code: int) -> str:
    return f"code {code}" if code >= 0 else f"signal {-code}"
