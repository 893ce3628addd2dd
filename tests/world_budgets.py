"""What the participatory budget holds in each of the two territories of ``tests.world``."""

from tadafor.budgets.rules.cycle import Phase
from tadafor.kernel import clock


def budgets(side) -> None:
    """One edition in its study, with an idea shown, one held and a project; one that is being drafted."""
    from tadafor.budgets import actions, queries
    from tadafor.budgets.tests import factories as making
    from tadafor.kernel.scopes import within

    start = making.start_for(Phase.STUDY, clock.today())
    public, draft = (f"{name}-{side.territory.slug}" for name in ("edition", "draft-edition"))
    edition = making.make_edition(side.territory, slug=public, title=f"دورة {side.mark}", start=start)
    then = making.moment(edition, Phase.IDEAS)
    shown = making.make_idea(edition, side.actor, now=then, title=f"فكرة {side.mark}")
    making.make_idea(edition, now=then, title=side.secret, held=True)
    project = making.make_project(edition, f"مشروع {side.mark}", now=clock.now())
    drafted = making.make_edition(side.territory, slug=draft, title=f"دورة {side.secret}", announced=False)
    with within(side.territory.pk):
        nadia = making.organiser(side.territory)
        actions.merge_ideas(project=project, numbers=[shown.number], actor=nadia, now=clock.now())
        envelope = queries.envelopes_of(drafted)[0].pk
    side.values["budgets"] = {"slug": public, "number": shown.number, "position": 1}
    side.values["budgets:desk_remove_envelope"] = {"slug": draft, "key": envelope}
    for name in ("overview", "regulation", "days", "envelopes", "announce"):
        side.values[f"budgets:desk_{name}"] = {"slug": draft}
