"""Widgets that phones understand: a date picker, a keypad, a code that fills itself in."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Day(forms.DateInput):
    """A day, picked on the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayAndHour(forms.DateTimeInput):
    """A day and its hour, in Morocco."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Phone(forms.TextInput):
    """A phone number: keypad, left to right."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "ltr", "autocomplete": "tel", "inputmode": "tel", **(attrs or {})})


class Recorder(forms.FileInput):
    """Speak, listen again, begin again; without a script, the recorder of the telephone or a file.

    The page loads ``ui/recorder.js`` and lets itself use the microphone (``ui.sound.may_record``).
    """

    template_name = "ui/widgets/recorder.html"

    def __init__(self, longest: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "audio/*", "capture": "", **(attrs or {})})
        self.longest = longest

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:  # noqa: ANN401 -- Django's own
        minutes, seconds = divmod(self.longest, 60)
        return super().get_context(name, value, attrs) | {
            "longest": self.longest,
            "longest_words": f"{minutes}:{seconds:02}",
        }


class OneTimeCode(forms.TextInput):
    """A code received by message, filled in by the phone itself where it can."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        numeric = {
            "dir": "ltr",
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "input-code",
        }
        super().__init__({**numeric, **(attrs or {})})


class RadioCards(forms.RadioSelect):
    """Choices as cards, each with a sentence that explains it."""

    def __init__(
        self, descriptions: Mapping[str, object] | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.descriptions = descriptions or {}


class CheckCards(forms.CheckboxSelectMultiple):
    """Several choices as cards, each with a sentence that explains it."""

    def __init__(
        self, descriptions: Mapping[str, object] | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.descriptions = descriptions or {}
