"""The verbs of councils and bodies; the only place that writes.

Rows are locked in this order: the territory (days and numbers), the session or the body, the meeting or
the opinion, then traces.
"""

from tadafor.councils.actions.agenda import PointFacts, add_point, remove_point
from tadafor.councils.actions.bodies import (
    BodyFacts,
    SeatFacts,
    change_body,
    end_body,
    end_mandate,
    found_body,
    hide_name,
    seat_member,
)
from tadafor.councils.actions.deciding import VoteFacts, close_session, decide, take_step
from tadafor.councils.actions.meetings import MeetingFacts, call_meeting, hold_meeting
from tadafor.councils.actions.minutes import (
    mask_meeting_minutes,
    mask_minutes,
    publish_meeting_minutes,
    publish_minutes,
    write_meeting_minutes,
    write_minutes,
)
from tadafor.councils.actions.opinions import (
    OpinionFacts,
    adopt_opinion,
    answer_opinion,
    begin_opinion,
    form_group,
    send_opinion,
    tell_follow_up,
    write_draft,
)
from tadafor.councils.actions.sessions import (
    SessionFacts,
    convene,
    keep_quorum,
    prepare_session,
    put_off,
    record_sitting,
)

__all__ = [
    "BodyFacts",
    "MeetingFacts",
    "OpinionFacts",
    "PointFacts",
    "SeatFacts",
    "SessionFacts",
    "VoteFacts",
    "add_point",
    "adopt_opinion",
    "answer_opinion",
    "begin_opinion",
    "call_meeting",
    "change_body",
    "close_session",
    "convene",
    "decide",
    "end_body",
    "end_mandate",
    "form_group",
    "found_body",
    "hide_name",
    "hold_meeting",
    "keep_quorum",
    "mask_meeting_minutes",
    "mask_minutes",
    "prepare_session",
    "publish_meeting_minutes",
    "publish_minutes",
    "put_off",
    "record_sitting",
    "remove_point",
    "seat_member",
    "send_opinion",
    "take_step",
    "tell_follow_up",
    "write_draft",
    "write_meeting_minutes",
    "write_minutes",
]
