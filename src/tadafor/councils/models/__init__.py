"""Tables of councils and bodies: ``council``, ``body``, ``opinion``, ``lot``."""

from tadafor.councils.models.body import Attendance, Body, Meeting, Member
from tadafor.councils.models.correction import Correction
from tadafor.councils.models.council import (
    AgendaItem,
    Decision,
    Postponement,
    QuorumRule,
    Session,
    Sitting,
    StepTaken,
)
from tadafor.councils.models.lot import Draw, DrawStep, Volunteer
from tadafor.councils.models.opinion import Draft, FollowUp, Opinion, WorkingGroupSeat

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Correction",
    "Decision",
    "Draft",
    "Draw",
    "DrawStep",
    "FollowUp",
    "Meeting",
    "Member",
    "Opinion",
    "Postponement",
    "QuorumRule",
    "Session",
    "Sitting",
    "StepTaken",
    "Volunteer",
    "WorkingGroupSeat",
]
