"""Putting a shared tablet in its mode, and taking all of them out of it."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.clock import now
from tadafor.people import actions
from tadafor.people.actor import KIOSK_COOKIE, Request, staff_only
from tadafor.people.forms import typed
from tadafor.people.forms.identity import KioskForm
from tadafor.people.rules import CONFIRM_LINKS

KIOSK_DAYS = 30


@staff_only(*CONFIRM_LINKS)
def open_kiosk(request: Request, territory: str) -> HttpResponse:
    """Open the mode on this very device: the session of staff ends on it."""
    here = request.territory.pk
    if request.method == "POST" and request.POST.get("what") == "close":
        actions.close_kiosks(actor=request.actor, territory_id=here, now=now())
        messages.success(request, _("أغلقنا كل الأجهزة المشتركة: تخرج من وضعها بلا رمز."))
        return HttpResponseRedirect(request.path, status=303)
    form = KioskForm(typed(request), territory_id=here)
    if not form.is_valid():
        return render(request, "people/desk/kiosk.html", {"form": form})
    office = form.cleaned_data["office"]
    kept = actions.open_kiosk(
        actor=request.actor,
        territory_id=here,
        office_id=int(office) if office else None,
        exit_code=form.cleaned_data["exit_code"],
        now=now(),
    )
    get_adapter(request).logout(request)
    answer = HttpResponseRedirect(reverse("people:kiosk", args=[territory]), status=303)
    answer.set_cookie(
        KIOSK_COOKIE,
        f"{territory}:{kept}",
        max_age=KIOSK_DAYS * 86400,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
