"""The room of a demonstration meeting opened to telephones: questions, a vote, what people thought of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tadafor.meetings import actions, queries, rules
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel

_PHONES = 9
_ONLINE = Channel.ONLINE.value


@dataclass
class Live:
    """What a row tells of its room; telephones name nobody."""

    row: dict[str, Any]
    meeting: queries.Meeting = field(init=False)
    staff: Actor = field(init=False)
    phones: list[queries.Voice] = field(default_factory=list)

    def _sent(self, now: datetime) -> dict[str, Any]:
        return {"channel": _ONLINE, "now": now}

    def open(self, meeting: queries.Meeting, staff: Actor, now: datetime) -> None:
        """Open the room, let telephones join, ask, support and vote."""
        self.meeting, self.staff = meeting, staff
        room = actions.open_room(meeting=self.meeting, actor=self.staff, now=now)
        self._join(room, now)
        for at, told in enumerate(self.row["asked"]):
            self._ask(room, at, told, now + timedelta(minutes=at))
        for title, options in self.row.get("votes", ()):
            self._vote(room, title, options, now + timedelta(minutes=30))

    def _join(self, room: queries.Room, now: datetime) -> None:
        joining = {"meeting": self.meeting, "said": room.code, **self._sent(now)}
        self.phones = [actions.join_room(secret=f"demonstration-{at:06}", **joining) for at in range(_PHONES)]

    def _ask(self, room: queries.Room, at: int, told: list[Any], now: datetime) -> None:
        body, supports, becomes, note = told
        voice = self.phones[at % _PHONES]
        asking = {"meeting": self.meeting, "token": f"demonstration-{at}", **self._sent(now)}
        made = actions.ask_question(body=body, voice=voice, **asking)
        facts: dict[str, Any] = {"actor": self.staff, "now": now}
        asked = self._question(room, made.number)
        shown = note if becomes == rules.Asked.SHOWN else ""
        actions.handle_question(question=asked, to=rules.Asked.SHOWN, note=shown, **facts)
        for one in self.phones[:supports]:
            actions.support_question(question=asked, voice=one, **self._sent(now))
        if becomes != rules.Asked.SHOWN:
            actions.handle_question(question=asked, to=rules.Asked(becomes), note=note, **facts)

    def _question(self, room: queries.Room, number: int) -> queries.LiveQuestion:
        found = queries.question_numbered(room, number)
        if found is None:
            raise LookupError(number)
        return found

    def _vote(self, room: queries.Room, title: str, options: list[list[Any]], now: datetime) -> None:
        words = [option for option, _phones, _hands in options]
        facts: dict[str, Any] = {"actor": self.staff, "now": now}
        made = actions.open_vote(meeting=self.meeting, title=title, options=words, **facts)
        vote = queries.vote_numbered(room, made.number)
        if vote is None:
            raise LookupError(made.number)
        choices = [at for at, (_, phones, _hands) in enumerate(options, start=1) for _each in range(phones)]
        for voice, position in zip(self.phones, choices, strict=False):
            actions.cast_vote(vote=vote, position=position, voice=voice, **self._sent(now))
        hands = {at: count for at, (_, _phones, count) in enumerate(options, start=1)}
        actions.close_vote(vote=vote, hands=hands, **facts)

    def end(self, now: datetime) -> None:
        """Close the room as the meeting ends, and ask what people thought of it."""
        actions.close_room(meeting=self.meeting, actor=self.staff, now=now)
        actions.offer_feedback(meeting=self.meeting, actor=self.staff, now=now)

    def thoughts(self, now: datetime) -> None:
        """Let as many telephones as the row tells say what they thought."""
        aspects = list(rules.Aspect)
        for voice, moods in zip(self.phones, self.row["thoughts"], strict=False):
            said = {aspect: rules.Mood(mood) for aspect, mood in zip(aspects, moods, strict=True) if mood}
            actions.give_feedback(
                meeting=self.meeting, moods=said, comment="", voice=voice, **self._sent(now)
            )

    def settle(self, now: datetime) -> None:
        """Settle the form when its week is over, as the job does."""
        room = queries.room_of(self.meeting)
        if room is not None:
            actions.settle_feedback(room=room, now=now)
