"""What staff do with plans: draw up, describe, name axes and the committee, publish."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.commitments import actions, queries
from tadafor.commitments.context import Shown, axis_word, go, shown
from tadafor.commitments.desk.closed import closed, of_publication
from tadafor.commitments.forms.plans import AxisForm, CommitteeForm, ConfirmForm, ObjectiveForm, PlanForm
from tadafor.commitments.queries import DECIDERS, READERS, Axis, Plan
from tadafor.commitments.rules import PlanRefusal
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, status_of, tried, typed_in


def plan_of(number: int) -> Plan:
    """Find a plan of the open territory, published or not, or raise Http404."""
    plan = queries.plan_at(number)
    if plan is None:
        raise Http404
    return plan


def axis_of(plan: Plan, position: int) -> Axis:
    found = queries.axis_at(plan, position)
    if found is None:
        raise Http404
    return found


def by(request: Request) -> dict[str, Any]:
    return {"actor": request.actor, "now": clock.now()}


def form_page(
    request: Request,
    form: Any,  # noqa: ANN401 -- any form
    title: str,
    *,
    why: Refused | None = None,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """A staff page that holds one form, or says why it is not offered."""
    place = {"plan": context.get("plan"), "commitment": context.get("commitment")}
    if instead := closed(request, title, why=why, **place):
        return instead
    facts = {"form": form, "title": title, "button": _("احفظوا"), "icon": "check"} | context
    return shown(request, "commitments/desk/form.html", status=status_of(form), **facts)


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """The plans of the territory, and the corrections that wait."""
    today, plans = clock.today(), queries.all_plans()
    rates = queries.rates_of_plans([one.pk for one in plans])
    context = {
        "territory": request.territory,
        "plans": [(one, rates[one.pk]) for one in plans],
        "late": [Shown(one, today) for one in queries.overdue(request.actor, request.territory.pk, today)],
        "waiting": [(one, queries.is_late(one, today)) for one in queries.waiting()[:50]],
        "may_draw_up": queries.decides(request.actor, request.territory.pk),
    }
    return render(request, "commitments/desk/index.html", context)


@staff_only(*DECIDERS)
def new(request: Request, territory: str) -> HttpResponse:
    """Draw up a plan."""
    form = PlanForm(typed_in(request))
    if sent(form):
        made: list[Plan] = []
        facts = {"territory": request.territory, "facts": form.facts(), **by(request)}
        if not tried(form, lambda: made.append(actions.draw_up(**facts))):
            return go(
                request,
                "desk_plan",
                made[0].number,
                said=_("أُنشئ المخطط. أضيفوا أجزاءه والتزاماته ثم انشروه."),
            )
    return form_page(request, form, _("مخطط جديد"), button=_("أنشئوا المخطط"), icon="plus")


@staff_only(*READERS)
def overview(request: Request, territory: str, plan: int) -> HttpResponse:
    """One plan: what is in it, what to do next."""
    held, today = plan_of(plan), clock.today()
    axes = queries.axes_of(held)
    by_axis: dict[int, list[Shown]] = {one.pk: [] for one in axes}
    for one in queries.every(held):
        by_axis[one.axis_id].append(Shown(one, today))
    objectives = queries.objectives_of(held)
    context: dict[str, Any] = {
        "plan": held,
        "rates": queries.rates_of(held, axes),
        "axes": [
            (one, by_axis[one.pk], [goal for goal in objectives if goal.axis_id == one.pk]) for one in axes
        ],
        "members": queries.members_of(held),
        "axis_word": axis_word(held),
        "decides": queries.decides(request.actor, request.territory.pk) and not held.superseded_at,
        "next_version": queries.next_version(held) if held.superseded_at else None,
    }
    return shown(request, "commitments/desk/plan.html", **context)


@staff_only(*DECIDERS)
def edit(request: Request, territory: str, plan: int) -> HttpResponse:
    """Describe a plan again."""
    held = plan_of(plan)
    form = PlanForm(typed_in(request), plan=held)
    if sent(form):
        facts = {"plan": held, "facts": form.facts(), **by(request)}
        if not tried(form, lambda: actions.keep_plan(**facts)):
            return go(request, "desk_plan", plan, said=_("حُفظ المخطط."))
    return form_page(request, form, _("المخطط"), plan=held)


@staff_only(*DECIDERS)
def publish(request: Request, territory: str, plan: int) -> HttpResponse:
    """Show a plan to everybody."""
    held = plan_of(plan)
    form = ConfirmForm(typed_in(request))
    if sent(form) and not tried(form, lambda: actions.publish(plan=held, **by(request))):
        return go(request, "desk_plan", plan, said=_("نُشر المخطط: يقرؤه الجميع الآن."))
    return form_page(
        request,
        form,
        _("نشر المخطط"),
        why=of_publication(held),
        plan=held,
        lead=_("يقرأ الجميع المخطط والتزاماته ونسب تقدمها، ويعلقون عليها ويصححونها."),
        button=_("انشروا المخطط"),
        icon="globe",
    )


@staff_only(*DECIDERS)
def committee(request: Request, territory: str, plan: int) -> HttpResponse:
    """Say who follows a plan, by capacities."""
    held = plan_of(plan)
    form = CommitteeForm(typed_in(request), plan=held, members=queries.members_of(held))
    if sent(form):
        facts = {"plan": held, "decision": form.cleaned_data["decision"], "members": form.members()}
        if not tried(form, lambda: actions.keep_committee(**facts, **by(request))):
            return go(request, "desk_plan", plan, said=_("حُفظت لجنة التتبع."))
    return form_page(request, form, _("لجنة التتبع"), plan=held)


@staff_only(*DECIDERS)
def axis(request: Request, territory: str, plan: int, axis: int | None = None) -> HttpResponse:
    """Name an axis, or a chapter."""
    held = plan_of(plan)
    one = axis_of(held, axis) if axis is not None else None
    position = max((each.position for each in queries.axes_of(held)), default=0) + 1
    form = AxisForm(typed_in(request), axis=one, position=position)
    if sent(form):
        facts = {"plan": held, "axis": one, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.keep_axis(**facts)):
            return go(request, "desk_plan", plan, said=_("حُفظ هذا الجزء من المخطط."))
    return form_page(request, form, axis_word(held), plan=held)


@staff_only(*DECIDERS)
def remove_axis(request: Request, territory: str, plan: int, axis: int) -> HttpResponse:
    """Take an empty axis away."""
    held = plan_of(plan)
    one = axis_of(held, axis)
    is_empty = all(each.axis_id != one.pk for each in queries.every(held))
    form = ConfirmForm(typed_in(request))
    if sent(form) and not tried(form, lambda: actions.remove_axis(axis=one, **by(request))):
        return go(request, "desk_plan", plan, said=_("حُذف هذا الجزء من المخطط."))
    return form_page(
        request,
        form,
        _("الحذف"),
        why=None if is_empty else Refused(PlanRefusal.NOT_EMPTY),
        plan=held,
        lead=one.title,
        button=_("احذفوا"),
        icon="trash-2",
        tone="danger",
    )


@staff_only(*DECIDERS)
def objective(
    request: Request, territory: str, plan: int, axis: int, objective: int | None = None
) -> HttpResponse:
    """Name what an axis wants to reach."""
    held = plan_of(plan)
    of = axis_of(held, axis)
    one = queries.objective_at(of, objective) if objective is not None else None
    if objective is not None and one is None:
        raise Http404
    position = sum(each.axis_id == of.pk for each in queries.objectives_of(held)) + 1
    form = ObjectiveForm(typed_in(request), objective=one, position=position)
    if sent(form):
        facts = {"axis": of, "objective": one, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.keep_objective(**facts)):
            return go(request, "desk_plan", plan, said=_("حُفظ الهدف."))
    return form_page(request, form, _("هدف المحور"), plan=held, lead=of.title)
