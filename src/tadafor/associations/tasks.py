"""Jobs of the register; whether a confirmation holds never depends on them."""

from procrastinate.contrib.django import app

from tadafor.associations import actions, queries
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within


@app.periodic(cron="17 6 * * *")
@app.task(queueing_lock="associations.warn", pass_context=False)
def warn(timestamp: int) -> None:
    """Tell those who represent an association that its confirmation ends soon; each term once."""
    del timestamp
    now = clock.now()
    with everywhere():
        waiting = queries.to_warn(now)
    for association in waiting:
        with within(association.territory_id):
            actions.warn(association=association, now=now)
