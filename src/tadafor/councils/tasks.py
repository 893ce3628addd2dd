"""What the worker does for councils: the panels of a draw."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

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


def start_panels() -> None:
    """Wake the worker at once; what already waits there will do."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        make_panels.configure(task_kwargs={"timestamp": 0}).defer()


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="councils.erase_pools", pass_context=False)
def erase_pools(timestamp: int) -> int:
    """Erase the volunteers of draws whose days of keeping are over."""
    del timestamp
    with everywhere():
        return actions.erase_pools(now=clock.now())
