"""The tables of the digital consultation."""

from tadafor.surveys.models.answer import (
    Answer,
    AnswerFile,
    Invitation,
    PaperBatch,
    Participation,
    SealedAnswer,
    SurveyResult,
)
from tadafor.surveys.models.conversation import Conversation, OpinionSnapshot, Statement, StatementVote
from tadafor.surveys.models.report import ResultComment, Theme, ThemedAnswer, TrialAnswer
from tadafor.surveys.models.survey import Survey, SurveyVersion

__all__ = [
    "Answer",
    "AnswerFile",
    "Conversation",
    "Invitation",
    "OpinionSnapshot",
    "PaperBatch",
    "Participation",
    "ResultComment",
    "SealedAnswer",
    "Statement",
    "StatementVote",
    "Survey",
    "SurveyResult",
    "SurveyVersion",
    "Theme",
    "ThemedAnswer",
    "TrialAnswer",
]
