"""The plans of the demonstration: an action programme, an openness programme, a charter, and their lives."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.rules import Status
from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.renewing import Renewal
from tadafor.demo.told import Moment
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories import queries as territories

if TYPE_CHECKING:
    from tadafor.commitments.queries import Commitment, Plan

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
DONE = "تم الإنجاز ويستفيد منه الناس. الدليل في هذه الصفحة."
DELAYED = "تأخر تسليم الصفقة بعد أن ألغي طلب العروض الأول، وأعيد الإعلان عنه."
CANCELLED = "أُلغي بعد أن أدرج في برنامج آخر للدولة في المدينة نفسها."
LARGE = Decimal(2_000_000)
_PAID: dict[str, tuple[Decimal, Decimal]] = {
    "done": (Decimal(1), Decimal(1)),
    "way": (Decimal("0.7"), Decimal("0.4")),
    "late": (Decimal("0.6"), Decimal("0.3")),
}
_PROGRESS = {"way": 55, "late": 40}


def acts(ground: Ground) -> Iterator[Act]:
    """Give every act of the plans with its moment and its territory."""
    for path in sorted((CONTENT / "commitments").glob("*.toml")):
        life = Life(ground, tomllib.loads(path.read_text("utf-8")))
        yield from life.acts()
        yield from Renewal(life).acts()


def _midday(day: date, *, hour: int = 11) -> Moment:
    return Moment.read(f"{day:%Y-%m-%d} {hour:02}:00")


@dataclass
class Life:
    """One plan, drawn up, published and kept up to date."""

    ground: Ground
    told: Row
    plan: "Plan | None" = None
    ones: "dict[int, Commitment]" = field(default_factory=dict)

    @property
    def territory(self) -> str:
        return str(self.told["territory"])

    @property
    def staff(self) -> Actor:
        return self.ground.staff(self.territory, RoleKind.FOCAL_POINT)

    def acts(self) -> Iterator[Act]:
        yield self._act(Moment.read(self.told["drawn_up"]), self.draw_up)
        yield self._act(Moment.read(self.told["published"]), self.publish)
        for row in self.told.get("path", ()):
            yield self._act(_midday(max(row["on"], self.told["path_told"]), hour=13), partial(self.step, row))
        for year, on, words in self.told.get("yearly", ()):
            yield self._act(_midday(on, hour=17), partial(self.close_year, year, words))
        for row in self.told["commitments"]:
            yield from self._life(row)
        for at, row in enumerate(self.told.get("remarks", ())):
            yield self._act(Moment.read(row["at"]), partial(self.say, row, at))
            if "answer" in row:
                yield self._act(Moment.read(row["answer"][0]), partial(self.answer, row))

    def _act(self, moment: Moment, verb: Callable[[datetime], object]) -> Act:
        return self.ground.at(moment), verb, self.territory

    def _life(self, row: Row) -> Iterator[Act]:
        """Begin on the day told or after the publication, go on, end or stop."""
        published = Moment.read(self.told["published"]).on(self.ground.today).date()
        begun = max(row["starts_on"], published + timedelta(days=20))
        life = row["life"]
        if life == "study":
            yield self._act(_midday(begun), partial(self.move, row, Status.UNDER_STUDY, ""))
        elif life != "programmed":
            yield self._act(_midday(begun), partial(self.move, row, Status.UNDER_WAY, ""))
            yield self._act(_midday(begun + timedelta(days=40)), partial(self.pay, row))
        for position, (_, _, _, done_on) in enumerate(row.get("milestones", ()), 1):
            if done_on:
                verb = partial(self.reach, row, position, done_on)
                yield self._act(_midday(max(done_on, begun + timedelta(days=2)), hour=12), verb)
        for position, (*_, measures) in enumerate(row.get("indicators", ()), 1):
            for on, value in measures:
                yield self._act(Moment.read(f"{on} 15:00"), partial(self.measure, row, position, value))
        yield from self._ends(row, life, begun)

    def _ends(self, row: Row, life: str, begun: date) -> Iterator[Act]:
        last = max(row["ends_on"] - timedelta(days=10), begun + timedelta(days=60))
        if life == "done":
            yield self._act(_midday(last, hour=16), partial(self.move, row, Status.DONE, DONE))
        elif life == "delayed":
            yield self._act(_midday(last, hour=16), partial(self.move, row, Status.DELAYED, DELAYED))
        elif life == "cancelled":
            yield self._act(_midday(last, hour=16), partial(self.move, row, Status.CANCELLED, CANCELLED))
        elif life in _PROGRESS and not row.get("milestones"):
            verb = partial(self.progress, row, _PROGRESS[life])
            yield self._act(_midday(begun + timedelta(days=90)), verb)

    # ---- drawing up

    def draw_up(self, now: datetime) -> None:
        tenant = self.ground.tenants[self.territory]
        names = ("title", "summary", "starts_on", "ends_on", "adopted_on", "adopted_by")
        facts = actions.PlanFacts(
            kind=rules.PlanKind(self.told["kind"]), **{name: self.told[name] for name in names}
        )
        by: Row = {"actor": self.staff, "now": now}
        self.plan = actions.draw_up(territory=tenant, facts=facts, is_demonstration=True, **by)
        axes = [
            actions.keep_axis(
                plan=self.plan, position=at, title=one["title"], weight=Decimal(one.get("weight", 1)), **by
            )
            for at, one in enumerate(self.told["axes"], 1)
        ]
        if seats := self.told.get("seats"):
            members = [(rules.MemberGroup(group), capacity) for group, capacity in seats]
            actions.keep_committee(plan=self.plan, decision=self.told["decision"], members=members, **by)
        for row in self.told["commitments"]:
            self.ones[row["number"]] = actions.promise(
                plan=self.plan,
                axis=axes[row["axis"] - 1],
                number=row["number"],
                facts=self.facts(row, tenant.pk),
                **by,
            )
            self._parts(row, by)

    def facts(self, row: Row, territory_id: int) -> actions.CommitmentFacts:
        names = ("problem", "solution", "description", "service", "beneficiaries", "partners")
        where: Row = {}
        if "where" in row:
            town = self.ground.content.territories[self.territory]
            name = next(one.name.ar for one in town.neighbourhoods if one.key == row["where"])
            where["neighbourhood_id"] = territories.neighbourhoods(territory_id).get(name_ar=name).pk
        return actions.CommitmentFacts(
            title=row["title"],
            principles=[rules.Principle(one) for one in row.get("principles", ())],
            gender=rules.Gender(row.get("gender", "neutral")),
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            cost=Decimal(row["cost"]) if "cost" in row else None,
            **where,
            **{name: row.get(name, "") for name in names},
        )

    def _parts(self, row: Row, by: Row) -> None:
        one = self.ones[row["number"]]
        for at, (title, who, due_on, _) in enumerate(row.get("milestones", ()), 1):
            step = actions.MilestoneFacts(position=at, title=title, responsible=who, due_on=due_on)
            actions.keep_milestone(commitment=one, facts=step, **by)
        for at, (kind, name, unit, baseline, target, _) in enumerate(row.get("indicators", ()), 1):
            wanted = actions.IndicatorFacts(
                position=at,
                kind=rules.IndicatorKind(kind),
                name=name,
                unit=unit,
                baseline=Decimal(baseline),
                target=Decimal(target),
            )
            actions.keep_indicator(commitment=one, facts=wanted, **by)

    def publish(self, now: datetime) -> None:
        by: Row = {"actor": self.staff, "now": now}
        if self.plan is None:
            raise LookupError(self.told["title"])
        self.plan = actions.publish(plan=self.plan, **by)
        if "origin" in self.told:
            origin = next(one for one in queries.origins() if one.title == self.told["origin"])
            for one in self.ones.values():
                actions.come_from(commitment=one, trace=origin, **by)

    # ---- how it came to be

    def step(self, row: Row, now: datetime) -> None:
        """Take a step, after what it needs: the estimate, the answers of the self-assessment."""
        if self.plan is None:
            raise LookupError(self.told["title"])
        by: Row = {"plan": self.plan, "actor": self.staff, "now": now}
        kind = rules.StepKind(row["step"])
        if kind is rules.StepKind.RESOURCES:
            for year, source, amount in self.told["resources"]:
                actions.keep_resource(year=year, source=rules.Source(source), amount=Decimal(amount), **by)
        if kind is rules.StepKind.SELF_ASSESSMENT:
            for section, degree, words, evidence in self.told["sections"]:
                about: Row = {"section": rules.Section(section), "degree": rules.Degree(degree)}
                actions.assess(**about, words=words, evidence=evidence, **by)
        if kind is rules.StepKind.COMMUNICATION:
            for at, (audience, message, channel, on, who) in enumerate(self.told["messages"], 1):
                line = {"audience": audience, "message": message, "channel": channel, "responsible": who}
                actions.keep_message(facts=actions.MessageFacts(position=at, on=on, **line), **by)
        heard = next((one for one in queries.consulted() if one.title == row.get("origin")), None)
        told = {"year": row.get("year", 0), "words": row.get("words", ""), "origin": heard}
        actions.take_step(step=kind, on=row["on"], **told, **by)

    def close_year(self, year: int, words: str, now: datetime) -> None:
        if self.plan is None:
            raise LookupError(self.told["title"])
        actions.close_year(plan=self.plan, year=year, words=words, actor=self.staff, now=now)

    # ---- keeping up to date

    def _one(self, row: Row) -> "Commitment":
        return self.ones[row["number"]]

    def move(self, row: Row, status: Status, reason: str, now: datetime) -> None:
        """Move it; a delay is told for six hundred days more than was announced."""
        new_day = row["ends_on"] + timedelta(days=600) if status is Status.DELAYED else None
        facts: Row = {"commitment": self._one(row), "status": status, "reason": reason, "new_day": new_day}
        actions.move(**facts, actor=self.staff, now=now)

    def pay(self, row: Row, now: datetime) -> None:
        """Write down the money of the commune, and of the region for what is large."""
        cost = Decimal(row.get("cost", 0))
        if not cost:
            return
        committed, paid = _PAID.get(row["life"], (Decimal("0.2"), Decimal(0)))
        year = max(row["starts_on"].year, 2023)
        parts = [(rules.Source.COMMUNE, Decimal("0.6")), (rules.Source.REGION, Decimal("0.4"))]
        for source, part in parts if cost > LARGE else [(rules.Source.COMMUNE, Decimal(1))]:
            planned = cost * part
            money = actions.Money(
                source=source, year=year, planned=planned, committed=planned * committed, paid=planned * paid
            )
            actions.keep_funding(commitment=self._one(row), money=money, actor=self.staff, now=now)

    def reach(self, row: Row, position: int, done_on: date, now: datetime) -> None:
        milestone = queries.milestone_at(self._one(row), position)
        if milestone is None:
            raise LookupError(row["title"])
        actions.reach_milestone(
            milestone=milestone, done_on=done_on, proof="محضر أو صورة (للعرض)", actor=self.staff, now=now
        )

    def measure(self, row: Row, position: int, value: int, now: datetime) -> None:
        indicator = queries.indicator_at(self._one(row), position)
        if indicator is None:
            raise LookupError(row["title"])
        actions.measure(indicator=indicator, on=now.date(), value=Decimal(value), actor=self.staff, now=now)

    def progress(self, row: Row, progress: int, now: datetime) -> None:
        actions.say_progress(commitment=self._one(row), progress=progress, actor=self.staff, now=now)

    # ---- what people say

    def say(self, row: Row, at: int, now: datetime) -> None:
        claim = rules.Claim(row["claim"]) if "claim" in row else None
        actions.say(
            commitment=self._one(row),
            kind=rules.RemarkKind.CORRECTION if claim else rules.RemarkKind.COMMENT,
            claim=claim,
            body=row["body"],
            actor=self.ground.actor(row["by"]),
            now=now,
            token=f"demonstration-{self.territory}-{at}",
        )

    def answer(self, row: Row, now: datetime) -> None:
        _, outcome, words = row["answer"]
        said = queries.remarks_of(self._one(row))[0]
        facts: Row = {"remark": said, "outcome": rules.Outcome(outcome), "words": words}
        actions.answer(**facts, actor=self.staff, now=now)
