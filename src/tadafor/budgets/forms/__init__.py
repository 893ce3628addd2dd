"""What people and staff type in the participatory budget, made into clean values."""

from tadafor.budgets.forms.desk import (
    DaysForm,
    EnvelopeForm,
    ExtensionForm,
    ProjectForm,
    RegulationForm,
    StudyForm,
)
from tadafor.budgets.forms.ideas import (
    BoxForm,
    ChangeIdeaForm,
    IdeaFilter,
    IdeaForm,
    MergeForm,
    PlainForm,
    ReasonForm,
    StudyAnswerForm,
    WriteIdeaDownForm,
)
from tadafor.documents.forms import AttachForm, VoiceForm

__all__ = [
    "AttachForm",
    "BoxForm",
    "ChangeIdeaForm",
    "DaysForm",
    "EnvelopeForm",
    "ExtensionForm",
    "IdeaFilter",
    "IdeaForm",
    "MergeForm",
    "PlainForm",
    "ProjectForm",
    "ReasonForm",
    "RegulationForm",
    "StudyAnswerForm",
    "StudyForm",
    "VoiceForm",
    "WriteIdeaDownForm",
]
