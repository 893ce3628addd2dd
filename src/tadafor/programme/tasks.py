"""What the worker does for programmes: the figures kept of each territory catch up with its rows."""

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.programme import actions


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="programme.catch_up", lock="programme.catch_up", pass_context=False)
def catch_up(timestamp: int) -> int:
    """Count again, within the minute, the territories where something was written."""
    del timestamp
    return actions.catch_up(now=clock.now())
