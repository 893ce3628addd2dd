"""The participatory budgets of the demonstration: two that ended, one that votes, one that takes ideas."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tadafor.budgets import actions, queries
from tadafor.budgets.rules.cycle import Days, Phase
from tadafor.budgets.rules.settings import CountSettings, Method
from tadafor.budgets.rules.speaking import Written
from tadafor.budgets.rules.studying import Finding, Standing
from tadafor.budgets.rules.voting import BallotRule
from tadafor.demo import following
from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.demo.voices import tone
from tadafor.demo.voting import Vote
from tadafor.documents import actions as documents
from tadafor.documents.rules.sounds import Sound, Voice
from tadafor.kernel.identifiers import token
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, RoleKind
from tadafor.territories import queries as territories

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
# In this order, since the last is a copy of the first.
EDITIONS = ("beni-mellal-2025", "larache-again", "larache-live", "beni-mellal-next")
_TEXTS = ("title", "slug", "summary", "principles", "criteria", "roles", "void_rule")


def acts(ground: Ground) -> Iterator[Act]:
    """Give every act of every edition with its moment and its territory."""
    known: dict[str, Edition] = {}
    for key in EDITIONS:
        told = tomllib.loads((CONTENT / "budgets" / f"{key}.toml").read_text("utf-8"))
        known[key] = Edition(ground, told, known)
        yield from known[key].acts()


@dataclass
class Edition:
    """One edition of the content, and what became of it."""

    ground: Ground
    told: Row
    known: "dict[str, Edition]"
    held: queries.Edition = field(init=False)
    ideas: dict[str, queries.Idea] = field(default_factory=dict)
    projects: dict[str, queries.Project] = field(default_factory=dict)

    @property
    def territory(self) -> str:
        name: str = self.told["territory"]
        return name

    def at(self, written: str) -> datetime:
        return self.ground.at(Moment.read(written))

    def _day(self, written: str) -> date:
        return self.at(f"{written} 12:00").date()

    @property
    def organiser(self) -> Actor:
        return self.ground.staff(self.territory, RoleKind.FOCAL_POINT)

    def _staff(self) -> dict[str, Any]:
        return {"actor": self.organiser}

    def _quarter(self, row: Row) -> int | None:
        quarters = self.ground.content.territories[self.territory].neighbourhoods
        name = next((one.name.ar for one in quarters if one.key == row.get("neighbourhood")), None)
        found = territories.neighbourhoods(self.ground.tenants[self.territory].pk)
        return next((one.pk for one in found if one.name_ar == name), None)

    def acts(self) -> Iterator[Act]:
        yield from (
            self._act("drafted", self._draft),
            self._act("announced", self._announce),
        )
        for row in self.told["ideas"]:
            yield self._one(row, self._take)
            yield from self._afterwards(row)
        for row in self.told.get("projects", ()):
            yield self._one(row, self._write)
            for study in row["studies"]:
                yield self._one(study, self._study, row["title"])
                if "answer" in study:
                    yield self._one(study["answer"], self._answer, row["title"])
        if "prices" in self.told:
            yield self._act("prices", self._price)
        yield from self._voting()

    def _afterwards(self, row: Row) -> Iterator[Act]:
        """Give what became of an idea before it stood in a project."""
        if "changed" in row:
            yield self._one(row["changed"], self._change, row)
        if "withdrawn" in row:
            yield self._one({"at": row["withdrawn"]}, self._withdraw, row)
        if "written" in row:
            yield self._one({"at": row["written"]}, self._write_down, row)

    def _voting(self) -> Iterator[Act]:
        """Give the acts of the vote, and what followed it."""
        if "vote" in self.told:
            for when, verb in Vote(self, self.told["vote"]).acts():
                yield (self.at(when) if isinstance(when, str) else when), verb, self.territory
        for row in self.told.get("after", ()):
            for written, verb in following.acts(self, row):
                yield self.at(written), verb, self.territory

    def _act(self, name: str, verb: Callable[[datetime], object]) -> Act:
        return self.at(self.told[name]), verb, self.territory

    def _one(self, row: Row, verb: Callable[..., object], *more: object) -> Act:
        return self.at(row["at"]), lambda now: verb(row, now, *more), self.territory

    # ---- the regulation

    def _regulation(self) -> actions.Regulation:
        told = self.told
        if origin := told.get("copied_from"):
            changed = {name: told[name] for name in ("title", "slug", "summary", "minimum_age")}
            return actions.Regulation(**(queries.stated_by(self.known[origin].held) | changed))
        keyed: dict[str, Any] = {
            name: [{"key": f"{letter}{at}", "words": one} for at, one in enumerate(told[name], start=1)]
            for name, letter in (("study_criteria", "c"), ("marks", "m"))
        }
        grid = [{"key": f"g{at}", **one} for at, one in enumerate(told["score_grid"], start=1)]
        return actions.Regulation(
            **{name: told[name].strip() for name in _TEXTS},
            **keyed,
            score_grid=grid,
            minimum_age=told.get("minimum_age", 18),
            ballot_rule=BallotRule(told["ballot_rule"]),
            most_choices=told.get("most_choices"),
            count=CountSettings(method=Method(told["method"]), then_greedy=told.get("then_greedy", False)),
        )

    def _draft(self, now: datetime) -> None:
        origin = self.told.get("copied_from")
        self.held = actions.draft_edition(
            territory_id=self.ground.tenants[self.territory].pk,
            territory_slug=self.territory,
            stated=self._regulation(),
            copied_from=self.known[origin].held if origin else None,
            is_demonstration=True,
            now=now,
            **self._staff(),
        )
        facts = {"edition": self.held, "now": now, **self._staff()}
        days = [
            Days(Phase(phase), *(self._day(one) for one in both)) for phase, both in self.told["days"].items()
        ]
        actions.set_days(days=days, **facts)
        for one in self.told["envelopes"]:
            actions.add_envelope(name=one["name"], amount=Decimal(one["amount"]), **facts)

    def _announce(self, now: datetime) -> None:
        self.held = actions.announce_edition(edition=self.held, now=now, **self._staff())

    # ---- ideas

    def _words(self, row: Row) -> actions.IdeaWords:
        return actions.IdeaWords(
            title=row["title"],
            body=row["body"],
            beneficiaries=row.get("beneficiaries", ""),
            neighbourhood_id=self._quarter(row),
            place=row.get("place", ""),
        )

    def _take(self, row: Row, now: datetime) -> None:
        spoken = "spoken" in row
        words = replace(self._words(row), body="") if spoken else self._words(row)
        facts: dict[str, Any] = {"edition": self.held, "words": words, "now": now, "token": token()}
        if "box" in row:
            received = actions.FromABox(Channel.WORKSHOP, self.at(row["at"]).date(), row["box"])
            idea = actions.enter_idea(received=received, **facts, **self._staff())
        else:
            speech = documents.Speech(tone(), Sound.WAV, Voice.DARIJA, may_publish=True) if spoken else None
            idea = actions.propose_idea(actor=self.ground.actor(row["author"]), speech=speech, **facts)
        if spoken:
            documents.make_next(now=now)
        self.ideas[row["key"]] = idea
        for one in row.get("backed", ()):
            actions.back_idea(idea=idea, actor=self.ground.actor(one), now=now)

    def _change(self, changed: Row, now: datetime, row: Row) -> None:
        idea, words = self.ideas[row["key"]], self._words(row | changed)
        actions.change_idea(idea=idea, words=words, actor=self.ground.actor(row["author"]), now=now)

    def _withdraw(self, _told: Row, now: datetime, row: Row) -> None:
        actions.withdraw_idea(idea=self.ideas[row["key"]], actor=self.ground.actor(row["author"]), now=now)

    def _write_down(self, _told: Row, now: datetime, row: Row) -> None:
        written = Written(row["title"], row["body"], nothing_understood=False, seen=0)
        clerk = self.ground.staff(self.territory, RoleKind.CLERK)
        actions.write_down(idea=self.ideas[row["key"]], written=written, actor=clerk, now=now)

    # ---- projects

    def _write(self, row: Row, now: datetime) -> None:
        marks = [one["key"] for one in self.held.marks]
        words = actions.ProjectWords(
            title=row["title"],
            description=row["description"],
            beneficiaries=row["beneficiaries"],
            marks=[marks[at] for at in row.get("marks", ())],
            symbol=row["symbol"],
            colour=row["colour"],
            neighbourhood_id=self._quarter(row),
            place=row.get("place", ""),
        )
        envelope = queries.envelopes_of(self.held)[row.get("envelope", 0)]
        facts = {"now": now, **self._staff()}
        made = actions.draft_project(edition=self.held, envelope=envelope, words=words, **facts)
        numbers = [self.ideas[key].number for key in row["ideas"]]
        self.projects[row["title"]] = actions.merge_ideas(project=made, numbers=numbers, **facts)

    def _study(self, row: Row, now: datetime, title: str) -> None:
        feasible = row["verdict"] == Standing.FEASIBLE
        opinion = actions.Opinion(
            service=row["service"],
            verdict=Standing(row["verdict"]),
            findings={
                one["key"]: Finding.NO if at in row.get("no", ()) else Finding.YES
                for at, one in enumerate(self.held.study_criteria)
            },
            scores={
                line["key"]: given for line, given in zip(self.held.score_grid, row["scores"], strict=True)
            },
            price=Decimal(row["price"]) if feasible else None,
            months=row.get("months"),
            reason=row.get("reason", ""),
        )
        actions.study_project(
            project=self.projects[title], opinion=opinion, actor=self.ground.actor(row["by"]), now=now
        )

    def _answer(self, row: Row, now: datetime, title: str) -> None:
        study = queries.studies_of(self.projects[title])[-1]
        actions.answer_study(study=study, body=row["text"], actor=self.ground.actor(row["by"]), now=now)

    def _price(self, now: datetime) -> None:
        self.held = actions.publish_prices(edition=self.held, now=now, **self._staff())
