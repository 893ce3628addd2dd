"""Budgets ready at any point of their path, made by the room's own verbs."""

from datetime import UTC, datetime
from decimal import Decimal

from tadafor.finances import actions
from tadafor.finances.rules import Chapter, Origin, Part, Side, Typed
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
YEAR = 2026


def lines(*, revenue=1_000_000, label="نظافة الأحياء", amount=600_000):
    """Two revenues and two expenses."""
    running, investment = Part.RUNNING, Part.INVESTMENT
    support, technical = Chapter.SUPPORT, Chapter.TECHNICAL
    tax, own = Origin.VALUE_ADDED_TAX, Origin.LOCAL_TAXES
    return [
        Typed(2, Side.REVENUE, running, support, "حصة", Decimal(revenue), tax, has_origin=True),
        Typed(3, Side.REVENUE, running, Chapter.ECONOMIC, "رسوم", Decimal(200_000), own, has_origin=True),
        Typed(4, Side.SPENDING, running, technical, label, Decimal(amount)),
        Typed(5, Side.SPENDING, investment, technical, "طرق", Decimal(400_000)),
    ]


def keeper(territory, kind, name):
    person = give(make_person(name), territory, kind)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset({(territory.pk, kind)}),
        second_factor=True,
    )


class House:
    """A territory with two who keep its budgets."""

    def __init__(self, territory):
        self.territory = territory
        self.director = keeper(territory, RoleKind.DIRECTOR, "مديرة المالية")
        self.second = keeper(territory, RoleKind.FOCAL_POINT, "نقطة ارتكاز المالية")

    def by(self, actor=None, now=NOW):
        return {"actor": actor or self.director, "now": now}

    def brought(self, *, year=YEAR, actor=None, now=NOW, **told):
        with within(self.territory.pk):
            return actions.bring(
                territory=self.territory, year=year, lines=lines(**told), **self.by(actor, now)
            )

    def published(self, *, year=YEAR, now=NOW, **told):
        made = self.brought(year=year, now=now, **told)
        with within(self.territory.pk):
            return actions.publish(budget=made, **self.by(self.second, now))
