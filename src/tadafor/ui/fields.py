"""Fields of a form: label, help, error and counter, tied together for those who listen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

LEFT_TO_RIGHT = (
    forms.EmailInput,
    forms.URLInput,
    forms.NumberInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
)
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Option:
    """One choice of a group, as a card."""

    input: SafeString
    label: str
    id: str
    help: str


def field(bound: BoundField, icon: str = "") -> dict[str, Any]:
    """Everything one field shows."""
    widget = bound.field.widget
    shape = shape_of(widget)
    limit = getattr(bound.field, "max_length", None) if shape in {"line", "area"} else None
    counted = shape == "area" and bool(limit)
    described = [bound.aria_describedby or "", f"{bound.auto_id}_counter" if counted else ""]
    attrs: dict[str, Any] = {}
    if shape != "check":
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    if any(described):
        attrs["aria-describedby"] = " ".join(part for part in described if part)
    if isinstance(widget, LEFT_TO_RIGHT):
        attrs["dir"] = "ltr"
    elif shape in {"line", "area"} and "dir" not in widget.attrs:
        attrs["dir"] = "auto"
    return {
        "bound": bound,
        "shape": shape,
        "icon": icon,
        "control": "" if shape == "group" else bound.as_widget(attrs=attrs),
        "options": list(options_of(bound)) if shape == "group" else [],
        "described": attrs.get("aria-describedby", ""),
        "limit": limit if counted else None,
        "counter_id": f"{bound.auto_id}_counter",
    }


def shape_of(widget: forms.Widget) -> str:
    """How a widget is laid out: hidden, group, check, file, area or line."""
    if widget.is_hidden:
        return "hidden"
    kinds: tuple[tuple[str, Any], ...] = (
        ("group", CHOICES),
        ("check", forms.CheckboxInput),
        ("file", forms.FileInput),
        ("area", forms.Textarea),
        ("select", forms.Select),
    )
    return next((shape for shape, kind in kinds if isinstance(widget, kind)), "line")


def options_of(bound: BoundField) -> list[Option]:
    """The choices of a group; a widget may carry ``descriptions`` by value."""
    descriptions = getattr(bound.field.widget, "descriptions", {})
    return [
        Option(
            input=part.tag(),
            label=str(part.choice_label),
            id=part.id_for_label,
            help=str(descriptions.get(str(part.data["value"]), "")),
        )
        for part in bound.subwidgets
    ]


def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong in a form, said once at its top, with a link to each field."""
    wrong = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"form": form, "wrong": wrong, "general": [*form.non_field_errors(), *hidden]}


def all_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Every field of a form in its order."""
    return {"form": form}
