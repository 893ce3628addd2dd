"""The pages of a shared tablet: its beginning, where it returns after a minute of quiet, and its way out."""

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tadafor.kernel.addresses import in_language
from tadafor.kernel.clock import now
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused
from tadafor.people import actions
from tadafor.people.actor import KIOSK_COOKIE, Request
from tadafor.people.forms import typed
from tadafor.people.forms.identity import ExitForm
from tadafor.people.views.sign_in import CODE_COOKIE, see_other


def kiosk(request: Request, territory: str) -> HttpResponse:
    """Begin anew: whoever was here before leaves nothing (§ identity-kiosk).

    On any other device it forgets nobody: a link from elsewhere could sign people out.
    """
    if request.COOKIES.get(KIOSK_COOKIE, "").partition(":")[0] != territory:
        return never_stored(see_other(in_language(f"/{territory}/")))
    if request.actor.is_signed_in or request.session.session_key:
        get_adapter(request).logout(request)
    answer = never_stored(render(request, "people/kiosk.html"))
    if CODE_COOKIE in request.COOKIES:
        answer.delete_cookie(CODE_COOKIE, samesite="Lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def leave_kiosk(request: Request, territory: str) -> HttpResponse:
    """Staff take the tablet out of its mode."""
    place, _, kept = request.COOKIES.get(KIOSK_COOKIE, "").partition(":")
    form = ExitForm(typed(request))
    if form.is_valid():
        try:
            if place == territory:
                actions.leave_kiosk(
                    territory_id=request.territory.pk,
                    kept=kept,
                    exit_code=form.cleaned_data["exit_code"],
                    now=now(),
                )
        except Refused as refused:
            form.add_error("exit_code", refused.sentence)
        else:
            answer = never_stored(see_other(in_language(f"/{territory}/")))
            answer.delete_cookie(KIOSK_COOKIE, samesite="Lax")
            return answer
    page = {"form": form, "back": reverse("people:kiosk", args=[territory])}
    return never_stored(render(request, "people/leave_kiosk.html", page))
