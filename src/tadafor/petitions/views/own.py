"""The pages of those who stand behind a petition: words, conditions, people, documents."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.associations.rules import Mechanism
from tadafor.kernel import clock, pages
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, signed_in_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.context import SEE_OTHER, Here, any_here, go, here, shown
from tadafor.petitions.forms import (
    AnnexForm,
    DraftForm,
    InviteForm,
    PlainForm,
    TicksForm,
    WithdrawForm,
)
from tadafor.petitions.words import MAY
from tadafor.traces import actions as traces
from tadafor.traces import queries as reads
from tadafor.ui.boxes import form_page_of, sent_over, status_of, tried, typed_in


def mine(request: Request, code: str, *parts: rules.Party) -> Here:
    """Find a petition one stands behind; for anybody else the page does not exist."""
    place = any_here(request, code)
    held = queries.parts_of(place.petition, request.actor.person_id)
    if not held or (parts and not held & set(parts)):
        raise Http404
    return place


AGENTS = (rules.Party.AGENT, rules.Party.DEPUTY)
LONGEST_KEY = 15  # digits of a row's number


@signed_in_only
def new(request: Request, territory: str) -> HttpResponse:
    """Begin a petition."""
    mandates = request.actor.associations_in(request.territory.pk, Mechanism.PETITION)
    linked = request.actor.linked_to(request.territory.pk)
    form = DraftForm(
        typed_in(request),
        mandates=mandates,
        may_alone=linked,
        initial={"agent_name": request.actor.name},
    )
    made: list[Any] = []
    if form.is_bound and form.is_valid() and not tried(form, lambda: made.append(_drafted(request, form))):
        messages.success(request, _("حُفظت المسودة. لا يراها أحد غيركم قبل فتح باب التوقيع."))
        where = [request.territory.slug, made[0].code]
        return HttpResponseRedirect(reverse("petitions:manage", args=where), status=SEE_OTHER)
    may = bool(mandates) or linked
    context = {
        "form": form,
        "territory": request.territory,
        "refused": "" if may else sentence(rules.PathRefusal.LINK_NEEDED),
        "alike": queries.alike(form["title"].value() or "") if form.is_bound else [],
    }
    page = render(request, "petitions/own/new.html", context, status=status_of(form))
    return pages.never_stored(page)


def _drafted(request: Request, form: DraftForm) -> object:
    now = clock.now()
    petition = actions.draft_petition(
        territory=request.territory,
        words=form.words(),
        actor=request.actor,
        now=now,
        speaks_for=form.cleaned_data.get("speaks_for"),
        is_demonstration=request.territory.is_demonstration,
    )
    return actions.write(
        petition=petition, words=form.words(), agent=form.agent(), seen=1, actor=request.actor, now=now
    )


@signed_in_only
def edit(request: Request, territory: str, code: str) -> HttpResponse:
    """Write the words and who answers for them."""
    place = mine(request, code, *AGENTS)
    one = place.petition
    agent = queries.parties_of(one)[0]
    start = {
        "title": one.title,
        "object": one.object,
        "reasons": one.reasons,
        "aims": one.aims,
        "agent_name": agent.name,
        "agent_address": agent.address,
        "card_kind": agent.card_kind,
        "seen": one.revision,
    }
    form = DraftForm(typed_in(request), has_card=agent.card is not None, initial=start)
    if form.is_bound and form.is_valid():
        refused = tried(form, lambda: _written(request, place, form))
        if refused is None:
            return go(request, "manage", place, _("حُفظت العريضة."))
        if refused.refusal is rules.PathRefusal.CHANGED_MEANWHILE:
            sent_over(form, seen=one.revision)  # who reads both and saves again means it
    refusal = rules.refuse_act(rules.Act.WRITE, one.standing)
    lead = _("كل الخانات لازمة قبل فتح باب التوقيع؛ ويمكنكم حفظها ناقصة والعودة إليها.")
    said = _("فُتح باب التوقيع: نص العريضة لم يعد يتغير.") if refusal else ""
    return form_page(request, place, form, _("نص العريضة"), lead=lead, refusal=said)


def _written(request: Request, place: Here, form: DraftForm) -> object:
    return actions.write(
        petition=place.petition,
        words=form.words(),
        agent=form.agent(),
        seen=form.cleaned_data["seen"] or 0,
        actor=request.actor,
        now=place.now,
    )


form_page = form_page_of(shown, "petitions/own/form.html")
"""One form, or why it has no place now (``refusal``), and the way back."""


@signed_in_only
def ticks(request: Request, territory: str, code: str) -> HttpResponse:
    """Answer for each condition of the law."""
    place = mine(request, code, *AGENTS)
    asked = rules.to_tick(place.standing.asked)
    form = TicksForm(typed_in(request), asked=asked, initial={"conditions": place.petition.ticks})
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.tick(
                petition=place.petition,
                conditions=form.cleaned_data["conditions"],
                actor=request.actor,
                now=place.now,
            ),
        )
    ):
        return go(request, "manage", place, _("حُفظت تأكيداتكم."))
    lead = _("هذه شروط القانون. يتحقق منها مكتب المجلس واحدا واحدا، فراجعوها قبل جمع التوقيعات.")
    return form_page(request, place, form, _("شروط القبول"), lead=lead)


@signed_in_only
def parties(request: Request, territory: str, code: str) -> HttpResponse:
    """Those who stand beside the agent, and a link for one more."""
    place = mine(request, code, *AGENTS)
    form, link = InviteForm(typed_in(request)), ""
    if request.method == "POST" and request.POST.get("end", "").isdigit():
        return _ended(request, place, int(request.POST["end"][:LONGEST_KEY]))
    made: list[Any] = []
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: made.append(_invited(request, place, form)))
    ):
        address = reverse("petitions:join", args=[request.territory.slug, made[0][1]])
        link = request.build_absolute_uri(address)
        form = InviteForm()
    return shown(
        request,
        "petitions/own/parties.html",
        place,
        form=form,
        link=link,
        acts=rules.refuse_act(rules.Act.DEPOSIT, place.petition.standing) is None,
        parties=queries.parties_of(place.petition),
        status=status_of(form),
    )


def _ended(request: Request, place: Here, party_id: int) -> HttpResponse:
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    try:
        actions.end_party(party_id=party_id, **facts)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return go(request, "parties", place)
    return go(request, "parties", place, _("انتهت صفة هذا الشخص في العريضة."))


def _invited(request: Request, place: Here, form: InviteForm) -> object:
    return actions.invite(
        petition=place.petition,
        part=rules.Party(form.cleaned_data["part"]),
        name=form.cleaned_data["name"],
        actor=request.actor,
        now=place.now,
    )


@signed_in_only
def join(request: Request, territory: str, secret: str) -> HttpResponse:
    """Accept to stand behind a petition, by the link its agent gave."""
    found = queries.invitation_by(secret)
    form = PlainForm(typed_in(request))
    if form.is_bound:
        made: list[Any] = []
        verb = lambda: made.append(  # noqa: E731 -- tried once
            actions.accept_invitation(secret=secret, actor=request.actor, now=clock.now())
        )
        if not tried(form, verb):
            messages.success(request, _("صارت لكم صفة في هذه العريضة."))
            where = [request.territory.slug, made[0].petition.code]
            return HttpResponseRedirect(reverse("petitions:manage", args=where), status=SEE_OTHER)
    context = {
        "found": found,
        "form": form,
        "territory": request.territory,
        "gone": sentence(rules.PathRefusal.INVITATION_GONE),
        "own": found is not None and bool(queries.parts_of(found.petition, request.actor.person_id)),
        "may": MAY.get(found.part) if found else "",
    }
    status = status_of(form) if found else 404
    return pages.never_stored(render(request, "petitions/own/join.html", context, status=status))


@signed_in_only
def annexes(request: Request, territory: str, code: str) -> HttpResponse:
    """The documents that the law asks; they stay private."""
    place = mine(request, code, *AGENTS)
    asked = rules.to_join(place.standing.asked)
    form = AnnexForm(typed_in(request), request.FILES or None, asked=asked)
    if form.is_bound and form.is_valid() and not tried(form, lambda: _joined(request, place, form)):
        return go(request, "annexes", place, _("أُرفقت الوثيقة."))
    return shown(
        request,
        "petitions/own/annexes.html",
        place,
        form=form,
        annexes=(joined := list(queries.annexes_of(place.petition))),
        lacking=[rules.Annex(name) for name in asked if name not in {one.annex for one in joined}],
        acts=rules.refuse_act(rules.Act.DEPOSIT, place.petition.standing) is None,
        status=status_of(form),
    )


def _joined(request: Request, place: Here, form: AnnexForm) -> object:
    return actions.join_annex(
        petition=place.petition,
        annex=rules.Annex(form.cleaned_data["annex"]),
        file=form.cleaned_data["file"],
        actor=request.actor,
        now=place.now,
    )


@signed_in_only
def withdraw(request: Request, territory: str, code: str) -> HttpResponse:
    """Take the petition back, before the council deliberates."""
    place = mine(request, code, *AGENTS)
    form = WithdrawForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.withdraw(
                petition=place.petition,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=place.now,
            ),
        )
    ):
        return go(request, "manage", place, _("سُحبت العريضة."))
    refusal = rules.refuse_act(rules.Act.WITHDRAW, place.petition.standing)
    if refusal:
        return form_page(request, place, form, _("سحب العريضة"), refusal=sentence(refusal))
    lead = _("سحب العريضة نهائي: لا تُفتح من جديد، وتبقى صفحتها منشورة إن كانت قد نُشرت.")
    return form_page(
        request, place, form, _("سحب العريضة"), lead=lead, button=_("اسحبوا العريضة"), tone="danger"
    )


def follow(request: Request, territory: str, code: str) -> HttpResponse:
    """Be told what happens to this petition, or no more."""
    place = here(request, code)
    trace = place.petition.trace
    if request.method == "POST":
        if not request.actor.is_signed_in:
            return _sign_in(request)
        try:
            verb = traces.unfollow if request.POST.get("stop") else traces.follow
            verb(trace=trace, actor=request.actor, now=place.now)
        except Refused as refused:
            messages.error(request, refused.sentence)
        return go(request, "petition", place)
    follows = reads.follows(trace, request.actor.person_id)
    return shown(request, "petitions/follow.html", place, follows=follows)


@signed_in_only
def _sign_in(request: Request) -> HttpResponse:
    raise Http404


@signed_in_only
def all_mine(request: Request, territory: str) -> HttpResponse:
    """The petitions one stands behind here."""
    found, _tongues = queries.listed_in_language(list(queries.petitions_of(request.actor.signer)))
    context = {"territory": request.territory, "petitions": found}
    return pages.never_stored(render(request, "petitions/own/mine.html", context))
