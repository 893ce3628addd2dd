"""What the worker does: send what is due every minute, forget what is old every night."""

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.notifications import actions

AT_ONCE = 500


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notifications.send_due")
def send_due(timestamp: int) -> int:  # noqa: ARG001 -- given by the clock of the worker
    """Send what is due; the rows are the queue, so a run that dies loses nothing."""
    with actions.Post() as post:
        for sent in range(AT_ONCE):
            if not actions.send_next(post, now=clock.now()):
                return sent
    return AT_ONCE


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="notifications.forget")
def forget(timestamp: int) -> int:  # noqa: ARG001 -- same
    """Erase what is too old to be of use."""
    return actions.forget(now=clock.now())
