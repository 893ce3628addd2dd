"""Jobs of the participatory budget."""

from procrastinate.contrib.django import app

from tadafor.budgets.actions import keys, opening
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.opening import write_anew
from tadafor.kernel import clock
from tadafor.kernel.scopes import within


@app.task(name="budgets.load", pass_context=False)
def load(territory_id: int, slug: str) -> None:
    """Load the opened ballots, then destroy the second key; a job that was cut off goes on where it stood."""
    with within(territory_id):
        edition = queries.edition_of_vote(slug)
        if edition is not None:
            opening.load_ballots(edition=edition, now=clock.now())
            keys.destroy_wrapping(edition=edition, now=clock.now())
            write_anew()
