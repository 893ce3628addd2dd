"""Where a procedure stands, drawn in a page."""

import datetime as dt
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from tadafor.ui.components import Step
from tadafor.ui.drawing import draw, time


def stepper(steps: Iterable[Step], label: str = "") -> SafeString:
    """Where a procedure stands, what comes next, who acts, by when.

    Drawn here and not by a template: it stands on every page of a procedure, for a phone and for a desk.
    """
    return format_html(
        '<div class="stepper"><ol class="steps" aria-label="{}">{}</ol></div>\n',
        label or gettext("مراحل المسطرة"),
        format_html_join("", "{}", ((_step(at, step),) for at, step in enumerate(steps, 1))),
    )


def _step(at: int, step: Step) -> SafeString:
    mark, heard = {
        "done": (draw("check"), pgettext("step", "تمت")),
        "now": (at, pgettext("step", "جارية الآن")),
        "late": ("!", pgettext("step", "متأخرة")),
    }.get(step.state, (at, pgettext("step", "لاحقة")))
    when = time(step.when) if isinstance(step.when, dt.date) else step.when
    meta = [("step-when", when), ("step-who", step.who)]
    said = format_html_join("", '<span class="{}">{}</span>', (part for part in meta if part[1]))
    return format_html(
        '\n<li class="step step-{}"{}>\n<span class="step-mark" aria-hidden="true">{}</span>\n'
        '<span class="step-title">{}<span class="heard"> ({})</span></span>\n{}\n</li>',
        step.state,
        mark_safe(' aria-current="step"') if step.state in {"now", "late"} else "",
        mark,
        format_html('<a href="{}">{}</a>', step.href, step.title) if step.href else step.title,
        heard,
        format_html('<span class="step-meta">{}</span>', said) if said else "",
    )
