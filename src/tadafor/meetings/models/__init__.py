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

__all__ = [
    "Attendance",
    "CountCorrection",
    "HeadCount",
    "Meeting",
    "MeetingQuerySet",
    "Pool",
    "Question",
    "Registration",
    "Series",
]
