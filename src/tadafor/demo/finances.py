"""The citizens' budget of the demonstration: one commune, two years, figures that are nobody's."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.finances import actions, rules
from tadafor.people.rules import RoleKind

if TYPE_CHECKING:
    from tadafor.finances.queries import AnnualBudget

Act = tuple[datetime, Callable[[datetime], object], str]


def acts(ground: Ground) -> Iterator[Act]:
    """Give every act of the budgets with its moment and its territory."""
    for path in sorted((CONTENT / "finances").glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        for one in told["budgets"]:
            yield from Year(ground, told["territory"], one).acts()


@dataclass
class Year:
    """One version of one year: brought, then published or set aside."""

    ground: Ground
    territory: str
    told: dict[str, Any]
    budget: "AnnualBudget | None" = None

    def acts(self) -> Iterator[Act]:
        verbs = {"brought": self.bring, "published": self.publish, "discarded": self.discard}
        for name, verb in verbs.items():
            if name in self.told:
                yield self.ground.at(Moment.read(self.told[name])), verb, self.territory

    def bring(self, now: datetime) -> None:
        self.budget = actions.bring(
            territory=self.ground.tenants[self.territory],
            year=self.told["year"],
            lines=[_line(row, told) for row, told in enumerate(self.told["lines"], start=2)],
            actor=self.ground.staff(self.territory, RoleKind.DIRECTOR),
            now=now,
            is_demonstration=True,
        )

    def publish(self, now: datetime) -> None:
        actor = self.ground.staff(self.territory, RoleKind.FOCAL_POINT)
        if self.budget is not None:
            actions.publish(budget=self.budget, actor=actor, now=now)

    def discard(self, now: datetime) -> None:
        actor = self.ground.staff(self.territory, RoleKind.FOCAL_POINT)
        if self.budget is not None:
            actions.discard(budget=self.budget, actor=actor, now=now)


def _line(row: int, told: list[Any]) -> rules.Typed:
    side, part, chapter, label, amount, *origin = told
    return rules.Typed(
        row=row,
        side=rules.Side(side),
        part=rules.Part(part),
        chapter=rules.Chapter(chapter),
        label=label,
        amount=rules.amount_of(str(amount)),
        origin=rules.Origin(origin[0]) if origin else None,
        has_origin=bool(origin),
    )
