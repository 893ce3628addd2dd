"""Jobs of petitions; where a petition stands never depends on them."""

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere
from tadafor.petitions import actions, queries


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="petitions.count", pass_context=False)
def count(timestamp: int) -> None:
    """Bring every count up to date, and send what confirmed contacts are to be told."""
    del timestamp
    now = clock.now()
    with everywhere():
        for petition_id in queries.to_count():
            actions.count_on(petition_id=petition_id, now=now)
        actions.send_letters(now=now)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="petitions.recount", pass_context=False)
def recount(timestamp: int) -> None:
    """Count everything again, and forget what has to be forgotten."""
    del timestamp
    now = clock.now()
    with everywhere():
        for petition in queries.to_recount():
            actions.recount(petition_id=petition.pk, now=now)
        for petition in queries.to_forget():
            actions.forget(petition=petition, now=now)


@app.periodic(cron="23 6 * * *")
@app.task(queueing_lock="petitions.warn", pass_context=False)
def warn(timestamp: int) -> None:
    """Warn the desks whose delay runs out."""
    del timestamp
    now = clock.now()
    with everywhere():
        for petition in queries.to_warn():
            actions.warn(petition=petition, now=now)
