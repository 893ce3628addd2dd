"""The digital consultation of the demonstration: the form that chose the axes, a week, a poll, a live map.

Answers are drawn by weights that the content states, always the same ones: they show a result and claim none.
"""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.people.actor import VISITOR, Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.surveys import actions, queries
from tadafor.surveys.rules.opinions import Vote
from tadafor.surveys.rules.questions import Choice, Form, Page, Question, QuestionKind
from tadafor.surveys.rules.standing import Audience

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
# Keys of people who vote in the conversation and have no account: no person has so high a number.
NOBODY = 10**12
SEED = 7


def acts(ground: Ground) -> Iterator[Act]:
    """Give every act with its moment and its territory."""
    told = tomllib.loads((CONTENT / "surveys" / "surveys.toml").read_text("utf-8"))
    for row in told["surveys"]:
        yield from Asked(ground, row).acts()
    yield from Talk(ground, told["conversation"]).acts()


@dataclass
class Told:
    """Something that staff of a territory run."""

    ground: Ground
    told: Row

    @property
    def territory(self) -> str:
        name: str = self.told["territory"]
        return name

    def at(self, name: str) -> datetime:
        return self.ground.at(Moment.read(self.told[name]))

    def _day(self, name: str) -> date:
        return self.ground.at(Moment.read(f"{self.told[name]} 12:00")).date()

    def _staff(self, now: datetime) -> dict[str, Any]:
        return {"actor": self.ground.staff(self.territory, RoleKind.FOCAL_POINT), "now": now}

    def _where(self) -> dict[str, Any]:
        return {
            "territory_id": self.ground.tenants[self.territory].pk,
            "territory_slug": self.territory,
            "is_demonstration": True,
        }

    def _frame(self) -> dict[str, Any]:
        return {
            "title": self.told["title"],
            "slug": self.told["slug"],
            "intro": self.told["intro"].strip(),
            "opens_on": self._day("opens"),
            "closes_on": self._day("closes"),
        }


class Asked(Told):
    """One form, answered by people who are written here."""

    held: queries.Survey

    def acts(self) -> Iterator[Act]:
        yield self.at("drafted"), self._open, self.territory
        yield self.at("answered"), self._answer, self.territory
        if "published" in self.told:
            yield self.at("published"), self._publish, self.territory

    def _form(self) -> Form:
        asked = tuple(_question(row, f"q{at}") for at, row in enumerate(self.told["questions"], start=1))
        return Form((Page("p1", questions=asked),))

    def _open(self, now: datetime) -> None:
        frame = actions.Frame(**self._frame(), audience=Audience.ANYBODY)
        origin = actions.Origin(self._form())
        self.held = actions.draft_survey(frame=frame, origin=origin, **self._where(), **self._staff(now))
        self.held = actions.open_survey(survey=self.held, **self._staff(now))

    def _answer(self, now: datetime) -> None:
        drawing = random.Random(SEED)  # noqa: S311 -- a demonstration, the same each time
        for at in range(self.told["answers"]):
            typed = {
                f"q{number}": _drawn(row, drawing)
                for number, row in enumerate(self.told["questions"], start=1)
            }
            sent = actions.Sent(version=1, typed=typed, token=f"{self.told['slug'][:20]}-{at}")
            actions.answer(survey=self.held, sent=sent, actor=VISITOR, now=now)

    def _publish(self, now: datetime) -> None:
        actions.publish_results(survey=self.held, words=self.told["words"], **self._staff(now))


def _question(row: Row, key: str) -> Question:
    return Question(
        key=key,
        kind=QuestionKind(row["kind"]),
        label=row["label"],
        required=row.get("required", False),
        choices=tuple(Choice(f"c{at}", words) for at, words in enumerate(row.get("choices", ()), start=1)),
        shuffled=row.get("shuffled", False),
        **{name: row[name] for name in ("least", "most", "low_words", "high_words") if name in row},
    )


def _drawn(row: Row, drawing: random.Random) -> Any:  # noqa: ANN401 -- as a browser would send it
    if row["kind"] == QuestionKind.SCALE:
        return str(drawing.choices(range(row["least"], row["most"] + 1), row["weights"])[0])
    keys = [f"c{at}" for at in range(1, len(row["choices"]) + 1)]
    if row["kind"] == QuestionKind.ONE:
        return drawing.choices(keys, row["weights"])[0]
    order = sorted(keys, key=lambda key: -(drawing.random() ** (1 / row["weights"][keys.index(key)])))
    many = drawing.randint(1, row.get("most", len(keys)))
    return order[:many] if row["kind"] == QuestionKind.SEVERAL else order


class Talk(Told):
    """The live conversation: two sides that differ, and what both say."""

    held: queries.Conversation

    def acts(self) -> Iterator[Act]:
        yield self.at("drafted"), self._open, self.territory
        yield self.at("voted"), self._vote, self.territory

    def _open(self, now: datetime) -> None:
        subject = actions.Subject(**self._frame())
        self.held = actions.draft_conversation(subject=subject, **self._where(), **self._staff(now))
        facts = {"conversation": self.held, **self._staff(now)}
        actions.seed_statements(bodies=[body for body, *_sides in self.told["statements"]], **facts)
        self.held = actions.open_conversation(**facts)

    def _vote(self, now: datetime) -> None:
        drawing = random.Random(SEED)  # noqa: S311 -- a demonstration, the same each time
        sides = {body: leans for body, *leans in self.told["statements"]}
        statements = queries.statements_of(self.held)
        for one in statements:
            one.conversation = self.held
        for at in range(self.told["people"]):
            voter = Actor(person_id=NOBODY + at, level=Level.CONTACT)
            for one in drawing.sample(statements, len(statements) - 1):
                said = Vote(_leaning(sides[one.body][at % 2], drawing))
                actions.vote(statement=one, said=said, actor=voter, now=now)
        actions.draw_map(conversation=self.held, now=now)


def _leaning(lean: int, drawing: random.Random) -> int:
    """Most follow their side, some pass, a few say the contrary."""
    if lean == 0:
        return drawing.choice((-1, 0, 1))
    return drawing.choices((lean, 0, -lean), (8, 1, 1))[0]
