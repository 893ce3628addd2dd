"""What was corrected, and what bars a correction (§ councils-33)."""

from typing import TYPE_CHECKING

from django.db.models import F, Max

from tadafor.councils import rules
from tadafor.councils.models import (
    Correction,
    Decision,
    Meeting,
    Opinion,
    Session,
    Sitting,
    StepTaken,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


def corrections_of(of: Meeting | Sitting | Decision) -> "QuerySet[Correction]":
    """Return what was corrected there, the earliest first."""
    name = type(of).__name__.lower()
    return Correction.objects.filter(**{name: of})


def was_taken_back(decision: Decision, step: rules.AfterVote) -> bool:
    """Whether a step that is not dated now was, before a correction."""
    return corrections_of(decision).filter(before__step=step).exists()


def corrections_at(session: Session) -> "QuerySet[Correction]":
    """Return what was corrected of the sittings of a session, the earliest first."""
    return Correction.objects.filter(sitting__session=session).select_related("sitting")


def last_corrections(decisions: "Collection[Decision]") -> dict[int, Correction]:
    """Return the last correction of each decision that has one, by its key."""
    found = Correction.objects.filter(decision__in=[one.pk for one in decisions])
    return {one.decision_id: one for one in found if one.decision_id is not None}


def bars_attendance(meeting: Meeting) -> rules.CorrectionRefusal | None:
    """Return why who came to a meeting is not corrected any more, or not yet."""
    return rules.bars_correction(
        is_recorded=meeting.held_at is not None, is_minuted=meeting.minutes_published_on is not None
    )


def bars_sitting(session: Session) -> rules.CorrectionRefusal | None:
    """Return why who was at the sittings of a session is not corrected any more."""
    return rules.bars_correction(is_recorded=True, is_minuted=session.minutes_published_on is not None)


def bars_vote_correction(session: Session, decision: Decision | None) -> rules.CorrectionRefusal | None:
    """Return why a vote is not corrected any more, or not yet."""
    return rules.bars_correction(
        is_recorded=decision is not None,
        is_minuted=session.minutes_published_on is not None,
        is_sent=StepTaken.objects.filter(decision=decision).exists(),
    )


def reliance_on_meeting(meeting: Meeting) -> rules.Reliance:
    """Return what rests on who came: opinions adopted there, a later meeting."""
    voices = F("in_favour") + F("against") + F("abstained")
    most = Opinion.objects.filter(meeting=meeting).aggregate(most=Max(voices))["most"]
    has_later = Meeting.objects.filter(
        body_id=meeting.body_id, day__gt=meeting.day, cancelled_on=None
    ).exists()
    return rules.Reliance(most_voices=most or 0, has_later=has_later)


def reliance_on_sitting(sitting: Sitting) -> rules.Reliance:
    """Return what rests on who was there: votes, a later sitting."""
    most = Decision.objects.filter(sitting=sitting).aggregate(most=Max("present"))["most"]
    has_later = Sitting.objects.filter(session_id=sitting.session_id, number__gt=sitting.number).exists()
    return rules.Reliance(most_voices=most or 0, has_later=has_later)
