"""The job that gathers what was recorded, each minute."""

from procrastinate.contrib.django import app

from tadafor.audit import actions
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.gather", lock="audit.gather", pass_context=False)
def gather(timestamp: int) -> int:  # noqa: ARG001 -- the minute it was due; the clock tells when it is
    """Gather every log: the one job of this room that looks beyond a single territory."""
    with everywhere():
        return actions.gather(now=clock.now())
