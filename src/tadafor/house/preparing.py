"""Brings the database, the translations and the static files to the version of the code."""

import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tadafor.house import unchanged
from tadafor.house.environment import CannotGoOn, start_django, var_dir
from tadafor.house.unchanged import SOURCES

# Two machines that start together prepare the same database one after the other.
TURN = 7_230_101


def prepare(*, demonstration: bool) -> None:
    """Do what is needed and nothing more; print on stdout only what the person should read last."""
    if demonstration:
        os.environ["TADAFOR_DEMONSTRATION"] = "1"
    code = unchanged.code()
    unchanged.forget()
    translations()
    start_django()
    reach_database()
    with told_in_a_sentence():
        migrate()
        static_files()
        if demonstration:
            print(_demonstration())
    unchanged.remember(code)


def prepare_once(*, demonstration: bool) -> None:
    """As ``prepare``, which loads every room to see what is needed: not where that is known beforehand."""
    if demonstration:
        os.environ["TADAFOR_DEMONSTRATION"] = "1"
    if (demonstration and not _loaded().exists()) or not unchanged.still(unchanged.code()):
        prepare(demonstration=demonstration)
    elif demonstration:
        print(_demonstration())


def translations() -> None:
    """Compile the catalogues, before Django reads them."""
    if importlib.util.find_spec("tadafor.ui.messages") is None:
        return
    with _when_changed("translations", "*/locale/**/*.po") as changed:
        if changed:
            from tadafor.ui import messages  # noqa: PLC0415

            messages.compile_all()


def reach_database() -> None:
    """Say in a sentence that a server does not answer."""
    from django.db import OperationalError, connection  # noqa: PLC0415

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CannotGoOn(f"The database does not answer: {str(error).strip()}") from error


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Say what stopped the database on its way: mostly a full disk. What was half done is undone."""
    from django.db import OperationalError  # noqa: PLC0415

    try:
        yield
    except OperationalError as error:
        room = shutil.disk_usage(var_dir()).free // 2**20
        raise CannotGoOn(
            f"The database stopped on the way ({room:,} MB are free in {var_dir()}): {str(error).strip()}"
        ) from error


def migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    with in_turn():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for whoever prepares the same database: another machine, a second start, one that was killed.

    What a killed start had begun may go on without it until it is done.
    """
    from django.db import DatabaseError, connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [TURN])
        if not cursor.fetchone()[0]:
            _say("Another start is preparing this database: waiting for it…")
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
        try:
            yield
        finally:
            with suppress(DatabaseError):  # who lost the database lost the turn, and tells why
                cursor.execute("SELECT pg_advisory_unlock(%s)", [TURN])


def static_files() -> None:
    """Gather the static files, named by their content and compressed."""
    from django.core.management import call_command  # noqa: PLC0415

    with _when_changed("static", "*/static/**/*") as changed:
        if changed:
            _say("Gathering the static files…")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _demonstration() -> str:
    if importlib.util.find_spec("tadafor.demo") is None:
        return ""
    from tadafor import demo  # noqa: PLC0415

    if not _loaded().exists():
        with in_turn():
            _say("Loading the demonstration (once)…")
            demo.load()
            _loaded().touch()
    return str(demo.last_words())


def _loaded() -> Path:
    return var_dir() / "demonstration"


@contextmanager
def _when_changed(name: str, pattern: str) -> Iterator[bool]:
    """Say whether these sources changed since the work in this block was last finished."""
    files = sorted(path for path in SOURCES.glob(pattern) if path.is_file())
    facts = [(os.fspath(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    mark = hashlib.sha256(repr(facts).encode()).hexdigest()
    stamp = var_dir() / "stamps" / name
    changed = not stamp.exists() or stamp.read_text() != mark
    if changed:
        stamp.unlink(missing_ok=True)  # what is half done is for no version
    yield changed
    if changed:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(mark)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
