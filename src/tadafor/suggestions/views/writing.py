"""Telling the commune something, in two minutes; the number and the secret come at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tadafor.documents.tasks import make_sounds
from tadafor.kernel import clock, pages
from tadafor.kernel.refusals import Refused
from tadafor.moderation.rules import Signal, personal_data_in
from tadafor.people import adapter
from tadafor.people.actor import Request
from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions.context import seen, shown
from tadafor.suggestions.forms import PhotoForm, SuggestForm
from tadafor.suggestions.queries import Suggestion
from tadafor.ui.sound import may_record

CREATED = 201
CONFLICT = 409


def new(request: Request, territory: str, voice: bool = False) -> HttpResponse:  # noqa: FBT001, FBT002 -- the address says it
    """Say what, and where; in words with a photograph, or by voice."""
    start = {"category": request.GET.get("category", "")[:40]}
    form = SuggestForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        territory_id=request.territory.pk,
        signed_in=request.actor.is_signed_in,
        by_voice=voice,
        initial=start,
    )
    if request.method != "POST" or not form.is_valid():
        return _asked(request, form, status=400 if form.is_bound else 200)
    return _sent(request, form)


def _sent(request: Request, form: SuggestForm) -> HttpResponse:
    typed = form.cleaned_data
    sent = queries.sent_with(request.territory.pk, queries.hashed("token", typed["token"]))
    near = [] if sent or typed["seen_alike"] else _alike(request, form)
    private = () if typed["seen_private"] or _is_complaint(form) else personal_data_in(_told(form))
    if near or private:
        form.data = request.POST.copy()
        form.data["seen_alike"] = form.data["seen_private"] = "1"
        return _asked(request, form, near=near, private=private)
    try:
        posted = actions.post(
            territory=request.territory,
            said=form.said(),
            actor=request.actor,
            now=clock.now(),
            token=typed["token"],
            whence=_whence(request, form),
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _asked(request, form, status=CONFLICT)
    if posted.suggestion.recording_id:
        make_sounds.defer()
    return _receipt(request, posted)


def _is_complaint(form: SuggestForm) -> bool:
    return bool(form.cleaned_data["kind"] == rules.Kind.COMPLAINT)


def _told(form: SuggestForm) -> str:
    return f"{form.cleaned_data['body']}\n{form.cleaned_data['place']}"


def _alike(request: Request, form: SuggestForm) -> list[Suggestion]:
    """A complaint is its author's own: it is compared to nothing."""
    if _is_complaint(form):
        return []
    return queries.alike(
        territory_id=request.territory.pk,
        text=form.cleaned_data["body"],
        category=form.cleaned_data["category"].pk,
        point=form.where(),
    )


def _whence(request: Request, form: SuggestForm) -> actions.From:
    """Whence a visitor's words come; of who has an account, nothing."""
    if request.actor.is_signed_in:
        return actions.From()
    network = adapter.network_of(request)
    device = f"{network} {request.headers.get('User-Agent', '')[:300]}"
    return actions.From(contact=form.cleaned_data.get("contact"), network=network, device=device)


def _asked(
    request: Request,
    form: SuggestForm,
    *,
    near: list[Suggestion] | None = None,
    private: tuple[Signal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "territory": request.territory,
        "form": form,
        "alike": near,
        "private": private,
        "by_voice": form.by_voice,
    }
    page = render(request, "suggestions/new.html", context, status=status)
    return may_record(pages.never_stored(page)) if form.by_voice else pages.never_stored(page)


def _receipt(request: Request, posted: actions.Posted) -> HttpResponse:
    """The number and the secret: told once, on a page that nothing keeps."""
    place = seen(request, posted.suggestion, is_own=True)
    context = {"secret": posted.secret, "form": PhotoForm(initial={"secret": posted.secret})}
    return shown(request, "suggestions/receipt.html", place, status=CREATED, **context)


def alike(request: Request, territory: str) -> HttpResponse:
    """Those that say nearly the same, while somebody writes (a fragment)."""
    chosen = queries.category_at(request.POST.get("category", "")[:40])
    found = []
    if request.POST.get("kind") != rules.Kind.COMPLAINT:
        found = queries.alike(
            territory_id=request.territory.pk,
            text=request.POST.get("body", "")[:2_000],
            category=chosen.pk if chosen else None,
        )
    context = {"territory": request.territory, "alike": found}
    return pages.never_stored(render(request, "suggestions/parts/alike.html", context))
