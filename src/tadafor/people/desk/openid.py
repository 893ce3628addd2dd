"""The commune's own identity provider, named by its administrator (§ identity-openid-territory)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people import actions, adapter
from tadafor.people.actor import Request, staff_only
from tadafor.people.desk import found_or_404
from tadafor.people.forms import typed
from tadafor.people.forms.openid import BOXES, ProviderForm
from tadafor.people.queries import openid
from tadafor.people.rules import GIVE_ROLES
from tadafor.people.rules.openid import Terms


@staff_only(*GIVE_ROLES)
def providers(request: Request, territory: str) -> HttpResponse:
    """The providers of the commune, each with the address it sends people back to."""
    rows = [(one, _back(request, one.number)) for one in openid.providers_here(request.territory.pk)]
    everywhere = [app["name"] for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]]
    return render(request, "people/desk/providers.html", {"rows": rows, "everywhere": everywhere})


@staff_only(*GIVE_ROLES)
def name_provider(request: Request, territory: str) -> HttpResponse:
    """Name a provider."""
    here = request.territory.pk
    form = ProviderForm(typed(request))

    def act(terms: Terms, secret: str) -> None:
        actions.name_provider(actor=request.actor, territory_id=here, terms=terms, secret=secret, now=now())

    number = openid.next_number(here)
    return _asked(request, form, act, title=_("إضافة مزود هوية"), number=number)


@staff_only(*GIVE_ROLES)
def change_provider(request: Request, territory: str, number: int) -> HttpResponse:
    """Change what is accepted of a provider, or its secret."""
    here = request.territory.pk
    held = found_or_404(openid.provider_numbered(here, number))
    form = ProviderForm(typed(request), held=held)

    def act(terms: Terms, secret: str) -> None:
        actions.change_provider(
            actor=request.actor, territory_id=here, number=number, terms=terms, secret=secret, now=now()
        )

    return _asked(request, form, act, title=_("إعدادات «%(name)s»") % {"name": held.name}, number=number)


@staff_only(*GIVE_ROLES)
def stop_provider(request: Request, territory: str, number: int) -> HttpResponse:
    """Confirm nobody by this provider any more."""
    held = found_or_404(openid.provider_numbered(request.territory.pk, number))
    where = reverse("people:providers", args=[request.territory.slug])
    if request.method == "POST":
        actions.stop_provider(
            actor=request.actor, territory_id=request.territory.pk, number=number, now=now()
        )
        messages.success(request, _("أوقفنا المزود: لا تُؤكد به صلة بعد الآن، وما تأكد به يبقى."))
        return HttpResponseRedirect(where, status=303)
    return render(request, "people/desk/stop_provider.html", {"held": held, "back": where})


def _asked(
    request: Request, form: ProviderForm, act: Callable[[Terms, str], None], *, title: str, number: int
) -> HttpResponse:
    where = reverse("people:providers", args=[request.territory.slug])
    if form.is_valid() and _kept(form, act):
        messages.success(request, _("حفظنا المزود: يظهر الآن في صفحة تأكيد الصلة."))
        return HttpResponseRedirect(where, status=303)
    page = {"form": form, "title": title, "back": where, "sends_back": _back(request, number)}
    page["codes"] = request.territory.place.digits
    return render(request, "people/desk/provider.html", page, status=400 if form.is_bound else 200)


def _kept(form: ProviderForm, act: Callable[[Terms, str], None]) -> bool:
    """Ask the provider itself whether it is there, then write."""
    terms = form.terms()
    if (fault := adapter.refuse_server(terms.server)) is not None:
        form.add_error(BOXES.get(fault), sentence(fault))
        return False
    try:
        act(terms, form.cleaned_data["secret"])
    except Refused as refused:
        form.add_error(BOXES.get(refused.refusal), refused.sentence)  # type: ignore[call-overload]
        return False
    return True


def _back(request: Request, number: int) -> str:
    code = openid.provider_code(request.territory.slug, number)
    return request.build_absolute_uri(reverse("openid_connect_callback", args=[code]))
