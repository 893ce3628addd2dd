"""The digital consultation of the demonstration: the form that chose the axes, a week, a poll, a live map.

Answers are drawn by weights that the content states, always the same ones: they show a result and claim none.
"""

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.moderation import actions as moderation
from tadafor.people.actor import VISITOR, Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.surveys import actions, queries
from tadafor.surveys.rules.opinions import Vote
from tadafor.surveys.rules.questions import Choice, Form, Page, Profile, Question, QuestionKind
from tadafor.surveys.rules.standing import Audience
from tadafor.traces import queries as traces
from tadafor.ui.maps import Quarter

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
# Keys of people who vote in the conversation and have no account: no person has so high a number.
NOBODY = 10**12
SEED = 7
MEETING = 4  # signs «/» in the address of a meeting itself: /larache/meetings/CODE/
USED = 0.6  # leaning under which a study shows more ease


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
    said: queries.ResultComment

    def acts(self) -> Iterator[Act]:
        yield self.at("drafted"), self._open, self.territory
        yield self.at("answered"), self._answer, self.territory
        if "placed" in self.told:
            yield self.at("placed"), self._place, self.territory
        if "themes" in self.told:
            yield self.at("themed"), self._bring_together, self.territory
        if "published" in self.told:
            yield self.at("published"), self._publish, self.territory
        if "comment" in self.told:
            yield self.at("commented"), self._comment, self.territory
            yield self.at("added"), self._add, self.territory

    def _place(self, now: datetime) -> None:
        """Ask the poll on the page of the meeting that was announced last."""
        meetings = [one for one in traces.of_room("meetings", limit=50) if one.address.count("/") == MEETING]
        if meetings:
            actions.place_poll(survey=self.held, address=meetings[0].address, **self._staff(now))

    def _bring_together(self, now: datetime) -> None:
        """Let the machine propose, then decide: a theme is named by the word most of its answers say."""
        named: dict[str, queries.Theme] = {}
        for theme in actions.propose_themes(survey=self.held, question=self._open_question(), now=now):
            texts = [text for _row, text in queries.texts_in([theme])[theme.pk]]
            said = {word: sum(word in text for text in texts) for word, _title in self.told["themes"]}
            title = dict(self.told["themes"])[max(said, key=lambda word: said[word])]
            if title in named:
                actions.merge_theme(theme=theme, into=named[title], **self._staff(now))
            else:
                named[title] = actions.keep_theme(theme=theme, title=title, **self._staff(now))

    def _open_question(self) -> str:
        kinds = [row["kind"] for row in self.told["questions"]]
        return f"q{kinds.index('long') + 1}"

    def _comment(self, now: datetime) -> None:
        actor = self.ground.actor(self.told["commenter"])
        body, token = self.told["comment"], f"{self.told['slug'][:20]}-comment"
        self.said = actions.comment_result(survey=self.held, body=body, actor=actor, now=now, token=token)

    def _add(self, now: datetime) -> None:
        """Show the comment where it waits for a moderator, then add it to the report."""
        comment, reply = self.said, self.told["reply"]
        if not comment.is_shown:
            moderation.release(item=comment.trace, actor=self._staff(now)["actor"], now=now)
        comment.survey = self.held
        actions.answer_comment(comment=comment, added=True, reply=reply, **self._staff(now))

    def _form(self) -> Form:
        asked = tuple(
            _question(row, f"q{at}") for at, row in enumerate(self.told.get("questions", ()), start=1)
        )
        return Form((Page("p1", questions=asked),))

    def _open(self, now: datetime) -> None:
        audience = Audience(self.told.get("audience", Audience.ANYBODY))
        facts = self.told.get("uses_facts", False)
        frame = actions.Frame(**self._frame(), audience=audience, uses_facts=facts)
        origin = actions.Origin(self._form())
        if "study" in self.told:
            study = queries.study(self.told["study"], "ar")
            assert study is not None  # noqa: S101 -- the content names a study of the room
            before = queries.any_survey_at(self.told.get("repeats", ""))
            origin = actions.Origin(study.form, study.name, before)
        self.held = actions.draft_survey(frame=frame, origin=origin, **self._where(), **self._staff(now))
        self.held = actions.open_survey(survey=self.held, **self._staff(now))

    def _answer(self, now: datetime) -> None:
        drawing = random.Random(self.told["slug"])  # noqa: S311 -- a demonstration, the same each time
        version = queries.asked_version(self.held)
        places = [key for key, _name in queries.places(self.held)]
        around = queries.quarters(self.held, version.form.questions) if version else []
        for at in range(self.told["answers"]):
            typed = {
                f"q{number}": _drawn(row, drawing, at, around)
                for number, row in enumerate(self.told.get("questions", ()), start=1)
            }
            if "study" in self.told and version is not None:
                typed = {
                    one.key: _any(one, drawing, places, self.told["leaning"])
                    for one in version.form.questions
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
        profile=Profile(row["profile"]) if "profile" in row else None,
        **{name: row[name] for name in ("least", "most", "low_words", "high_words") if name in row},
    )


def _any(one: Question, drawing: random.Random, places: list[str], leaning: float) -> Any:  # noqa: ANN401
    """Answer a question of a study: the higher ``leaning``, the more the first choices are picked."""
    keys = [choice.key for choice in one.choices]
    weights = [leaning**at for at in range(len(keys))]
    match one.kind:
        case QuestionKind.ONE:
            return drawing.choices(keys, weights)[0]
        case QuestionKind.SEVERAL:
            return list(dict.fromkeys(drawing.choices(keys, weights, k=one.most or 2)))
        case QuestionKind.RANKING:
            return sorted(keys, key=lambda key: drawing.random() / weights[keys.index(key)])
        case QuestionKind.MATRIX:
            return {row.key: drawing.choices(keys, weights)[0] for row in one.rows}
        case QuestionKind.SCALE:
            return str(min(one.most or 5, drawing.choice((1, 2, 3, 4)) + (leaning < USED)))
        case QuestionKind.NUMBER:
            return str(drawing.randint(18, 74))
        case QuestionKind.PLACE:
            return drawing.choice(places) if places else ""
        case _:
            return ""


def _pointed(drawing: random.Random, around: Sequence[Quarter], weights: list[int]) -> dict[str, str]:
    """Point near one of the first neighbourhoods, the first ones more often."""
    near = drawing.choices(around[: len(weights)], weights[: len(around)])[0]
    spread = drawing.uniform(-0.002, 0.002), drawing.uniform(-0.002, 0.002)
    return {
        "latitude": f"{near.latitude + spread[0]:.5f}",
        "longitude": f"{near.longitude + spread[1]:.5f}",
    }


def _drawn(row: Row, drawing: random.Random, at: int, around: Sequence[Quarter]) -> Any:  # noqa: ANN401 -- as a browser would send it
    if row["kind"] == QuestionKind.POINT:
        return _pointed(drawing, around, row["weights"]) if around else {}
    if row["kind"] == QuestionKind.LONG:
        said: list[str] = row["said"]
        return said[at] if at < len(said) else ""
    if row["kind"] == QuestionKind.NUMBER:
        return str(drawing.randint(row["least"], row["most"]))
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
