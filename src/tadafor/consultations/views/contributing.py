"""The forms by which people contribute, support, reply, follow and take back; none is ever stored."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.context import Here, frame, here, refusal, room_of
from tadafor.consultations.forms import CardContributionForm, ContributionForm, ReplyForm, SupportForm
from tadafor.consultations.queries import Contribution, Wording
from tadafor.consultations.views.reading import blocks
from tadafor.kernel import pages
from tadafor.kernel.addresses import in_language
from tadafor.kernel.refusals import Refused, sentence
from tadafor.kernel.words import word
from tadafor.moderation.rules import Signal, personal_data_in
from tadafor.people.actor import Request
from tadafor.traces import actions as traces
from tadafor.traces import queries as reads
from tadafor.ui import way_back
from tadafor.ui.components import FieldSaid

SEE_OTHER = 303
_ABOUT_A_PASSAGE = {rules.Kind.AMENDMENT, rules.Kind.REMARK}
_SIGN_IN = {rules.ContributionRefusal.SIGN_IN_FIRST, rules.SupportRefusal.SIGN_IN_FIRST}


def contribute(
    request: Request, territory: str, slug: str, kind: str, key: str | None = None
) -> HttpResponse:
    """Comment an article or the whole, amend an article, or propose a new one."""
    place = here(slug)
    wording = standing(place, key)
    kinds = rules.KINDS_OF[rules.Subject(place.consultation.subject)]
    if kind not in kinds or (kind in _ABOUT_A_PASSAGE and wording is None):
        raise Http404
    serial, became = _sheet(request, place)
    form = _form(request, place, rules.Kind(kind), wording, serial)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.is_bound else 200
        return _asked(request, place, form, wording, became=became, status=status)
    if "preview" in request.POST:
        return _asked(request, place, form, wording, preview=_preview(place, form, wording))
    return _sent(request, place, form, wording)


def _sheet(request: Request, place: Here) -> tuple[str, int | None]:
    """Return the sheet whose code led here, or what it already became (§ consultations-sheet-online)."""
    serial = rules.read_serial(request.GET.get("sheet", "")[:40])
    if not queries.is_printed(place.consultation, serial):
        return "", None
    became = queries.entered_as(place.consultation, serial)
    return ("", became) if became else (serial, None)


def standing(place: Here, key: str | None) -> Wording | None:
    """Return the words of an article as they stand, None for the whole text, or raise Http404."""
    version = queries.current_version(place.consultation)
    if version is None:
        raise Http404
    wording = queries.wording_of(version, key) if key else None
    if key and wording is None:
        raise Http404
    return wording


def _form(
    request: Request, place: Here, kind: rules.Kind, wording: Wording | None, serial: str
) -> ContributionForm:
    kept = take_draft(request)
    start = _start(wording) if wording and kind is rules.Kind.AMENDMENT else {}
    options: dict[str, Any] = {
        "kind": kind,
        "actor": request.actor,
        "territory_id": place.consultation.territory_id,
        "audience": rules.Audience(place.consultation.audience),
        "initial": start | {"serial": serial} | kept,
    }
    data = request.POST if request.method == "POST" else None
    if place.consultation.on_cards:
        axes = queries.axes_of(place.consultation) if kind is rules.Kind.NEW_PROJECT else []
        return CardContributionForm(data, axes=[one.name for one in axes], **options)
    return ContributionForm(data, **options)


def _start(wording: Wording) -> dict[str, str]:
    """Return the words an amendment begins from."""
    return wording.five.values() if wording.passage.sort == "card" else {"proposed": wording.body}


def _preview(place: Here, form: ContributionForm, wording: Wording | None) -> dict[str, Any]:
    """Return what would be published, as it would show; nothing is kept."""
    words = form.words(wording.passage.key if wording else None).cleaned()
    fields: list[FieldSaid] = [(word(one), said, ()) for one, said in words.sheet.filled()]
    if form.kind is rules.Kind.AMENDMENT and wording is not None:
        fields = [(word(one.field), "", one.runs) for one in rules.sheet_redline(wording.five, words.sheet)]
    return {"words": words, "fields": fields}


def _sent(request: Request, place: Here, form: ContributionForm, wording: Wording | None) -> HttpResponse:
    words = form.words(wording.passage.key if wording else None)
    sent = queries.sent_with(place.consultation, form.cleaned_data["token"])  # a double click
    alike = [] if sent or form.cleaned_data["seen_alike"] else _alike(place, words)
    private = () if form.cleaned_data["seen_private"] else personal_data_in(words.told)
    if (alike or private) and not refusal(request, place):
        typed = request.POST.copy()
        typed["seen_alike"] = typed["seen_private"] = "1"
        form.data = typed
        return _asked(request, place, form, wording, alike=alike, private=private)
    try:
        made = actions.contribute(
            consultation=place.consultation,
            words=words,
            actor=request.actor,
            now=place.now,
            token=form.cleaned_data["token"],
            speaks_for=form.cleaned_data.get("speaks_for"),
            sheet=form.cleaned_data["serial"],
        )
    except Refused as refused:
        if refused.refusal in _SIGN_IN:
            return sign_in_first(request, request.POST.dict())
        form.refused(refused.refusal, refused.sentence)
        if isinstance(refused.refusal, rules.SheetRefusal):  # another idea may still be sent, without it
            form.data = request.POST.copy()
            form.data["serial"] = ""
        return _asked(request, place, form, wording, status=409)
    messages.success(
        request, _("وصلتنا مساهمتكم ورقمها %(number)s. سنخبركم بالجواب.") % {"number": made.number}
    )
    return HttpResponseRedirect(in_language(made.trace.address), status=SEE_OTHER)


def _alike(place: Here, words: actions.Words) -> list[Any]:
    found = queries.alike(place.consultation, words.told, passage=words.passage)
    return queries.viewed(place.consultation, found, phase=place.phase)


def _asked(
    request: Request,
    place: Here,
    form: ContributionForm,
    wording: Wording | None,
    *,
    alike: list[Any] | None = None,
    private: tuple[Signal, ...] = (),
    preview: dict[str, Any] | None = None,
    became: int | None = None,
    status: int = 200,
) -> HttpResponse:
    context = frame(request, place) | {
        "refused": refusal(request, place),
        "room": room_of(place),
        "became": sentence(rules.SheetRefusal.SENT_AS_SHEET, number=became) if became else "",
        "form": form,
        "kind": form.kind,
        "wording": wording,
        "alike": alike,
        "private": private,
        "preview": preview,
        "label": queries.label_of(wording.passage.sort, wording.number) if wording else "",
        "fields": blocks(wording) if wording else [],
    }
    told = queries.in_language(place.consultation, context)
    if form.kind is rules.Kind.AMENDMENT:  # it changes the text that governs, which stays
        told |= {"wording": wording, "fields": context["fields"], "read_in": told.get("wording")}
    context |= told
    page = "contribute_card" if place.consultation.on_cards else "contribute"
    return pages.never_stored(render(request, f"consultations/{page}.html", context, status=status))


def alike(request: Request, territory: str, slug: str) -> HttpResponse:
    """The contributions that say nearly the same, while someone writes (a fragment)."""
    place = here(slug)
    boxes = ("title", "proposed", "body", *(one.value for one in rules.Field))
    text = "\n".join(said[:2_000] for box in boxes if (said := request.POST.get(box, "")))
    found = queries.alike(place.consultation, text, passage=request.POST.get("passage") or None)
    views = queries.viewed(place.consultation, found, phase=place.phase)
    context = frame(request, place) | {"alike": views}
    return pages.never_stored(render(request, "consultations/parts/alike.html", context))


def _found(place: Here, number: int) -> Contribution:
    found = queries.numbered(place.consultation, number)
    if found is None or found.trace.visibility != "visible":
        raise Http404
    return found


def support(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Stand behind a contribution, or no more."""
    place = here(slug)
    found = _found(place, number)
    form = SupportForm(request.POST or None, assisted=request.actor.clerk_id is not None)
    asked = {"stands": queries.supports(found, request.actor.person_id), "form": form}
    if request.method != "POST":
        return _confirmed(request, place, found, "consultations/support.html", **asked)
    try:
        if request.POST.get("stop"):
            actions.withdraw_support(contribution=found, actor=request.actor, now=place.now)
        else:
            consented = form.consented()
            actions.support(contribution=found, actor=request.actor, now=place.now, consented=consented)
    except Refused as refused:
        if refused.refusal in _SIGN_IN:
            return sign_in_first(request, {})
        return _confirmed(
            request, place, found, "consultations/support.html", **asked, error=refused.sentence
        )
    return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)


