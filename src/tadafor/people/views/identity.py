"""Claiming one's account by a receipt, and what anyone may know of the counter."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tadafor.kernel.clock import now, today
from tadafor.kernel.pages import keep, never_stored
from tadafor.kernel.refusals import Refused
from tadafor.people import actions, adapter, queries
from tadafor.people.actor import Request, signed_in_only
from tadafor.people.forms import typed
from tadafor.people.forms.identity import CardForm, ClaimContactForm, ReceiptForm
from tadafor.people.queries.lists import has_lists
from tadafor.people.queries.openid import provider_code, providers_here
from tadafor.people.views.sign_in import CLAIMING, see_other, send_code

SHOWN_DAYS = 30
CLAIM_LIFE = timedelta(minutes=15)


@require_GET
def figures(request: Request, territory: str) -> HttpResponse:
    """The acts of the counter per clerk, by number, and day (§ identity-figures)."""
    rows = queries.figures_of_counter(request.territory.pk, since=today() - timedelta(days=SHOWN_DAYS))
    page = {"rows": rows, "days": SHOWN_DAYS}
    return keep(render(request, "people/figures.html", page), now=now())


@signed_in_only
def confirm(request: Request, territory: str) -> HttpResponse:
    """Confirm one's link: at the counter, by a provider, or by a list (§ identity-match)."""
    here = request.territory.pk
    form = CardForm(typed(request)) if has_lists(here, today()) else None
    if form is not None and form.is_valid():
        try:
            link = actions.match_card(actor=request.actor, territory_id=here, card=form.card(), now=now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            adapter.tell_displaced(link.displaced, request.territory.name)
            messages.success(request, _("أكدنا صلتكم بالجماعة."))
            return see_other(reverse("people:account"))
    linked = request.actor.linked_to(here)
    page = {"form": form, "linked": linked, "providers": _providers(request)}
    return never_stored(render(request, "people/confirm.html", page))


def _providers(request: Request) -> list[dict[str, str]]:
    asked = urlencode({"process": "connect", "next": request.path})
    everywhere = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    offered = [(app["name"], app["provider_id"]) for app in everywhere]
    offered += [
        (one.name, provider_code(request.territory.slug, one.number))
        for one in providers_here(request.territory.pk)
    ]
    return [
        {"name": name, "address": f"{reverse('openid_connect_login', args=[code])}?{asked}"}
        for name, code in offered
    ]


@require_GET
@signed_in_only
def openid(request: Request, provider_id: str) -> HttpResponse:
    """Go to the identity provider, which sends back to the page of confirming."""
    try:
        answer: HttpResponse = adapter.openid_views().login(request, provider_id)
    except (OSError, ValueError, KeyError):  # it does not answer, or not as a provider does
        return adapter.told_failed(request, request.GET.get("next", ""))
    return answer


def openid_back(request: Request, provider_id: str) -> HttpResponse:
    """Come back from it."""
    answer: HttpResponse = adapter.openid_views().callback(request, provider_id)
    return answer


def claim(request: Request, territory: str) -> HttpResponse:
    """Put a receipt and its card together (§ identity-claim)."""
    if request.actor.is_signed_in:
        return see_other(reverse("people:account"))
    form = ReceiptForm(typed(request))
    if form.is_valid():
        try:
            made = actions.try_receipt(
                territory_id=request.territory.pk,
                code=form.cleaned_data["code"],
                card=form.card(),
                now=now(),
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            request.session[CLAIMING] = {
                "registration": made.pk,
                "person": made.person_id,
                "territory": request.territory.pk,
                "until": (now() + CLAIM_LIFE).isoformat(),
            }
            return see_other(reverse("people:claim_contact", args=[territory]))
    return never_stored(render(request, "people/claim.html", {"form": form}))


def claim_contact(request: Request, territory: str) -> HttpResponse:
    """Ask by which contact the claimed account will be entered; a code proves it."""
    claiming = request.session.get(CLAIMING, {})
    if not _is_claiming(request, claiming):
        return see_other(reverse("people:claim", args=[territory]))
    form = ClaimContactForm(typed(request))
    if form.is_valid() and (
        answer := send_code(request, form, form.cleaned_data["contact"], person_id=claiming["person"])
    ):
        return answer
    page = {"form": form, "title": _("كيف تدخلون من بعد؟"), "send": _("أرسلوا الرمز")}
    return never_stored(render(request, "people/form.html", page))


def _is_claiming(request: Request, claiming: dict[str, Any]) -> bool:
    """Whether a receipt and its card were put together in this browser, not long ago."""
    return (
        claiming.get("territory") == request.territory.pk
        and datetime.fromisoformat(claiming["until"]) > now()
    )
