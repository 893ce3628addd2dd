"""The moderators' pages: one decision a screen, the oldest first; and those of the appeal body."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tadafor.kernel import clock
from tadafor.kernel.pages import page_of
from tadafor.kernel.refusals import Refused
from tadafor.moderation import actions, queries
from tadafor.moderation.forms import AppealDecisionForm, RulingForm
from tadafor.moderation.rules import Decision, Reason
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import RoleKind
from tadafor.traces.rules import Visibility

Ruling = tuple[Decision, Reason | None]
CONFLICT, SEE_OTHER = 409, 303


@require_GET
@staff_only(*queries.MODERATORS)
def queue(request: Request, territory: str) -> HttpResponse:
    """What waits, oldest first."""
    page = page_of(queries.open_cases(), request.GET.get("page"))
    waiting = queries.waiting(page, territory_id=request.territory.pk, today=clock.today())
    return render(request, "moderation/desk/queue.html", {"page": page, "waiting": waiting})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.MODERATORS)
def decide(request: Request, territory: str, code: str) -> HttpResponse:
    """Rule on one case, then see the next."""
    case = queries.case_by_code(code)
    if case is None:
        raise Http404
    return _ruled(request, case.item, case)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.MODERATORS)
def moderate(request: Request, territory: str, code: str, number: int | None = None) -> HttpResponse:
    """Hide a text, or give it back, of the moderator's own accord."""
    item = queries.item_named(code, number)
    if item is None:
        raise Http404
    return _ruled(request, item, queries.open_case_about(item))


def _ruled(request: Request, item: queries.Item, case: queries.Case | None) -> HttpResponse:
    form = RulingForm(
        request.POST if request.method == "POST" else None,
        visibility=Visibility(item.visibility),
        has_case=case is not None,
    )
    if request.method == "POST" and case and case.closed_at:
        return _file(request, item, case, form, refused=queries.sentence_of_ruled(item))
    if request.method == "POST" and form.is_valid():
        try:
            _act(request, item, case, **form.cleaned_data)
        except Refused as refusal:
            return _file(
                request,
                item,
                queries.case_by_code(case.code) if case else None,
                form,
                refused=refusal.sentence,
            )
        messages.success(request, _("سُجل القرار وأُخبر المعنيون."))
        return _to_next(request)
    return _file(request, item, case, form)


def _file(
    request: Request, item: queries.Item, case: queries.Case | None, form: RulingForm, *, refused: str = ""
) -> HttpResponse:
    page = {"form": form, "refused": refused, **queries.file_of(item, case, today=clock.today())}
    return render(request, "moderation/desk/decide.html", page, status=CONFLICT if refused else 200)


def _act(request: Request, item: queries.Item, case: queries.Case | None, ruling: Ruling, words: str) -> None:
    decision, reason = ruling
    actor, now = request.actor, clock.now()
    if decision is Decision.HIDE:
        actions.hide(item=item, actor=actor, reason=reason, words=words, now=now, case=case)
    elif decision is Decision.RESTORE:
        actions.restore(item=item, actor=actor, words=words, now=now, case=case)
    elif decision is Decision.RELEASE:
        actions.release(item=item, actor=actor, words=words, now=now, case=case)
    else:
        actions.keep(item=item, actor=actor, words=words, now=now, case=case)


def _to_next(request: Request) -> HttpResponse:
    where = {"territory": request.territory.slug}
    case = queries.next_case()
    address = (
        reverse("moderation:decide", kwargs=where | {"code": case.code})
        if case
        else reverse("moderation:queue", kwargs=where)
    )
    return HttpResponseRedirect(address, status=SEE_OTHER)


@require_GET
@staff_only(RoleKind.APPEAL)
def appeals(request: Request, territory: str) -> HttpResponse:
    """The appeals that wait, oldest first."""
    waiting = queries.pending_appeals(territory_id=request.territory.pk, today=clock.today())
    return render(request, "moderation/desk/appeals.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
@staff_only(RoleKind.APPEAL)
def decide_appeal(request: Request, territory: str, code: str) -> HttpResponse:
    """Answer one appeal."""
    appeal = queries.appeal_by_code(code)
    if appeal is None:
        raise Http404
    form = AppealDecisionForm(request.POST if request.method == "POST" else None)
    sentence = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_appeal(appeal=appeal, actor=request.actor, now=clock.now(), **form.cleaned_data)
        except Refused as refused:
            sentence = refused.sentence
        else:
            messages.success(request, _("سُجل القرار وأُخبر صاحب النص."))
            address = reverse("moderation:appeals", kwargs={"territory": territory})
            return HttpResponseRedirect(address, status=SEE_OTHER)
    page = {
        "form": form,
        "appeal": appeal,
        "refused": sentence,
        "due_on": queries.appeal_due_on(appeal),
        **queries.file_of(appeal.ruling.case.item, appeal.ruling.case, today=clock.today()),
    }
    return render(request, "moderation/desk/decide_appeal.html", page, status=CONFLICT if sentence else 200)
