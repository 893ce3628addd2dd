"""Plans ready at any point of their path, made by the room's own verbs."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.actions import CommitmentFacts, MilestoneFacts, Money, PlanFacts
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.territories.rules import Moderation

SET_UP = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
WHY = "تأخر تسليم العقار من الأملاك المخزنية."
PAC = PlanFacts(
    kind=rules.PlanKind.ACTION_PROGRAMME,
    title="برنامج عمل الجماعة 2022-2027",
    starts_on=date(2022, 1, 1),
    ends_on=date(2027, 12, 31),
    adopted_on=date(2022, 10, 6),
)


def staff_actor(territory, *kinds, name="موظفة"):
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def citizen_actor(name="زينب التجريبية"):
    return Actor(person_id=make_person(name).pk, name=name, level=Level.CONTACT)


class Place:
    """A territory with one plan of two axes; nothing is promised in it yet."""

    def __init__(self, territory, *, mark=""):
        territory.moderation = Moderation.AFTER
        territory.save(update_fields=["moderation"])
        self.territory = territory
        self.mark = mark
        self.director = staff_actor(territory, RoleKind.DIRECTOR, name="مديرة")
        self.agent = staff_actor(territory, RoleKind.AGENT, name="عون الأشغال")
        with within(territory.pk):
            facts = PlanFacts(**vars(PAC) | {"title": f"{PAC.title} {mark}".strip()})
            self.plan = actions.draw_up(territory=territory, facts=facts, **self.by())
            self.axes = [
                actions.keep_axis(
                    plan=self.plan, position=at, title=title, weight=Decimal(weight), **self.by()
                )
                for at, title, weight in ((1, f"البنية التحتية {mark}", 3), (2, "المساحات الخضراء", 1))
            ]

    def by(self, actor=None, now=SET_UP):
        return {"actor": actor or self.director, "now": now}

    def promised(self, number=1, *, axis=0, actor=None, now=SET_UP, **facts):
        told = {"title": f"مشروع {number} {self.mark}", "ends_on": date(2026, 12, 31)} | facts
        with within(self.territory.pk):
            return actions.promise(
                plan=self.plan,
                axis=self.axes[axis],
                number=number,
                facts=CommitmentFacts(**told),
                **self.by(actor, now),
            )

    def published(self):
        with within(self.territory.pk):
            self.plan = actions.publish(plan=self.plan, **self.by())
        return self.plan

    def moved(self, one, status, *, reason=WHY, actor=None, now=NOW, new_day=None):
        with within(self.territory.pk):
            return actions.move(
                commitment=one, status=status, reason=reason, new_day=new_day, **self.by(actor, now)
            )

    def milestone(self, one, position=1, *, due_on=None, weight=1, actor=None, now=SET_UP):
        facts = MilestoneFacts(
            position=position, title=f"مرحلة {position}", due_on=due_on, weight=Decimal(weight)
        )
        with within(self.territory.pk):
            return actions.keep_milestone(commitment=one, facts=facts, **self.by(actor, now))

    def money(self, one, *, source=rules.Source.COMMUNE, year=2026, actor=None, now=SET_UP, **sums):
        told = {name: Decimal(value) for name, value in sums.items()}
        with within(self.territory.pk):
            facts = Money(source=source, year=year, **told)
            return actions.keep_funding(commitment=one, money=facts, **self.by(actor, now))

    def said(
        self,
        one,
        *,
        actor=None,
        claim=rules.Claim.NOT_DONE,
        token="one",  # noqa: S107 -- names a form
        body=WHY,
        now=NOW,
        photo=None,
    ):
        kind = rules.RemarkKind.CORRECTION if claim else rules.RemarkKind.COMMENT
        with within(self.territory.pk):
            return actions.say(
                commitment=one,
                kind=kind,
                claim=claim,
                body=body,
                actor=actor or citizen_actor(),
                now=now,
                token=token,
                photo=photo,
            )

    def fresh(self, one):
        with within(self.territory.pk):
            return queries.commitment_at(self.plan, one.number)
