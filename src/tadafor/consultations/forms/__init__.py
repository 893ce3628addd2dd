"""What people and staff type in the consultation space, made into clean values."""

from tadafor.consultations.forms.cards import (
    AxesForm,
    CardContributionForm,
    CardEntryForm,
    CardForm,
    RoundForm,
)
from tadafor.consultations.forms.contributing import ContributionForm, FilterForm, ReplyForm
from tadafor.consultations.forms.desk import (
    AdoptionForm,
    ApprovalForm,
    AttachForm,
    BulkForm,
    CommitteeForm,
    ConclusionForm,
    DecisionForm,
    DelegationForm,
    ExtensionForm,
    MeetingForm,
    NewPassageForm,
    PlainForm,
    PublishForm,
    SendBackForm,
    SettingsForm,
    TextForm,
    WordingForm,
)
from tadafor.consultations.forms.entering import EntryForm, PaperForm, StaffFilterForm
from tadafor.consultations.forms.speaking import SpeakForm, SpokenEntryForm, VoiceForm, WriteDownForm
from tadafor.consultations.forms.workshops import PrintForm, WorkshopForm

__all__ = [
    "AdoptionForm",
    "ApprovalForm",
    "AttachForm",
    "AxesForm",
    "BulkForm",
    "CardContributionForm",
    "CardEntryForm",
    "CardForm",
    "CommitteeForm",
    "ConclusionForm",
    "ContributionForm",
    "DecisionForm",
    "DelegationForm",
    "EntryForm",
    "ExtensionForm",
    "FilterForm",
    "MeetingForm",
    "NewPassageForm",
    "PaperForm",
    "PlainForm",
    "PrintForm",
    "PublishForm",
    "ReplyForm",
    "RoundForm",
    "SendBackForm",
    "SettingsForm",
    "SpeakForm",
    "SpokenEntryForm",
    "StaffFilterForm",
    "TextForm",
    "VoiceForm",
    "WordingForm",
    "WorkshopForm",
    "WriteDownForm",
]
