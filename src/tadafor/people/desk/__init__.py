"""The desk: staff and their roles, links confirmed on sight of a document."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.clock import now
from tadafor.kernel.pages import page_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people import actions, queries
from tadafor.people.actor import Request, staff_only
from tadafor.people.forms import (
    GiveRoleForm,
    ReasonForm,
    typed,
)
from tadafor.people.rules import CONFIRM_LINKS, DESK, GIVE_ROLES


@staff_only(*DESK)
def staff(request: Request, territory: str) -> HttpResponse:
    """Who is charged with what here."""
    page = queries.staff_page(request.territory.pk, request.actor)
    return render(request, "people/desk/staff.html", {"page": page})


@staff_only(*GIVE_ROLES)
def give_role(request: Request, territory: str) -> HttpResponse:
    """Charge somebody with a role."""
    form = GiveRoleForm(typed(request))

    def give() -> str:
        facts = form.cleaned_data
        actions.give_role(actor=request.actor, territory_id=request.territory.pk, now=now(), **facts)
        return _("أسندنا المهمة إلى %(name)s.") % {"name": facts["person"].name}

    return act_on(request, form, give, title=_("إسناد مهمة"), send=_("أسندوا المهمة"), back="staff")


@staff_only(*GIVE_ROLES)
def take_role(request: Request, territory: str, role_id: int) -> HttpResponse:
    """Take a role away."""
    role = found_or_404(queries.role_here(request.territory.pk, role_id))
    form = ReasonForm(typed(request))

    def take() -> str:
        facts = form.cleaned_data
        actions.take_role(
            actor=request.actor, territory_id=request.territory.pk, role_id=role_id, now=now(), **facts
        )
        return _("سحبنا المهمة.")

    title = _("سحب مهمة «%(role)s» من %(name)s") % {"role": word(role.charge), "name": role.person.name}
    return act_on(request, form, take, title=title, send=_("اسحبوا المهمة"), back="staff")


@staff_only(*CONFIRM_LINKS)
def links(request: Request, territory: str) -> HttpResponse:
    """The links confirmed here."""
    page: Page[Any] = page_of(queries.links_here(request.territory.pk), request.GET.get("page"))
    return render(request, "people/desk/links.html", {"page": page})


@staff_only(*CONFIRM_LINKS)
def end_link(request: Request, territory: str, link_id: int) -> HttpResponse:
    """End a link."""
    link = found_or_404(queries.link_here(request.territory.pk, link_id))
    form = ReasonForm(typed(request))

    def end() -> str:
        facts = form.cleaned_data
        actions.end_link(
            actor=request.actor, territory_id=request.territory.pk, link_id=link_id, now=now(), **facts
        )
        return _("ألغينا تأكيد الصلة.")

    title = _("إلغاء تأكيد صلة %(name)s") % {"name": link.person.name}
    return act_on(request, form, end, title=title, send=_("ألغوا التأكيد"), back="links")


def act_on(
    request: Request,
    form: Form,
    act: Callable[[], str],
    *,
    title: str,
    send: str,
    back: str,
    about: str = "",
) -> HttpResponse:
    """Show a form of the desk; once it is valid, act, say so and go back."""
    where = reverse(f"people:{back}", args=[request.territory.slug])
    if form.is_valid():
        try:
            messages.success(request, act())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return HttpResponseRedirect(where, status=303)
    page = {"form": form, "title": title, "send": send, "back": where, "about": about}
    return render(request, "people/desk/form.html", page)


def found_or_404(thing: Any) -> Any:  # noqa: ANN401 -- any row
    """Return a row that is here, or the page that says nothing is."""
    if thing is None:
        raise Http404
    return thing
