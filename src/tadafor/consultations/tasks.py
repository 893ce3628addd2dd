"""Jobs of the consultation space; whether something is open never depends on them."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tadafor.consultations import actions, queries
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people import queries as people

AFTER_A_WHILE = timedelta(minutes=10)


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


@app.task(name="consultations.import_sheets", pass_context=False)
def import_sheets(territory_id: int, key: int) -> None:
    """Examine a spreadsheet and write what is good in it, in the name of who sent it."""
    now = clock.now()
    with within(territory_id):
        source = queries.import_keyed(key)
        actor = people.actor_of(source.sent_by_id, now=now) if source else None
        if source is not None and actor is not None:
            actions.import_sheets(source=source, actor=actor, now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="consultations.resume_imports", pass_context=False)
def resume_imports(timestamp: int) -> None:
    """Take up again what a job that was cut off left; what is done twice is written once."""
    del timestamp
    with everywhere():
        left = queries.unfinished_imports(clock.now() - AFTER_A_WHILE)
    for source in left:
        import_sheets.defer(territory_id=source.consultation.territory_id, key=source.pk)
