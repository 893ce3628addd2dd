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
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
LONGEST_WAIT = 30.0
STEADY = 10.0  # a child that lived this long starts again at once
STOPPING = 20.0
BEAT = 1.0
_GLANCE = 0.02
_TOLD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Process(Protocol):
    """A process as those who keep it alive see it, whichever way it began."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None: ...

    def terminate(self) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(kw_only=True)
class Kept:
    """One process to keep alive: ``Child`` begins it by a command, ``Forked`` as a copy of this one."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    patience: float = STOPPING  # seconds between the request to stop and the kill
    process: Process | None = None
    born: float = 0.0
    wait: float = 0.0

    def start(self) -> None:
        self.born = time.monotonic()
        self.process = self._begun()

    def _begun(self) -> Process:
        raise NotImplementedError

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
            f"The {self.name} stopped ({_ending(self.process.returncode or 0)}): starting it again.",
            file=sys.stderr,
        )
        self.start()

    def stop(self) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            print(
                f"The {self.name} did not stop in {self.patience:.0f} seconds: killing it.", file=sys.stderr
            )
        self._kill_family()

    def _kill_family(self) -> None:
        """A killed parent leaves its own children behind, still holding the port."""
        assert self.process is not None  # noqa: S101  (narrows the type)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(kw_only=True)
class Child(Kept):
    """A process begun by a command."""

    command: Sequence[str]

    def _begun(self) -> Process:
        return subprocess.Popen(
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509  (this process has one thread)
        )


@dataclass(kw_only=True)
class Forked(Kept):
    """A copy of this process, which must have one thread: it shares what was loaded, and runs ``work``."""

    work: Callable[[], None]

    def _begun(self) -> Process:
        die = _die_with(os.getpid())
        sys.stdout.flush()
        sys.stderr.flush()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _TOLD)  # until the copy no longer hears for us
        pid = os.fork()
        if not pid:
            self._live(die, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return _Copy(pid)

    def _live(self, die: Callable[[], None], mask: set[int | signal.Signals]) -> NoReturn:
        """Be the copy; whatever happens, never go on with what the first process was doing."""
        code = 1
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            for number in (*_TOLD, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            die()
            _be_called(self.name)
            os.environ.update(self.environment)
            self.work()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        except BaseException:  # noqa: BLE001 -- told, and the end of this process
            traceback.print_exc()
        finally:
            for told in (sys.stdout, sys.stderr):
                with suppress(OSError, ValueError):  # whoever listened may be gone
                    told.flush()
            os._exit(code)


class _Copy:
    """A forked process, as ``subprocess`` shows those of commands."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def terminate(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def wait(self, timeout: float | None = None) -> int:
        began = time.monotonic()
        while (code := self.poll()) is None:
            if timeout is not None and time.monotonic() - began > timeout:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            time.sleep(_GLANCE)
        return code


def supervise(
    children: Sequence[Kept],
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
        for number in _TOLD:
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


def _be_called(name: str) -> None:
    """Show as ``name`` in a list of processes, where the kernel tells names (15 letters of it)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode()[:15])


def _ending(code: int) -> str:
    return f"code {code}" if code >= 0 else f"signal {-code}"
