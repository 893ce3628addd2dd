"""The tables of meetings."""

from tadafor.meetings.models.door import Attendance, CountCorrection, HeadCount
from tadafor.meetings.models.live import (
    FeedbackComment,
    FeedbackCount,
    FeedbackSheet,
    LiveQuestion,
    QuestionSupport,
    QuickVote,
    Room,
    Voice,
    VoteCast,
    VoteOption,
)
from tadafor.meetings.models.meeting import (
    Meeting,
    MeetingQuerySet,
    Pool,
    Question,
    Registration,
    Series,
)
from tadafor.meetings.models.minutes import FollowUp, Minutes, Output
from tadafor.meetings.models.room import AgendaItem, Card, Photo

__all__ = [
    "AgendaItem",
    "Attendance",
    "Card",
    "CountCorrection",
    "FeedbackComment",
    "FeedbackCount",
    "FeedbackSheet",
    "FollowUp",
    "HeadCount",
    "LiveQuestion",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Output",
    "Photo",
    "Pool",
    "Question",
    "QuestionSupport",
    "QuickVote",
    "Registration",
    "Room",
    "Series",
    "Voice",
    "VoteCast",
    "VoteOption",
]
