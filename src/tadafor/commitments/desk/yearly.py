"""What staff do once a year, and when a plan is brought up to date."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tadafor.commitments import actions
from tadafor.commitments.context import go
from tadafor.commitments.desk.closed import of_renewal, of_year
from tadafor.commitments.desk.plans import by, form_page, plan_of
from tadafor.commitments.forms.yearly import RenewForm, YearForm
from tadafor.commitments.queries import DECIDERS, Plan
from tadafor.kernel import clock
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, tried, typed_in


@staff_only(*DECIDERS)
def close(request: Request, territory: str, plan: int) -> HttpResponse:
    """Close the evaluation of a year."""
    held = plan_of(plan)
    form = YearForm(typed_in(request), plan=held, year=clock.today().year - 1)
    if sent(form):
        facts = {"plan": held, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: actions.close_year(**facts)):
            return go(request, "desk_path", plan, said=_("أُغلق تقييم السنة: يقرؤه الجميع بأرقام اليوم."))
    return form_page(
        request,
        form,
        _("التقييم السنوي"),
        why=of_year(held),
        plan=held,
        lead=_("تُحفظ أرقام اليوم كما هي ولا تتغير بعده: نسب المحاور، وما تأخر ولماذا، وقراءة مقاربة النوع."),
        button=_("أغلقوا تقييم السنة"),
    )


@staff_only(*DECIDERS)
def renew(request: Request, territory: str, plan: int) -> HttpResponse:
    """Draw up the next version of a plan."""
    held = plan_of(plan)
    form = RenewForm(typed_in(request))
    made: list[Plan] = []
    if sent(form):
        facts = {"plan": held, **form.cleaned_data, **by(request)}
        if not tried(form, lambda: made.append(actions.renew(**facts))):
            return go(
                request,
                "desk_plan",
                made[0].number,
                said=_("هذه نسخة جديدة لا يراها الناس بعد: عدّلوها ثم انشروها."),
            )
    return form_page(
        request,
        form,
        _("تحيين المخطط"),
        why=of_renewal(held),
        plan=held,
        lead=_("تُنسخ أجزاء المخطط والتزاماته إلى نسخة جديدة. يبقى المخطط الحالي منشورا حتى تنشروا الجديدة."),
        button=_("أعدوا نسخة جديدة"),
        icon="copy",
    )
