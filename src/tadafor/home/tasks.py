"""What the worker does for the first pages: what calendars were told is kept, hour by hour."""

from procrastinate.contrib.django import app

from tadafor.home import actions
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.territories import queries as territories


@app.periodic(cron="49 * * * *")
@app.task(queueing_lock="home.remember", lock="home.remember", pass_context=False)
def remember(timestamp: int) -> int:
    """Keep what calendars were told, so that they hear of what moves and what leaves."""
    del timestamp
    changed = 0
    for key, slug in territories.territories().order_by("pk").values_list("pk", "slug"):
        with within(key):
            changed += actions.remember(territory_id=key, slug=slug, now=clock.now())
    return changed
