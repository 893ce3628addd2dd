"""What `tadafor run`, `serve` and `worker` start: the web server, the worker, and the database below them.

Imports no Django: the parent process only looks after the others.
"""

import fcntl
import ipaddress
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tadafor.house import database
from tadafor.house.environment import CannotGoOn, flag, start_django, var_dir
from tadafor.house.supervisor import STOPPING, Child, supervise

# One arena, given back early, keeps a threaded Python small.
SMALL = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536", "OMP_NUM_THREADS": "1"}
PATIENCE = 30.0
LAST_PORT = 65_535
SAID = b"HTTP/"


@contextmanager
def database_up() -> Iterator[database.Server | None]:
    """Start or join the embedded database, unless DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    with database.running(var_dir() / "database") as server:
        yield server


@dataclass(frozen=True)
class Place:
    """Where the web server listens."""

    host: str
    port: int
    forced: bool = False

    @property
    def address(self) -> str:
        return f"http://{_shown(self.host)}:{self.port}"


def serve_demonstration(place: Place) -> None:
    """Serve with the demonstration, loaded the first time."""
    os.environ["TADAFOR_DEMONSTRATION"] = "1"
    serve(place, processes=1, worker=True)


def serve(place: Place, *, processes: int, worker: bool) -> None:
    """Prepare the database and files, then serve until told to stop."""
    demonstration = flag("TADAFOR_DEMONSTRATION", default=(var_dir() / "demonstration").exists())
    if demonstration:
        keep_private(place)
    check_port(place)
    os.environ.setdefault("PUBLIC_ADDRESS", place.address)
    with alone_at(place), database_up() as server:
        last_words = prepare(demonstration=demonstration)
        check_port(place)  # the first load takes a minute, and somebody else may have come
        supervise(
            [site(place, processes=processes, worker=worker)],
            also=server.ensure if server else _nothing,
            ready=lambda: _announce(place, last_words),
        )
    print("Stopped.")


def keep_private(place: Place) -> None:
    """Everybody knows the demonstration's accounts: only this machine sees it, unless forced."""
    if only_this_machine(place.host):
        return
    if not place.forced:
        raise CannotGoOn(
            "Everybody knows the demonstration's accounts, so it listens on this machine only, "
            f"not on {place.host}. To show it to others all the same: FORCE=1 make run."
        )
    os.environ.setdefault("ALLOWED_HOSTS", "*")


def work() -> None:
    """Run background jobs only, on this machine."""
    with database_up():
        start_django()
        from tadafor.house import preparing, worker  # noqa: PLC0415

        preparing.reach_database()
        worker.run()


def prepare(*, demonstration: bool) -> str:
    """Bring database and files to this version, in a process of its own; return what it has to say."""
    words = ["prepare", *(["--demonstration"] if demonstration else [])]
    done = subprocess.run([*_tadafor(), *words], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotGoOn("The database could not be prepared: see above.")
    return done.stdout.strip()


def site(place: Place, *, processes: int, worker: bool) -> Child:
    """The process that loads Tadafor, and is copied into the web server and the worker."""
    words = ["site", "--host", place.host, "--port", str(place.port), "--processes", str(processes)]
    command = [*_tadafor(), *words, *([] if worker else ["--without-worker"])]
    return Child(name="site", command=command, environment=SMALL, patience=2 * STOPPING + 5)


@contextmanager
def web_over(url: str, processes: int = 1) -> Iterator[int]:
    """Serve the database at ``url`` for the bench, as `serve` would; give the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = Place("127.0.0.1", probe.getsockname()[1])
    child = site(place, processes=processes, worker=False)
    child.environment = {**SMALL, "DATABASE_URL": url}
    child.start()
    try:
        _wait(place)
        yield place.port
    finally:
        child.stop()


def check_port(place: Place) -> None:
    if not 0 < place.port <= LAST_PORT:
        raise CannotGoOn(f"A port is a number from 1 to {LAST_PORT:,}, not {place.port}.")
    try:
        kind, *_, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        other = place.port + 1 if place.port < LAST_PORT else 8001
        raise CannotGoOn(
            f"Cannot listen on {place.host}, port {place.port} ({error.strerror}). Stop what listens there, "
            f"or choose another port, for example: PORT={other} make run."
        ) from error


@contextmanager
def alone_at(place: Place) -> Iterator[None]:
    """Refuse a second start in the same folder at the same port, long before either listens there."""
    folder = var_dir() / "stamps"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"port-{place.port}").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotGoOn(
                f"Tadafor is starting here already, at port {place.port}: wait for it, or stop it first."
            ) from None
        yield


def only_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _announce(place: Place, last_words: str) -> None:
    if _wait(place):
        print(f"{last_words}\n\nTadafor is at {place.address}/  (Ctrl-C stops it)".strip(), flush=True)


def _wait(place: Place) -> bool:
    """Return once the web server answers; say so, and return False, when it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not _answers(place):
        if time.monotonic() > deadline:
            print("The web server does not answer yet: see above.", file=sys.stderr)
            return False
        time.sleep(0.05)
    return True


def _answers(place: Place) -> bool:
    """Whatever the answer is: a real installation may only want to be asked by HTTPS."""
    where = (_shown(place.host).strip("[]"), place.port)
    try:
        # Python's client for HTTP would hold four megabytes as long as this process lives.
        with socket.create_connection(where, timeout=2) as asked:
            asked.sendall(f"GET /healthz HTTP/1.0\r\nHost: {place.host}\r\n\r\n".encode())
            return asked.recv(len(SAID)) == SAID
    except OSError:
        return False


def _shown(host: str) -> str:
    """Give an address a browser can open for one a server listens on."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104  (compared, not bound)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _tadafor() -> list[str]:
    return [sys.executable, "-m", "tadafor.house.command"]


def _nothing() -> None:
    pass
