"""A programme that the territory takes part in, for the tests that try to look."""

from datetime import timedelta

from tadafor.kernel import clock


def programme(side):
    """One with activities that wait, whose proof nobody else reads, and a report."""
    from tadafor.programme import actions
    from tadafor.programme.tests.factories import World

    today, slug = clock.today(), f"programme-{side.territory.pk}"
    starts_on = today - timedelta(days=400)
    world = World(slug, clock.now(), starts_on=starts_on, name_ar=f"برنامج {slug}")
    region = world.region(side.territory.place.region_id)
    commune = world.commune(side.territory.place_id, starts_on)
    indicator = world.indicator("I1")
    plans = [world.plan(commune=commune, title_ar="دورة", planned_on=starts_on) for _ in range(2)]
    for plan in plans:
        world.tell(plan, {indicator: (20,)}, held_on=starts_on + timedelta(days=9), proof=side.secret)
    facts = actions.ReportFacts(since=starts_on, until=today - timedelta(days=1), words_ar="ا", words_fr="a")
    report = actions.draft_report(facts=facts, **world.told)
    actions.publish_report(report=report, actor=world.officer, now=clock.now())
    role = world.programme.roles.first()
    side.values["programme"] = {
        "slug": slug,
        "code": "I1",
        "digits": side.territory.place.digits,
        "number": 1,
        "charge": role.pk,
        "committee": role.pk,
        "year": today.year,
    }
    side.values["programme:region"] = {"code": region.place_id}
