"""The desk: the associations registered here, and who speaks for each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.associations import actions, queries
from tadafor.associations.forms import AssociationForm, MandateForm
from tadafor.associations.rules import CONFIRM
from tadafor.kernel.clock import now
from tadafor.kernel.pages import page_of
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request, staff_only
from tadafor.people.forms import typed


@staff_only(*CONFIRM)
def index(request: Request, territory: str) -> HttpResponse:
    """The associations registered here, and who speaks for each."""
    page: Page[Any] = page_of(queries.everything(), request.GET.get("page"))
    speakers = queries.speakers([association.pk for association in page], now=now())
    rows = [(association, speakers.get(association.pk, [])) for association in page]
    return render(request, "associations/desk/index.html", {"page": page, "rows": rows})


@staff_only(*CONFIRM)
def register(request: Request, territory: str) -> HttpResponse:
    """Register an association on sight of its receipt."""
    form = AssociationForm(typed(request))

    def act() -> str:
        facts = form.cleaned_data
        actions.register_association(
            actor=request.actor, territory_id=request.territory.pk, now=now(), **facts
        )
        return _("سجلنا الجمعية.")

    return _done(request, form, act, title=_("تسجيل جمعية"), send=_("سجلوا"))


@staff_only(*CONFIRM)
def give_mandate(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Say who speaks for an association."""
    association = queries.association_here(association_id)
    if association is None:
        raise Http404
    form = MandateForm(typed(request))

    def act() -> str:
        actions.give_mandate(
            actor=request.actor,
            territory_id=request.territory.pk,
            association=association,
            now=now(),
            **form.cleaned_data,
        )
        return _("سجلنا التفويض.")

    title = _("من يتحدث باسم «%(name)s»؟") % {"name": association.name}
    return _done(request, form, act, title=title, send=_("سجلوا التفويض"))


def _done(request: Request, form: Form, act: Callable[[], str], *, title: str, send: str) -> HttpResponse:
    where = reverse("associations:desk", args=[request.territory.slug])
    if form.is_valid():
        try:
            messages.success(request, act())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return HttpResponseRedirect(where, status=303)
    page = {"form": form, "title": title, "send": send, "back": where}
    return render(request, "associations/desk/form.html", page)
