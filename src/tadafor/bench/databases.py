"""The databases of the bench, beside one another in one server: filled once a day, copied for each run."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tadafor.bench.fill import fill
from tadafor.bench.sizes import Size
from tadafor.kernel import clock

EMPTY = "tadafor"  # what the house migrated
_SOURCES = ("across.py", "budget.py", "fill.py", "register.py", "rows.py", "sizes.py", "texts.py")


@contextmanager
def using(name: str) -> Iterator[None]:
    """Let every query of this process go to the database ``name``."""
    before = connection.settings_dict["NAME"]
    _go_to(name)
    try:
        yield
    finally:
        _go_to(before)


def _go_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def url(name: str) -> str:
    """Return the DATABASE_URL by which another process reaches the database ``name``."""
    settings = connection.settings_dict
    return f"postgres://{settings['USER']}@/{name}?host={quote(settings['HOST'], safe='')}"


def fresh(name: str) -> None:
    """Make an empty, migrated database of this name."""
    connection.close()
    _create(name, EMPTY)


def working_copy(size: Size) -> str:
    """Return the name of a fresh copy of the filled database of ``size``, filled now if it must be."""
    filled, copy = f"filled_{size.name}", f"run_{size.name}"
    mark = _mark(size)
    if _mark_of(filled) != mark:
        _filled(size, filled, mark)
    _create(copy, filled)
    return copy


def _filled(size: Size, name: str, mark: str) -> None:
    print(f"Filling the {size.name} database…", flush=True)
    started = time.perf_counter()
    _create(name, EMPTY)
    with using(name):
        fill(size, clock.now())
    with using("postgres"), connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{mark}'")
    took = time.perf_counter() - started
    print(
        f"  {size.territories} territories, {size.consultations} consultations, {size.contributions:,} "
        f"contributions, {size.people:,} people, {size.associations:,} associations in {took:.0f} seconds.",
        flush=True,
    )


def _create(name: str, template: str) -> None:
    with using("postgres"), connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _mark(size: Size) -> str:
    """Say what a filled database was made from: sources, tables, and the day its dates are relative to."""
    folder = Path(__file__).parent
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        tables = cursor.fetchall()
    connection.close()
    facts = [(folder / name).read_text() for name in _SOURCES]
    return hashlib.sha256(repr((size, facts, tables, clock.today())).encode()).hexdigest()[:32]


def _mark_of(name: str) -> str | None:
    asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with using("postgres"), connection.cursor() as cursor:
        cursor.execute(asked, [name])
        found = cursor.fetchone()
    return found[0] if found else None
