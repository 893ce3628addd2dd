"""A programme that the territory takes part in, for the tests that try to look."""

from datetime import timedelta

from tadafor.kernel import clock

PARTS = {"partner", "node", "sitting", "proof", "name", "evidence", "criterion"}


def programme(side):
    """One with activities that wait, whose proof nobody else reads, and a report."""
    from tadafor.programme import actions, rules
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
    proof = _proof(world, plans[0], side.secret)
    partner = actions.add_partner(kind=rules.PartnerKind.DONOR, name_ar="ا", name_fr="a", **world.told)
    committee = actions.found_committee(
        name_ar="لجنة", name_fr="Comité", members_ar="عضو", members_fr="Membre", **world.told
    )
    words = {"decisions_ar": "قرار", "decisions_fr": "", "reference": ""}
    who = {"actor": world.officer, "now": clock.now()}
    sitting = actions.record_sitting(committee=committee, held_on=today, **words, **who)
    role = world.programme.roles.first()
    side.values["programme"] = {
        "slug": slug,
        "code": "I1",
        "digits": side.territory.place.digits,
        "number": 1,
        "charge": role.pk,
        "committee": committee.pk,
        "partner": partner.pk,
        "node": indicator.result_id,
        "sitting": sitting.pk,
        "proof": proof.code,
        "name": proof.file_name,
        "year": today.year,
        "criterion": "petitions",
        "evidence": _evidence(world, commune, side.secret),
    }
    side.values["programme:region"] = {"code": region.place_id}


def _proof(world, activity, secret):
    from tadafor.programme import actions

    file = _file(secret)
    who = {"actor": world.officer, "now": clock.now()}
    return actions.bring_proofs(activity=activity, files=[file], is_public=False, **who)[0]


def _evidence(world, commune, secret):
    from tadafor.programme import actions, rules

    focal_point = world.charged(rules.Charge.FOCAL_POINT, commune=commune)
    one = actions.bring_evidence(
        commune=commune,
        year=world.programme.years[0],
        criterion=rules.Criterion.PETITIONS,
        file=_file(secret),
        is_public=False,
        actor=focal_point,
        now=clock.now(),
    )
    return one.code


def _file(secret):
    from io import BytesIO

    from tadafor.documents.actions import clean_file

    written = f"الاسم;الهاتف\n{secret};0600000000\n".encode()
    return clean_file(sent=BytesIO(written), name="list.csv", size=len(written))
