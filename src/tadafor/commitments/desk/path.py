"""What staff do with the way of a plan: steps, the estimate, the self-assessment, communication."""

from enum import StrEnum
from typing import TypeVar

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.context import go, path_frame, shown
from tadafor.commitments.desk.plans import by, form_page, plan_of
from tadafor.commitments.forms.path import AssessmentForm, MessageForm, ResourceForm, StepForm
from tadafor.commitments.forms.plans import ConfirmForm
from tadafor.commitments.queries import DECIDERS, READERS, CommunicationLine, Plan
from tadafor.commitments.rules import Section, StepKind
from tadafor.kernel import clock
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, tried, typed_in

Member = TypeVar("Member", bound=StrEnum)


def _member(kind: type[Member], value: str) -> Member:
    try:
        return kind(value)
    except ValueError as unknown:
        raise Http404 from unknown


def _line(plan: Plan, position: int) -> CommunicationLine:
    found = queries.message_at(plan, position)
    if found is None:
        raise Http404
    return found


@staff_only(*READERS)
def overview(request: Request, territory: str, plan: int) -> HttpResponse:
    """The way of a plan: what was done, what comes next, what it needs."""
    held = plan_of(plan)
    decides = queries.decides(request.actor, request.territory.pk) and not held.superseded_at
    today = clock.today()
    may_renew = decides and held.is_public and today >= rules.renewed_from(held.sort, held.starts_on)
    context = path_frame(held, today=today) | {"decides": decides, "may_renew": may_renew}
    return shown(request, "commitments/desk/path.html", **context)


@staff_only(*DECIDERS)
def take(request: Request, territory: str, plan: int, step: str) -> HttpResponse:
    """Say that a step was taken."""
    held, kind = plan_of(plan), _member(StepKind, step)
    if kind not in rules.PATHS[held.sort]:
        raise Http404
    origins = queries.consulted() if kind in rules.HEARD else []
    form = StepForm(typed_in(request), plan=held, step=kind, origins=origins, today=clock.today())
    if sent(form):
        facts = {"plan": held, "step": kind, **form.facts(), **by(request)}
        if not tried(form, lambda: actions.take_step(**facts)):
            return go(request, "desk_path", plan, said=_("سُجلت الخطوة."))
    return form_page(request, form, word(kind), plan=held, button=_("سجلوا الخطوة"))


@staff_only(*DECIDERS)
def take_back(request: Request, territory: str, plan: int, step: str, year: int) -> HttpResponse:
    """Take the last step back; the year is 0 but for what is done every year."""
    held, kind = plan_of(plan), _member(StepKind, step)
    if kind not in rules.PATHS[held.sort]:
        raise Http404
    form = ConfirmForm(typed_in(request))
    facts = {"plan": held, "step": kind, "year": year, **by(request)}
    if sent(form) and not tried(form, lambda: actions.take_back(**facts)):
        return go(request, "desk_path", plan, said=_("أُلغيت الخطوة."))
    lead = f"{word(kind)} {year}" if year else word(kind)
    return form_page(
        request,
        form,
        _("إلغاء خطوة"),
        plan=held,
        lead=lead,
        button=_("ألغوا الخطوة"),
        icon="trash-2",
        tone="danger",
    )


@staff_only(*DECIDERS)
def resource(request: Request, territory: str, plan: int) -> HttpResponse:
    """Estimate what a source brings in one of the first three years."""
    held = plan_of(plan)
    form = ResourceForm(typed_in(request), plan=held)
    if sent(form):
        facts = {"plan": held, **form.facts(), **by(request)}
        if not tried(form, lambda: actions.keep_resource(**facts)):
            return go(request, "desk_path", plan, said=_("حُفظ تقدير الموارد."))
    return form_page(request, form, _("تقدير الموارد"), plan=held)


@staff_only(*DECIDERS)
def assessment(request: Request, territory: str, plan: int, section: str) -> HttpResponse:
    """Answer one section of the self-assessment."""
    held, about = plan_of(plan), _member(Section, section)
    form = AssessmentForm(typed_in(request), held=queries.assessments_of(held).get(about))
    if sent(form):
        facts = {"plan": held, "section": about, **form.facts(), **by(request)}
        if not tried(form, lambda: actions.assess(**facts)):
            return go(request, "desk_path", plan, said=_("حُفظ الجواب."))
    return form_page(request, form, _("التقييم الذاتي"), plan=held, lead=word(about))


@staff_only(*DECIDERS)
def message(request: Request, territory: str, plan: int, position: int | None = None) -> HttpResponse:
    """Write a line of the communication plan."""
    held = plan_of(plan)
    line = _line(held, position) if position is not None else None
    last = max((one.position for one in queries.messages_of(held)), default=0)
    form = MessageForm(typed_in(request), line=line, position=last + 1)
    if sent(form):
        facts = {"plan": held, "line": line, "facts": form.facts(), **by(request)}
        if not tried(form, lambda: actions.keep_message(**facts)):
            return go(request, "desk_path", plan, said=_("حُفظ سطر خطة التواصل."))
    return form_page(request, form, _("سطر في خطة التواصل"), plan=held)


@staff_only(*DECIDERS)
def remove_message(request: Request, territory: str, plan: int, position: int) -> HttpResponse:
    """Take a line out of the communication plan."""
    held = plan_of(plan)
    line = _line(held, position)
    form = ConfirmForm(typed_in(request))
    if sent(form) and not tried(form, lambda: actions.remove_message(line=line, **by(request))):
        return go(request, "desk_path", plan, said=_("حُذف السطر."))
    lead = line.message
    return form_page(
        request, form, _("الحذف"), plan=held, lead=lead, button=_("احذفوا"), icon="trash-2", tone="danger"
    )
