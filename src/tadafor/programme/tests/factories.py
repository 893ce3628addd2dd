"""A programme ready at any point, made by the room's own verbs."""

from datetime import UTC, date, datetime
from functools import partial

from tadafor.people.actor import Actor
from tadafor.people.rules import Level
from tadafor.people.tests.factories import make_person
from tadafor.programme import actions, rules
from tadafor.territories.models import Place

NORTH, CENTRE = "01.", "05."
STARTS = date(2022, 1, 1)
NOW = datetime(2024, 3, 4, 10, tzinfo=UTC)
LARACHE, BENI_MELLAL = "01.331.01.03", "05.091.01.01"


def actor_of(person):
    return Actor(person_id=person.pk, name=person.name, level=Level.CONTACT, second_factor=True)


def make_officer(name="مسؤولة التتبع"):
    return make_person(name)


def make_place(
    code, *, kind="commune", region=None, population=40_000, urban=True, name="جماعة", parent=None
):
    """A place of the census, for tests that need several alike."""
    digits = code.replace(".", "").ljust(9, "0")[:9]
    facts = {"digits": digits, "kind": kind, "region_id": region, "parent_id": parent or region}
    facts |= {"name_ar": f"{name} {code}", "name_fr": f"Commune {code}", "is_urban": urban}
    facts |= {"population_2024": population, "sort_key_ar": code, "sort_key_fr": code}
    return Place.objects.get_or_create(code=code, defaults=facts | {"search_text": code, "grams": []})[0]


class World:
    """A programme with its officer, and short ways to what is in it."""

    def __init__(self, slug="tadafor", now=NOW, **facts):
        self.now = now
        self.officer = actor_of(make_officer())
        told = {
            "slug": slug,
            "name_ar": "برنامج تضافر",
            "name_fr": "Programme Tadafor",
            "purpose_ar": "دعم المشاركة المواطنة.",
            "purpose_fr": "Appuyer la participation citoyenne.",
            "starts_on": STARTS,
            "months": 42,
            "source": "مطوية البرنامج",
        }
        self.programme = actions.found_programme(
            facts=actions.ProgrammeFacts(**(told | facts)),
            officer_id=self.officer.person_id,
            actor=self.officer,
            now=now,
        )
        self.told = {"programme": self.programme, "actor": self.officer, "now": now}

    def region(self, code):
        return actions.add_region(code=code, **self.told)

    def commune(self, code, joined_on=STARTS, **facts):
        told = actions.CommuneFacts(code=code, joined_on=joined_on, source="بلاغ", **facts)
        return actions.add_commune(facts=told, **self.told)

    def charged(self, kind, *, name="شخص مكلف", **reach):
        person = make_person(name)
        actions.charge(person_id=person.pk, kind=kind, **reach, **self.told)
        return actor_of(person)

    def result(self, code="1"):
        add = partial(actions.add_node, **self.told)
        names = {"title_ar": f"عنوان {code}", "title_fr": f"Titre {code}"}
        pillar = add(kind=rules.NodeKind.PILLAR, code=code, **names)
        objective = add(kind=rules.NodeKind.OBJECTIVE, code=f"{code}.1", above=pillar, **names)
        return add(kind=rules.NodeKind.RESULT, code=f"{code}.1.1", above=objective, **names)

    def indicator(self, code="I1", *, result=None, targets=None, **facts):
        told = {
            "code": code,
            "name_ar": f"مؤشر {code}",
            "name_fr": f"Indicateur {code}",
            "definition_ar": "ما يُعدّ.",
            "definition_fr": "Ce qui est compté.",
            "unit": rules.Unit.PEOPLE,
            "source_ar": "لوائح الحضور",
            "source_fr": "Listes de présence",
        }
        facts = actions.IndicatorFacts(**(told | facts))
        result = result or self.programme.nodes.filter(kind="result").first() or self.result()
        made = actions.add_indicator(result=result, facts=facts, **self.told)
        if targets:
            actions.set_targets(indicator=made, targets=targets, actor=self.officer, now=self.now)
        return made

    def plan(self, actor=None, *, token=None, **facts):
        told = {"kind": rules.ActivityKind.TRAINING, "title_ar": "دورة تكوينية", "title_fr": "Formation"}
        told |= {"planned_on": date(2024, 2, 1)}
        return actions.plan_activity(
            facts=actions.PlanFacts(**(told | facts)),
            **(self.told | {"actor": actor or self.officer}),
            token=token,
        )

    def tell(self, activity, numbers, actor=None, *, held_on=date(2024, 2, 1), proof="لائحة الحضور"):
        told = actions.Told(
            held_on=held_on,
            proof=proof,
            numbers={one.pk: rules.Number(*number) for one, number in numbers.items()},
        )
        return actions.tell_activity(activity=activity, told=told, actor=actor or self.officer, now=self.now)

    def approve(self, activity, actor, seen=None):
        seen = activity.revision if seen is None else seen
        return actions.approve_activity(activity=activity, seen=seen, actor=actor, now=self.now)
