"""What staff and members type about councils and bodies, made into clean values."""

from tadafor.councils.forms.beside import beside
from tadafor.councils.forms.bodies import (
    AttendanceForm,
    BodyForm,
    EndBodyForm,
    EndMandateForm,
    MeetingForm,
    SeatForm,
)
from tadafor.councils.forms.correcting import (
    CorrectAttendanceForm,
    CorrectSittingForm,
    CorrectVoteForm,
)
from tadafor.councils.forms.lot import (
    CallForm,
    DigitsForm,
    PublishForm,
    QuartersForm,
    QuotasForm,
    ReasonForm,
    SeatsForm,
    VolunteerForm,
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
    ExtraordinaryForm,
    MinutesForm,
    OrdinaryForm,
    PlainForm,
    PointForm,
    PutOffForm,
    QuorumForm,
    RegisterForm,
    SittingForm,
    StepForm,
    VoteForm,
)
from tadafor.documents.forms import AttachForm

__all__ = [
    "AdoptForm",
    "AnswerForm",
    "AttachForm",
    "AttendanceForm",
    "BodyForm",
    "CallForm",
    "CorrectAttendanceForm",
    "CorrectSittingForm",
    "CorrectVoteForm",
    "DigitsForm",
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
    "PublishForm",
    "PutOffForm",
    "QuartersForm",
    "QuorumForm",
    "QuotasForm",
    "ReasonForm",
    "RegisterForm",
    "SeatForm",
    "SeatsForm",
    "SendForm",
    "SittingForm",
    "StepForm",
    "VolunteerForm",
    "VoteForm",
    "beside",
]
