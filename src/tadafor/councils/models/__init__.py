"""Tables of councils and bodies: ``council``, ``body``, ``opinion``."""

from tadafor.councils.models.body import Attendance, Body, Meeting, Member
from tadafor.councils.models.council import (
    AgendaItem,
    Decision,
    Postponement,
    QuorumRule,
    Session,
    Sitting,
    StepTaken,
)
from tadafor.councils.models.opinion import Draft, FollowUp, Opinion, WorkingGroupSeat

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Decision",
    "Draft",
    "FollowUp",
    "Meeting",
    "Member",
    "Opinion",
    "Postponement",
    "QuorumRule",
    "Session",
    "Sitting",
    "StepTaken",
    "WorkingGroupSeat",
]
