"""What the worker does for councils: the panels of a draw."""

from procrastinate.contrib.django import app

from tadafor.councils import actions, queries
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="councils.make_panels", lock="councils.make_panels", pass_context=False)
def make_panels(timestamp: int) -> int:
    """Make the panels of every frozen pool; what a killed worker left is taken up again."""
    del timestamp
    made = 0
    with everywhere():
        for draw in queries.draws_to_prepare():
            actions.make_panels(draw=draw, now=clock.now())
            made += 1
    return made
