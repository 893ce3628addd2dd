"""Boxes to type in, and the way of a form: text without hidden characters, refusals said above it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line

BAD_INPUT = 400


class CleanText(forms.CharField):
    """Many lines, without hidden characters; enormous input is a form error."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:  # noqa: ANN401 -- Django's own options
        super().__init__(widget=forms.Textarea({"rows": rows}), strip=True, **options)

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "")


class CleanLine(forms.CharField):
    """One line, without hidden characters."""

    def to_python(self, value: object) -> str:
        return clean_line(super().to_python(value) or "")


def tried(form: forms.Form, verb: Callable[[], object]) -> Refused | None:
    """Try a verb; what it refuses is said above the form, whose words are kept."""
    try:
        verb()
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return refused
    return None


def typed_in(request: HttpRequest) -> Any:  # noqa: ANN401 -- QueryDict or nothing
    """Return what was sent, or None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def status_of(form: forms.Form) -> int:
    """Return the status of a page that shows ``form``."""
    return BAD_INPUT if form.is_bound and form.errors else 200
