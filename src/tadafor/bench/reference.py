"""The reference library of maps of opinions, timed beside ours where somebody installed it apart.

Its dependencies do not belong on a server: ``TADAFOR_RED_DWARF`` names the Python of an environment of its
own in which ``pip install red-dwarf`` was run. Without it the bench says so, and gives no ratio.
"""

import json
import os
import subprocess
from collections.abc import Iterable
from shutil import which

PYTHON = "TADAFOR_RED_DWARF"
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
LONGEST = 600
MISSING = f"no ratio: {PYTHON} names no Python with red-dwarf installed"
_SCRIPT = """
import json, sys, time, importlib.metadata
from reddwarf.implementations.polis import run_pipeline
votes = [dict(zip(("participant_id", "statement_id", "vote"), row)) for row in json.load(sys.stdin)]
run_pipeline(votes=votes, random_state=1)
started = time.process_time()
run_pipeline(votes=votes, random_state=1)
took = (time.process_time() - started) * 1000
print(json.dumps([took, importlib.metadata.version("red-dwarf")]))
"""


class Reference(Exception):  # noqa: N818 -- reads as what it says
    """The reference library could not be asked, and why."""


def took(votes: Iterable[tuple[int, int, int]]) -> tuple[float, str]:
    """Return how many milliseconds of processor it takes for these votes once loaded, and its version."""
    python = os.environ.get(PYTHON, "")
    if not python or which(python) is None:
        raise Reference(MISSING)
    done = subprocess.run(  # noqa: S603 -- the Python that who runs the bench named
        [python, "-c", _SCRIPT],
        input=json.dumps(list(votes)),
        env=os.environ | ALONE,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    if done.returncode:
        raise Reference(f"no ratio: red-dwarf failed: {(done.stderr.strip().splitlines() or [''])[-1]}")
    milliseconds, version = json.loads(done.stdout.splitlines()[-1])
    return float(milliseconds), str(version)
