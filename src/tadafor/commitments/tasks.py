"""Jobs of commitments; how late one is never depends on them."""

from procrastinate.contrib.django import app

from tadafor.commitments import actions, queries
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere


@app.periodic(cron="37 6 * * *")
@app.task(queueing_lock="commitments.warn", pass_context=False)
def warn(timestamp: int) -> int:
    """Warn the desks of what is late, once at each mark."""
    del timestamp
    now = clock.now()
    with everywhere():
        return sum(actions.warn(commitment=one, now=now) > 0 for one in queries.to_warn(clock.day_of(now)))
