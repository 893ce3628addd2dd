"""Jobs of suggestions; how a reply stands never depends on them."""

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere
from tadafor.suggestions import actions, queries


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="suggestions.letters", pass_context=False)
def letters(timestamp: int) -> int:
    """Send what contacts without account are to be told."""
    del timestamp
    with everywhere():
        return actions.send_letters(now=clock.now())


@app.periodic(cron="31 6 * * *")
@app.task(queueing_lock="suggestions.remind", pass_context=False)
def remind(timestamp: int) -> int:
    """Remind those whose delay runs out, and tell the directors of what is late."""
    del timestamp
    now = clock.now()
    with everywhere():
        return sum(
            actions.remind(suggestion=one, now=now) > 0 for one in queries.to_remind(clock.day_of(now))
        )
