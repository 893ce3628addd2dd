"""The tables of meetings."""

from tadafor.meetings.models.door import Attendance, CountCorrection, HeadCount
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
    "FollowUp",
    "HeadCount",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Output",
    "Photo",
    "Pool",
    "Question",
    "Registration",
    "Series",
]
