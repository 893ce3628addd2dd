"""What people type in suggestions, made into clean values."""

from tadafor.suggestions.forms.desk import (
    AnswerForm,
    EnterForm,
    HandForm,
    InboxForm,
    NoteForm,
    SendForm,
)
from tadafor.suggestions.forms.gathering import (
    CarryForm,
    CoverForm,
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
from tadafor.suggestions.forms.together import (
    AnswerTogetherForm,
    HandTogetherForm,
    MergeTogetherForm,
    SendTogetherForm,
    Ticked,
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
    "AnswerTogetherForm",
    "CarryForm",
    "CategoryForm",
    "ChoiceForm",
    "CoverForm",
    "EnterForm",
    "FilterForm",
    "FindForm",
    "HandForm",
    "HandTogetherForm",
    "InboxForm",
    "MergeForm",
    "MergeTogetherForm",
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
    "SendTogetherForm",
    "ServiceForm",
    "SessionForm",
    "SplitForm",
    "SuggestForm",
    "TemplateForm",
    "Ticked",
    "WordsForm",
]
