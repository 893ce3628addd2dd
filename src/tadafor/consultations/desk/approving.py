"""Approval: a second pair of eyes, one by one or many."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import Desk, at, go, shown
from tadafor.consultations.forms import ApprovalForm, SendBackForm
from tadafor.kernel import pages
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in

LONGEST_REVISION = 9


@staff_only()
def approvals(request: Request, territory: str, slug: str) -> HttpResponse:
    """The drafted decisions; one's own are greyed with the reason."""
    desk = at(slug)
    form = ApprovalForm(request.POST if request.method == "POST" else request.GET)
    numbers = form.numbers()
    form.is_bound = request.method == "POST"
    if request.method == "POST" and not tried(form, lambda: _approved(request, desk, numbers)):
        said = _("اعتُمدت الأجوبة وعددها %(count)s، وأُخبر أصحابها.") % {"count": len(numbers)}
        return go(request, desk, "approvals", said)
    page = pages.page_of(queries.awaiting_approval(desk.consultation), request.GET.get("page"))
    rows = queries.desk_viewed(desk.consultation, list(page.object_list), phase=desk.phase)
    return shown(
        request,
        "consultations/desk/approvals.html",
        desk,
        form=form,
        page=page,
        rows=rows,
        own=sentence(rules.DecisionRefusal.OWN_DRAFT),
        refusal=_refusal(request, desk),
        status=409 if request.method == "POST" else 200,
    )


def _approved(request: Request, desk: Desk, numbers: list[int]) -> object:
    return actions.approve(
        consultation=desk.consultation,
        numbers=numbers,
        seen={number: _seen(request, number) for number in numbers},
        actor=request.actor,
        now=desk.now,
    )


def _seen(request: Request, number: int) -> int:
    """Return the revision that stood on the page for this contribution; 0 when none is told."""
    told = request.POST.get(f"seen-{number}", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < LONGEST_REVISION else 0


def _refusal(request: Request, desk: Desk) -> str:
    refusal = rules.refuse_approval(
        phase=desk.phase,
        drafted=True,
        approved=False,
        drafted_by_approver=False,
        may_approve=queries.may_approve(request.actor, desk.consultation),
        seen=0,
        revision=0,
    )
    return sentence(refusal) if refusal else ""


@staff_only()
def send_back(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Send a drafted decision back to its drafter, with a reason."""
    desk = at(slug)
    found = queries.numbered(desk.consultation, number)
    if found is None:
        raise Http404
    form = SendBackForm(typed_in(request))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.send_back(
                contribution=found, reason=form.cleaned_data["reason"], actor=request.actor, now=desk.now
            ),
        )
    ):
        return go(request, desk, "approvals", _("أُعيد الجواب للتحرير."))
    view = queries.desk_viewed(desk.consultation, [found], phase=desk.phase)[0]
    return shown(
        request, "consultations/desk/send_back.html", desk, form=form, row=view, status=status_of(form)
    )
