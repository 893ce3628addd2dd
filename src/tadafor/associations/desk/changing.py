"""The desk: changes that were asked for, entries corrected, a spreadsheet looked at before it is written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.associations import actions, queries
from tadafor.associations.context import go, page, sent, tried
from tadafor.associations.desk import at_desk, case_of
from tadafor.associations.forms import AnswerForm, CorrectionForm, PlainForm, SheetForm
from tadafor.associations.rules import CONFIRM
from tadafor.kernel.clock import now
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request, staff_only
from tadafor.territories.queries import neighbourhoods

MOST_FAULTS = 200
MOST_SHOWN = 100


@staff_only(*CONFIRM)
def answer(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Accept a change that was asked for, or refuse it with the reason."""
    association = at_desk(association_id)
    waiting = queries.change_waiting(association)
    if waiting is None and request.method != "POST":
        raise Http404
    asked = waiting.asked if waiting else {}
    form = AnswerForm(sent(request)[0], initial={"seen": queries.mark_of(asked)})

    def act() -> str:
        done = actions.answer_change(
            association=association,
            actor=request.actor,
            accepts=request.POST.get("then") == "accept",
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            now=now(),
        )
        if done.answered_at is None:
            return _("سجلنا موافقتكم: ينتظر التغيير موافقة زميل(ة).")
        return _("غيّرنا السجل.") if done.is_accepted else _("لم يُقبل التغيير، ووصل السبب إلى الجمعية.")

    if request.method == "POST" and tried(request, form, act):
        return go(case_of(request, association))
    if form.is_bound:  # what is shown now is what the next answer is about
        form.data = request.POST.copy()
        form.data["seen"] = queries.mark_of(asked)
    lines = queries.told_change(queries.plain_of(association), asked, association.territory_id)
    facts: dict[str, Any] = {"form": form, "lines": lines, "waiting": waiting}
    facts["proofs"] = queries.proofs_of(association)
    return page(request, "associations/desk/answer.html", association, **facts)


@staff_only(*CONFIRM)
def correct(request: Request, territory: str, association_id: int) -> HttpResponse:
    """Correct what an entry says, with a reason."""
    association = at_desk(association_id)
    seen = queries.mark_of(queries.plain_of(association))
    form = CorrectionForm(
        sent(request)[0], association=association, seen=seen, territory_id=request.territory.pk
    )

    def act() -> str:
        typed = form.cleaned_data
        actions.correct(
            association=association,
            actor=request.actor,
            facts=form.facts(),
            reason=typed["reason"],
            seen=typed["seen"],
            now=now(),
        )
        return _("صححنا السجل، وأخبرنا الجمعية بالسبب.")

    if request.method == "POST" and tried(request, form, act):
        return go(case_of(request, association))
    if form.is_bound:
        form.data = request.POST.copy()
        form.data["seen"] = seen
    return page(request, "associations/desk/correct.html", association, form=form)


@staff_only(*CONFIRM)
def import_register(request: Request, territory: str) -> HttpResponse:
    """Read a spreadsheet of the register: every fault, or a look at what it would change."""
    form = SheetForm(*sent(request), territory_id=request.territory.pk)
    faults: list[actions.Fault] = []
    if form.is_bound and form.is_valid():
        rows = form.cleaned_data["sheet"]
        faults = form.faults
        if faults:  # every bad row at once, whatever is wrong with it
            faults = faults + actions.planned(rows, actor=request.actor, now=now()).faults
        else:
            made, faults = actions.send_register(
                actor=request.actor,
                territory_id=request.territory.pk,
                rows=rows,
                now=now(),
            )
            if made is not None:
                return go(reverse("associations:desk_import_look", args=[request.territory.slug, made.pk]))
    faults = sorted(faults, key=lambda fault: fault.line)
    context = {"form": form, "faults": faults[:MOST_FAULTS], "territory": request.territory}
    return render(request, "associations/desk/import.html", context | {"total": len(faults)})


@staff_only(*CONFIRM)
def look(request: Request, territory: str, key: int) -> HttpResponse:
    """What a spreadsheet would change, before anything is written (§ associations-sheet)."""
    source = queries.import_here(key)
    if source is None:
        raise Http404
    form = PlainForm(sent(request)[0])
    if request.method == "POST":
        try:
            done = actions.write_register(
                actor=request.actor, source=source, seen=request.POST.get("seen", ""), now=now()
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            said = _("سُجل %(new)s فاعلا جديدا، وتغير %(changed)s.")
            messages.success(request, said % {"new": len(done.new), "changed": len(done.changed)})
            return go(reverse("associations:desk", args=[request.territory.slug]) + "?show=all")
    plan = actions.planned([actions.Row.of(one) for one in source.rows], actor=request.actor, now=now())
    places = {one.pk: one.name for one in neighbourhoods(request.territory.pk)}
    changed = [
        (row.line, one, queries.told_change(before, asked, request.territory.pk, places))
        for row, one, before, asked in plan.changed[:MOST_SHOWN]
    ]
    facts: dict[str, Any] = {"form": form, "plan": plan, "changed": changed, "territory": request.territory}
    facts |= {"new": plan.new[:MOST_SHOWN], "faults": plan.faults[:MOST_FAULTS], "source": source}
    return render(request, "associations/desk/look.html", facts)
