"""The controls of forms, drawn in one step.

A list of choices cost two templates for each choice. These write what Django's own templates write, letter
for letter (``tests/test_controls.py`` compares); what is not here is drawn by its template.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tadafor.ui.drawing import shown

Widget = Mapping[str, Any]


def attributes(widget: Widget) -> str:
    """The attributes of a control; True says the name alone, False says nothing."""
    return "".join(
        [
            f" {shown(name)}" if value is True else f' {shown(name)}="{_text(value)}"'
            for name, value in widget["attrs"].items()
            if value is not False
        ]
    )


def _text(value: object) -> str:
    return shown(value if isinstance(value, str) else str(value))


def _input(widget: Widget) -> str:
    value = widget["value"]
    filled = "" if value is None else f' value="{_text(value)}"'
    kind, name = shown(widget["type"]), shown(widget["name"])
    return f'<input type="{kind}" name="{name}"{filled}{attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{shown(widget["name"])}"{attributes(widget)}>\n{value}</textarea>'


def _option(widget: Widget) -> str:
    return f'<option value="{_text(widget["value"])}"{attributes(widget)}>{shown(widget["label"])}</option>\n'


def _select(widget: Widget) -> str:
    groups = []
    for name, options, _ in widget["optgroups"]:
        drawn = "".join([f"\n  {_option(one)}" for one in options])
        groups.append(f'\n  <optgroup label="{shown(name)}">{drawn}\n  </optgroup>' if name else drawn)
    return f'<select name="{shown(widget["name"])}"{attributes(widget)}>{"".join(groups)}\n</select>'


def _plain_select(draw: Callable[[Widget], str], widget: Widget) -> str | None:
    usual = "django/forms/widgets/select_option.html"
    kinds = {one["template_name"] for _, options, _ in widget["optgroups"] for one in options}
    return draw(widget) if kinds <= {usual} else None


_INPUTS = "text number email url password hidden date datetime time color search tel checkbox".split()  # noqa: SIM905 -- a list to read
_DRAWN: dict[str, Callable[[Widget], str | None]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": partial(_plain_select, _select),
}


def drawn(template: str, context: Mapping[str, Any]) -> str | None:
    """Return the control that ``template`` would draw, or nothing where only the template can."""
    draw = _DRAWN.get(template)
    return draw(context["widget"]) if draw else None
