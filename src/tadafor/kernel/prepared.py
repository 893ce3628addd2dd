"""Statements that PostgreSQL plans once in a connection, and several of them in one round trip.

For the few verbs that a whole town does in the same hour; everywhere else the ORM is quick enough::

    with one_trip():
        first = send(LOCK, [key])
        second = send(COUNT, [key])
    second.fetchone()

A statement runs in the transaction that is open, like those of the ORM, and each sees what the ones before
it did.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg import Connection, Cursor

_WHEN_TOLD = 2**31 - 1  # a statement that does not ask for it is never planned for good
_PLANNED_FOR = 0.5  # seconds
_MANY = 20  # statements within them: those of a town, not of one clerk
_SEEN_BEFORE = 3  # a statement asked so many times is planned for good
_KINDS = 2_000


@contextmanager
def one_trip() -> Iterator[None]:
    """Let the statements of the block leave together; their answers can be read after it."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def send(sql: str, values: Sequence[object]) -> "Cursor[Any]":
    """Send one statement, prepared; whoever watches the connection sees it too."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    _plan_for_tables_as_they_are(connection.connection)
    cursor: Cursor[Any] = Cursor(connection.connection)
    execute: Any = _execute
    for wrapper in reversed(connection.execute_wrappers):
        execute = partial(wrapper, execute)
    with connection.wrap_database_errors:
        execute(sql, values, False, {"connection": connection, "cursor": cursor})
    if connection.queries_logged:
        connection.queries_log.append({"sql": sql, "time": "0"})
    return cursor


@dataclass
class _Plans:
    """Since when the plans of a connection are kept, and for how many statements they served."""

    since: float = field(default_factory=time.monotonic)
    served: int = 0


_plans: "WeakKeyDictionary[Connection[Any], _Plans]" = WeakKeyDictionary()


def _plan_for_tables_as_they_are(held: "Connection[Any]") -> None:
    """Keep plans for a moment only: one for a table of few rows would be kept while a town fills it."""
    plans = _plans.get(held)
    if plans is None:
        held.prepare_threshold = held.prepare_threshold or _WHEN_TOLD  # Django's None prepares nothing
        plans = _plans[held] = _Plans()
    elif plans.served >= _MANY and time.monotonic() > plans.since + _PLANNED_FOR:
        with connection.wrap_database_errors:
            held.cursor_factory(held).execute("DISCARD PLANS")
        plans = _plans[held] = _Plans()
    plans.served += 1


def _execute(sql: str, values: Sequence[object], _many: bool, context: dict[str, Any]) -> None:  # noqa: FBT001
    context["cursor"].execute(sql, values, prepare=True)


@contextmanager
def in_one_go() -> Iterator[None]:
    """Run many thousands of statements of the ORM in one transaction, which stands or falls whole.

    PostgreSQL reads and plans each kind of statement once, most of its work otherwise, and an ``atomic``
    inside keeps no way back: who catches an error there can only let the whole fall.
    """
    with transaction.atomic():
        held: Any = connection.connection
        features: Any = connection.features
        before = (held.cursor_factory, held.prepare_threshold, held.prepared_max)
        held.cursor_factory, held.prepare_threshold, held.prepared_max = (
            ServerBindingCursor, _SEEN_BEFORE, _KINDS,
        )  # fmt: skip
        features.uses_server_side_binding, features.uses_savepoints = True, False
        try:
            yield
        finally:
            held.cursor_factory, held.prepare_threshold, held.prepared_max = before
            del features.uses_server_side_binding, features.uses_savepoints
