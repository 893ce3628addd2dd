"""Keeping the vote: the key, the rehearsal, the urn, the opening; and a colleague who stands beside."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tadafor.budgets import tasks
from tadafor.budgets.actions import again, keys, opening, showing
from tadafor.budgets.context import Here, any_here, go, shown
from tadafor.budgets.desk.fixed import why_not
from tadafor.budgets.forms.voting import AgainForm, KeyForm, ObserveForm, OpenedForm, VoidForm
from tadafor.budgets.queries import register, shares
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.rules import keeping
from tadafor.budgets.rules.keeping import COUNTER, ENTERING, KEEPERS
from tadafor.kernel.pages import never_stored
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import form_page_of, tried, typed_in


def step_refusals(vote: queries.Vote, request: Request) -> dict[str, str]:
    """Return, for each step of the vote, the sentence that closes its button; empty when it is open."""
    roles, state = request.actor.roles_in(request.territory.pk), vote.state
    found = {
        "key": keeping.refuse_key(state, roles=roles),
        "rehearse": keeping.refuse_rehearsal(state, roles=roles),
        "publish": keeping.refuse_publication(state, roles=roles),
        "opened": keeping.refuse_opened(state, roles=roles),
        "observe": keeping.refuse_observing(state, roles=roles, is_opener=_opened_it(vote, request)),
        "load": keeping.refuse_loading(state, roles=roles),
        "void": keeping.refuse_void(state, roles=roles, reason="."),
        "again": keeping.refuse_again(
            state,
            roles=roles,
            void_rule=vote.edition.void_rule,
            opens_on=date.max,
            closes_on=date.max,
            today=date.min,
        ),
    }
    facts = {"batches": state.open_batches}
    return {
        step: sentence(refusal, **(facts if refusal is keeping.KeepingRefusal.BATCHES_OPEN else {}))
        if refusal
        else ""
        for step, refusal in found.items()
    }


def _opened_it(vote: queries.Vote, request: Request) -> bool:
    return vote.urn is not None and vote.urn.opened_by_id == request.actor.signer


@staff_only(*ENTERING)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where the vote stands, step by step, and the one thing to do next."""
    place = any_here(slug)
    vote = queries.vote_of(place.edition, today=place.today)
    return shown(
        request,
        "budgets/vote/desk.html",
        place,
        vote=vote,
        command=f"tadafor urn key {vote.name} --shares 5 --threshold 3",
        opening=shares.opening_command(place.edition),
        refused=step_refusals(vote, request),
        rehearsal=queries.last_rehearsal(place.edition),
        turnout=queries.turnout(place.edition),
        voided=queries.voided_votes(place.edition),
    )


def _settled(request: Request, place: Here, step: str, title: str) -> HttpResponse | None:
    vote = queries.vote_of(place.edition, today=place.today)
    return why_not(request, place, title, step_refusals(vote, request)[step], to="desk_vote")


_form_page = form_page_of(shown, "budgets/vote/form.html", usual=gettext_lazy("سجلوا هذا"))


