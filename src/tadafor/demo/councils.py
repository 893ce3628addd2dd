"""Councils and bodies of the demonstration, lived through act by act."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tadafor.consultations import queries as consultations
from tadafor.councils import actions, queries, rules
from tadafor.demo.ground import Ground
from tadafor.demo.petitions import Petition
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.kernel.clock import day_of
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories.rules import SessionKind, add_months

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
FOUNDED = "2023-09-01"


@cache
def _told() -> dict[str, list[Row]]:
    return tomllib.loads((CONTENT / "councils.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Councils:
    """What the content tells of councils and bodies, as acts at their moments."""

    ground: Ground
    petitions: dict[str, Petition]
    told: dict[str, list[Row]] = field(default_factory=_told)

    def acts(self) -> Iterator[Act]:
        """Give every act with its moment and its territory."""
        for row in self.told["bodies"]:
            yield self._act(FOUNDED, "09:00", self._found, row)
        for row in self.told["calls"]:
            yield from self._lot(row)
        for row in self.told["sessions"]:
            yield self._act(row["convened"], "09:00", self._prepare, row)
            yield self._act(f"{row['opens']:%Y-%m-%d}", "13:00", self._sit, row)
            yield self._act(row["closed"], "16:00", self._close, row)
            for made in row.get("steps", ()):
                yield self._act(made["day"], "11:00", self._step, row | made)
        for row in self.told["opinions"]:
            yield self._act(row["begun"], "10:00", self._begin, row)
            if "meeting" in row:
                yield self._act(row["meeting"], "14:00", self._adopt, row)
                yield self._act(row["sent"], "10:00", self._send, row)
                yield self._act(row["answered"], "10:00", self._answer, row)
        for row in self.told["meetings"]:
            yield self._act(row["day"], "12:00", self._meet, row)

    def _lot(self, row: Row) -> Iterator[Act]:
        day, hour = row["opened"].split()
        yield self._act(day, hour, self._call, row)
        if "frozen" in row:
            yield self._act(row["frozen"], "10:00", self._freeze, row)
            yield self._act(row["published"], "10:00", self._publish, row)
            yield self._act(row["drawn"], "16:00", self._draw, row)
            yield self._act(row["seated"], "11:00", self._seat_drawn, row)

    def _act(self, day: str, hour: str, verb: Callable[[Row, datetime], object], row: Row) -> Act:
        moment = self.ground.at(Moment.read(f"{day} {hour}"))
        return moment, lambda now: verb(row, now), row["territory"]

    def _staff(self, row: Row) -> Actor:
        return self.ground.staff(row["territory"], RoleKind.FOCAL_POINT)

    # ---- bodies

    def _found(self, row: Row, now: datetime) -> None:
        known = ("slug", "name", "purpose", "founded_by", "founded_on", "seats")
        facts = actions.BodyFacts(kind=rules.BodyKind(row["kind"]), **{name: row[name] for name in known})
        body = actions.found_body(
            territory=self.ground.tenants[row["territory"]],
            facts=facts,
            actor=self._staff(row),
            now=now,
            is_demonstration=True,
        )
        for capacity, charge, sex, age, *account in row["members"]:
            seat = actions.SeatFacts(
                capacity=capacity,
                charge=rules.Charge(charge),
                since=row["founded_on"],
                sex=rules.MemberSex(sex),
                age=rules.MemberAge(age),
                person_id=self.ground.accounts[account[0]].pk if account else None,
            )
            actions.seat_member(body=body, facts=seat, actor=self._staff(row), now=now)

    def _body(self, slug: str) -> queries.Body:
        body = queries.body_at(slug)
        if body is None:
            raise LookupError(slug)
        return body

    def _meet(self, row: Row, now: datetime) -> None:
        body, actor = self._body(row["body"]), self._staff(row)
        facts = actions.MeetingFacts(day=now.date(), place=row["place"], agenda=row["agenda"])
        meeting = actions.call_meeting(body=body, facts=facts, actor=actor, now=now)
        members = list(queries.members_on(body, meeting.day).values_list("pk", flat=True))
        present = members[: row["present"]]
        meeting = actions.hold_meeting(meeting=meeting, present=present, actor=actor, now=now)
        if row["minutes"]:
            actions.write_meeting_minutes(meeting=meeting, text=row["minutes"], actor=actor, now=now)
            actions.publish_meeting_minutes(meeting=meeting, kept_because="", actor=actor, now=now)

    def _call(self, row: Row, now: datetime) -> None:
        """A call for volunteers that a newcomer can answer, its quotas from the census."""
        today, actor = day_of(now), self._staff(row)
        census = queries.census_of(self.ground.tenants[row["territory"]])
        sits = today + timedelta(days=row["sits_in"])
        facts = actions.DrawFacts(
            seats=row["seats"],
            closes_on=today + timedelta(days=row["closes_in"]),
            one_per_household=True,
            mandate_since=sits,
            mandate_until=add_months(sits, row["months"]),
            quotas=tuple(census.quotas(row["seats"])) if census else (),
            quotas_source=census.source if census else "",
        )
        draw = actions.open_draw(body=self._body(row["body"]), facts=facts, actor=actor, now=now)
        for person, sex, age, address in row["volunteers"]:
            said = actions.VolunteerFacts(sex=rules.LotSex(sex), age=age, address=address, consents=True)
            actions.volunteer(draw=draw, facts=said, actor=self.ground.actor(person), now=now)

    def _drawing(self, row: Row) -> queries.Draw:
        return queries.draws_of(self._body(row["body"]))[0]

    def _freeze(self, row: Row, now: datetime) -> None:
        """Freeze the pool and make its panels, as the worker does within a minute."""
        actions.freeze_pool(draw=self._drawing(row), actor=self._staff(row), now=now)
        actions.make_panels(draw=self._drawing(row), now=now + timedelta(minutes=1))

    def _publish(self, row: Row, now: datetime) -> None:
        drawn_on = day_of(self.ground.at(Moment.read(f"{row['drawn']} 16:00")))
        facts: Row = {"drawn_on": drawn_on, "place": row["place"], "actor": self._staff(row), "now": now}
        actions.publish_panels(draw=self._drawing(row), **facts)

    def _draw(self, row: Row, now: datetime) -> None:
        """Two members of staff type the same digits, apart."""
        for role in (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR):
            actor = self.ground.staff(row["territory"], role)
            actions.type_digits(draw=self._drawing(row), digits=row["digits"], actor=actor, now=now)

    def _seat_drawn(self, row: Row, now: datetime) -> None:
        draw = self._drawing(row)
        codes = queries.members_now(queries.evidence_of(draw))
        facts: Row = {"capacity": row["capacity"], "actor": self._staff(row), "now": now}
        actions.seat_drawn(draw=draw, codes=codes, **facts)

    # ---- opinions

    def _begin(self, row: Row, now: datetime) -> None:
        facts = actions.OpinionFacts(
            slug=row["slug"],
            title=row["title"],
            question=row["question"],
            origin=rules.Origin(row["origin"]),
            begun_on=now.date(),
        )
        actor = self._staff(row)
        opinion = actions.begin_opinion(
            body=self._body(row["body"]), facts=facts, actor=actor, now=now, is_demonstration=True
        )
        actions.write_draft(opinion=opinion, text=row["text"].strip(), seen=0, actor=actor, now=now)

    def _opinion(self, row: Row) -> queries.Opinion:
        opinion = queries.opinion_at(row["slug"])
        if opinion is None:
            raise LookupError(row["slug"])
        return opinion

    def _adopt(self, row: Row, now: datetime) -> None:
        meeting = queries.meetings_of(self._body(row["body"])).get(day=now.date())
        vote = rules.Vote(0, *row["votes"])
        actions.adopt_opinion(
            opinion=self._opinion(row), meeting=meeting, vote=vote, actor=self._staff(row), now=now
        )

    def _send(self, row: Row, now: datetime) -> None:
        actions.send_opinion(
            opinion=self._opinion(row), sent_on=now.date(), reference="", actor=self._staff(row), now=now
        )

    def _answer(self, row: Row, now: datetime) -> None:
        actions.answer_opinion(
            opinion=self._opinion(row),
            answer=rules.Answer(row["answer"]),
            reason=row["reason"],
            actor=self._staff(row),
            now=now,
        )

    # ---- sessions

    def _prepare(self, row: Row, now: datetime) -> None:
        actor, year, month = self._staff(row), row["opens"].year, row["opens"].month
        facts = actions.SessionFacts(
            kind=SessionKind.ORDINARY,
            opens_on=row["opens"],
            year=year,
            month=month,
            place=row["place"],
            members_in_office=row["members"],
            title=f"الدورة العادية {row['key']}",
        )
        session = actions.prepare_session(
            territory=self.ground.tenants[row["territory"]],
            facts=facts,
            actor=actor,
            now=now,
            is_demonstration=True,
        )
        for kind, title, *_rest in row["points"]:
            word, _, slug = kind.partition(":")
            origin = self._origin(word, slug) if slug else ""
            point = actions.PointFacts(kind=rules.ItemKind(word), title=title, origin=origin)
            actions.add_point(session=session, facts=point, actor=actor, now=now)
        actions.convene(session=session, actor=actor, now=now)

    def _origin(self, word: str, key: str) -> str:
        if word == rules.ItemKind.PETITION:
            return self.petitions[key].held.trace.code
        if word == rules.ItemKind.CONSULTATION:
            told = consultations.consultation_at(self.ground.content.consultations[key].slug)
            return told.trace.code if told else ""
        return self._opinion({"slug": key}).trace.code

    def _session(self, row: Row) -> queries.Session:
        session = queries.any_session_at(row["key"])
        if session is None:
            raise LookupError(row["key"])
        return session

    def _sit(self, row: Row, now: datetime) -> None:
        session, actor = self._session(row), self._staff(row)
        actions.record_sitting(
            session=session,
            held_on=now.date(),
            present=row["present"],
            women_present=None,
            excused=0,
            actor=actor,
            now=now,
        )
        for item, (kind, _title, outcome, ayes, noes, abstained, *said) in zip(
            queries.items_of(session), row["points"], strict=True
        ):
            number, text = self._decision(kind, *said)
            vote = actions.VoteFacts(
                outcome=rules.Outcome(outcome),
                in_favour=ayes,
                against=noes,
                abstained=abstained,
                number=number,
                text=text,
                needs_visa=item.position in row.get("visas", ()),
            )
            actions.decide(item=item, facts=vote, actor=actor, now=now)

    def _decision(self, kind: str, number: str = "", text: str = "") -> tuple[str, str]:
        """Return the number and the text of a decision, those of a consultation from its own content."""
        word, _, key = kind.partition(":")
        if word != rules.ItemKind.CONSULTATION:
            return number, text
        adoption = self.ground.content.consultations[key].adoption
        return (adoption.number, adoption.note.ar) if adoption else (number, text)

    def _step(self, row: Row, now: datetime) -> None:
        """Date a step of a decision after its vote, as the focal point does on its day."""
        item = queries.item_at(self._session(row), row["point"])
        if item is None:
            raise LookupError(row["point"])
        actions.take_step(
            item=item,
            step=rules.AfterVote(row["step"]),
            taken_on=now.date(),
            reference=row["reference"],
            reason=row["reason"],
            actor=self._staff(row),
            now=now,
        )

    def _close(self, row: Row, now: datetime) -> None:
        session, actor = self._session(row), self._staff(row)
        session = actions.close_session(session=session, actor=actor, now=now)
        actions.write_minutes(session=session, text=row["minutes"], actor=actor, now=now)
        actions.publish_minutes(session=session, kept_because="", actor=actor, now=now)
