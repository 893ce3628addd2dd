"""What cannot be done now: a page that says why and shows what is fixed, where a form would only be refused.

A form that was sent is answered by its verb, so that what was typed stays on the screen.
"""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.budgets.context import Here, shown
from tadafor.budgets.rules.cycle import ALLOWED, Act, CycleRefusal, Phase
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request

_BACK = {
    "desk_overview": _("العودة إلى الدورة"),
    "desk_projects": _("العودة إلى المشاريع"),
    "desk_vote": _("العودة إلى التصويت"),
    "desk_count": _("العودة إلى الفرز"),
}


def fixed(
    request: Request,
    place: Here,
    title: str,
    why: str,
    *,
    to: str = "desk_overview",
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Say why nothing is typed here now, and lead back to ``to``."""
    back = reverse(f"budgets:{to}", args=[request.territory.slug, place.edition.slug])
    facts: dict[str, Any] = {"title": title, "why": why, "back": back, "back_words": _BACK[to]}
    return shown(request, "budgets/desk/fixed.html", place, **facts, **context)


def why_not(
    request: Request, place: Here, title: str, why: str, to: str = "desk_overview"
) -> HttpResponse | None:
    """Return that page when there is a reason, and nothing was sent."""
    return fixed(request, place, title, why, to=to) if why and request.method != "POST" else None


def not_now(request: Request, place: Here, act: Act, title: str, **context: Any) -> HttpResponse | None:  # noqa: ANN401
    """Return that page when the table of phases does not allow ``act`` today (§ budgets-phases)."""
    if request.method == "POST" or place.is_open(act):
        return None
    if act is Act.CHANGE_REGULATION:
        return fixed(request, place, title, sentence(CycleRefusal.ALREADY_ANNOUNCED), **context)
    held = {one.phase for one in place.cycle.days}
    when = [word(one) for one in Phase if one in ALLOWED[act] and (one in held or one is Phase.ANNOUNCED)]
    context["when"] = gettext("، ").join(when)
    return fixed(request, place, title, sentence(CycleRefusal.NOT_NOW), **context)
