"""What people type in forms and conversations, and what staff type to build them."""

from tadafor.surveys.forms.answering import CodeForm, PageForm
from tadafor.surveys.forms.conversing import StatementForm, StatementsForm, SubjectForm
from tadafor.surveys.forms.desk import (
    FrameForm,
    InvitationForm,
    PaperFileForm,
    PlainForm,
    QuestionForm,
    ReasonForm,
    ResultsForm,
    SectionForm,
)

__all__ = [
    "CodeForm",
    "FrameForm",
    "InvitationForm",
    "PageForm",
    "PaperFileForm",
    "PlainForm",
    "QuestionForm",
    "ReasonForm",
    "ResultsForm",
    "SectionForm",
    "StatementForm",
    "StatementsForm",
    "SubjectForm",
]
