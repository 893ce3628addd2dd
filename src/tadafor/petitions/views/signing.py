"""Signing and taking back, each in two pages without a session: what the law asks, then a code.

Nothing is stored of who signs before the code is right, and no page tells what others did (§ petitions-20).
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.kernel.crowd import ashore
from tadafor.kernel.lately import Remembered
from tadafor.kernel.pages import given_again, never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people import actions as people
from tadafor.people import adapter
from tadafor.people.actor import Request
from tadafor.people.queries import holds_card
from tadafor.people.rules import Budget, Contact, ContactKind, TryRefusal
from tadafor.people.rules.cards import Card, CardKind
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.context import (
    SEE_OTHER,
    Here,
    filled,
    frame,
    here,
    here_lately,
    kept,
    seal,
    shown,
    unseal,
)
from tadafor.petitions.forms import ContactForm, SealedCodeForm, SignForm
from tadafor.petitions.rules import SignRefusal
from tadafor.ui import formatting
from tadafor.ui.boxes import typed_in
from tadafor.ui.templating.addresses import address


def sign(request: Request, territory: str, code: str) -> HttpResponse:
    """Ask for what the law asks; a code leaves to the contact."""
    place = here_lately(request, code)
    if not place.is_open:
        return shown(request, "petitions/closed.html", place, status=200 if request.method == "GET" else 409)
    initial = {"name": request.actor.name}
    form = SignForm(typed_in(request), provinces=place.provinces, initial=initial)
    if form.is_bound and form.is_valid():
        refusal = rules.refuse_signature(place.petition.standing, form.signer(), place.standing.asked)
        if refusal:
            form.add_error(None, sentence(refusal))
        elif sent := code_sent(request, place, form, form.cleaned_data["contact"]):
            return _asks_for_code(request, place, _typed(form, sent), "sign")
    status = 400 if form.is_bound else 200
    return shown(request, "petitions/sign.html", place, form=form, status=status)


def proving(sent: people.Asked) -> dict[str, Any]:
    """Return what the page of the code seals to prove a contact, and to send it another."""
    return {"contact": [sent.contact.kind.value, sent.contact.value], "browser": sent.browser}


def _typed(form: SignForm, sent: people.Asked) -> dict[str, Any]:
    typed = form.cleaned_data
    return proving(sent) | {
        "name": typed["name"],
        "card": [typed["card"].kind.value, typed["card"].number],
        "tie": typed["tie"],
        "province": typed.get("province", ""),
        "shows_name": typed["shows_name"],
    }


def code_sent(request: Request, place: Here, form: Form, contact: Contact) -> people.Asked | None:
    """Send a code, or say on the form why none left; the same for every contact."""
    territory = request.territory
    can = adapter.sends_texts()
    budget = Budget(territory.pk, phones_on=can and territory.sms_allowed, daily=territory.sms_daily_budget)
    try:
        asked = people.ask_for_code(
            contact=contact, address=adapter.network_of(request), budget=budget, now=place.now
        )
    except Refused as refused:
        again = refused.facts.get("again")
        facts = refused.facts | {"again": formatting.moment(again) if isinstance(again, datetime) else ""}
        form.add_error("contact", sentence(refused.refusal, **facts))
        return None
    try:
        ashore(partial(adapter.deliver, asked, host=request.get_host().partition(":")[0]))
    except OSError:
        people.withdraw_code(asked=asked)
        form.add_error("contact", _("تعذر إرسال الرمز الآن. أعيدوا المحاولة بعد دقائق."))
        return None
    if asked.alarm:
        adapter.warn_of_budget(budget, territory.name)
    return asked


def _asks_for_code(
    request: Request, place: Here, facts: dict[str, Any], what: str, form: SealedCodeForm | None = None
) -> HttpResponse:
    if form is not None:
        return shown(request, "petitions/code.html", place, form=form, what=what, status=400)

    def draw(sealed: str) -> HttpResponse:
        form = SealedCodeForm(initial={"sealed": sealed})
        return shown(request, "petitions/code.html", place, form=form, what=what)

    return filled(request, what, seal(place, facts), draw)


def confirm(request: Request, territory: str, code: str) -> HttpResponse:
    """Try the code, and sign: whatever became of it, the way leads to the page of success."""
    place = here_lately(request, code)
    form, facts = SealedCodeForm(typed_in(request)), sealed_in(request, place)
    if facts is None or "card" not in facts:  # what taking back sealed signs nothing
        return expired(request, place)
    if not form.is_valid():
        return _asks_for_code(request, place, facts, "sign", form)
    try:
        actions.sign_by_code(
            petition=place.petition,
            signed=_signed(request, place, facts),
            code=actions.Code(facts["browser"], form.cleaned_data["code"]),
            limits=_limits.or_ask(place.petition.territory_id, lambda: _limits_of(place)),
            now=place.now,
        )
    except Refused as refused:
        if isinstance(refused.refusal, TryRefusal):
            form.add_error("code", refused.sentence)
            return _asks_for_code(request, place, facts, "sign", form)
        return shown(request, "petitions/closed.html", place, said=refused.sentence, status=409)
    return _to(place, "signed")


def _to(place: Here, name: str) -> HttpResponse:
    """Lead to the last page, which reload and the back button ask for without sending anything again."""
    where = address(f"petitions:{name}", [place.petition.territory.slug, place.petition.code])
    return never_stored(HttpResponseRedirect(where, status=SEE_OTHER))


def signed(request: Request, territory: str, code: str) -> HttpResponse:
    """Thank who signed: the page is the same for everybody, and says nothing of anyone (§ petitions-20)."""
    return _last_page(request, code, taken_back=False)


def taken_back(request: Request, territory: str, code: str) -> HttpResponse:
    """Say what taking back has done, the same for nothing (§ petitions-20)."""
    return _last_page(request, code, taken_back=True)


def _last_page(request: Request, code: str, *, taken_back: bool) -> HttpResponse:
    place = here(request, code)
    context = frame(request, place) | queries.in_language(place.petition, queries.TITLE)
    page = render(request, "petitions/signed.html", context | {"taken_back": taken_back})
    return given_again(kept(request, page, place))


_limits: "Remembered[rules.Limits]" = Remembered()


def _limits_of(place: Here) -> rules.Limits:
    return queries.limits_of(place.petition.territory_id)


def _signed(request: Request, place: Here, facts: dict[str, Any]) -> actions.Signed:
    kind, number = facts["card"]
    reached, at = facts["contact"]
    card = Card(CardKind(kind), number)
    return actions.Signed(
        name=facts["name"],
        card=card,
        tie=rules.Tie(facts["tie"]),
        contact=Contact(ContactKind(reached), at),
        shows_name=facts["shows_name"],
        province=facts["province"],
        network=adapter.network_of(request),
        device=f"{request.META.get('HTTP_USER_AGENT', '')}|{request.META.get('HTTP_ACCEPT_LANGUAGE', '')}",
        language=get_language() or "ar",
        strength=_strength(request, place, card),
    )


def _strength(request: Request, place: Here, card: Card) -> rules.Strength:
    """Return how sure it is that the holder of the card signs (§ petitions-31)."""
    actor, territory_id = request.actor, place.petition.territory_id
    if actor.linked_to(territory_id) and holds_card(actor.person_id, territory_id, card):
        return rules.Strength.CONFIRMED
    return rules.Strength.DECLARED


def sealed_in(request: Request, place: Here) -> dict[str, Any] | None:
    """Return what the page that was sent carries sealed; None when it is none of ours."""
    return unseal(place, request.POST.get("sealed", "")) if request.method == "POST" else None


def _proven(
    request: Request, place: Here, what: str
) -> tuple[dict[str, Any] | None, Contact | None, HttpResponse | None]:
    """Return what was typed and the contact that the code proved, or the page that says why not."""
    form, facts = SealedCodeForm(typed_in(request)), sealed_in(request, place)
    if facts is None:
        return None, None, expired(request, place, what)
    if not form.is_valid():
        return None, None, _asks_for_code(request, place, facts, what, form)
    try:
        proven = people.try_code(browser=facts["browser"], typed=form.cleaned_data["code"], now=place.now)
    except Refused as refused:
        form.add_error("code", refused.sentence)
        return None, None, _asks_for_code(request, place, facts, what, form)
    return facts, Contact(ContactKind(proven.contact.kind), proven.contact.value), None


def expired(request: Request, place: Here, what: str = "sign") -> HttpResponse:
    """Say that the page is none of ours, or too old, and where to begin again."""
    said = sentence(SignRefusal.PAGE_EXPIRED)
    return shown(request, "petitions/closed.html", place, said=said, again=what, status=400)


def take_back(request: Request, territory: str, code: str) -> HttpResponse:
    """Ask at which contact the signature was confirmed; a code leaves to it."""
    place = here(request, code)
    form = ContactForm(typed_in(request))
    if form.is_bound and form.is_valid():
        sent = code_sent(request, place, form, form.cleaned_data["contact"])
        if sent is not None:
            return _asks_for_code(request, place, proving(sent), "take_back")
    status = 400 if form.is_bound else 200
    return shown(request, "petitions/take_back.html", place, form=form, status=status)


def take_back_confirm(request: Request, territory: str, code: str) -> HttpResponse:
    """Try the code, and take back whatever this contact confirmed; the page is the same for nothing."""
    place = here(request, code)
    facts, contact, answer = _proven(request, place, "take_back")
    if answer is not None or facts is None or contact is None:
        return answer or expired(request, place, "take_back")
    try:
        actions.take_back(petition=place.petition, contact=contact, now=place.now)
    except Refused as refused:
        return shown(request, "petitions/closed.html", place, said=refused.sentence, status=409)
    return _to(place, "taken_back")
