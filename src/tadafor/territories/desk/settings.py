"""Settings of the territory and its logo."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.territories import actions
from tadafor.territories.desk.frame import Request, administrator_only, ask, by, sent
from tadafor.territories.forms import LogoForm, SettingsForm


@administrator_only
def overview(request: Request, territory: str) -> HttpResponse:
    """What can be set, and how it is set now."""
    return render(request, "territories/desk/overview.html", {"tenant": request.territory})


@administrator_only
def settings(request: Request, territory: str) -> HttpResponse:
    form = SettingsForm(sent(request), initial=SettingsForm.showing(request.territory))
    return ask(
        request,
        form,
        lambda: actions.change_settings(settings=form.settings, **by(request)),
        _("إعدادات الجماعة الترابية"),
        _("احفظوا"),
        "overview",
    )


@administrator_only
def logo(request: Request, territory: str) -> HttpResponse:
    form = LogoForm(sent(request), request.FILES)
    return ask(
        request,
        form,
        lambda: actions.change_logo(image=form.cleaned_data["logo"], **by(request)),
        _("الشعار"),
        _("احفظوا الشعار"),
        "overview",
    )
