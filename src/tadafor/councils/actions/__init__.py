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
from tadafor.councils.actions.drawn import (
    cancel_draw,
    erase_pools,
    leave_with_account,
    replace_drawn,
    seat_drawn,
    type_digits,
    withdraw_volunteer,
)
from tadafor.councils.actions.lot import (
    DrawFacts,
    VolunteerFacts,
    ease_quotas,
    fail_panels,
    freeze_pool,
    keep_panels,
    open_draw,
    publish_panels,
    relax_quotas,
    set_quotas,
    volunteer,
)
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
from tadafor.councils.actions.panels import make_panels
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
    "DrawFacts",
    "MeetingFacts",
    "OpinionFacts",
    "PointFacts",
    "SeatFacts",
    "SessionFacts",
    "VolunteerFacts",
    "VoteFacts",
    "add_point",
    "adopt_opinion",
    "answer_opinion",
    "begin_opinion",
    "call_meeting",
    "cancel_draw",
    "change_body",
    "close_session",
    "convene",
    "decide",
    "ease_quotas",
    "end_body",
    "end_mandate",
    "erase_pools",
    "fail_panels",
    "form_group",
    "found_body",
    "freeze_pool",
    "hide_name",
    "hold_meeting",
    "keep_panels",
    "keep_quorum",
    "leave_with_account",
    "make_panels",
    "mask_meeting_minutes",
    "mask_minutes",
    "open_draw",
    "prepare_session",
    "publish_meeting_minutes",
    "publish_minutes",
    "publish_panels",
    "put_off",
    "record_sitting",
    "relax_quotas",
    "remove_point",
    "replace_drawn",
    "seat_drawn",
    "seat_member",
    "send_opinion",
    "set_quotas",
    "take_step",
    "tell_follow_up",
    "type_digits",
    "volunteer",
    "withdraw_volunteer",
    "write_draft",
    "write_meeting_minutes",
    "write_minutes",
]
