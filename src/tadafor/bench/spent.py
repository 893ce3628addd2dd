"""Processor time that others spent: the web server and the database, read from /proc.

A machine that does other things besides makes everything slower, but what one signature costs stays the same.
"""

import os
import time
from dataclasses import astuple, dataclass
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12  # after the name, which may hold anything
_STOLEN = 8  # of the first line of /proc/stat


@dataclass(frozen=True)
class Spent:
    """Seconds of processor: the web server, the database, who asks, and what the host of a machine kept."""

    web: float = 0.0
    database: float = 0.0
    asking: float = 0.0
    elsewhere: float = 0.0

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(*(now - then for now, then in zip(astuple(self), astuple(before), strict=True)))

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
    return Spent(web, database, time.process_time(), _stolen())


def listens(task: Path, port: int) -> bool:
    """Whether the command line of a process names this port, which we chose ourselves."""
    return str(port).encode() in (task / "cmdline").read_bytes().split(b"\0")


def _postgres_folder() -> Path:
    """Return the folder in which the processes of our database work."""
    socket = Path(str(connection.settings_dict["HOST"])) / ".s.PGSQL.5432.lock"
    return Path(socket.read_text().splitlines()[1]).resolve()


def told(used: Spent, times: int, beside: str, *, seconds: float) -> str:
    """Say in three lines what each time cost, with all that was done beside it, and what that would allow."""
    each = [f"{spent * 1000 / (times or 1):.1f} ms" for spent in (used.web, used.database, used.asking)]
    cores, ours, kept = os.cpu_count() or 1, used.all / seconds, used.elsewhere / seconds
    rate = cores * times / (used.web + used.database or 1)
    return "\n".join(
        [
            f"  processor for each, with {beside}: web {each[0]}, database {each[1]}, who asks {each[2]}",
            f"  of {cores} cores, {ours:.2f} were ours; the host kept {kept:.2f}",
            f"  all of them, without who asks, at that cost: {rate:.0f} a second",
        ]
    )


def _stolen() -> float:
    """Return the seconds of processor that we wanted and the host gave to others, since it started."""
    return int(Path("/proc/stat").read_text().split("\n", 1)[0].split()[_STOLEN]) / TICKS


def _seconds(task: Path) -> float:
    facts = (task / "stat").read_text().rpartition(")")[2].split()
    return (int(facts[_USER]) + int(facts[_SYSTEM])) / TICKS
