"""What the pages of programmes share: the programme of the address, who may do what, forms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.people.actor import Request
from tadafor.programme import queries, rules
from tadafor.programme.queries import Programme
from tadafor.ui import way_back
from tadafor.ui.boxes import sent, status_of, tried
from tadafor.ui.components import Tab, Tone

P = ParamSpec("P")
SEE_OTHER = 303
TONES = {
    rules.Standing.NO_TARGET: (Tone.PLAIN, "minus"),
    rules.Standing.REACHED: (Tone.GREEN, "badge-check"),
    rules.Standing.ON_WAY: (Tone.SAFFRON, "circle-dot-dashed"),
    rules.Standing.LATE: (Tone.TERRACOTTA, "hourglass"),
}
STATES = {
    rules.State.PLANNED: Tone.PLAIN,
    rules.State.WAITING: Tone.SAFFRON,
    rules.State.APPROVED: Tone.GREEN,
    rules.State.RETURNED: Tone.TERRACOTTA,
    rules.State.CALLED_OFF: Tone.PLAIN,
}


@dataclass
class Here:
    """A programme and what the reader is charged with in it."""

    programme: Programme
    held: list[rules.Held]

    def may(self, act: rules.Act, where: rules.Where = rules.EVERYWHERE) -> bool:
        """Whether the reader may do this there; the button asks what the verb asks."""
        return rules.refuse_act(act, self.held, where) is None

    @cached_property
    def acts(self) -> frozenset[rules.Act]:
        """What the reader may do somewhere."""
        return frozenset(act for one in self.held for act in rules.ALLOWED[one.charge])


def programme_of(slug: str) -> Programme:
    """Find a programme by its address, or raise Http404."""
    found = queries.programme_at(slug)
    if found is None:
        raise Http404
    return found


def there(found: Any) -> Any:  # noqa: ANN401 -- whatever was looked for
    """Return what was found, or raise Http404."""
    if found is None:
        raise Http404
    return found


def shown(
    request: Request,
    template: str,
    programme: Programme | None = None,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a public page; a visitor's copy is kept for a minute."""
    person = request.actor.person_id if programme else None
    charged = bool(programme and queries.charges_of(programme, person, clock.today()))
    context |= {"programme": programme, "is_charged": charged}
    response = render(request, f"programme/{template}.html", context)
    return kept(request, response)


def kept(request: Request, response: pages.Answer) -> pages.Answer:
    """Let a visitor's page be kept by anyone, a person's page by nobody."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    return pages.keep(response, now=clock.now())


def tabs(programme: Programme, current: str) -> list[Tab]:
    """Return the pages of a programme."""
    names = {
        "board": (_("لوحة القيادة"), "chart-column"),
        "activities": (_("الأنشطة"), "calendar-days"),
        "reports": (_("التقارير"), "file-text"),
        "published": (_("أرقام منشورة"), "scroll-text"),
    }
    return [
        Tab(label, reverse(f"programme:{name}", args=[programme.slug]), current=name == current, icon=icon)
        for name, (label, icon) in names.items()
    ]


# ---- the pages of the team


def team_only(
    view: Callable[Concatenate[Request, Here, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a page to people charged with something in the programme; others see no page (§ programme-3)."""

    @wraps(view)
    def guarded(request: Request, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        programme, actor = programme_of(slug), request.actor
        if not actor.is_signed_in:
            return HttpResponseRedirect(way_back.first("people:sign_in", request), status=SEE_OTHER)
        held = queries.charges_of(programme, actor.person_id, clock.today())
        if not held:
            raise Http404
        if not actor.second_factor:
            return HttpResponseRedirect(way_back.first("people:second_factor", request))
        return pages.never_stored(view(request, Here(programme, held), *args, **kwargs))

    return guarded


def where_is(one: queries.Activity) -> rules.Where:
    """Return where an activity falls."""
    return rules.Where(one.region.place_id if one.region else "", one.commune_id)


def opened(here: Here, act: rules.Act, where: rules.Where = rules.EVERYWHERE) -> None:
    """Raise Http404 for who may not do this there: a page nobody could send is not shown."""
    if not here.may(act, where):
        raise Http404


def team(request: Request, here: Here, template: str, *, status: int = 200, **context: Any) -> HttpResponse:  # noqa: ANN401
    """Answer with a page of the team."""
    context |= {"programme": here.programme, "here": here}
    return render(request, f"programme/team/{template}.html", context, status=status)


def asked(
    request: Request,
    here: Here,
    form: Form,
    verb: Callable[[], object],
    *,
    title: str,
    said: str,
    to: str,
    lead: str = "",
    button: str = "",
    tone: str = "main",
    template: str = "form",
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a page of one form, or try its verb and lead on; a refusal is said above the form."""
    if sent(form) and not tried(form, verb):
        messages.success(request, said)
        return HttpResponseRedirect(to, status=SEE_OTHER)
    context |= {"form": form, "title": title, "lead": lead, "button": button, "tone": tone, "back": to}
    return team(request, here, template, status=status_of(form), **context)
