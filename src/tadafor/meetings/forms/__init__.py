"""What people type in meetings, made into clean values."""

from tadafor.meetings.forms.desk import MeetingForm, ReasonForm, begin_with
from tadafor.meetings.forms.door import ConsentsForm, CountsForm, DoorForm
from tadafor.meetings.forms.live import (
    AskForm,
    CastForm,
    FeedbackForm,
    HandleForm,
    HandsForm,
    JoinForm,
    OpenForm,
    PaperForm,
    VoteForm,
)
from tadafor.meetings.forms.minutes import MinutesForm, SettleForm
from tadafor.meetings.forms.registering import FilterForm, PlainForm, RegisterForm
from tadafor.meetings.forms.room import AgendaForm, CardForm, CarryForm, DocumentForm, PhotosForm

__all__ = [
    "AgendaForm",
    "AskForm",
    "CardForm",
    "CarryForm",
    "CastForm",
    "ConsentsForm",
    "CountsForm",
    "DocumentForm",
    "DoorForm",
    "FeedbackForm",
    "FilterForm",
    "HandleForm",
    "HandsForm",
    "JoinForm",
    "MeetingForm",
    "MinutesForm",
    "OpenForm",
    "PaperForm",
    "PhotosForm",
    "PlainForm",
    "ReasonForm",
    "RegisterForm",
    "SettleForm",
    "VoteForm",
    "begin_with",
]
