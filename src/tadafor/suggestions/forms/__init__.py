"""What people type in suggestions, made into clean values."""

from tadafor.suggestions.forms.desk import (
    AnswerForm,
    EnterForm,
    HandForm,
    InboxForm,
    NoteForm,
    SendForm,
    TogetherForm,
)
from tadafor.suggestions.forms.gathering import (
    CarryForm,
    MergeForm,
    RedactForm,
    SessionForm,
    SplitForm,
    WordsForm,
)
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
    OwnForm,
    PhotoForm,
    RateForm,
    ReopenForm,
    SecretForm,
    SuggestForm,
)

__all__ = [
    "AnswerForm",
    "CarryForm",
    "CategoryForm",
    "ChoiceForm",
    "EnterForm",
    "FilterForm",
    "FindForm",
    "HandForm",
    "InboxForm",
    "MergeForm",
    "NoteForm",
    "OwnForm",
    "PhotoForm",
    "PromiseForm",
    "RateForm",
    "RedactForm",
    "ReopenForm",
    "RouteForm",
    "SecretForm",
    "SendForm",
    "ServiceForm",
    "SessionForm",
    "SplitForm",
    "SuggestForm",
    "TemplateForm",
    "TogetherForm",
    "WordsForm",
]
