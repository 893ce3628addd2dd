"""Jobs of the consultation space; whether something is open never depends on them."""

from procrastinate.contrib.django import app

from tadafor.consultations import actions, queries
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="consultations.tell", pass_context=False)
def tell(timestamp: int) -> None:
    """Tell those who follow what opens and what closes soon; each is told once."""
    del timestamp
    now = clock.now()
    with everywhere():
        for consultation in queries.to_tell(clock.day_of(now)):
            actions.tell_opening(consultation=consultation, now=now)
            actions.tell_closing_soon(consultation=consultation, now=now)
