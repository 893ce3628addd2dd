"""The end: the report, then the council's adoption."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import ORGANISERS, Desk, at, go, shown
from tadafor.consultations.forms import AdoptionForm, ConclusionForm
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in

FEW = 20


@staff_only(*ORGANISERS)
def conclude(request: Request, territory: str, slug: str) -> HttpResponse:
    """What is missing, then the words of the report."""
    desk = at(slug)
    form = ConclusionForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.conclude(
                consultation=desk.consultation, **form.cleaned_data, actor=request.actor, now=desk.now
            ),
        )
    ):
        return go(request, desk, "overview", _("صدر تقرير التشاور، وهو منشور للعموم."))
    progress = queries.progress_of(desk.consultation)
    return shown(
        request,
        "consultations/desk/conclude.html",
        desk,
        form=form,
        progress=progress,
        unanswered=list(queries.unanswered(desk.consultation).values_list("number", flat=True)[:FEW]),
        refusal=_refusal(desk, progress.unanswered),
        status=status_of(form),
    )


def _refusal(desk: Desk, unanswered: int) -> str:
    refusal = rules.refuse_conclusion(
        phase=desk.phase, unanswered=unanswered, has_new_version=True, unchanged_because=""
    )
    return sentence(refusal, count=unanswered) if refusal else ""


@staff_only(*ORGANISERS)
def adoption(request: Request, territory: str, slug: str) -> HttpResponse:
    """Record the council's vote."""
    desk = at(slug)
    form = AdoptionForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.record_adoption(
                consultation=desk.consultation, **form.cleaned_data, actor=request.actor, now=desk.now
            ),
        )
    ):
        return go(request, desk, "overview", _("سُجلت المصادقة، وأُخبر كل من يتابع."))
    refusal = rules.refuse_adoption(phase=desk.phase, adopted_before_conclusion=False)
    return shown(
        request,
        "consultations/desk/form.html",
        desk,
        form=form,
        title=_("مصادقة المجلس"),
        refusal=sentence(refusal) if refusal else "",
        status=status_of(form),
    )
