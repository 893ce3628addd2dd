"""Starts the real command line in a process of its own, and watches it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[4]


def tadafor(*words, var, **environment):
    """Run one command to its end and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "tadafor.house.command", *map(str, words)],
        env=environment_of(var, environment),
        capture_output=True,
        text=True,
        cwd=var.parent,
        check=False,
        timeout=300,
    )


def environment_of(var, more=None):
    outside = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    return outside | {"PYTHONPATH": str(ROOT / "src"), "TADAFOR_VAR": str(var), **(more or {})}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(question, seconds=120):
    """Wait until it is true, and return what made it so."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < deadline, f"still waiting after {seconds} seconds"
        time.sleep(0.05)
    return answer


def slack(seconds):
    """Allow more on a machine that is busy with other tests."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _below(parents):
    found = []
    for task in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((task / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent in parents:
            found.append(int(task.name))
    return found


def _called(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


class Serving:
    """`tadafor serve` as somebody would type it."""

    def __init__(self, var, *words, **environment):
        self.port = free_port()
        self.said = var.parent / f"said-{self.port}.txt"
        settings = {"DJANGO_SETTINGS_MODULE": "tadafor.house.tests.settings_serving"}
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tadafor.house.command", *words, "--port", str(self.port)],
                env=environment_of(var, settings | environment),
                stdout=said,
                stderr=said,
                cwd=var.parent,
                start_new_session=True,
            )

    def health(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except OSError:
            return ""

    def healthy(self):
        return '"healthy": true' in self.health()

    def loaded(self):
        """Find the process that loaded all and is copied; others come and go, to look at the database."""
        (found,) = [pid for pid in self._children() if "web server" in map(_called, _below({pid}))]
        return found

    def copies(self, name):
        """Find the copies of what was loaded that are called ``name``."""
        return [pid for pid in _below(set(self._children())) if _called(pid) == name]

    def web_processes(self):
        """Find those that answer, which the web server started."""
        return _below(set(self.copies("web server")))

    def _children(self):
        return _below({self.process.pid})

    def family(self):
        """Find all that it started."""
        found, more = set(), {self.process.pid}
        while more := set(_below(more)) - found:
            found |= more
        return found

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        return self.process.wait(120)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
