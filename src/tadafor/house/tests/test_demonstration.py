"""`make run` from the second command on: what a newcomer sees, twice, and how much memory it takes."""

import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from tadafor.house import database
from tadafor.house.tests.processes import Serving, until

pytestmark = pytest.mark.slow

MOST_MEMORY = 300_000  # kB, everything that `make run` starts
PAGES = ("/", "/fr/", "/larache/", "/larache/consultations/", "/fr/beni-mellal/consultations/")


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "var"
    yield folder
    database.Server(folder / "database").stop()  # who was killed left it running


@pytest.fixture(scope="module")
def run(var):
    serving = Serving(var, "run")
    try:
        until(lambda: "Ctrl-C stops it" in serving.said.read_text(), seconds=240)
        yield serving
    finally:
        serving.kill()


def page(serving, address):
    with urllib.request.urlopen(f"http://127.0.0.1:{serving.port}{quote(address)}", timeout=30) as answer:
        return answer.read().decode()


def family(pid):
    """Find a process and all below it."""
    parents = {}
    for task in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(task.name)] = int((task / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory(pids):
    """Add the proportional memory of processes, in kB."""
    total = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += int(next(line.split()[1] for line in lines if line.startswith("Pss:")))
    return total


def test_the_last_lines_say_where_to_look_and_who_one_can_be(run):
    said = run.said.read_text()
    assert "Look at:" in said
    assert "salma@tadafor.example" in said
    assert "/account/outbox/" in said
    assert said.rstrip().endswith(f"Tadafor is at http://127.0.0.1:{run.port}/  (Ctrl-C stops it)")


def test_every_page_named_is_there(run):
    for line in run.said.read_text().partition("Look at:")[2].partition("Enter at")[0].split():
        if line.startswith("/"):
            assert "<h1" in page(run, line)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is told by Linux only")
def test_everything_together_takes_little_memory(run, var):
    for address in PAGES * 4:
        page(run, address)
    server = database.Server(var / "database").pid()
    assert memory(family(run.process.pid) | family(server)) < MOST_MEMORY


def test_a_second_run_keeps_what_was_written_and_loads_nothing(run, var, tmp_path):
    again = Serving(var, "run")
    try:
        until(lambda: "Ctrl-C stops it" in again.said.read_text())
        assert "Loading" not in again.said.read_text()
        assert again.stop() == 0
    finally:
        again.kill()
