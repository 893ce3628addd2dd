"""Bursts, batches and limits; never a name. The law as rows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import RoleKind
from tadafor.petitions import actions, queries
from tadafor.petitions.context import SEE_OTHER, Here, go, shown
from tadafor.petitions.desk.bureau import at, form_page
from tadafor.petitions.forms import BatchForm, LawForm, LimitsForm, ReasonForm
from tadafor.petitions.queries import BUREAU
from tadafor.petitions.rules import Law, LawRefusal
from tadafor.ui import formatting
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.components import Bar, Tone


@staff_only(*BUREAU)
def bursts(request: Request, territory: str, code: str) -> HttpResponse:
    """The busiest hours, networks and devices, by marks that name nobody; batches and what is set aside."""
    place = at(request, code)
    limits = queries.limits_of(request.territory.pk)
    hours = queries.bursts_by_hour(place.petition)
    return shown(
        request,
        "petitions/desk/bursts.html",
        place,
        hours=[one for one in hours if one.count > 1],
        chart=_chart(hours),
        networks=queries.bursts_by(place.petition, "network", limits.network_an_hour),
        devices=queries.bursts_by(place.petition, "device", limits.device_an_hour),
        suspects=sum(queries.suspects_of(place.petition).values()),
        batches=queries.batches_of(place.petition),
        limits=limits,
    )


def _chart(hours: list[queries.Burst]) -> list[Bar]:
    """Draw the busiest hours in the order of time."""
    told = sorted((one.at, one) for one in hours if one.at is not None)
    tones = {True: Tone.TERRACOTTA, False: Tone.GREEN}
    return [Bar(formatting.moment(at), one.count, tones[one.stands_out]) for at, one in told]


@staff_only(*BUREAU)
def batch(request: Request, territory: str, code: str) -> HttpResponse:
    """Count dry, then take out with a reason."""
    place = at(request, code)
    start = {
        name: request.GET[name] for name in ("network", "device", "since", "until") if name in request.GET
    }
    form, found = BatchForm(typed_in(request), initial=start), None
    if form.is_bound and form.is_valid():
        criteria = form.criteria()
        if form.cleaned_data["announced"] is not None:
            refused = tried(form, lambda: _taken_out(request, place, form))
            if not refused:
                return go(request, "desk_bursts", place, _("أُبطلت التوقيعات؛ يمكن إلغاء ذلك."))
        facts: dict[str, Any] = {"since": criteria.since, "until": criteria.until}
        found = queries.chosen(
            place.petition, **facts, network=criteria.network, device=criteria.device
        ).count()
        typed = request.POST.copy()
        typed["announced"] = str(found)
        form.data = typed
        form.fields["reason"].required = True  # from now on: what was counted is taken out with a reason
    elif not form.is_bound:
        del form.fields["reason"]  # nothing was counted yet
    return shown(request, "petitions/desk/batch.html", place, form=form, found=found, status=status_of(form))


def _taken_out(request: Request, place: Here, form: BatchForm) -> object:
    return actions.invalidate(
        petition=place.petition,
        criteria=form.criteria(),
        announced=form.cleaned_data["announced"],
        reason=form.cleaned_data["reason"],
        actor=request.actor,
        now=place.now,
    )


@staff_only(*BUREAU)
def undo(request: Request, territory: str, code: str, batch: int) -> HttpResponse:
    """Put a batch back."""
    place = at(request, code)
    found = queries.batch_at(place.petition, batch)
    if found is None:
        raise Http404
    form = ReasonForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"batch": found, "actor": request.actor, "now": place.now}
        back: list[int] = []
        if not tried(form, lambda: back.append(actions.undo_batch(**facts, **form.cleaned_data))):
            numbers = {"back": formatting.number(back[0]), "found": formatting.number(found.found)}
            said = _("أُلغي الإبطال. التوقيعات التي عادت: %(back)s من %(found)s.") % numbers
            return go(request, "desk_bursts", place, said)
    told = [
        (_("التاريخ"), formatting.moment(found.made_at)),
        (_("التوقيعات"), formatting.number(found.found)),
        (_("التعليل"), found.reason),
    ]
    return form_page(
        request, place, form, _("إلغاء الإبطال"), button=_("أعيدوا التوقيعات"), facts=told, **_bursts(place)
    )


def _bursts(place: Here) -> dict[str, str]:
    where = [place.petition.territory.slug, place.petition.code]
    return {"back": reverse("petitions:desk_bursts", args=where), "back_words": _("عودوا إلى التدفقات")}


@staff_only(*BUREAU)
def let_in(request: Request, territory: str, code: str) -> HttpResponse:
    """Count what a limit had set aside."""
    place = at(request, code)
    form = ReasonForm(typed_in(request))
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
        if not tried(form, lambda: actions.let_in(**facts, **form.cleaned_data)):
            return go(request, "desk_bursts", place, _("احتُسبت التوقيعات التي كانت قيد التحقق."))
    return form_page(request, place, form, _("احتساب ما هو قيد التحقق"), button=_("احتسبوها"))


@staff_only(RoleKind.ADMINISTRATOR)
def limits(request: Request, territory: str) -> HttpResponse:
    """Edit the limits of this territory."""
    now, kept = clock.now(), queries.limits_of(request.territory.pk)
    names = ("network_an_hour", "device_an_hour", "each_contact", "erase_after_days")
    form = LimitsForm(typed_in(request), initial={name: getattr(kept, name) for name in names})
    if form.is_bound and form.is_valid():
        facts: dict[str, Any] = {"territory": request.territory, "actor": request.actor, "now": now}
        if not tried(form, lambda: actions.set_limits(limits=form.limits(), **facts)):
            messages.success(request, _("حُفظت الحدود."))
            where = reverse("petitions:desk_law", args=[request.territory.slug])
            return HttpResponseRedirect(where, status=SEE_OTHER)
    context = {"territory": request.territory, "form": form, "title": _("حدود التوقيع ومدة الحفظ")}
    return render(request, "petitions/desk/plain.html", context, status=status_of(form))


@staff_only(RoleKind.ADMINISTRATOR)
def law(request: Request, territory: str) -> HttpResponse:
    """Every row of law with its source, what is not verified marked, and one more."""
    groups = queries.law_by_topic(request.territory, on=clock.today())
    unverified = sum(one.governs and not one.row.is_verified for _, found in groups for one in found)
    context = {"territory": request.territory, "groups": groups, "unverified": unverified}
    return render(request, "petitions/desk/law.html", context)


_AT = {
    LawRefusal.SOURCE_MISSING: "source",
    LawRefusal.VALUE_WRONG: "value",
    LawRefusal.SUBJECT_MISSING: "subject",
    LawRefusal.SAME_ROW: "source",
}


def _again(law: Law) -> dict[str, Any]:
    """Begin with a row that was checked since: the same words, and the mark of who checked them."""
    names = ("topic", "kind", "subject", "value", "valid_from", "source", "article", "note")
    return {name: getattr(law, name) for name in names} | {"is_verified": True}


@staff_only(RoleKind.ADMINISTRATOR)
def new_law(request: Request, territory: str) -> HttpResponse:
    """Record what a text says, from a day on."""
    now = clock.now()
    again = queries.law_row(request.territory, request.GET.get("row", ""))
    form = LawForm(
        typed_in(request), initial=_again(again.fact) if again else {"valid_from": clock.day_of(now)}
    )
    if form.is_bound and form.is_valid():
        found = form.law(queries.council_of(request.territory))
        facts: dict[str, Any] = {"territory": request.territory, "actor": request.actor, "now": now}
        if not tried(form, lambda: actions.record_law(law=found, **facts), at=_AT):
            messages.success(request, _("سُجلت القاعدة؛ القواعد السابقة محفوظة كما هي."))
            where = reverse("petitions:desk_law", args=[request.territory.slug])
            return HttpResponseRedirect(where, status=SEE_OTHER)
    context = {"territory": request.territory, "form": form, "title": _("قاعدة جديدة")}
    return render(request, "petitions/desk/plain.html", context, status=status_of(form))
