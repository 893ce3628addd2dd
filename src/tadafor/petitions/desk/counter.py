"""The counter of the bureau: a petition that came on paper, and its receipt at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tadafor.associations.queries import listed as associations_listed
from tadafor.kernel import clock, pages
from tadafor.people.actor import Request, staff_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.context import SEE_OTHER
from tadafor.petitions.forms import CounterForm
from tadafor.petitions.queries import CLERKS
from tadafor.petitions.rules import CounterRefusal, PathRefusal
from tadafor.ui.boxes import sent, status_of, tried, typed_in
from tadafor.ui.components import Tab

_AT = {
    CounterRefusal.TITLE_MISSING: "title",
    CounterRefusal.OBJECT_MISSING: "object",
    CounterRefusal.AGENT_MISSING: "agent_name",
    CounterRefusal.ASSOCIATION_MISSING: "association",
    CounterRefusal.IN_THE_FUTURE: "deposited_at",
    CounterRefusal.TOO_LONG_AGO: "deposited_at",
    CounterRefusal.SHEETS_MISSING: "sheets",
    CounterRefusal.FEWER_LINES: "lines",
    CounterRefusal.TOO_MANY: "lines",
    PathRefusal.REGISTRY_TAKEN: "registry_number",
}


@staff_only(*CLERKS)
def paper(request: Request, territory: str) -> HttpResponse:
    """Record a petition that came on paper, and hand over its receipt."""
    now = clock.now()
    kind = rules.Kind.ASSOCIATION if request.GET.get("kind") == "association" else rules.Kind.CITIZENS
    form = _form(request, kind)
    made: list[Any] = []
    refused = tried(form, lambda: made.append(_deposited(request, form)), at=_AT) if sent(form) else None
    if made:
        one = made[0]
        messages.success(
            request, _("سُجلت العريضة برقم %(receipt)s. اطبعوا الوصل الآن.") % {"receipt": one.receipt}
        )
        where = reverse("petitions:desk_overview", args=[request.territory.slug, one.code])
        return HttpResponseRedirect(where, status=SEE_OTHER)
    like = _like(request, form) if refused and refused.refusal is CounterRefusal.LIKE_ANOTHER else []
    if not form.is_bound:
        form.initial["deposited_at"] = localtime(now)
    context = {
        "territory": request.territory,
        "form": form,
        "kind": kind,
        "like": like,
        "tabs": _tabs(request, kind),
        "asked": queries.asked_of(request.territory, kind, on=clock.day_of(now)),
    }
    page = render(request, "petitions/desk/paper.html", context, status=status_of(form))
    return pages.never_stored(page)


def _like(request: Request, form: CounterForm) -> list[queries.Petition]:
    """Return what seems the same petition, and let the clerk say that it is another (§ petitions-37)."""
    brought = form.brought()
    found = queries.like_at_counter(
        request.territory.pk,
        title=brought.words.title,
        card=brought.agent.card,
        moment=brought.deposited_at,
    )
    form.ask_again([one.code for one in found])
    return found


def _form(request: Request, kind: rules.Kind) -> CounterForm:
    in_register = associations_listed().values_list("pk", "name") if kind is rules.Kind.ASSOCIATION else []
    return CounterForm(
        typed_in(request),
        request.FILES,
        asked=queries.asked_of(request.territory, kind, on=clock.today()),
        kind=kind,
        associations=list(in_register),
    )


def _tabs(request: Request, kind: rules.Kind) -> list[Tab]:
    path = reverse("petitions:desk_paper", args=[request.territory.slug])
    return [
        Tab(_("مواطنات ومواطنون"), path, current=kind is rules.Kind.CITIZENS),
        Tab(_("جمعية"), f"{path}?kind=association", current=kind is rules.Kind.ASSOCIATION),
    ]


def _deposited(request: Request, form: CounterForm) -> object:
    return actions.deposit_at_counter(
        territory=request.territory,
        brought=form.brought(),
        token=form.cleaned_data["token"],
        scan=form.cleaned_data["scan"],
        actor=request.actor,
        now=clock.now(),
        is_demonstration=request.territory.is_demonstration,
    )
