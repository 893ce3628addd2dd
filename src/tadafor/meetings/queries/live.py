"""Named reads of the room open to telephones."""

import hmac
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from tadafor.audit.queries import derived_key
from tadafor.meetings import rules
from tadafor.meetings.models import (
    FeedbackComment,
    FeedbackCount,
    LiveQuestion,
    Meeting,
    QuestionSupport,
    QuickVote,
    Room,
    Voice,
    VoteCast,
)


def room_of(meeting: Meeting) -> Room | None:
    """Return the room of a meeting, once it was opened or asked what people think."""
    found = Room.objects.filter(meeting=meeting).first()
    if found is not None:
        found.meeting = meeting
    return found


def key_of(room: Room, secret: str) -> str:
    """Return under what the secret of a telephone is kept in this room."""
    return sha256(f"{room.pk}:{secret}".encode()).hexdigest()


def voice_of(room: Room | None, secret: str) -> Voice | None:
    """Return the voice of a telephone that joined."""
    if room is None or not secret:
        return None
    return Voice.objects.filter(room=room, key=key_of(room, secret)).first()


def known_as(meeting: Meeting, *, person_id: int | None, ticket: str) -> str:
    """Return who somebody is to a room: by an account, by the code of a ticket; nothing of anybody else.

    The number on the list is no proof: it can be guessed.
    """
    if person_id is not None:
        return f"person:{person_id}"
    typed = "".join(ticket.upper().split())
    held = (
        meeting.registrations.exclude(holding=rules.Holding.CANCELLED).filter(ticket=typed) if typed else []
    )
    for one in held:
        return f"person:{one.person_id}" if one.person_id else f"registration:{one.pk}"
    return ""


def secret_of(room: Room, known: str) -> str:
    """Return the secret that every telephone of somebody who is known holds in this room."""
    return hmac.new(derived_key("meetings.voice"), f"{room.pk}:{known}".encode(), sha256).hexdigest()[:40]


def voices_in(room: Room) -> int:
    return Voice.objects.filter(room=room).count()


@dataclass(frozen=True)
class Board:
    """What a room reads: its questions by where they stand, its votes; in three queries, however many."""

    waiting: list[LiveQuestion]
    questions: list[LiveQuestion]
    settled: list[LiveQuestion]
    mine: list[LiveQuestion]
    vote: QuickVote | None
    votes: list[QuickVote]


def board_of(room: Room, voice: Voice | None = None) -> Board:
    """Return the board of a room; ``mine`` are the questions of a telephone that wait."""
    asked = list(room.questions.all())
    waiting = sorted((one for one in asked if one.stands is rules.Asked.WAITING), key=_number)
    settled = [
        one for one in asked if one.was_shown and one.stands in {rules.Asked.ANSWERED, rules.Asked.ASIDE}
    ]
    votes = list(votes_of(room))
    return Board(
        waiting=waiting,
        questions=[one for one in asked if one.stands is rules.Asked.SHOWN],
        settled=sorted(settled, key=_number),
        mine=[one for one in waiting if voice is not None and one.voice_id == voice.pk],
        vote=next((one for one in votes if one.closed_at is None), None),
        votes=[one for one in votes if one.closed_at],
    )


def _number(one: LiveQuestion) -> int:
    return one.number


def waiting_of_voice(voice: Voice) -> int:
    """Return how many questions of a telephone wait."""
    return LiveQuestion.objects.filter(voice=voice, standing=rules.Asked.WAITING).count()


def question_numbered(room: Room | None, number: int) -> LiveQuestion | None:
    found = LiveQuestion.objects.filter(room=room, number=number) if room else None
    return found.select_related("room__meeting").first() if found is not None else None


def supported_by(voice: Voice | None) -> set[int]:
    """Return the questions that a telephone stands behind."""
    if voice is None:
        return set()
    return set(QuestionSupport.objects.filter(voice=voice).values_list("question_id", flat=True))


def votes_of(room: Room) -> QuerySet[QuickVote]:
    """Return the votes of a room with their answers, the last one first."""
    return room.votes.prefetch_related("options")


def open_vote(room: Room) -> QuickVote | None:
    return votes_of(room).filter(closed_at__isnull=True).first()


def vote_numbered(room: Room | None, number: int) -> QuickVote | None:
    found = QuickVote.objects.filter(room=room, number=number) if room else None
    return (
        found.select_related("room__meeting").prefetch_related("options").first()
        if found is not None
        else None
    )


def has_voted(vote: QuickVote, voice: Voice | None) -> bool:
    return voice is not None and VoteCast.objects.filter(vote=vote, voice=voice).exists()


def casts_of(vote: QuickVote) -> int:
    return VoteCast.objects.filter(vote=vote).count()


# ---- what people thought of it


def opinions_of(room: Room, way: rules.Way | None = None) -> rules.Opinions:
    """Return the counts of the forms, all together or those that came one way."""
    counts: dict[rules.Aspect, dict[rules.Mood, int]] = defaultdict(lambda: defaultdict(int))
    rows = FeedbackCount.objects.filter(room=room, count__gt=0)
    if way is not None:
        rows = rows.filter(way=way)
    for aspect, mood, count in rows.values_list("aspect", "mood", "count"):
        counts[rules.Aspect(aspect)][rules.Mood(mood)] += count
    return counts


def comments_of(room: Room) -> list[str]:
    return list(FeedbackComment.objects.filter(room=room).values_list("body", flat=True))


def to_settle(now: datetime) -> list[Room]:
    """Return the rooms whose forms are closed and not settled; of any territory when scopes are open."""
    ended = Room.objects.filter(feedback_settled_at__isnull=True, feedback_at__lte=now - rules.FEEDBACK_LASTS)
    return list(ended.select_related("meeting"))
