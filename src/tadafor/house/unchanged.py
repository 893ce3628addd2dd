"""Whether a start has anything to prepare, told without loading the rooms, which takes seconds.

It has not where the code, the packages and the migrations in the database are those of the last time that
was prepared to its end. Whatever is in doubt is prepared. Imports no Django but the settings.
"""

import hashlib
import os
import sys
import sysconfig
from importlib import import_module
from pathlib import Path
from typing import Any

from tadafor.house.environment import BASE_DIR, var_dir

SOURCES = BASE_DIR / "src" / "tadafor"
MADE = (".mo", ".pyc")  # by us, from the rest
# A database put back from a backup has new tables, another database has another number.
ASKED = """
SELECT (SELECT oid FROM pg_database WHERE datname = current_database()),
    'django_migrations'::regclass::oid, app, name
FROM django_migrations ORDER BY id
"""


def code() -> str:
    """Tell apart what is installed now from what was: any file that changed, any package."""
    facts: list[object] = [sys.version]
    for folder, below, names in os.walk(SOURCES):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            if not name.endswith(MADE):
                seen = Path(folder, name).stat()
                facts.append((folder, name, seen.st_mtime_ns, seen.st_size))
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    facts.append(sorted(package.name for package in packages))
    return _mark(facts)


def still(found: str) -> bool:
    """Whether all was prepared for the code ``found``, in the database as it is."""
    stamp = _stamp()
    database = _database()
    return database is not None and stamp.exists() and stamp.read_text() == _mark([found, database])


def forget() -> None:
    """Preparing begins: until it is done, nothing is prepared."""
    _stamp().unlink(missing_ok=True)


def remember(found: str) -> None:
    """Preparing is done, for the code ``found`` as it began."""
    _stamp().parent.mkdir(parents=True, exist_ok=True)
    _stamp().write_text(_mark([found, _database()]))


def _stamp() -> Path:
    return var_dir() / "stamps" / "prepared"


def _mark(facts: list[object]) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _database() -> list[tuple[Any, ...]] | None:
    """Ask the database what was applied to it; None where it does not tell, and preparing will say why."""
    import psycopg  # noqa: PLC0415 -- the process that looks after others reads this file too

    found = import_module(os.environ.get("DJANGO_SETTINGS_MODULE", "tadafor.house.settings"))
    given = found.DATABASES["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    where = {name: given[fact] for name, fact in names.items() if given.get(fact)}
    try:
        with psycopg.connect(**where, **given["OPTIONS"]) as connection:
            return connection.execute(ASKED).fetchall()
    except psycopg.Error:
        return None
