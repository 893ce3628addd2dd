"""What staff set up: services, categories, who gets what, promises, ready texts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import RoleKind
from tadafor.suggestions import actions, queries
from tadafor.suggestions.context import SEE_OTHER
from tadafor.suggestions.forms import (
    CategoryForm,
    ChoiceForm,
    PromiseForm,
    RouteForm,
    ServiceForm,
    TemplateForm,
)
from tadafor.suggestions.queries import SETTERS
from tadafor.suggestions.rules import State
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*SETTERS)
def overview(request: Request, territory: str) -> HttpResponse:
    """Everything that is set up, and what is missing."""
    place = request.territory.pk
    context = queries.setting_up(place) | {
        "territory": request.territory,
        "routes": queries.routes(),
        "promises": queries.promises_of(place),
        "templates": queries.all_templates(),
        "settings": queries.settings_of(place),
        "promises_here": request.actor.has_role(place, RoleKind.ADMINISTRATOR),
    }
    return pages.never_stored(render(request, "suggestions/desk/settings.html", context))


def _edited(
    request: Request,
    form: Any,  # noqa: ANN401 -- any form
    title: str,
    verb: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Keep what a form says, and go back to everything that is set up."""
    common = {"actor": request.actor, "now": clock.now()}
    if form.is_bound and form.is_valid() and not tried(form, lambda: verb(common)):
        messages.success(request, _("حُفظ."))
        address = reverse("suggestions:desk_settings", args=[request.territory.slug])
        return HttpResponseRedirect(address, status=SEE_OTHER)
    context = {"territory": request.territory, "form": form, "title": title, "setting": True}
    page = render(request, "suggestions/desk/setting.html", context, status=status_of(form))
    return pages.never_stored(page)


def _there(found: Any) -> Any:  # noqa: ANN401 -- a row, whatever its table
    if found is None:
        raise Http404
    return found


@staff_only(*SETTERS)
def service(request: Request, territory: str, service: int = 0) -> HttpResponse:
    """Name a service and its agents, or change them."""
    place, found = request.territory.pk, _there(queries.service(service)) if service else None
    form = ServiceForm(typed_in(request), territory_id=place, service=found)
    return _edited(
        request,
        form,
        _("مصلحة"),
        lambda common: actions.keep_service(territory_id=place, service=found, **form.cleaned_data, **common),
    )


@staff_only(*SETTERS)
def category(request: Request, territory: str, code: str = "") -> HttpResponse:
    """Name what people may speak of, or change it."""
    found = _there(queries.category_at(code)) if code else None
    form = CategoryForm(typed_in(request), category=found)
    return _edited(
        request,
        form,
        _("موضوع"),
        lambda common: actions.keep_category(
            territory_id=request.territory.pk, category=found, facts=form.facts(), **common
        ),
    )


@staff_only(*SETTERS)
def route(request: Request, territory: str) -> HttpResponse:
    """Say which service gets a category."""
    form = RouteForm(typed_in(request), territory_id=request.territory.pk)
    return _edited(
        request,
        form,
        _("من يتلقى ماذا"),
        lambda common: actions.keep_route(
            category=form.cleaned_data["category"],
            neighbourhood_id=form.cleaned_data["neighbourhood"],
            service=form.cleaned_data["service"],
            **common,
        ),
    )


@staff_only(RoleKind.ADMINISTRATOR)
def promise(request: Request, territory: str) -> HttpResponse:
    """Record a delay and its source."""
    form = PromiseForm(typed_in(request))
    return _edited(
        request,
        form,
        _("أجل الجواب"),
        lambda common: actions.record_promise(
            territory_id=request.territory.pk, promise=form.promise(), **common
        ),
    )


@staff_only(*SETTERS)
def template(request: Request, territory: str, template: int = 0) -> HttpResponse:
    """Write a text ready to send, or change it."""
    found = _there(queries.template(template)) if template else None
    form = TemplateForm(typed_in(request), template=found)

    def keep(common: dict[str, Any]) -> object:
        typed = form.cleaned_data | {"state": State(form.cleaned_data["state"])}
        return actions.keep_template(territory_id=request.territory.pk, template=found, **typed, **common)

    return _edited(request, form, _("نص جاهز"), keep)


@staff_only(*SETTERS)
def choices(request: Request, territory: str) -> HttpResponse:
    """Choose the threshold of a session, who treats complaints, how many may come."""
    form = ChoiceForm(typed_in(request), settings=queries.settings_of(request.territory.pk))
    return _edited(
        request,
        form,
        _("اختيارات الجماعة"),
        lambda common: actions.choose(
            territory_id=request.territory.pk,
            threshold=form.cleaned_data["threshold"],
            treats_complaints=form.cleaned_data["treats_complaints"],
            limits=form.limits(),
            **common,
        ),
    )
