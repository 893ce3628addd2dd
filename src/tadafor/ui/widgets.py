"""Widgets that phones understand: a date picker, a keypad, a code that fills itself in."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms

from tadafor.ui.maps import Place, Quarter, map_drawing


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


NEAR = 1.0  # degrees: farther away, a point and the town would not stand on one drawing


class Typed(NamedTuple):
    """The two boxes of a point, as they were typed."""

    latitude: str
    longitude: str


class Point(forms.Widget):
    """Where something is: the phone's position, a touch on the map, or degrees that are typed.

    The boxes are called ``latitude`` and ``longitude`` whatever the field: one point a form.
    """

    template_name = "ui/widgets/point.html"

    def __init__(self, quarters: Iterable[Quarter] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.quarters = list(quarters)

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Typed:  # noqa: ARG002
        return Typed(*(str(data.get(box) or "").strip() for box in Typed._fields))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:  # noqa: ARG002
        return not any(box in data for box in Typed._fields)

    def _chosen(self, typed: Typed) -> list[Place]:
        """Return the point as a place, when it can be shown among the neighbourhoods."""
        try:
            found = Place("", float(typed.latitude), float(typed.longitude))
        except ValueError:
            return []
        near = (
            abs(found.latitude - one.latitude) < NEAR and abs(found.longitude - one.longitude) < NEAR
            for one in self.quarters
        )
        return [found] if any(near) else []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:  # noqa: ANN401 -- Django's own
        typed = Typed(*("" if part is None else str(part) for part in value or ("", "")))
        chosen = self._chosen(typed)
        context = super().get_context(name, value, attrs)
        drawn = map_drawing("", chosen, self.quarters) if self.quarters else {}
        return context | drawn | typed._asdict() | {"is_open": any(typed) and not chosen}
