"""A job that takes for ever the first time, so that its worker can be killed in the middle."""

import time
from pathlib import Path

from procrastinate.contrib.django import app


@app.task
def slow(folder: str) -> None:
    started = Path(folder) / "started"
    if not started.exists():
        started.touch()
        time.sleep(600)
    (Path(folder) / "done").touch()
