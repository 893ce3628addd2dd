"""What people type in suggestions, made into clean values."""

from tadafor.suggestions.forms.desk import AnswerForm, EnterForm, HandForm, InboxForm, NoteForm, SendForm
from tadafor.suggestions.forms.setting_up import (
    CategoryForm,
    ChoiceForm,
    PromiseForm,
    RouteForm,
    ServiceForm,
    TemplateForm,
)
from tadafor.suggestions.forms.writing import (
    FilterForm,
    FindForm,
    PhotoForm,
    RateForm,
    ReopenForm,
    SecretForm,
    SuggestForm,
)

__all__ = [
    "AnswerForm",
    "CategoryForm",
    "ChoiceForm",
    "EnterForm",
    "FilterForm",
    "FindForm",
    "HandForm",
    "InboxForm",
    "NoteForm",
    "PhotoForm",
    "PromiseForm",
    "RateForm",
    "ReopenForm",
    "RouteForm",
    "SecretForm",
    "SendForm",
    "ServiceForm",
    "SuggestForm",
    "TemplateForm",
]
