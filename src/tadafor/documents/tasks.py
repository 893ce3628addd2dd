"""What the worker does for documents."""

from procrastinate.contrib.django import app

from tadafor.documents import actions
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="documents.sweep", pass_context=False)
def sweep(timestamp: int) -> int:  # noqa: ARG001 -- given to every periodic task
    """Erase the files that no row names: the one job of this room that looks beyond a territory."""
    with everywhere():
        return actions.sweep(now=clock.now())


@app.task(name="documents.make_sounds", pass_context=False)
def make_sounds() -> int:
    """Make what waits into what is listened to; asked for by whoever takes a recording."""
    return _made_all()


def _made_all() -> int:
    made = 0
    with everywhere():
        while actions.make_next(now=clock.now()) is not None:
            made += 1
    return made


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="documents.make_waiting_sounds", pass_context=False)
def make_waiting_sounds(timestamp: int) -> int:  # noqa: ARG001 -- given to every periodic task
    """Make what a killed worker left waiting: the rows are the queue."""
    return _made_all()


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="documents.erase_due", pass_context=False)
def erase_due(timestamp: int) -> int:  # noqa: ARG001 -- given to every periodic task
    """Erase the sounds whose day came."""
    with everywhere():
        return actions.erase_due(now=clock.now())
