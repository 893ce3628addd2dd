"""A connection is asked whether it still works only when something came over it since its last answer."""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, whose look at a connection before each request costs no question."""

    health_check_enabled: bool
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        to_check = self.connection is not None and self.health_check_enabled and not self.health_check_done
        if to_check and not _spoke(self.connection):
            self.health_check_done = True
        else:
            super().close_if_health_check_failed()


def _spoke(connection: Any) -> bool:  # noqa: ANN401 -- psycopg's connection, of any row
    """Whether something waits to be read: a server that ends a connection says so, and closes it."""
    watched = select.poll()
    try:
        watched.register(connection.pgconn.socket, select.POLLIN)
    except (OSError, ValueError, OperationalError):
        return True
    return bool(watched.poll(0))
