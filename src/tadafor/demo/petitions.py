"""The petitions of the demonstration: those of the sources, and three that are alive today."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tadafor.associations import actions as associations
from tadafor.demo.ground import LINKS_CONFIRMED, Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.documents.actions.cleaning import CleanFile
from tadafor.documents.rules import Kind
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import Contact, ContactKind, RoleKind
from tadafor.people.rules.cards import Card, CardKind
from tadafor.petitions import actions, queries, rules
from tadafor.territories import rules as time

Act = tuple[datetime, Callable[[datetime], object]]
DAYS_LEFT = 3
WITHIN = timedelta(minutes=25)  # a wave comes within an hour of the clock
# Who speaks for more than one association, which the content of the people does not say.
MANDATES = (("idris", "shorfa"), ("idris", "wolouj"))


def begin(ground: Ground) -> None:
    """Bring the law, and let some speak for the associations that petition."""
    actions.bring_national_law(now=ground.at(LINKS_CONFIRMED))
    _mandates(ground)


def lives(ground: Ground, present: datetime) -> "list[Petition]":
    """Return the petitions of the content, whose acts happen among those of the councils that answer them."""
    told = tomllib.loads((CONTENT / "petitions" / "petitions.toml").read_text("utf-8"))
    return [Petition(ground, one, present) for one in told["petitions"]]


def _mandates(ground: Ground) -> None:
    now = ground.at(LINKS_CONFIRMED)
    for person, association in MANDATES:
        territory = ground.content.people[person].territory
        with within(ground.tenants[territory].pk), clock.stopped_at(now):
            associations.give_mandate(
                actor=ground.staff(territory, RoleKind.CLERK),
                territory_id=ground.tenants[territory].pk,
                association=ground.associations[association],
                person=ground.accounts[person],
                until=None,
                now=now,
            )


@dataclass
class Petition:
    """One petition of the content, and what became of it."""

    ground: Ground
    told: dict[str, Any]
    present: datetime
    held: queries.Petition = field(init=False)

    @property
    def tenant_id(self) -> int:
        return self.ground.tenants[self.told["territory"]].pk

    @property
    def agent(self) -> Actor:
        return self.ground.actor(self.told["agent"])

    def staff(self, role: RoleKind) -> Actor:
        return self.ground.staff(self.told["territory"], role)

    def at(self, name: str) -> datetime:
        if self.told[name] == "limit":
            day = time.add_months(clock.day_of(self.present) + timedelta(days=DAYS_LEFT), -3)
            return clock.start_of(day) + timedelta(hours=10)
        return self.ground.at(Moment.read(self.told[name]))

    def acts(self) -> Iterator[Act]:
        if "brought" in self.told:
            yield self.at("brought"), self._at_counter
            yield self.at("brought") + timedelta(hours=3), self._enter
            return
        drafted = self.at("drafted")
        yield drafted, self._draft
        if "opened" in self.told:
            yield self.at("opened"), self._open
            yield from self._signing(self.at("opened"))
        if "deposited" in self.told:
            deposited = self.at("deposited")
            yield deposited - timedelta(hours=2), self._complete
            yield deposited, self._deposit
            yield deposited + timedelta(days=2), self._refer
        if "looked_at" in self.told:
            yield self.at("looked_at"), self._look
        if "accepted" in self.told:
            yield self.at("accepted") - timedelta(hours=1), self._find
            yield self.at("accepted"), self._accept
            yield self.at("accepted") + timedelta(hours=1), self._to_committee

    def _words(self) -> actions.Words:
        told = self.told
        names = ("object", "reasons", "aims")
        return actions.Words(told["title"], *(told.get(name, "") for name in names))

    def _draft(self, now: datetime) -> None:
        key = self.told.get("association")
        self.held = actions.draft_petition(
            territory=self.ground.tenants[self.told["territory"]],
            words=self._words(),
            actor=self.agent,
            now=now,
            speaks_for=self.ground.associations[key].pk if key else None,
            is_demonstration=True,
        )

    def _fill(self, now: datetime) -> None:
        facts: dict[str, Any] = {"petition": self.held, "actor": self.agent, "now": now}
        agent = actions.Agent(self.agent.name, "عنوان للعرض", Card(CardKind.NATIONAL, "AB100001"))
        actions.write(**facts, words=self._words(), agent=agent, seen=1)
        actions.tick(**facts, conditions=[condition.value for condition in rules.Condition])

    def _open(self, now: datetime) -> None:
        self._fill(now)
        self.held = actions.open_collecting(petition=self.held, actor=self.agent, now=now)

    def _complete(self, now: datetime) -> None:
        """Fill the form and join the documents that the law asks for."""
        if "opened" not in self.told:
            self._fill(now)
        asked = queries.asked_of(self.held.territory, self.held.sort, on=clock.day_of(now))
        for annex in rules.to_join(asked):
            actions.join_annex(
                petition=self.held,
                annex=rules.Annex(annex),
                file=CleanFile("نسخة للعرض".encode(), Kind.TEXT, f"{annex}.txt"),
                actor=self.agent,
                now=now,
            )

    # ---- signatures

    def _signing(self, opened: datetime) -> Iterator[Act]:
        count = self.told.get("online", 0)
        until = self.at("deposited") if "deposited" in self.told else self.present
        step = (until - opened) / (count + 1)
        for place in range(1, count + 1):
            yield opened + step * place, self._sign(place)
        for place, lines in enumerate(self.told.get("sheets", []), start=1):
            yield opened + timedelta(days=2 * place), self._sheet(lines, closed=True)
        if half := self.told.get("half"):
            yield self.present - timedelta(hours=3), self._sheet(half, closed=False)
        for place, wave in enumerate(self.told.get("waves", []), start=1):
            yield from self._wave(place, wave)
        yield self.present - timedelta(minutes=30), self._count

    def _sign(self, place: int) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            actions.sign(
                petition=self.held,
                signed=actions.Signed(
                    name=f"موقعة للعرض {place}",
                    card=Card(CardKind.NATIONAL, f"LB{3_000 + place}"),
                    tie=rules.Tie.RESIDENCE,
                    contact=Contact(ContactKind.EMAIL, f"signer{place}@example.org"),
                    shows_name=place % 3 == 0,
                    network=f"demonstration {place % 5}",
                ),
                limits=rules.Limits(),
                now=now,
            )

        return act

    # ---- signatures that come together, and what the bureau does about them

    def _wave(self, number: int, wave: dict[str, Any]) -> Iterator[Act]:
        began = self.ground.at(Moment.read(wave["began"]))
        for place in range(1, wave["count"] + 1):
            yield began + WITHIN / wave["count"] * (place - 1), self._sign_together(number, place, wave)
        yield began + 2 * WITHIN, self._count
        if "taken_out" in wave:
            yield self.ground.at(Moment.read(wave["taken_out"])), self._take_out(began, wave)
        if "undone" in wave:
            yield self.ground.at(Moment.read(wave["undone"])), self._undo(wave)

    def _sign_together(self, number: int, place: int, wave: dict[str, Any]) -> Callable[[datetime], object]:
        contacts = wave.get("contacts", wave["count"])

        def act(now: datetime) -> None:
            actions.sign(
                petition=self.held,
                signed=actions.Signed(
                    name=f"موقع للعرض {number}-{place}",
                    card=Card(CardKind.NATIONAL, f"LD{number * 1_000 + place}"),
                    tie=rules.Tie.RESIDENCE,
                    contact=Contact(ContactKind.EMAIL, f"wave{number}.{place % contacts}@example.org"),
                    network=f"demonstration {number}.{place % wave['networks']}",
                    device=f"demonstration {number}.{place % wave['devices']}",
                ),
                limits=rules.Limits(),
                now=now,
            )

        return act

    def _take_out(self, began: datetime, wave: dict[str, Any]) -> Callable[[datetime], object]:
        """Count dry, as the page does first, then take out what was counted."""

        def act(now: datetime) -> None:
            hour = began.replace(minute=0)
            span: dict[str, Any] = {"since": hour, "until": hour + timedelta(hours=1)}
            found = queries.chosen(self.held, **span, network="", device="").count()
            actions.invalidate(
                **self._bureau(now),
                criteria=actions.Criteria(**span),
                announced=found,
                reason=wave["because"],
            )

        return act

    def _undo(self, wave: dict[str, Any]) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            actions.undo_batch(
                batch=queries.batches_of(self.held).order_by("-made_at")[0],
                reason=wave["undone_because"],
                actor=self.staff(RoleKind.DIRECTOR),
                now=now,
            )

        return act

    def _sheet(self, lines: int, *, closed: bool) -> Callable[[datetime], object]:
        def act(now: datetime) -> None:
            facts: dict[str, Any] = {"petition": self.held, "actor": self.agent, "now": now}
            number = actions.print_sheets(**facts, count=1)[0].number
            for position in range(1, lines + 1):
                actions.enter_line(**facts, number=number, line=_line(number, position))
            if closed:
                actions.close_sheet(**facts, number=number, declared=lines)

        return act

    def _count(self, now: datetime) -> None:
        actions.count_on(petition_id=self.held.pk, now=now)

    # ---- brought on paper

    def _at_counter(self, now: datetime) -> None:
        """Written and signed on paper only: the clerk records it, the receipt is given at once."""
        self.held = actions.deposit_at_counter(
            territory=self.ground.tenants[self.told["territory"]],
            brought=actions.Counter(
                words=self._words(),
                agent=actions.Agent(
                    self.told["agent_name"], "عنوان للعرض", Card(CardKind.NATIONAL, "AB100002")
                ),
                deposited_at=now - timedelta(minutes=10),
                lines=self.told["lines"],
                sheets=self.told["on_sheets"],
                annexes=[rules.Annex(name) for name in self.told["annexes"]],
            ),
            token="demonstration",  # noqa: S106 -- a form, not a secret
            actor=self.staff(RoleKind.CLERK),
            now=now,
            is_demonstration=True,
        )

    def _enter(self, now: datetime) -> None:
        """The first sheet is closed, the second half entered; the others wait."""
        facts: dict[str, Any] = {"petition": self.held, "actor": self.staff(RoleKind.CLERK), "now": now}
        for number, lines in enumerate(self.told["entered"], start=1):
            for position in range(1, lines + 1):
                actions.enter_line(**facts, number=number, line=_line(number, position))
        actions.close_sheet(**facts, number=1, declared=self.told["entered"][0])

    # ---- the bureau and the council

    def _deposit(self, now: datetime) -> None:
        self.held = actions.deposit(petition=self.held, actor=self.agent, now=now)

    def _bureau(self, now: datetime) -> dict[str, Any]:
        return {"petition": self.held, "actor": self.staff(RoleKind.DIRECTOR), "now": now}

    def _refer(self, now: datetime) -> None:
        actions.refer(**self._bureau(now))

    def _look(self, now: datetime) -> None:
        """Look at a sheet twice, by two apart: one line refused and contested, one on which they differ."""
        lines = queries.lines_of(queries.sheets_of(self.held)[0])
        signed = [line.position for line in lines if line.signature_id]
        refused, differing = signed[2], signed[4]
        for role in (RoleKind.CLERK, RoleKind.FOCAL_POINT):
            for position in signed:
                holds = position != refused and (position != differing or role is RoleKind.CLERK)
                actions.look_at_line(
                    petition=self.held,
                    number=1,
                    position=position,
                    holds=holds,
                    reason=None if holds else rules.LineReason.NO_SIGNATURE,
                    actor=self.staff(role),
                    now=now,
                )
        actions.contest_line(
            petition=self.held,
            number=1,
            position=refused,
            reason=self.told["contested"],
            actor=self.agent,
            now=now + timedelta(hours=1),
        )

    def _find(self, now: datetime) -> None:
        asked = queries.taken_up(self.held.asked_at_deposit or {})
        for condition in asked.conditions:
            actions.record_finding(
                **self._bureau(now), condition=condition, finding=rules.Finding.MET, note=""
            )

    def _accept(self, now: datetime) -> None:
        actions.accept(**self._bureau(now))

    def _to_committee(self, now: datetime) -> None:
        """The session that places the petition and answers it is told with the councils."""
        actions.send_to_committee(
            **self._bureau(now), committee="اللجنة الدائمة المختصة", met_on=None, opinion=""
        )


def _line(number: int, position: int) -> actions.Line:
    if position % 9 == 0:
        return actions.Line(position, rules.LineState.UNREADABLE)
    return actions.Line(
        position,
        rules.LineState.VALID,
        name=f"موقع للعرض {number}-{position}",
        card=Card(CardKind.NATIONAL, f"LC{number * 100 + position}"),
    )