def withdraw(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Take one's own contribution back."""
    place = here(slug)
    found = _found(place, number)
    if found.author_id is None or found.author_id != request.actor.person_id:
        raise Http404
    if request.method != "POST":
        return _confirmed(request, place, found, "consultations/withdraw.html")
    try:
        actions.withdraw(contribution=found, actor=request.actor, now=place.now)
    except Refused as refused:
        return _confirmed(request, place, found, "consultations/withdraw.html", error=refused.sentence)
    messages.success(request, _("سُحبت مساهمتكم: بقي رقمها وحُجبت كلماتها."))
    return HttpResponseRedirect(in_language(found.trace.address), status=SEE_OTHER)


def reply(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Answer a contribution in its discussion."""
    place = here(slug)
    found = _found(place, number)
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=take_draft(request))
    if request.method != "POST" or not form.is_valid():
        return _confirmed(request, place, found, "consultations/reply.html", form=form)
    try:
        actions.reply(
            contribution=found,
            body=form.cleaned_data["body"],
            actor=request.actor,
            now=place.now,
            token=form.cleaned_data["token"],
        )
    except Refused as refused:
        if refused.refusal in _SIGN_IN:
            return sign_in_first(request, request.POST.dict())
        form.add_error(None, refused.sentence)
        return _confirmed(request, place, found, "consultations/reply.html", form=form)
    return HttpResponseRedirect(f"{in_language(found.trace.address)}#replies", status=SEE_OTHER)


def follow(request: Request, territory: str, slug: str) -> HttpResponse:
    """Be told what happens to this consultation, or no more."""
    place = here(slug)
    if request.method != "POST":
        follows = reads.follows(place.consultation.trace, request.actor.person_id)
        return _confirmed(request, place, None, "consultations/follow.html", follows=follows)
    if not request.actor.is_signed_in:
        return sign_in_first(request, {})
    trace = place.consultation.trace
    if request.POST.get("stop"):
        traces.unfollow(trace=trace, actor=request.actor, now=place.now)
    else:
        traces.follow(trace=trace, actor=request.actor, now=place.now)
        messages.success(request, _("سنخبركم بكل مستجد في هذا التشاور."))
    return HttpResponseRedirect(in_language(trace.address), status=SEE_OTHER)


def _confirmed(
    request: Request,
    place: Here,
    found: Contribution | None,
    template: str,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    view = queries.viewed(place.consultation, [found], phase=place.phase)[0] if found else None
    context |= frame(request, place) | {"view": view}
    context["support_refused"] = _support_refused(request, place, found) if found else ""
    context |= queries.in_language(place.consultation, context)
    status = 409 if context.get("error") else 400 if getattr(context.get("form"), "errors", None) else 200
    return pages.never_stored(render(request, template, context, status=status))


def _support_refused(request: Request, place: Here, found: Contribution) -> str:
    refused = rules.refuse_support(
        phase=place.phase,
        audience=rules.Audience(place.consultation.audience),
        who=queries.contributor(request.actor, place.consultation.territory_id),
        is_author=found.author_id is not None and found.author_id == request.actor.person_id,
        shown=found.trace.visibility == "visible" and found.withdrawn_at is None,
    )
    return "" if refused in {None, rules.SupportRefusal.SIGN_IN_FIRST} else sentence(refused)


def sign_in_first(request: Request, typed: dict[str, Any]) -> HttpResponse:
    """Keep what was typed, send the person to sign in, and bring them back to this very form."""
    request.session[_kept_at(request)] = {name: str(value) for name, value in typed.items()}
    address = way_back.first("people:sign_in", request)
    return HttpResponseRedirect(address, status=SEE_OTHER)


def take_draft(request: Request) -> dict[str, Any]:
    """Return what this person typed here before they signed in; it is given back once."""
    if request.method == "POST" or not request.actor.is_signed_in:
        return {}
    kept = request.session.pop(_kept_at(request), {})
    return {name: value for name, value in kept.items() if name != "token"}


def _kept_at(request: Request) -> str:
    return f"typed:{request.path}"
