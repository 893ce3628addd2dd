"""What the participatory budget holds in each of the two territories of ``tests.world``."""

from tadafor.budgets.rules.cycle import Phase
from tadafor.kernel import clock


def budgets(side) -> None:
    """One edition in its phase of ideas, one that is being drafted."""
    from tadafor.budgets.tests import factories as making

    start = making.start_for(Phase.IDEAS, clock.today())
    public = f"edition-{side.territory.slug}"
    draft = f"draft-edition-{side.territory.slug}"
    making.make_edition(side.territory, slug=public, title=f"دورة {side.mark}", start=start)
    making.make_edition(side.territory, slug=draft, title=f"دورة {side.secret}", announced=False)
    side.values["budgets"] = {"slug": public, "number": 1, "position": 1}
