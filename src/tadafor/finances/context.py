"""What the pages of the citizens' budget share."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.finances.documents import change_of
from tadafor.finances.queries import Picture
from tadafor.finances.rules import Share
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.ui.components import Bar
from tadafor.ui.formatting import number

SEE_OTHER = 303


def kept(request: Request, response: pages.Answer) -> pages.Answer:
    """Let a visitor's copy be kept a minute."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    return pages.keep(response, now=clock.now())


def shown(request: Request, template: str, *, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401
    """Answer with a page that is never stored."""
    facts = {"territory": request.territory} | context
    return pages.never_stored(render(request, template, facts, status=status))


def go(request: Request, name: str, *keys: object, said: str) -> HttpResponse:
    """Lead to another page of the room, with a sentence that says what was done."""
    messages.success(request, said)
    address = reverse(f"finances:{name}", args=[request.territory.slug, *keys])
    return HttpResponseRedirect(address, status=SEE_OTHER)


def told(picture: Picture) -> dict[str, Any]:
    """Return what draws a picture: bars, and the tables that say the same."""
    year = picture.budget.year
    heads = [
        _("البند"),
        _("بالدرهم"),
        _("من كل 100 درهم"),
        _("لكل ساكن(ة)"),
        _("مقارنة بسنة %(year)s") % {"year": year - 1},
    ]
    return {
        "picture": picture,
        "budget": picture.budget,
        "heads": heads,
        "sections": [
            (title, _bars(found), _rows(found))
            for title, found in (
                (_("من أين يأتي المال؟"), picture.origins),
                (_("إلى أين يذهب المال؟"), picture.chapters),
                (_("للتسيير أم للتجهيز؟"), picture.parts),
            )
        ],
        "changes": [(word(one.key), change_of(one)) for one in (picture.revenue, picture.spending)],
        "largest": [(one.label, number(one.amount)) for one in picture.largest],
    }


def _bars(found: list[Share]) -> list[Bar]:
    return [Bar(word(one.key), float(one.amount)) for one in found if one.amount]


def _rows(found: list[Share]) -> list[tuple[str, ...]]:
    return [
        (word(one.key), number(one.amount), number(one.of_whole, 1), number(one.each), change_of(one))
        for one in found
    ]