@staff_only(*KEEPERS)
def key(request: Request, territory: str, slug: str) -> HttpResponse:
    """Register the half of the key that seals."""
    place = any_here(slug)
    if settled := _settled(request, place, "key", _("مفتاح اللجنة")):
        return settled
    form = KeyForm(typed_in(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        facts: dict[str, Any] = {"shares": typed["shares"], "threshold": typed["threshold"]}
        if not tried(
            form,
            lambda: keys.register_key(
                edition=place.edition, text=form.half(), actor=request.actor, now=place.now, **facts
            ),
        ):
            return go(
                request, "desk_vote", place, _("سُجل المفتاح. قارنوا بصمته مع المحضر، ثم جربوا فتح صندوق.")
            )
    lead = _("تصنع اللجنة المفتاح في حاسوب غير متصل بالشبكة. اسم هذا التصويت: %(name)s") % {
        "name": queries.vote_name(place.edition)
    }
    return _form_page(request, place, form, _("مفتاح اللجنة"), lead=lead)


def _done(
    request: Request, place: Here, verb: Callable[[], object], said: str, to: str = "desk_vote"
) -> HttpResponse:
    """Do what a button asks; a refusal is said on the page it came from."""
    try:
        verb()
    except Refused as refused:
        return shown(request, "budgets/vote/refused.html", place, said=refused.sentence, back=to, status=409)
    return go(request, to, place, said)


@require_POST
@staff_only(*KEEPERS)
def rehearse(request: Request, territory: str, slug: str) -> HttpResponse:
    """Make a test urn."""
    place = any_here(slug)
    return _done(
        request,
        place,
        lambda: keys.rehearse(edition=place.edition, actor=request.actor, now=place.now),
        _("صُنع صندوق تجربة. حملوه، وافتحوه بحصصكم، ثم أودعوا الملف المفتوح."),
    )


@staff_only(*KEEPERS)
def rehearsal_file(request: Request, territory: str, slug: str) -> HttpResponse:
    """The test urn that the committee is asked to open."""
    last = queries.last_rehearsal(any_here(slug).edition)
    if last is None:
        raise Http404
    response = HttpResponse(last.urn, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rehearsal.txt"'
    return never_stored(response)


@staff_only(*KEEPERS)
def rehearsed(request: Request, territory: str, slug: str) -> HttpResponse:
    """Give back what the committee opened of the test urn."""
    place = any_here(slug)
    if settled := _settled(request, place, "rehearse", _("نتيجة التجربة")):
        return settled
    form = OpenedForm(typed_in(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["file"]
        facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: keys.pass_rehearsal(text=text, **facts)):
            return go(request, "desk_vote", place, _("نجحت التجربة: يفتح التصويت في يومه."))
    return _form_page(request, place, form, _("نتيجة التجربة"))


@require_POST
@staff_only(*KEEPERS)
def end_shown(request: Request, territory: str, slug: str) -> HttpResponse:
    """End a vote that is only shown, to go through its close."""
    place = any_here(slug)
    return _done(
        request,
        place,
        lambda: showing.end_shown_vote(edition=place.edition, actor=request.actor, now=place.now),
        _("انتهى التصويت في هذا العرض: انشروا الصندوق."),
    )


@require_POST
@staff_only(*KEEPERS)
def publish(request: Request, territory: str, slug: str) -> HttpResponse:
    """Publish the urn at the close."""
    place = any_here(slug)
    return _done(
        request,
        place,
        lambda: opening.publish_urn(edition=place.edition, actor=request.actor, now=place.now),
        _("نُشر الصندوق: حملوه وافتحوه في حاسوب اللجنة."),
    )


@staff_only(*KEEPERS)
def opened(request: Request, territory: str, slug: str) -> HttpResponse:
    """Give back what the committee opened of the urn."""
    place = any_here(slug)
    if settled := _settled(request, place, "opened", _("ما فتحته اللجنة")):
        return settled
    form = OpenedForm(typed_in(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["file"]
        facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: opening.give_opened(text=text, **facts)):
            return go(request, "desk_vote", place, _("أُودع ما فتحته اللجنة. بقيت بصمة الملاحظة."))
    return _form_page(request, place, form, _("ما فتحته اللجنة"))


@staff_only(*KEEPERS)
def observe(request: Request, territory: str, slug: str) -> HttpResponse:
    """Enter the hash that an observer found."""
    place = any_here(slug)
    if settled := _settled(request, place, "observe", _("بصمة الملاحظة")):
        return settled
    form = ObserveForm(typed_in(request))
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: opening.observe(**typed, **facts)):
            return go(request, "desk_vote", place, _("البصمتان متطابقتان."))
    lead = _("يسجلها شخص غير من أودع الملف المفتوح.")
    return _form_page(request, place, form, _("بصمة الملاحظة"), lead=lead)


@require_POST
@staff_only(*KEEPERS)
def load(request: Request, territory: str, slug: str) -> HttpResponse:
    """Let a job load the ballots and destroy what joined them."""
    place = any_here(slug)

    def verb() -> None:
        with transaction.atomic():
            opening.ask_to_load(edition=place.edition, actor=request.actor, now=place.now)
            tasks.load.defer(territory_id=request.territory.pk, slug=place.edition.slug)

    return _done(
        request, place, verb, _("يجري تحميل الأوراق وإتلاف ما يربطها بأصحابها. حدثوا الصفحة بعد قليل.")
    )


@staff_only(*KEEPERS)
def void(request: Request, territory: str, slug: str) -> HttpResponse:
    """Declare the vote void."""
    place = any_here(slug)
    if settled := _settled(request, place, "void", _("إعلان بطلان التصويت")):
        return settled
    form = VoidForm(typed_in(request))
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]

        def verb() -> None:
            with transaction.atomic():
                opening.declare_void(edition=place.edition, reason=reason, actor=request.actor, now=place.now)
                tasks.load.defer(territory_id=request.territory.pk, slug=place.edition.slug)

        if not tried(form, verb):
            return go(request, "desk_vote", place, _("أُعلن بطلان التصويت، ويُتلف ما يربط الأوراق بأصحابها."))
    lead = place.edition.void_rule
    return _form_page(request, place, form, _("إعلان بطلان التصويت"), lead=lead, button=_("أعلنوا البطلان"))


@staff_only(*KEEPERS)
def hold_again(request: Request, territory: str, slug: str) -> HttpResponse:
    """Hold a void vote again, by the rule stated before."""
    place = any_here(slug)
    if settled := _settled(request, place, "again", _("إعادة التصويت")):
        return settled
    form = AgainForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = form.cleaned_data | {"actor": request.actor, "now": place.now}
        if not tried(form, lambda: again.hold_again(edition=place.edition, **facts)):
            return go(request, "desk_vote", place, _("يعاد التصويت. سجلوا الآن مفتاحا جديدا وجربوه."))
    lead = place.edition.void_rule
    return _form_page(request, place, form, _("إعادة التصويت"), lead=lead, button=_("أعيدوا التصويت"))


@staff_only(*COUNTER)
def beside(request: Request, territory: str, slug: str) -> HttpResponse:
    """Show a code to a colleague whom one stands beside (§ secrecy-beside)."""
    place = any_here(slug)
    found = register.beside(place.edition, second=request.actor.signer, now=place.now)
    return shown(request, "budgets/vote/beside.html", place, rows=found, minutes=register.CODE_MINUTES)
