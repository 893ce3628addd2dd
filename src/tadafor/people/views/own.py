"""My page: what I did, by channel, and what I follow."""

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tadafor.kernel.clock import now
from tadafor.kernel.deeds import Deed, Deeds
from tadafor.kernel.pages import never_stored
from tadafor.kernel.words import word
from tadafor.people import queries
from tadafor.people.actor import Request, signed_in_only
from tadafor.people.context import own_tabs
from tadafor.people.rules import Channel
from tadafor.people.views.account import me
from tadafor.territories.queries import named
from tadafor.ui.components import Tab


@require_GET
@signed_in_only
def deeds(request: Request) -> HttpResponse:
    """All that I did, whatever the commune, by channel (§ identity-own-page)."""
    asked = request.GET.get("channel", "")
    channel = asked if asked in set(Channel) else ""
    found, page = queries.own_deeds(me(request), channel=channel, page=request.GET.get("page"), now=now())
    facts: dict[str, object] = {"channels": _channels(found), "channel": channel}
    return _own(request, "people/deeds.html", page, facts)


@require_GET
@signed_in_only
def followed(request: Request) -> HttpResponse:
    """All that I follow (§ identity-own-page)."""
    page = queries.own_follows(me(request), page=request.GET.get("page"), now=now())
    return _own(request, "people/followed.html", page, {})


def _own(request: Request, template: str, page: "Page[Deed]", facts: dict[str, object]) -> HttpResponse:
    shown = list(page.object_list)
    names = named(deed.territory_id for deed in shown)
    here = template.replace("/", ":").removesuffix(".html")
    lines = [(deed, names[deed.territory_id], _channel(deed)) for deed in shown]
    facts |= {"page": page, "lines": lines, "tabs": own_tabs(here)}
    return never_stored(render(request, template, facts))


def _channel(deed: Deed) -> str:
    return word(Channel(deed.channel)) if deed.channel else ""


def _channels(found: Deeds) -> list[Tab]:
    here = reverse("people:deeds")
    every = Tab(_("الكل"), here, not found.channel, count=found.total)
    others = [
        Tab(word(one), f"{here}?channel={one.value}", found.channel == one, count=found.by_channel[one.value])
        for one in Channel
        if found.by_channel[one.value] or found.channel == one
    ]
    return [every, *others] if others else []
