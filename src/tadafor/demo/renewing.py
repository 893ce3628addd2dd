"""A plan brought up to date in the demonstration: its next version drawn up, voted, published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tadafor.commitments import actions, queries, rules
from tadafor.demo.told import Moment

if TYPE_CHECKING:
    from tadafor.commitments.queries import Plan
    from tadafor.demo.commitments import Act, Life

Row = dict[str, Any]


@dataclass
class Renewal:
    """The next version of one plan, where its content tells of one."""

    life: "Life"
    made: "Plan | None" = None

    @property
    def told(self) -> Row:
        return dict(self.life.told["renewed"])

    def acts(self) -> "Iterator[Act]":
        if "renewed" in self.life.told:
            drawn_up, published = (
                self.life.ground.at(Moment.read(self.told[key])) for key in ("drawn_up", "published")
            )
            yield drawn_up, self.draw_up, self.life.territory
            yield drawn_up + timedelta(hours=3), self.write, self.life.territory
            yield published, self.publish, self.life.territory

    def draw_up(self, now: datetime) -> None:
        """Draw up the version, out of sight."""
        if self.life.plan is None:
            raise LookupError(self.life.told["title"])
        by: Row = {"actor": self.life.staff, "now": now}
        self.made = actions.renew(plan=self.life.plan, reason=self.told["reason"], **by)

    def write(self, now: datetime) -> None:
        """Write in it what it promises otherwise, or anew."""
        if self.made is None:
            raise LookupError(self.life.told["title"])
        by: Row = {"actor": self.life.staff, "now": now}
        axes = {one.position: one for one in queries.axes_of(self.made)}
        tenant = self.life.ground.tenants[self.life.territory].pk
        rows = {row["number"]: row for row in self.life.told["commitments"]}
        for told in self.told["commitments"]:
            number = told["number"]
            row = rows.get(number, {}) | told
            facts, axis = self.life.facts(row, tenant), axes[row["axis"]]
            one = queries.commitment_at(self.made, number)
            if one is None:
                actions.promise(plan=self.made, axis=axis, number=number, facts=facts, **by)
            else:
                actions.keep_commitment(commitment=one, axis=axis, facts=facts, **by)

    def publish(self, now: datetime) -> None:
        """Say its steps, publish it: what happens from now on happens to it."""
        if self.made is None:
            raise LookupError(self.life.told["title"])
        by: Row = {"plan": self.made, "actor": self.life.staff, "now": now}
        for year, source, amount in self.life.told["resources"]:
            actions.keep_resource(year=year, source=rules.Source(source), amount=Decimal(amount), **by)
        for row in self.told["path"]:
            told = {"step": rules.StepKind(row["step"]), "on": row["on"], "words": row.get("words", "")}
            actions.take_step(year=0, origin=None, **told, **by)
        self.life.plan = actions.publish(**by)
        self.life.ones = {one.number: one for one in queries.every(self.life.plan)}
