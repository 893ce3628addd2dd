"""The verbs of meetings."""

from tadafor.meetings.actions.door import (
    Entered,
    Sent,
    check_in,
    close_list,
    erase_lists,
    tell_counts,
    undo_arrival,
)
from tadafor.meetings.actions.registering import Coming, give_up, register, register_other, remind
from tadafor.meetings.actions.setting_up import Told, announce, cancel, change_meeting, draft_meeting

__all__ = [
    "Coming",
    "Entered",
    "Sent",
    "Told",
    "announce",
    "cancel",
    "change_meeting",
    "check_in",
    "close_list",
    "draft_meeting",
    "erase_lists",
    "give_up",
    "register",
    "register_other",
    "remind",
    "tell_counts",
    "undo_arrival",
]
