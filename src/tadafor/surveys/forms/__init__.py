"""What people type in forms and conversations, and what staff type to build them."""

from tadafor.surveys.forms.answering import CodeForm, PageForm
from tadafor.surveys.forms.conversing import StatementForm, StatementsForm, SubjectForm
from tadafor.surveys.forms.desk import (
    CommentAnswerForm,
    FrameForm,
    InvitationForm,
    PaperFileForm,
    PlainForm,
    PollForm,
    QuestionForm,
    ReasonForm,
    ResultsForm,
    SectionForm,
)
from tadafor.surveys.forms.theming import CommentForm, MergeForm, MoveForm, ThemeForm

__all__ = [
    "CodeForm",
    "CommentAnswerForm",
    "CommentForm",
    "FrameForm",
    "InvitationForm",
    "MergeForm",
    "MoveForm",
    "PageForm",
    "PaperFileForm",
    "PlainForm",
    "PollForm",
    "QuestionForm",
    "ReasonForm",
    "ResultsForm",
    "SectionForm",
    "StatementForm",
    "StatementsForm",
    "SubjectForm",
    "ThemeForm",
]
