"""My account: what is held on me, correcting it, taking it away, closing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tadafor.kernel.clock import now, today
from tadafor.kernel.offers import offered
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused
from tadafor.people import actions, adapter, queries
from tadafor.people.actor import Request, signed_in_only
from tadafor.people.context import own_tabs
from tadafor.people.forms import CloseForm, CorrectForm, FactsForm, NewContactForm, typed
from tadafor.people.rules import ContactKind
from tadafor.people.views.sign_in import see_other, send_code


@require_GET
@signed_in_only
def account(request: Request) -> HttpResponse:
    """Show everything at a glance."""
    page = queries.account_page(me(request))
    return never_stored(
        render(request, "people/account.html", {"page": page, "tabs": own_tabs("people:account")})
    )


def me(request: Request) -> int:
    """Return whose account it is."""
    if request.actor.person_id is None:
        raise Http404
    return request.actor.person_id


@signed_in_only
def correct(request: Request) -> HttpResponse:
    """Correct one's name and language."""
    person = queries.person(me(request))
    form = CorrectForm(typed(request), initial={"name": person.name, "language": person.language})
    if form.is_valid():
        actions.correct_account(actor=request.actor, now=now(), **form.cleaned_data)
        return _done(request, _("حفظنا التغيير."))
    return _form(request, form, _("تصحيح معلوماتي"), _("حفظ"))


@signed_in_only
def facts(request: Request) -> HttpResponse:
    """Say, or take back, statistical facts."""
    held = queries.facts_of(me(request))
    initial = {field: getattr(held, field, "") for field in FactsForm.base_fields}
    form = FactsForm(typed(request), initial=initial)
    if form.is_valid():
        actions.declare_facts(actor=request.actor, facts=form.cleaned_data, now=now())
        return _done(request, _("حفظنا جوابكم."))
    return never_stored(render(request, "people/facts.html", {"form": form}))


@signed_in_only
def contact(request: Request) -> HttpResponse:
    """Add or replace a phone or an e-mail: a code proves it."""
    form = NewContactForm(typed(request))
    if form.is_valid() and (
        answer := send_code(request, form, form.cleaned_data["contact"], person_id=me(request))
    ):
        return answer
    return _form(request, form, _("وسيلة اتصال جديدة"), _("أرسلوا الرمز"))


@require_POST
@signed_in_only
def drop_contact(request: Request, kind: str) -> HttpResponse:
    """Remove a phone or an e-mail."""
    if kind not in {member.value for member in ContactKind}:
        raise Http404
    try:
        actions.remove_contact(actor=request.actor, kind=ContactKind(kind), now=now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return see_other(reverse("people:account"))
    return _done(request, _("حذفنا وسيلة الاتصال."))


@require_GET
@signed_in_only
def data(request: Request) -> HttpResponse:
    """Take away everything the installation holds on me (law 09-08, article 7)."""
    held: dict[str, Any] = {}
    for ask in offered("TADAFOR_HELD_DATA"):
        held |= ask(me(request))
    answer = JsonResponse(
        held, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="tadafor-{today().isoformat()}.json"'
    return never_stored(answer)


@signed_in_only
def close(request: Request) -> HttpResponse:
    """Close one's account for good."""
    form = CloseForm(typed(request))
    if form.is_valid():
        try:
            actions.close_account(actor=request.actor, now=now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            logout(request)
            answer = never_stored(see_other(reverse("people:closed")))
            answer.headers["Clear-Site-Data"] = '"storage"'
            return answer
    return never_stored(render(request, "people/close.html", {"form": form}))


@require_GET
def closed(request: Request) -> HttpResponse:
    """Say that it is done."""
    return never_stored(render(request, "people/closed.html"))


@require_GET
def outbox(request: Request) -> HttpResponse:
    """Show a demonstration's messages, so that a newcomer can read their code; no page otherwise."""
    if not adapter.shows_messages():
        raise Http404
    page = {"letters": queries.demonstration_messages()[:20]}
    return never_stored(render(request, "people/outbox.html", page))


def _form(request: Request, form: Any, title: str, send: str) -> HttpResponse:  # noqa: ANN401 -- any form
    page = {"form": form, "title": title, "send": send}
    return never_stored(render(request, "people/form.html", page))


def _done(request: Request, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return see_other(reverse("people:account"))
