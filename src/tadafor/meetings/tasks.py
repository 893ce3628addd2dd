"""Jobs of meetings; where a meeting stands never depends on them."""

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere
from tadafor.meetings import actions, queries


@app.periodic(cron="11 * * * *")
@app.task(queueing_lock="meetings.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind those who hold a seat of a meeting that begins within thirty hours."""
    del timestamp
    now = clock.now()
    with everywhere():
        for meeting in queries.to_remind(now):
            actions.remind(meeting=meeting, now=now)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="meetings.erase", pass_context=False)
def erase(timestamp: int) -> None:
    """Erase the lists whose time is over."""
    del timestamp
    now = clock.now()
    with everywhere():
        for meeting in queries.to_erase(now):
            actions.erase_lists(meeting=meeting, now=now)


@app.periodic(cron="29 * * * *")
@app.task(queueing_lock="meetings.settle", pass_context=False)
def settle(timestamp: int) -> None:
    """Write the closed forms of satisfaction again, all at once."""
    del timestamp
    now = clock.now()
    with everywhere():
        for room in queries.to_settle(now):
            actions.settle_feedback(room=room, now=now)
