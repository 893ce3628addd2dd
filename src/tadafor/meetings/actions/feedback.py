"""What people thought of a meeting: a form offered as it ends, counted and not kept, settled at its close."""

import random
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tadafor.audit.actions import HOUSE
from tadafor.kernel.text import clean
from tadafor.meetings import notices, queries, rules
from tadafor.meetings.actions.live import room_with_code
from tadafor.meetings.actions.recording import ask, record, record_unnamed
from tadafor.meetings.models import FeedbackComment, FeedbackCount, FeedbackSheet, Meeting, Room, Voice
from tadafor.people.actor import Actor


@transaction.atomic
def offer_feedback(*, meeting: Meeting, actor: Actor, now: datetime) -> Room:
    """Open the form of satisfaction for a week, and tell those who held a seat. Raises Refused."""
    meeting = queries.locked(meeting)
    room = room_with_code(meeting)
    ask(rules.refuse_offering_feedback(meeting.stage(now), room.stands, now=now))
    room.feedback_at = now
    room.save(update_fields=["feedback_at"])
    record(meeting, actor, "offer_feedback", now)
    notices.feedback_offered(meeting, room, now=now)
    return room


@transaction.atomic
def give_feedback(
    *,
    meeting: Meeting,
    moods: Mapping[rules.Aspect, rules.Mood],
    comment: str,
    voice: Voice | None,
    channel: str,
    now: datetime,
) -> None:
    """Count what somebody thought of it, once a telephone (§ meetings-feedback). Raises Refused."""
    room, comment = queries.room_of(meeting), clean(comment)
    if room is not None:
        room = Room.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=room.pk)
    held = Voice.objects.select_for_update(of=("self",)).filter(pk=voice.pk).first() if voice else None
    refusal = rules.refuse_feedback(
        room.stands if room else None,
        has_voice=held is not None,
        has_given=held is not None and held.has_given_feedback,
        says_something=bool(moods or comment),
        now=now,
    )
    ask(refusal)
    assert room is not None and held is not None  # noqa: S101, PT018 -- asked above
    held.has_given_feedback = True
    held.save(update_fields=["has_given_feedback"])
    _counted(room, moods, comment, rules.Way.PHONE)
    record_unnamed(meeting, "give_feedback", channel, now)


def _counted(room: Room, moods: Mapping[rules.Aspect, rules.Mood], comment: str, way: rules.Way) -> None:
    Room.objects.filter(pk=room.pk).update(
        feedback_forms=F("feedback_forms") + 1,
        feedback_paper=F("feedback_paper") + int(way is rules.Way.PAPER),
    )
    for aspect, mood in sorted(moods.items()):
        cell, _is_new = FeedbackCount.objects.get_or_create(room=room, aspect=aspect, mood=mood, way=way)
        FeedbackCount.objects.filter(pk=cell.pk).update(count=F("count") + 1)
    if comment:
        FeedbackComment.objects.create(room=room, body=comment)


@transaction.atomic
def enter_feedback(
    *,
    meeting: Meeting,
    moods: Mapping[rules.Aspect, rules.Mood],
    comment: str,
    token: str,
    actor: Actor,
    now: datetime,
) -> Room:
    """Count a form that somebody filled on paper, once whatever the clicks (§ meetings-paper).

    The log says who typed it, not what it says. Raises Refused.
    """
    found, comment = queries.room_of(meeting), clean(comment)
    refusal = rules.refuse_paper(
        found.stands if found else None, says_something=bool(moods or comment), now=now
    )
    ask(refusal)
    assert found is not None  # noqa: S101 -- asked above
    room = Room.objects.select_for_update(of=("self",)).get(pk=found.pk)
    _sheet, is_new = FeedbackSheet.objects.get_or_create(room=room, token=token)
    if is_new:
        _counted(room, moods, comment, rules.Way.PAPER)
        record(meeting, actor, "enter_feedback", now)
    room.refresh_from_db()
    return room


@transaction.atomic
def settle_feedback(*, room: Room, now: datetime) -> None:
    """Write the counts and the words of a closed form again, all at once, and forget who gave one.

    Until then the database shows which telephone (not which person) wrote last (§ meetings-feedback).
    """
    meeting = queries.locked(room.meeting)
    held = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    if held.feedback_settled_at or held.feedback_at is None or held.stands.asks_opinions(now):
        return
    counts = list(FeedbackCount.objects.filter(room=held).values("aspect", "mood", "way", "count"))
    said = queries.comments_of(held)
    random.SystemRandom().shuffle(said)
    FeedbackCount.objects.filter(room=held).delete()
    FeedbackComment.objects.filter(room=held).delete()
    FeedbackSheet.objects.filter(room=held).delete()
    FeedbackCount.objects.bulk_create(FeedbackCount(room=held, **one) for one in counts)
    FeedbackComment.objects.bulk_create(FeedbackComment(room=held, body=one) for one in said)
    Voice.objects.filter(room=held).update(has_given_feedback=False)
    held.feedback_settled_at = now
    held.save(update_fields=["feedback_settled_at"])
    record(meeting, HOUSE, "settle_feedback", now, forms=held.feedback_forms)
