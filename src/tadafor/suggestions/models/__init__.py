"""The tables of suggestions."""

from tadafor.suggestions.models.place import (
    Category,
    Promise,
    ReplyTemplate,
    Route,
    Service,
    ServiceAgent,
    SuggestionSettings,
)
from tadafor.suggestions.models.suggestion import (
    Suggestion,
    SuggestionLetter,
    SuggestionNote,
    SuggestionOriginal,
    SuggestionStep,
    SuggestionSupport,
)

__all__ = [
    "Category",
    "Promise",
    "ReplyTemplate",
    "Route",
    "Service",
    "ServiceAgent",
    "Suggestion",
    "SuggestionLetter",
    "SuggestionNote",
    "SuggestionOriginal",
    "SuggestionSettings",
    "SuggestionStep",
    "SuggestionSupport",
]
