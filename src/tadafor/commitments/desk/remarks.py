"""What staff answer to a correction."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.commitments import actions, queries
from tadafor.commitments.context import go, shown
from tadafor.commitments.desk.closed import closed, of_commitment
from tadafor.commitments.desk.commitments import at
from tadafor.commitments.desk.plans import by
from tadafor.commitments.forms.commitments import AnswerForm
from tadafor.commitments.queries import READERS
from tadafor.documents import queries as documents
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent, status_of, tried, typed_in


@staff_only(*READERS)
def answer(request: Request, territory: str, plan: int, number: int, remark: int) -> HttpResponse:
    """Read what somebody says is not so, and answer in public."""
    one = at(plan, number)
    said = queries.remark_at(one, remark)
    if said is None or not said.is_correction:
        raise Http404
    form = AnswerForm(typed_in(request))
    if sent(form):
        facts = {"remark": said, **form.told(), **by(request)}
        if not tried(form, lambda: actions.answer(**facts)):
            return go(request, "desk_commitment", plan, number, said=_("نُشر الجواب، وأُخبر صاحب(ة) التصحيح."))
    if not said.answered_at and (why := of_commitment(one, request.actor)):
        instead = closed(request, _("الجواب عن تصحيح"), commitment=one, why=why)
        if instead is not None:
            return instead
    return shown(
        request,
        "commitments/desk/answer.html",
        plan=one.plan,
        commitment=one,
        remark=said,
        documents=documents.of_trace(said.trace),
        form=form,
        status=status_of(form),
    )
