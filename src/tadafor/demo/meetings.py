"""The meetings of the demonstration: the timelines of two communes as records, and meetings around today."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tadafor.demo.ground import Ground
from tadafor.demo.live import Live
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.kernel import clock
from tadafor.meetings import actions, queries, rules
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind, Sex

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
_PLAIN = ("title", "purpose", "place", "access_note", "link", "organiser", "series")
_LISTS = ("partners", "audiences")
_STEP = timedelta(minutes=4)


def acts(ground: Ground) -> Iterator[Act]:
    """Give every act of every meeting with its moment and its territory."""
    for path in sorted((CONTENT / "meetings").glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        recorded = ground.at(Moment.read(told["recorded"]))
        for at, row in enumerate(told["held"]):
            record = Record(ground, told["territory"], {"source": told["source"]} | row)
            yield recorded + at * _STEP, record.tell, told["territory"]
        for row in told["coming"]:
            yield from Meeting(ground, told["territory"], row).acts()


def _told(row: Row, starts: datetime, ends: datetime) -> actions.Told:
    words = {name: row[name] for name in (*_PLAIN, *_LISTS) if name in row}
    form = row.get("form", "online" if row["kind"] == "webinar" else "in_person")
    return actions.Told(
        kind=rules.Kind(row["kind"]),
        starts_at=starts,
        ends_at=ends,
        form=rules.Form(form),
        access=[rules.Access(one) for one in row.get("access", ())],
        takes_registrations="seats" in row,
        seats=row.get("seats"),
        groups=[(name, seats) for name, seats in row.get("groups", ())],
        questions=[(words, needed) for words, needed in row.get("questions", ())],
        unsaid=frozenset(rules.Unsaid(one) for one in row.get("unsaid", ())),
        source=row.get("source", ""),
        **words,
    )


@dataclass
class Record:
    """A meeting of the past, told as its source tells it."""

    ground: Ground
    territory: str
    row: Row

    def _staff(self, role: RoleKind) -> Actor:
        return self.ground.staff(self.territory, role)

    def tell(self, now: datetime) -> None:
        """Write it, announce it, tell its counts and what it made, as far as the source does."""
        writer = self._staff(RoleKind.FOCAL_POINT)
        meeting = actions.draft_meeting(
            territory=self.ground.tenants[self.territory],
            told=_told(self.row, *self._hours()),
            actor=writer,
            now=now,
            is_demonstration=True,
        )
        actions.announce(meeting=meeting, actor=writer, now=now)
        if counts := self.row.get("counts"):
            actions.tell_counts(meeting=meeting, counts=_counts(counts), actor=writer, now=now)
        if "summary" in self.row:
            _write(meeting, self.row, writer, now)
            actions.submit_minutes(meeting=meeting, actor=writer, now=now)
            actions.publish_minutes(meeting=meeting, actor=self._staff(RoleKind.DIRECTOR), now=now)

    def _hours(self) -> tuple[datetime, datetime]:
        """Return its hours; the whole of its days where the source tells none."""
        first, last = (date.fromisoformat(one) for one in (self.row["days"][0], self.row["days"][-1]))
        if hours := self.row.get("hours"):
            starts, ends = (time.fromisoformat(one) for one in hours)
            return (
                datetime.combine(first, starts, tzinfo=clock.CASABLANCA),
                datetime.combine(last, ends, tzinfo=clock.CASABLANCA),
            )
        return clock.start_of(first), clock.start_of(last + timedelta(days=1))


def _counts(told: Row) -> rules.Counts:
    parts = ((name.partition(":"), count) for name, count in told.items())
    return {(rules.Fact(fact), value): count for (fact, _colon, value), count in parts}


def _write(
    meeting: queries.Meeting, row: Row, writer: Actor, now: datetime, duties: list[rules.Duty] | None = None
) -> None:
    account = actions.Account(
        summary=row["summary"],
        decisions=row.get("decisions", ()),
        outputs={rules.Product(name): count for name, count in row["outputs"].items()},
        outputs_note=row.get("outputs_note", ""),
        duties=duties or (),
    )
    actions.write_minutes(meeting=meeting, account=account, seen=0, actor=writer, now=now)


@dataclass
class Meeting:
    """A meeting around today, from its announcement on."""

    ground: Ground
    territory: str
    row: Row
    held: queries.Meeting = field(init=False)
    live: Live = field(init=False)

    def _at(self, name: str) -> datetime:
        return self.ground.at(Moment.read(self.row[name]))

    @property
    def _writer(self) -> Actor:
        return self.ground.staff(self.territory, RoleKind.FOCAL_POINT)

    def acts(self) -> Iterator[Act]:
        written = self._at("written")
        yield written, self._announce, self.territory
        for at, (person, quality) in enumerate(self.row.get("register", ()), start=1):
            yield written + timedelta(hours=5 * at), self._registering(person, quality), self.territory
        if "cancelled" in self.row:
            yield self._at("cancelled"), self._cancel, self.territory
        if "came" in self.row:
            yield self._at("starts"), self._enter, self.territory
            yield self._at("ends") + timedelta(minutes=30), self._close, self.territory
        if "asked" in self.row:
            yield self._at("starts") + timedelta(hours=1), self._open_room, self.territory
            live = self.live = Live(self.row)
            yield self._at("ends"), live.end, self.territory
            yield self._at("ends") + timedelta(days=1), live.thoughts, self.territory
            yield self._at("ends") + timedelta(days=8), live.settle, self.territory
        if "cards" in self.row:
            yield self._at("ends") - timedelta(hours=1), self._collect, self.territory
        if "summary" in self.row:
            yield self._at("ends") + timedelta(days=2), self._minutes, self.territory

    def _announce(self, now: datetime) -> None:
        self.held = actions.draft_meeting(
            territory=self.ground.tenants[self.territory],
            told=_told(self.row, self._at("starts"), self._at("ends")),
            actor=self._writer,
            now=now,
            is_demonstration=True,
        )
        if agenda := self.row.get("agenda"):
            items = [rules.Item(*point) for point in agenda]
            actions.set_agenda(meeting=self.held, items=items, actor=self._writer, now=now)
        actions.announce(meeting=self.held, actor=self._writer, now=now)

    def _registering(self, person: str, quality: str) -> Callable[[datetime], object]:
        def register(now: datetime) -> None:
            who = self.ground.actor(person)
            coming = actions.Coming(name=who.name, quality=rules.Quality(quality))
            actions.register(meeting=self.held, coming=coming, actor=who, now=now)

        return register

    def _cancel(self, now: datetime) -> None:
        actions.cancel(meeting=self.held, reason=self.row["because"], actor=self._writer, now=now)

    def _enter(self, now: datetime) -> None:
        """Enter those who came without their names, as a clerk does in a hurry."""
        clerk = self.ground.staff(self.territory, RoleKind.CLERK)
        came = [quality for quality, count in self.row["came"].items() for _each in range(count)]
        for at, quality in enumerate(came):
            sex = Sex.MAN if at % 5 in {1, 3} else Sex.WOMAN
            association = f"جمعية تجريبية {at // 2 + 1}" if quality == rules.Quality.ASSOCIATION else ""
            arrival = rules.Arrival(rules.Quality(quality), association=association, sex=sex)
            sent = actions.Sent(token=f"demonstration-{at}")
            actions.check_in(meeting=self.held, arrival=arrival, ticket="", sent=sent, actor=clerk, now=now)

    def _open_room(self, now: datetime) -> None:
        self.live.open(self.held, self._writer, now)

    def _collect(self, now: datetime) -> None:
        for at, (table, theme, body) in enumerate(self.row["cards"]):
            written = actions.Written(body=body, token=f"demonstration-{at}", table=table, theme=theme)
            actions.collect_card(meeting=self.held, written=written, actor=self._writer, now=now)

    def _close(self, now: datetime) -> None:
        actions.close_list(meeting=self.held, actor=self._writer, now=now)

    def _minutes(self, now: datetime) -> None:
        today = self.ground.today
        duties = [
            rules.Duty(what, owner, today + timedelta(days=int(due)))
            for what, owner, due in self.row.get("duties", ())
        ]
        _write(self.held, self.row, self._writer, now, duties)
        actions.submit_minutes(meeting=self.held, actor=self._writer, now=now + timedelta(hours=1))
