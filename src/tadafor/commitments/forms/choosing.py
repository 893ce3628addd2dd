"""What the forms of commitments share: closed lists in the reader's language."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from tadafor.commitments import rules
from tadafor.kernel.words import word

Data = Mapping[str, Any] | None
LONGEST_TOKEN = 64


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field its choices, in the reader's language."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared by the form itself
    field.choices = list(choices)


class Amount(forms.DecimalField):
    """Dirhams, empty for none."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options
        wanted: dict[str, Any] = {"min_value": 0, "max_digits": 14, "decimal_places": 2, "required": False}
        super().__init__(**(wanted | options))


class Weight(forms.DecimalField):
    """How much something counts beside the others."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options
        wanted: dict[str, Any] = {
            "min_value": 0,
            "max_value": rules.HIGHEST_WEIGHT,
            "max_digits": 6,
            "decimal_places": 2,
            "initial": Decimal(1),
        }
        super().__init__(**(wanted | options))
