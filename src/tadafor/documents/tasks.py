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
