"""The room open to telephones: joined by its code, questions asked and handled, votes cast and closed.

A telephone locks the row it counts on and nothing else; the facilitator locks the meeting first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tadafor.kernel.identifiers import code
from tadafor.kernel.text import clean_line
from tadafor.meetings import queries, rules
from tadafor.meetings.actions.recording import ask, record, record_unnamed
from tadafor.meetings.models import (
    LiveQuestion,
    Meeting,
    QuestionSupport,
    QuickVote,
    Room,
    Voice,
    VoteCast,
    VoteOption,
)
from tadafor.meetings.rules import Asked, LiveRefusal
from tadafor.people.actor import Actor

CODE_LENGTH = 6


@transaction.atomic
def open_room(
    *, meeting: Meeting, actor: Actor, now: datetime, admits: rules.Admits = rules.Admits.PHONES
) -> Room:
    """Open the room under a code that is read in it, to known people alone or to every telephone.

    § meetings-live, § meetings-voice. Raises Refused.
    """
    meeting = queries.locked(meeting)
    room = room_with_code(meeting)
    ask(rules.refuse_opening_room(meeting.stage(now), room.stands, starts_at=meeting.starts_at, now=now))
    room.opened_at, room.closed_at, room.admits = room.opened_at or now, None, admits
    room.save(update_fields=["opened_at", "closed_at", "admits"])
    record(meeting, actor, "open_room", now, admits=admits.value)
    return room


def room_with_code(meeting: Meeting) -> Room:
    """Return the room of a meeting, made at its first use; a part of other verbs."""
    room, _is_new = Room.objects.get_or_create(meeting=meeting, defaults={"code": code(CODE_LENGTH)})
    room.meeting = meeting
    return room


@transaction.atomic
def close_room(*, meeting: Meeting, actor: Actor, now: datetime) -> Room:
    """Take no more questions or votes; what was asked and counted stays. Raises Refused."""
    meeting = queries.locked(meeting)
    room = queries.room_of(meeting)
    ask(rules.refuse_closing_room(room.stands, now=now) if room else LiveRefusal.ROOM_CLOSED)
    assert room is not None  # noqa: S101 -- asked above
    open_votes = QuickVote.objects.filter(room=room, closed_at__isnull=True)
    if vote := open_votes.select_for_update(of=("self",)).first():
        vote.closed_at = now
        vote.save(update_fields=["closed_at"])
    room.closed_at = now
    room.save(update_fields=["closed_at"])
    record(meeting, actor, "close_room", now)
    return room


@transaction.atomic
def join_room(
    *,
    meeting: Meeting,
    said: str,
    secret: str,
    channel: str,
    now: datetime,
    person_id: int | None = None,
    ticket: str = "",
) -> Voice:
    """Give a telephone its voice, by the code read in the room; the same one twice (§ meetings-voice).

    Of somebody with an account or a ticket the voice is one, whatever the telephone. Raises Refused.
    """
    room = queries.room_of(meeting)
    is_code = room is not None and said.strip().upper() == room.code
    known = queries.known_as(meeting, person_id=person_id, ticket=ticket)
    ask(
        rules.refuse_joining(
            room.stands if room else None,
            is_code=is_code,
            voices=queries.voices_in(room) if room else 0,
            is_known=bool(known),
            is_ticket_wrong=bool(ticket) and not known,
            now=now,
        )
    )
    assert room is not None  # noqa: S101 -- asked above
    key = queries.key_of(room, queries.secret_of(room, known) if known else secret)
    voice, is_new = Voice.objects.get_or_create(room=room, key=key, defaults={"is_known": bool(known)})
    if is_new:
        record_unnamed(meeting, "join_room", channel, now)
    return voice


def _heard(voice: Voice | None) -> dict[str, bool]:
    return {"has_voice": voice is not None, "is_known": voice is not None and voice.is_known}


# ---- questions


@transaction.atomic
def ask_question(
    *, meeting: Meeting, body: str, token: str, voice: Voice | None, channel: str, now: datetime
) -> LiveQuestion:
    """Ask a question from a telephone; it waits for the facilitator (§ meetings-questions)."""
    room = queries.room_of(meeting)
    ask(rules.refuse_live(room.stands if room else None, **_heard(voice), now=now))
    assert room is not None  # noqa: S101 -- asked above
    held = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if found := LiveQuestion.objects.filter(room=room, token=token).first():
        return found
    body = clean_line(body)
    ask(rules.refuse_asking(body, waiting=queries.waiting_of_voice(voice) if voice else 0))
    made = _question(held, body, token, Asked.WAITING, now, voice=voice)
    record_unnamed(meeting, "ask_question", channel, now, number=made.number, body=body)
    return made


@transaction.atomic
def write_question(*, meeting: Meeting, body: str, token: str, actor: Actor, now: datetime) -> LiveQuestion:
    """Write down what somebody asks aloud: the room reads it at once. Raises Refused."""
    meeting = queries.locked(meeting)
    room = _live(meeting, now)
    if found := LiveQuestion.objects.filter(room=room, token=token).first():
        return found
    body = clean_line(body)
    ask(rules.refuse_asking(body, waiting=0))
    held = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    made = _question(held, body, token, Asked.SHOWN, now)
    record(meeting, actor, "write_question", now, number=made.number, body=body)
    return made


def _question(
    room: Room, body: str, token: str, standing: Asked, now: datetime, *, voice: Voice | None = None
) -> LiveQuestion:
    return LiveQuestion.objects.create(
        room=room,
        number=_next_number(room),
        token=token,
        voice=voice,
        body=body,
        standing=standing,
        asked_at=now,
        was_shown=standing is Asked.SHOWN,
    )


def _next_number(room: Room) -> int:
    room.last_number += 1
    room.save(update_fields=["last_number"])
    return room.last_number


def _live(meeting: Meeting, now: datetime) -> Room:
    room = queries.room_of(meeting)
    ask(rules.refuse_live(room.stands if room else None, has_voice=True, now=now))
    assert room is not None  # noqa: S101 -- asked above
    return room


@transaction.atomic
def support_question(
    *, question: LiveQuestion, voice: Voice | None, channel: str, now: datetime
) -> LiveQuestion:
    """Stand behind a question, once (§ meetings-support). Raises Refused."""
    room, meeting = question.room, question.room.meeting
    ask(rules.refuse_live(room.stands, **_heard(voice), now=now))
    held = LiveQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    found = QuestionSupport.objects.filter(question=held, voice=voice).exists()
    ask(rules.refuse_supporting(held.stands, has_supported=found))
    assert voice is not None  # noqa: S101 -- asked above
    QuestionSupport.objects.create(question=held, voice=voice)
    LiveQuestion.objects.filter(pk=held.pk).update(supports=F("supports") + 1)
    record_unnamed(meeting, "support_question", channel, now, number=held.number)
    return held


@transaction.atomic
def handle_question(
    *, question: LiveQuestion, to: Asked, note: str, actor: Actor, now: datetime
) -> LiveQuestion:
    """Let the room read a question, mark it as answered, or put it aside (§ meetings-moderated).

    What was read may be settled after the room closed too. Raises Refused.
    """
    meeting = queries.locked(question.room.meeting)
    held = LiveQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    note = clean_line(note)
    ask(rules.refuse_handling(held.stands, to, note=note))
    held.standing, held.note = to, note
    held.was_shown = held.was_shown or to is Asked.SHOWN
    held.save(update_fields=["standing", "note", "was_shown"])
    record(meeting, actor, "handle_question", now, number=held.number, to=to.value, note=note)
    return held


# ---- votes


@transaction.atomic
def open_vote(
    *, meeting: Meeting, title: str, options: Sequence[str], actor: Actor, now: datetime
) -> QuickVote:
    """Put a vote to the room, one at a time (§ meetings-votes). Raises Refused."""
    meeting = queries.locked(meeting)
    room = _live(meeting, now)
    words = [line for one in options if (line := clean_line(one))]
    ask(rules.refuse_vote(words, is_another_open=queries.open_vote(room) is not None))
    held = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    made = QuickVote.objects.create(
        room=room,
        number=_next_number(held),
        title=clean_line(title),
        opened_by_id=actor.signer,
        opened_at=now,
    )
    VoteOption.objects.bulk_create(
        VoteOption(vote=made, position=at, words=one) for at, one in enumerate(words, start=1)
    )
    record(meeting, actor, "open_vote", now, number=made.number, title=made.title, options=words)
    return made


@transaction.atomic
def cast_vote(
    *, vote: QuickVote, position: int, voice: Voice | None, channel: str, now: datetime
) -> QuickVote:
    """Count a voice, once; what it chose is not kept beside it. Raises Refused."""
    ask(rules.refuse_live(vote.room.stands, **_heard(voice), now=now))
    held = QuickVote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    option = VoteOption.objects.filter(vote=held, position=position).first()
    refusal = rules.refuse_casting(
        is_closed=held.closed_at is not None,
        has_voted=queries.has_voted(held, voice),
        is_known=option is not None,
    )
    ask(refusal)
    assert voice is not None  # noqa: S101 -- asked above
    VoteCast.objects.create(vote=held, voice=voice)
    VoteOption.objects.filter(vote=held, position=position).update(phones=F("phones") + 1)
    record_unnamed(vote.room.meeting, "cast_vote", channel, now, number=held.number)
    return held


@transaction.atomic
def close_vote(*, vote: QuickVote, hands: Mapping[int, int], actor: Actor, now: datetime) -> QuickVote:
    """Close a vote with the hands that were counted, and show it (§ meetings-votes). Raises Refused."""
    meeting = queries.locked(vote.room.meeting)
    held = QuickVote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    ask(LiveRefusal.VOTE_CLOSED if held.closed_at else None)
    for position, count in hands.items():
        VoteOption.objects.filter(vote=held, position=position).update(hands=count)
    held.closed_at = now
    held.save(update_fields=["closed_at"])
    record(meeting, actor, "close_vote", now, number=held.number, hands={str(k): n for k, n in hands.items()})
    return held
