"""What people and staff type in the consultation space, made into clean values."""

from tadafor.consultations.forms.cards import (
    AxesForm,
    CardContributionForm,
    CardEntryForm,
    CardForm,
    RoundForm,
)
from tadafor.consultations.forms.contributing import (
    ContributionForm,
    FilterForm,
    ReplyForm,
    SupportForm,
)
from tadafor.consultations.forms.desk import (
    AdoptionForm,
    ApprovalForm,
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
from tadafor.consultations.forms.speaking import (
    ReadAloudForm,
    SpeakForm,
    SpokenEntryForm,
    WriteDownForm,
)
from tadafor.consultations.forms.workshops import ImportForm, PhotosForm, PrintForm, WorkshopForm
from tadafor.documents.forms import AttachForm, VoiceForm

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
    "ImportForm",
    "MeetingForm",
    "NewPassageForm",
    "PaperForm",
    "PhotosForm",
    "PlainForm",
    "PrintForm",
    "PublishForm",
    "ReadAloudForm",
    "ReplyForm",
    "RoundForm",
    "SendBackForm",
    "SettingsForm",
    "SpeakForm",
    "SpokenEntryForm",
    "StaffFilterForm",
    "SupportForm",
    "TextForm",
    "VoiceForm",
    "WordingForm",
    "WorkshopForm",
    "WriteDownForm",
]
