"""Jobs of commitments; how late one is never depends on them."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tadafor.commitments import actions, queries, rules
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people import queries as people

AFTER_A_WHILE = timedelta(minutes=10)


@app.periodic(cron="37 6 * * *")
@app.task(queueing_lock="commitments.warn", pass_context=False)
def warn(timestamp: int) -> int:
    """Warn the desks of what is late, once at each mark."""
    del timestamp
    now = clock.now()
    with everywhere():
        return sum(actions.warn(commitment=one, now=now) > 0 for one in queries.to_warn(clock.day_of(now)))


@app.task(name="commitments.go_on_with_sheet", pass_context=False)
def go_on_with_sheet(territory_id: int, key: int) -> None:
    """Read, or write, a spreadsheet of a plan in the name of who sent it."""
    now = clock.now()
    with within(territory_id):
        source = queries.import_keyed(key)
        actor = people.actor_of(source.sent_by_id, now=now) if source else None
        if source is not None and actor is not None:
            writing = source.stands is rules.ImportStanding.WRITING
            verb = actions.write_sheet if writing else actions.check_sheet
            verb(source=source, actor=actor, now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="commitments.resume_sheets", pass_context=False)
def resume_sheets(timestamp: int) -> None:
    """Take up again what a job that was cut off left; what is done twice is written once."""
    del timestamp
    with everywhere():
        left = queries.unfinished_imports(clock.now() - AFTER_A_WHILE)
    for source in left:
        go_on_with_sheet.defer(territory_id=source.plan.territory_id, key=source.pk)
