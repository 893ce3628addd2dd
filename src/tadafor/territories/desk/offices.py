"""Neighbourhoods and offices."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.territories import actions, queries
from tadafor.territories.desk.frame import Request, administrator_only, ask, by, sent, there
from tadafor.territories.forms import NeighbourhoodForm, OfficeForm, ReasonForm


@administrator_only
def neighbourhoods(request: Request, territory: str) -> HttpResponse:
    found = queries.all_neighbourhoods(request.territory.pk)
    return render(request, "territories/desk/neighbourhoods.html", {"neighbourhoods": found})


@administrator_only
def neighbourhood(request: Request, territory: str, neighbourhood: int | None = None) -> HttpResponse:
    """Add a neighbourhood, or change one."""
    found = neighbourhood and there(queries.neighbourhood(request.territory.pk, neighbourhood))
    form = NeighbourhoodForm(sent(request), initial=NeighbourhoodForm.showing(found or None))
    return ask(
        request,
        form,
        lambda: actions.keep_neighbourhood(facts=form.facts, neighbourhood_id=neighbourhood, **by(request)),
        _("تعديل حي") if found else _("إضافة حي"),
        _("احفظوا"),
        "neighbourhoods",
    )


@administrator_only
def retire_neighbourhood(request: Request, territory: str, neighbourhood: int) -> HttpResponse:
    """Retire a neighbourhood, or take it back."""
    found = there(queries.neighbourhood(request.territory.pk, neighbourhood))
    form = ReasonForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.retire_neighbourhood(
            neighbourhood_id=found.pk,
            retired=not found.is_retired,
            reason=form.cleaned_data["reason"],
            **by(request),
        ),
        _("إرجاع حي") if found.is_retired else _("سحب حي"),
        _("أرجعوه") if found.is_retired else _("اسحبوه"),
        "neighbourhoods",
        what=found.name,
    )


@administrator_only
def offices(request: Request, territory: str) -> HttpResponse:
    return render(
        request, "territories/desk/offices.html", {"offices": queries.all_offices(request.territory.pk)}
    )


@administrator_only
def office(request: Request, territory: str, office: int | None = None) -> HttpResponse:
    """Add an office with its hours, or change one."""
    found = None if office is None else there(queries.office(request.territory.pk, office))
    hours = [] if found is None else queries.hours_of(found)
    form = OfficeForm(sent(request), initial=OfficeForm.showing(found, hours))
    return ask(
        request,
        form,
        lambda: actions.keep_office(facts=form.facts, hours=form.hours, office_id=office, **by(request)),
        _("تعديل مكتب") if found else _("إضافة مكتب"),
        _("احفظوا"),
        "offices_desk",
        template="territories/desk/office.html",
    )


@administrator_only
def retire_office(request: Request, territory: str, office: int) -> HttpResponse:
    """Retire an office, or take it back."""
    found = there(queries.office(request.territory.pk, office))
    form = ReasonForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.retire_office(
            office_id=found.pk,
            retired=not found.is_retired,
            reason=form.cleaned_data["reason"],
            **by(request),
        ),
        _("إرجاع مكتب") if found.is_retired else _("سحب مكتب"),
        _("أرجعوه") if found.is_retired else _("اسحبوه"),
        "offices_desk",
        what=found.name,
    )
