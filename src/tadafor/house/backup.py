"""Backups: one file with the database, the uploaded files, and a list of what is in it with checksums.

The keys are not in it. The list comes last, so a backup that was cut short is seen to be one.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tadafor.audit.queries import key_name
from tadafor.house.database import DatabaseError, binaries
from tadafor.house.environment import CannotGoOn
from tadafor.kernel import clock

FORM = 1
DUMP = "database.dump"
LIST = "list.json"
ASIDE = "replaced_by_restore"


def write(target: Path) -> str:
    """Write a backup; an existing file is replaced only by a whole one."""
    part = target.with_name(f"{target.name}.part")
    sums: dict[str, str] = {}
    with _work_folder() as folder:
        dump = folder / DUMP
        # The database first: a file written after it is not missed by it.
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        with _private(part) as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            _put(tar, DUMP, dump, sums)
            for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
                if path.is_file():
                    _put(tar, f"media/{path.relative_to(settings.MEDIA_ROOT)}", path, sums)
            _put_text(tar, LIST, json.dumps(_facts() | {"sums": sums}, indent=1))
    part.replace(target)
    return f"Wrote {target}: the database and {_files(sums)}. The keys are not in it."


def dated(folder: Path) -> Path:
    """Name today's backup in a folder."""
    return folder / f"tadafor-{clock.now():%Y%m%d-%H%M%S}.tar"


def latest(folder: Path) -> Path:
    return max(folder.glob("tadafor-*.tar"))


def keep(folder: Path, *, newest: int) -> None:
    """Write a backup in a folder, then let go of the oldest."""
    write(dated(folder))
    for old in sorted(folder.glob("tadafor-*.tar"))[:-newest]:
        old.unlink()


def restore(source: Path, *, replace: bool) -> str:
    """Put back what a backup holds; nothing is changed before all of it is found whole."""
    if not source.exists():
        raise CannotGoOn(f"There is no file {source}.")
    with _work_folder() as folder:
        facts = _opened(source, folder)
        _check_version(facts)
        _check_empty(replace=replace)
        _restore_database(folder / DUMP)
        _restore_files(folder / "media")
    files = _files(facts["sums"])
    return f"Restored what was written on {facts['written']}: the database and {files}.{_keys(facts)}"


def _files(sums: dict[str, str]) -> str:
    count = len(sums) - 1
    return "1 file" if count == 1 else f"{count} files"


def _facts() -> dict[str, Any]:
    return {
        "form": FORM,
        "written": clock.now().isoformat(timespec="seconds"),
        "migrations": sorted(map(list, MigrationLoader(connection).applied_migrations)),
        "key": key_name(),
    }


def _keys(facts: dict[str, Any]) -> str:
    # Asking for the name of a key that is not there would make one.
    is_there = any(Path(settings.TADAFOR_KEYS_DIR).glob("*"))
    if is_there and facts["key"] == key_name():
        return ""
    return f" It was written under other keys ({facts['key']}): put them back in {settings.TADAFOR_KEYS_DIR}."


# ---- the file


@contextmanager
def _work_folder() -> Iterator[Path]:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="backup-") as folder:
        yield Path(folder)


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """Open a file only its owner can read, kept only when it was written to the end."""
    path.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError as error:
        raise CannotGoOn(f"There is no folder {path.parent}.") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _put(tar: tarfile.TarFile, name: str, path: Path, sums: dict[str, str]) -> None:
    with path.open("rb") as file:
        sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        tar.addfile(tar.gettarinfo(arcname=name, fileobj=file), file)


def _put_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(text.encode())
    tar.addfile(member, io.BytesIO(text.encode()))


def _opened(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack beside, and compare every checksum."""
    try:
        with tarfile.open(source, "r:") as tar:
            tar.extractall(folder, filter="data")
        facts: dict[str, Any] = json.loads((folder / LIST).read_text())
        sums = dict(facts["sums"])
    except (tarfile.TarError, OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise CannotGoOn(f"{source} is not a whole backup of Tadafor ({error}).") from error
    for name, expected in sums.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise CannotGoOn(f"{source} is damaged: {name} is not what was written.")
    return facts


# ---- the database


def _check_version(facts: dict[str, Any]) -> None:
    known = {*MigrationLoader(None).disk_migrations}
    later = [name for app, name in map(tuple, facts["migrations"]) if (app, name) not in known]
    if facts["form"] > FORM or later:
        raise CannotGoOn(
            f"The backup comes from a later version of Tadafor ({', '.join(later) or 'its form'})."
        )


def _check_empty(*, replace: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        tables = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'tadafor' AND pid <> pg_backend_pid()"
        )
        users = cursor.fetchone()[0]
    if users:
        raise CannotGoOn("Tadafor is serving from this database: stop it, then restore.")
    if tables and not replace:
        raise CannotGoOn(
            "This database is not empty: restore into an empty one, or add --replace to erase it."
        )


def _restore_database(dump: Path) -> None:
    """Restore beside what there is, which comes back by itself if the restore fails."""
    _schema(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    try:
        script = dump.with_suffix(".sql")
        _postgres("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
        _postgres(
            "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", script=script
        )
    except BaseException:
        _schema("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    _schema(f"DROP SCHEMA {ASIDE} CASCADE")


def _schema(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _restore_files(files: Path) -> None:
    files.mkdir(exist_ok=True)
    media = Path(settings.MEDIA_ROOT)
    aside = media.with_name(f"{media.name}.{ASIDE}")
    shutil.rmtree(aside, ignore_errors=True)
    if media.exists():
        media.rename(aside)
    media.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(files, media)
    shutil.rmtree(aside, ignore_errors=True)


def _postgres(name: str, *words: str, script: Path | None = None) -> None:
    """Call one of PostgreSQL's own programs on our database; the password is not on its command line."""
    database = connection.settings_dict
    facts = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = os.environ | {key: str(database[fact]) for key, fact in facts.items() if database[fact]}
    # A server older than the program does not know this setting, which only says "wait without end".
    skip = ["sed", "1,60{/^SET transaction_timeout = 0;$/d}", str(script)] if script else ["true"]
    with subprocess.Popen(skip, stdout=subprocess.PIPE) as source:
        done = subprocess.run(
            [_program(name), *words],
            env=environment,
            stdin=source.stdout,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise CannotGoOn(f"{name} could not do it: {done.stderr.strip()}")


def _program(name: str) -> str:
    try:
        return str(binaries() / name)
    except DatabaseError:
        found = shutil.which(name)
        if found is None:
            raise CannotGoOn(f"{name} is needed: install PostgreSQL's client programs.") from None
        return found
