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

__all__ = [
    "Attendance",
    "CountCorrection",
    "FollowUp",
    "HeadCount",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "Output",
    "Pool",
    "Question",
    "Registration",
    "Series",
]
