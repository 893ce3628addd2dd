"""What staff do with the parts of a commitment: milestones, money, indicators, evidence."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.commitments import actions, queries
from tadafor.commitments.context import go
from tadafor.commitments.desk.commitments import at, one_page
from tadafor.commitments.desk.plans import by
from tadafor.commitments.forms.commitments import (
    EvidenceForm,
    FundingForm,
    IndicatorForm,
    MeasureForm,
    MilestoneForm,
    ReachForm,
)
from tadafor.commitments.forms.plans import ConfirmForm
from tadafor.commitments.queries import READERS, Commitment, FundingLine, Indicator, Milestone
from tadafor.kernel import clock
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, tried, typed_in


def _milestone(one: Commitment, position: int) -> Milestone:
    found = queries.milestone_at(one, position)
    if found is None:
        raise Http404
    return found


def _line(one: Commitment, key: int) -> FundingLine:
    found = queries.funding_line(one, key)
    if found is None:
        raise Http404
    return found


def _indicator(one: Commitment, position: int) -> Indicator:
    found = queries.indicator_at(one, position)
    if found is None:
        raise Http404
    return found


@staff_only(*READERS)
def milestone(
    request: Request, territory: str, plan: int, number: int, position: int | None = None
) -> HttpResponse:
    """Add a milestone, or describe it again."""
    one = at(plan, number)
    held = _milestone(one, position) if position is not None else None
    last = max((each.position for each in queries.milestones_of(one)), default=0)
    form = MilestoneForm(typed_in(request), milestone=held, position=last + 1)
    if sent(form):
        facts = {"commitment": one, "milestone": held, "facts": form.facts(), **by(request)}
        if not tried(form, lambda: actions.keep_milestone(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("حُفظت المرحلة."))
    return one_page(request, form, _("مرحلة"), one, living=True)


@staff_only(*READERS)
def reach(request: Request, territory: str, plan: int, number: int, position: int) -> HttpResponse:
    """Say that a milestone is done, or take that back."""
    one = at(plan, number)
    held = _milestone(one, position)
    first = {"done_on": held.done_on or clock.today(), "proof": held.proof}
    form = ReachForm(typed_in(request), initial=first)
    if sent(form):
        facts = {"milestone": held, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.reach_milestone(**facts)):
            return go(
                request, "desk_commitment", plan, number, said=_("حُينت المرحلة، وحُسبت نسبة التقدم من جديد.")
            )
    return one_page(request, form, _("هل أُنجزت المرحلة؟"), one, living=True, lead=held.title)


@staff_only(*READERS)
def remove_milestone(request: Request, territory: str, plan: int, number: int, position: int) -> HttpResponse:
    """Take a milestone away."""
    one = at(plan, number)
    held = _milestone(one, position)
    form = ConfirmForm(typed_in(request))
    if sent(form) and not tried(form, lambda: actions.remove_milestone(milestone=held, **by(request))):
        return go(request, "desk_commitment", plan, number, said=_("حُذفت المرحلة."))
    return one_page(
        request,
        form,
        _("الحذف"),
        one,
        living=True,
        lead=held.title,
        button=_("احذفوا"),
        icon="trash-2",
        tone="danger",
    )


@staff_only(*READERS)
def funding(
    request: Request, territory: str, plan: int, number: int, line: int | None = None
) -> HttpResponse:
    """Write down money of a source in a year."""
    one = at(plan, number)
    held = _line(one, line) if line is not None else None
    form = FundingForm(typed_in(request), line=held, year=clock.today().year)
    if sent(form):
        facts = {"commitment": one, "line": held, "money": form.money(), **by(request)}
        if not tried(form, lambda: actions.keep_funding(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("حُفظ سطر التمويل."))
    return one_page(request, form, _("سطر تمويل"), one)


@staff_only(*READERS)
def remove_funding(request: Request, territory: str, plan: int, number: int, line: int) -> HttpResponse:
    """Take a line of money away."""
    one = at(plan, number)
    held = _line(one, line)
    form = ConfirmForm(typed_in(request))
    if sent(form) and not tried(form, lambda: actions.remove_funding(line=held, **by(request))):
        return go(request, "desk_commitment", plan, number, said=_("حُذف سطر التمويل."))
    lead = f"{held.source_word} · {held.year}"
    return one_page(
        request, form, _("الحذف"), one, lead=lead, button=_("احذفوا"), icon="trash-2", tone="danger"
    )


@staff_only(*READERS)
def indicator(
    request: Request, territory: str, plan: int, number: int, position: int | None = None
) -> HttpResponse:
    """Say what is measured."""
    one = at(plan, number)
    held = _indicator(one, position) if position is not None else None
    last = max((each.indicator.position for each in queries.indicators_of(one)), default=0)
    form = IndicatorForm(typed_in(request), indicator=held, position=last + 1)
    if sent(form):
        facts = {"commitment": one, "indicator": held, "facts": form.facts(), **by(request)}
        if not tried(form, lambda: actions.keep_indicator(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("حُفظ المؤشر."))
    return one_page(request, form, _("مؤشر"), one)


@staff_only(*READERS)
def measure(request: Request, territory: str, plan: int, number: int, position: int) -> HttpResponse:
    """Write down what an indicator is on a day."""
    one = at(plan, number)
    held = _indicator(one, position)
    form = MeasureForm(typed_in(request), initial={"on": clock.today()})
    if sent(form):
        facts = {"indicator": held, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.measure(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("حُفظ القياس."))
    return one_page(request, form, _("قياس"), one, lead=held.name)


@staff_only(*READERS)
def evidence(request: Request, territory: str, plan: int, number: int) -> HttpResponse:
    """Show what proves it."""
    one = at(plan, number)
    files = request.FILES if request.method == "POST" else None
    form = EvidenceForm(typed_in(request), files)
    if sent(form):
        facts = {"commitment": one, **form.told(), **by(request)}
        if not tried(form, lambda: actions.add_evidence(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("أُضيف الدليل: يراه الجميع."))
    return one_page(request, form, _("دليل"), one, has_files=True)
