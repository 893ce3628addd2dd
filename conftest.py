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
