"""Copies of one process: what ends them, and what they do not take over."""

import os
import signal
import subprocess
import sys

import pytest

# In a process of its own: a test run has threads and handlers that must not be copied.
COPY = """
import os, signal, sys
from tadafor.house.supervisor import Forked

def work():
    print(loaded, os.environ["PLACE"], flush=True)
    {work}

signal.signal(signal.SIGTERM, lambda *_: None)
loaded = "what was loaded"
child = Forked(name="a copy", work=work, environment={{"PLACE": "here"}}, patience=60)
child.start()
{then}
print("ended", child.process.wait(60), "PLACE" in os.environ)
"""


@pytest.mark.parametrize(
    ("work", "then", "code", "said"),
    [
        ("pass", "pass", 0, ""),
        ("sys.exit(3)", "pass", 3, ""),
        ("1 / 0", "pass", 1, "ZeroDivisionError"),
        ("signal.pause()", "child.stop()", -signal.SIGTERM, ""),
        ("signal.pause()", "os.kill(child.process.pid, signal.SIGKILL)", -signal.SIGKILL, ""),
    ],
    ids=["done", "left", "fault", "told to stop", "killed"],
)
def test_a_copy_ends_by_itself_and_its_end_is_known(work, then, code, said):
    done = subprocess.run(
        [sys.executable, "-c", COPY.format(work=work, then=then)],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert f"ended {code} False" in done.stdout
    assert "what was loaded here" in done.stdout or code < 0  # it may be told before it could speak
    assert said in done.stderr
