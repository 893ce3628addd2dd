"""What every test finds ready: a database, started once for all the workers."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from tadafor.house import database

RUNNING = pytest.StashKey[ExitStack]()


def pytest_configure(config):
    if os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return
    config.stash[RUNNING] = ExitStack()
    data_dir = Path(__file__).parent / "var" / "pg-test"
    config.stash[RUNNING].enter_context(database.running(data_dir, fast=True))


def pytest_unconfigure(config):
    if RUNNING in config.stash:
        config.stash[RUNNING].close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests that commit be swept by TRUNCATE, which the audit log refuses (it has its own test)."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("entry", "leaf", "node", "treehead"):
            cursor.execute(f"ALTER TABLE audit_{table} DISABLE TRIGGER audit_{table}_whole")
