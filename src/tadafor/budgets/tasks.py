"""Jobs of the participatory budget."""

from procrastinate.contrib.django import app

from tadafor.budgets.actions import counting, keys, opening, simulating, telling
from tadafor.budgets.queries import phases_to_tell
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.opening import write_anew
from tadafor.budgets.queries.results import left_unfinished
from tadafor.budgets.queries.simulating import simulation_to_make
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within


@app.periodic(cron="11 * * * *")
@app.task(queueing_lock="budgets.tell", pass_context=False)
def tell(timestamp: int) -> None:
    """Tell those who follow an edition which phase began; each phase is told once."""
    del timestamp
    now = clock.now()
    with everywhere():
        for days in phases_to_tell(clock.day_of(now)):
            telling.tell_phase(days=days, now=now)


@app.task(name="budgets.load", pass_context=False)
def load(territory_id: int, slug: str) -> None:
    """Load the opened ballots, then destroy the second key; a job that was cut off goes on where it stood."""
    with within(territory_id):
        edition = queries.edition_of_vote(slug)
        if edition is not None:
            opening.load_ballots(edition=edition, now=clock.now())
            keys.destroy_wrapping(edition=edition, now=clock.now())
            write_anew()


@app.task(name="budgets.count", pass_context=False)
def count(territory_id: int, slug: str) -> None:
    """Count the envelopes of an edition that are not counted yet."""
    with within(territory_id):
        edition = queries.edition_of_vote(slug)
        if edition is not None:
            counting.count_all(edition=edition, now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="budgets.resume_counts", pass_context=False)
def resume_counts(timestamp: int) -> None:
    """Take up again the counts that a stopped job left; what is counted stays counted."""
    del timestamp
    with everywhere():
        left = [(one.edition.territory_id, one.edition.slug) for one in left_unfinished(clock.now())]
    for territory_id, slug in left:
        count.defer(territory_id=territory_id, slug=slug)


@app.task(name="budgets.simulate", pass_context=False)
def simulate(territory_id: int, key: int) -> None:
    """Make a simulation that was asked for."""
    with within(territory_id):
        simulation = simulation_to_make(key)
        if simulation is not None:
            simulating.simulate(simulation=simulation, now=clock.now())
