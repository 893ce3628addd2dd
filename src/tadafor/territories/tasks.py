"""The job that keeps the calendar some years ahead."""

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.territories import actions

YEARS_AHEAD = 3


@app.periodic(cron="17 3 1 * *")
@app.task(queueing_lock="territories.extend_calendar", pass_context=False)
def extend_calendar(timestamp: int) -> int:  # noqa: ARG001 -- the minute it was due; the clock tells when it is
    """Load the national days off of the years to come, each month: new releases bring better estimates."""
    now = clock.now()
    this = clock.day_of(now).year
    return actions.load_holidays(years=range(this, this + YEARS_AHEAD + 1), now=now)
