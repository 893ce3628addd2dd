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
from tadafor.meetings.actions.minutes import (
    Account,
    publish_minutes,
    send_back_minutes,
    settle_follow_up,
    submit_minutes,
    write_minutes,
)
from tadafor.meetings.actions.registering import Coming, give_up, register, register_other, remind
from tadafor.meetings.actions.room import (
    Written,
    attach_document,
    attach_photos,
    collect_card,
    set_agenda,
    take_back_card,
)
from tadafor.meetings.actions.setting_up import Told, announce, cancel, change_meeting, draft_meeting

__all__ = [
    "Account",
    "Coming",
    "Entered",
    "Sent",
    "Told",
    "Written",
    "announce",
    "attach_document",
    "attach_photos",
    "cancel",
    "change_meeting",
    "check_in",
    "close_list",
    "collect_card",
    "draft_meeting",
    "erase_lists",
    "give_up",
    "publish_minutes",
    "register",
    "register_other",
    "remind",
    "send_back_minutes",
    "set_agenda",
    "settle_follow_up",
    "submit_minutes",
    "take_back_card",
    "tell_counts",
    "undo_arrival",
    "write_minutes",
]
