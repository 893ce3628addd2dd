"""Openness programmes: consultations on project cards, in rounds, told by ``content/programmes/*.toml``.

A file holds the frame of one consultation, its ``axes``, ``[committee]``, ``[[rounds]]`` (the first is
announced with it; a further one is ``planned``, and each may have a ``meeting``), ``[[cards]]``,
``[[remarks]]`` and ``[[versions]]`` whose cards say the fields that changed and ``because`` of which
remarks. Moments are written as in the other files.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tadafor.consultations import actions, queries, rules
from tadafor.demo.ground import Ground
from tadafor.demo.life import Act
from tadafor.demo.told import Moment
from tadafor.kernel.clock import day_of
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel, RoleKind

if TYPE_CHECKING:
    from tadafor.consultations.models import CommitteeMeeting

CONTENT = Path(__file__).parent / "content" / "programmes"
Table = Mapping[str, Any]
FIELDS = tuple(one.value for one in rules.Field)


@cache
def programmes() -> tuple[Table, ...]:
    """Every programme of the content."""
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(CONTENT.glob("*.toml")))


@dataclass(frozen=True)
class Where:
    """What the loader must know of a programme: in which territory it happens."""

    territory: str


@dataclass
class Programme:
    """A programme of the content, and what became of it in the database."""

    ground: Ground
    content: Table
    made: dict[str, queries.Contribution] = field(default_factory=dict)
    meetings: "dict[int, CommitteeMeeting]" = field(default_factory=dict)
    held: queries.Consultation = field(init=False)

    @property
    def told(self) -> Where:
        return Where(self.content["territory"])

    def at(self, written: str) -> datetime:
        return self.ground.at(Moment.read(written))

    def day(self, written: str) -> date:
        return day_of(self.at(f"{written} 12:00"))

    def staff(self, role: RoleKind = RoleKind.FOCAL_POINT) -> Actor:
        return self.ground.staff(self.content["territory"], role)

    def acts(self) -> Iterator[Act]:
        """Everything that happens, each at its moment."""
        announced = self.at(self.content["announced"])
        yield announced - timedelta(days=2), self._draft
        yield announced - timedelta(days=1), self._write_cards
        yield announced, self._announce
        if committee := self.content.get("committee"):
            yield self.at(committee["at"]), self._found_committee
        for number, one in enumerate(self.content["rounds"], start=1):
            yield from self._round(number, one)
        for remark in self.content.get("remarks", ()):
            yield self.at(remark["at"]), self._remark(remark)
            for place, key in enumerate(self._supporters(remark), start=1):
                yield self.at(remark["at"]) + timedelta(minutes=20 * place), self._support(remark, key)
        for version in self.content.get("versions", ()):
            yield self.at(version["at"]), self._publish(version)
        if "concluded" in self.content:
            yield self.at(self.content["concluded"]), self._conclude
        if adoption := self.content.get("adoption"):
            yield self.at(f"{adoption['on']} 10:00"), self._adopt

    def _draft(self, now: datetime) -> None:
        told, first = self.content, self.content["rounds"][0]
        tenant = self.ground.tenants[told["territory"]]
        self.held = actions.draft_consultation(
            territory_id=tenant.pk,
            territory_slug=tenant.slug,
            settings=actions.Settings(
                title=told["title"],
                slug=told["slug"],
                stake=f"{told['stake'].strip()}\n\n{told['demonstration']}",
                promise=told["promise"],
                opens_on=self.day(first["opens"]),
                closes_on=self.day(first["closes"]),
                audience=rules.Audience(told["who"]),
                names_shown=rules.NamesShown.INITIAL,
                moderation=rules.Moderation.AFTER,
                subject=rules.Subject.CARDS,
            ),
            actor=self.staff(),
            now=now,
            is_demonstration=True,
        )

    def _write_cards(self, now: datetime) -> None:
        facts: dict[str, Any] = {"consultation": self.held, "actor": self.staff(), "now": now}
        actions.set_axes(names=self.content["axes"], **facts)
        for card in self.content["cards"]:
            actions.add_card(text=_text(card), causes=[], **facts)
        actions.change_round(words=self._words(self.content["rounds"][0]), **facts)

    def _announce(self, now: datetime) -> None:
        actions.announce(consultation=self.held, actor=self.staff(), now=now)

    def _found_committee(self, now: datetime) -> None:
        told = self.content["committee"]
        actions.found_committee(
            consultation=self.held,
            name=told["name"],
            founded_by=told["founded_by"],
            founded_on=day_of(now),
            members=[(seat.strip("* "), seat.startswith("*")) for seat in told["seats"]],
            actor=self.staff(),
            now=now,
        )

    # ---- the rounds

    def _round(self, number: int, one: Table) -> Iterator[Act]:
        if "planned" in one:
            yield self.at(one["planned"]), self._plan(one)
        if "meeting" in one:
            met = self.at(one["meeting"]["at"])
            yield met, self._examine(number, one)
            yield met + timedelta(days=1), self._approve(number)

    def _words(self, one: Table) -> actions.RoundWords:
        return actions.RoundWords(
            opens_on=self.day(one["opens"]),
            closes_on=self.day(one["closes"]),
            channel=Channel(one["channel"]),
            place=one.get("place", ""),
            instruction=one["instruction"],
        )

    def _plan(self, one: Table) -> Callable[[datetime], object]:
        return lambda now: actions.plan_round(
            consultation=self.held, words=self._words(one), actor=self.staff(), now=now
        )

    def _of_round(self, number: int) -> list[Table]:
        one = self.content["rounds"][number - 1]
        days = self.day(one["opens"]), self.day(one["closes"])
        return [
            remark
            for remark in self.content["remarks"]
            if "decision" in remark and days[0] <= day_of(self.at(remark["at"])) <= days[1]
        ]

    def _examine(self, number: int, one: Table) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            told = one["meeting"]
            meeting = actions.record_meeting(
                consultation=self.held,
                held_on=day_of(now),
                place=told["place"],
                present=told["present"],
                summary=told["summary"],
                actor=self.staff(),
                now=now,
            )
            for remark in self._of_round(number):
                decision = remark["decision"]
                actions.draft_decision(
                    contribution=self.made[remark["key"]],
                    draft=rules.Draft(
                        outcome=rules.Outcome(decision["outcome"]),
                        reason=decision["reason"],
                        has_meeting=True,
                        vote=rules.Vote(*decision["votes"]),
                    ),
                    meeting=meeting,
                    seen=0,
                    actor=self.staff(),
                    now=now,
                )

        return act

    def _approve(self, number: int) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            numbers = [self.made[remark["key"]].number for remark in self._of_round(number)]
            actions.approve(
                consultation=self.held,
                numbers=numbers,
                seen=dict.fromkeys(numbers, 1),
                actor=self.staff(RoleKind.DIRECTOR),
                now=now,
            )

        return act

    # ---- the remarks

    def _remark(self, remark: Table) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            facts: dict[str, Any] = {
                "consultation": self.held,
                "words": self._said(remark),
                "now": now,
                "token": f"demo-{remark['key']}"[:32],
            }
            if remark.get("channel", "online") == "online":
                association = remark.get("association")
                speaks_for = self.ground.associations[association].pk if association else None
                made = actions.contribute(
                    actor=self.ground.actor(remark["author"]), speaks_for=speaks_for, **facts
                )
            else:
                made = actions.enter_contribution(
                    received=self._received(remark, now), actor=self.staff(RoleKind.CLERK), **facts
                )
            self.made[remark["key"]] = made

        return act

    def _said(self, remark: Table) -> actions.Words:
        kind = rules.Kind(remark.get("kind", "remark"))
        sheet = rules.Sheet.of(remark)
        if kind is rules.Kind.AMENDMENT:
            standing = next(one for one in self.content["cards"] if one["number"] == remark["card"])
            sheet = rules.Sheet.of({**standing, **remark})
        return actions.Words(
            kind=kind,
            body=remark.get("why", ""),
            title=remark.get("title", ""),
            passage=f"project-{remark['card']}" if "card" in remark else None,
            sheet=sheet,
            axis=remark.get("axis", ""),
        )

    def _received(self, remark: Table, now: datetime) -> actions.Received:
        content, association = self.ground.content, remark.get("association")
        name = (
            content.associations[association].name if association else content.people[remark["author"]].name
        )
        kind = rules.AuthorKind.ASSOCIATION if association else rules.AuthorKind.CITIZEN
        return actions.Received(Channel(remark["channel"]), day_of(now), name.ar, kind)

    def _supporters(self, remark: Table) -> list[str]:
        """Choose as many neighbours as the content says, always the same ones."""
        people = [
            person.key
            for person in self.ground.content.people.values()
            if person.territory == self.content["territory"]
            and not person.is_cast
            and person.key != remark["author"]
        ]
        return people[: remark.get("supports", 0)]

    def _support(self, remark: Table, key: str) -> Callable[[datetime], object]:
        return lambda now: actions.support(
            contribution=self.made[remark["key"]], actor=self.ground.actor(key), now=now
        )

    # ---- better cards and the end

    def _publish(self, version: Table) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            facts: dict[str, Any] = {"actor": self.staff(), "now": now}
            draft = actions.open_draft(consultation=self.held, **facts)
            standing = {one.number: one for one in queries.cards_of(draft)}
            for change in version["cards"]:
                wording = standing[change["number"]]
                text = actions.CardText(
                    number=wording.number,
                    title=wording.title,
                    sheet=rules.Sheet.of({**wording.five.values(), **_fields(change)}),
                    axis=wording.card.axis,
                    principles=wording.card.principles,
                    cost=wording.cost,
                )
                causes = [self.made[key].number for key in change["because"]]
                actions.save_card(wording=wording, text=text, causes=causes, seen=wording.revision, **facts)
            actions.publish_version(consultation=self.held, note=version["note"], **facts)

        return act

    def _conclude(self, now: datetime) -> None:
        actions.conclude(
            consultation=self.held,
            words=self.content["conclusion"],
            unchanged_because="",
            actor=self.staff(),
            now=now,
        )

    def _adopt(self, now: datetime) -> None:
        told = self.content["adoption"]
        actions.record_adoption(
            consultation=self.held,
            session=told["session"],
            adopted_on=day_of(now),
            decision_number=told["number"],
            note=told["note"],
            actor=self.staff(),
            now=now,
        )


def _fields(table: Table) -> dict[str, str]:
    return {name: table[name] for name in FIELDS if name in table}


def _text(card: Table) -> actions.CardText:
    return actions.CardText(
        number=card["number"],
        title=card["title"],
        sheet=rules.Sheet.of(_fields(card)),
        axis=card["axis"],
        principles=frozenset(rules.Principle(one) for one in card["principles"]),
        cost=card.get("cost"),
    )
