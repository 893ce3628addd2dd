"""Processor time that others spent: the web server and the database, read from /proc.

A machine that does other things besides makes everything slower, but what one signature costs stays the same.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12  # after the name, which may hold anything


@dataclass(frozen=True)
class Spent:
    """Seconds of processor: the web server, the database, and who asks."""

    web: float
    database: float
    asking: float

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(self.web - before.web, self.database - before.database, self.asking - before.asking)

    @property
    def all(self) -> float:
        return self.web + self.database + self.asking


def spent(port: int) -> Spent:
    """Return what was spent until now by the server that listens at ``port``, and by what is behind it."""
    postgres = _postgres_folder()
    web = database = 0.0
    for task in Path("/proc").glob("[0-9]*"):
        try:
            if listens(task, port):
                web += _seconds(task)
            elif (task / "cwd").readlink() == postgres:
                database += _seconds(task)
        except OSError:
            continue
    return Spent(web, database, time.process_time())


def listens(task: Path, port: int) -> bool:
    """Whether the command line of a process names this port, which we chose ourselves."""
    return str(port).encode() in (task / "cmdline").read_bytes().split(b"\0")


def _postgres_folder() -> Path:
    """Return the folder in which the processes of our database work."""
    socket = Path(str(connection.settings_dict["HOST"])) / ".s.PGSQL.5432.lock"
    return Path(socket.read_text().splitlines()[1]).resolve()


def _seconds(task: Path) -> float:
    facts = (task / "stat").read_text().rpartition(")")[2].split()
    return (int(facts[_USER]) + int(facts[_SYSTEM])) / TICKS
