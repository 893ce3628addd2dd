"""What people and staff type in the participatory budget, made into clean values."""

from tadafor.budgets.forms.desk import (
    DaysForm,
    EnvelopeForm,
    ExtensionForm,
    ProjectForm,
    RegulationForm,
    StudyForm,
)
from tadafor.budgets.forms.ideas import BoxForm, IdeaFilter, IdeaForm, MergeForm, PlainForm, StudyAnswerForm

__all__ = [
    "BoxForm",
    "DaysForm",
    "EnvelopeForm",
    "ExtensionForm",
    "IdeaFilter",
    "IdeaForm",
    "MergeForm",
    "PlainForm",
    "ProjectForm",
    "RegulationForm",
    "StudyAnswerForm",
    "StudyForm",
]
