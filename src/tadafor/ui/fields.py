"""Fields of a form: label, help, error and counter, tied together for those who listen."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tadafor.ui.drawing import draw, safe, shown
from tadafor.ui.formatting import number
from tadafor.ui.widgets import Point

LEFT_TO_RIGHT = (
    forms.EmailInput,
    forms.URLInput,
    forms.NumberInput,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
)
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
SETS = frozenset({"group", "point"})  # several controls under one legend


@dataclass(frozen=True)
class Option:
    """One choice of a group, as a card."""

    input: SafeString
    label: str
    id: str
    help: str


def field(bound: BoundField, icon: str = "") -> SafeString:
    """One field: its label, its help, what is wrong, its control."""
    widget = bound.field.widget
    shape = shape_of(widget)
    limit = getattr(bound.field, "max_length", None) if shape == "area" else None
    attrs = _attributes(bound, shape, limit)
    control = "" if shape == "group" else bound.as_widget(attrs=attrs)
    if shape == "hidden":
        return safe(f"{control}\n")
    described = attrs.get("aria-describedby", "")
    lines = (
        _label(bound, shape, icon, control),
        _help(bound),
        _wrong(bound),
        _choices(bound) if shape == "group" else "" if shape == "check" else control,
        _counter(bound, limit) if limit else "",
    )
    tag = "fieldset" if shape in SETS else "div"
    wrong = " field-wrong" if bound.errors else ""
    told = f' aria-describedby="{shown(described)}"' if shape in SETS and described else ""
    inside = "\n".join(lines)
    return safe(f'<{tag} class="field field-{shape}{wrong}"{told}>\n{inside}\n</{tag}>\n')


def _attributes(bound: BoundField, shape: str, limit: int | None) -> dict[str, Any]:
    widget = bound.field.widget
    described = [bound.aria_describedby or "", f"{bound.auto_id}_counter" if limit else ""]
    attrs: dict[str, Any] = {}
    if shape != "check":
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    if any(described):
        attrs["aria-describedby"] = " ".join(part for part in described if part)
    if isinstance(widget, LEFT_TO_RIGHT):
        attrs["dir"] = "ltr"
    elif shape in {"line", "area"} and "dir" not in widget.attrs:
        attrs["dir"] = "auto"
    return attrs


def _label(bound: BoundField, shape: str, icon: str, control: str) -> str:
    label = shown(bound.label)
    if shape == "check":
        return f'<label class="choice">{control}<span class="choice-label">{label}</span></label>'
    if not bound.field.required and bound.name not in getattr(bound.form, "unmarked", ()):
        optional = gettext("(اختياري)")
        label += f' <span class="optional">{optional}</span>'
    if shape in SETS:
        return f'<legend class="label">{label}</legend>'
    drawn = draw(icon) if icon else ""
    return f'<label class="label" for="{shown(bound.id_for_label)}">{drawn}{label}</label>'


def _help(bound: BoundField) -> str:
    if not bound.help_text:
        return ""
    return f'<p class="help" id="{shown(bound.auto_id)}_helptext">{shown(bound.help_text)}</p>'


def _wrong(bound: BoundField) -> str:
    if not bound.errors:
        return ""
    said = "<br>".join([shown(error) for error in bound.errors])
    return f'<p class="error" id="{shown(bound.auto_id)}_error">{draw("circle-alert")}<span>{said}</span></p>'


def _choices(bound: BoundField) -> str:
    drawn = []
    for one in options_of(bound):
        help_text = f"<small>{shown(one.help)}</small>" if one.help else ""
        label = f'<span class="choice-label">{shown(one.label)}{help_text}</span>'
        drawn.append(f'<label class="choice choice-card" for="{shown(one.id)}">{one.input}{label}</label>')
    return f'<div class="choices">{"".join(drawn)}</div>'


def _counter(bound: BoundField, limit: int) -> str:
    left, most = gettext("الحروف الباقية:"), gettext("أقصى عدد من الحروف:")
    control = shown(bound.id_for_label)
    return (
        f'<p class="counter" id="{shown(bound.auto_id)}_counter" data-counter="{control}" '
        f'data-limit="{limit}" data-words="{left}">{most} {number(limit)}</p>'
    )


def shape_of(widget: forms.Widget) -> str:
    """How a widget is laid out: hidden, group, point, check, file, area or line."""
    if widget.is_hidden:
        return "hidden"
    kinds: tuple[tuple[str, Any], ...] = (
        ("group", CHOICES),
        ("point", Point),
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
    """What is wrong in a form, said once at its top, with a link to each field; files chosen are lost."""
    wrong = [bound for bound in form if bound.errors and not bound.is_hidden]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    lost = [bound for bound in form if bound.html_name in form.files]
    return {"form": form, "wrong": wrong, "general": [*form.non_field_errors(), *hidden], "lost": lost}


def all_fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form in its order."""
    return safe("".join([field(bound) for bound in form]) + "\n")
