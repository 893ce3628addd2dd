"""What staff and members type about councils and bodies, made into clean values."""

from tadafor.councils.forms.bodies import (
    AttendanceForm,
    BodyForm,
    EndBodyForm,
    EndMandateForm,
    MeetingForm,
    SeatForm,
)
from tadafor.councils.forms.opinions import (
    AdoptForm,
    AnswerForm,
    DraftForm,
    FollowUpForm,
    GroupForm,
    OpinionForm,
    SendForm,
)
from tadafor.councils.forms.sessions import (
    AttachForm,
    ExtraordinaryForm,
    MinutesForm,
    OrdinaryForm,
    PlainForm,
    PointForm,
    PutOffForm,
    QuorumForm,
    SittingForm,
    StepForm,
    VoteForm,
)

__all__ = [
    "AdoptForm",
    "AnswerForm",
    "AttachForm",
    "AttendanceForm",
    "BodyForm",
    "DraftForm",
    "EndBodyForm",
    "EndMandateForm",
    "ExtraordinaryForm",
    "FollowUpForm",
    "GroupForm",
    "MeetingForm",
    "MinutesForm",
    "OpinionForm",
    "OrdinaryForm",
    "PlainForm",
    "PointForm",
    "PutOffForm",
    "QuorumForm",
    "SeatForm",
    "SendForm",
    "SittingForm",
    "StepForm",
    "VoteForm",
]
