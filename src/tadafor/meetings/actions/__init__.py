"""The verbs of meetings."""

from tadafor.meetings.actions.registering import Coming, give_up, register, register_other, remind
from tadafor.meetings.actions.setting_up import Told, announce, cancel, change_meeting, draft_meeting

__all__ = [
    "Coming",
    "Told",
    "announce",
    "cancel",
    "change_meeting",
    "draft_meeting",
    "give_up",
    "register",
    "register_other",
    "remind",
]
