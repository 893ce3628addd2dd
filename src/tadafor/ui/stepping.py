"""Where a procedure stands, drawn in a page."""

import datetime as dt
from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from tadafor.ui.components import Step
from tadafor.ui.drawing import draw, safe, shown, time


def stepper(steps: Iterable[Step], label: str = "") -> SafeString:
    """Where a procedure stands, what comes next, who acts, by when.

    Drawn here and not by a template: it stands on every page of a procedure, for a phone and for a desk.
    """
    drawn = "".join([_step(at, step) for at, step in enumerate(steps, 1)])
    named = shown(label or gettext("مراحل المسطرة"))
    return safe(f'<div class="stepper"><ol class="steps" aria-label="{named}">{drawn}</ol></div>\n')


def _step(at: int, step: Step) -> str:
    mark, heard = {
        "done": (draw("check"), pgettext("step", "تمت")),
        "now": (at, pgettext("step", "جارية الآن")),
        "late": ("!", pgettext("step", "متأخرة")),
    }.get(step.state, (at, pgettext("step", "لاحقة")))
    when = time(step.when) if isinstance(step.when, dt.date) else step.when
    meta = [("step-when", when), ("step-who", step.who)]
    said = "".join([f'<span class="{kind}">{shown(words)}</span>' for kind, words in meta if words])
    title = shown(step.title)
    current = ' aria-current="step"' if step.state in {"now", "late"} else ""
    return (
        f'\n<li class="step step-{shown(step.state)}"'
        f"{current}>\n"
        f'<span class="step-mark" aria-hidden="true">{shown(mark)}</span>\n<span class="step-title">'
        + (f'<a href="{shown(step.href)}">{title}</a>' if step.href else title)
        + f'<span class="heard"> ({shown(heard)})</span></span>\n'
        + (f'<span class="step-meta">{said}</span>' if said else "")
        + "\n</li>"
    )
