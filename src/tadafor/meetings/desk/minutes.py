"""The minutes at the desk: written, submitted, approved by a second person, followed up."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.kernel.refusals import sentence
from tadafor.meetings import actions, queries, rules
from tadafor.meetings.context import Here, at_desk, go, shown
from tadafor.meetings.desk.organising import form_page
from tadafor.meetings.forms import MinutesForm, PlainForm, ReasonForm, SettleForm
from tadafor.meetings.queries import APPROVERS, ORGANISERS, READERS
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import tried, typed_in


@staff_only(*READERS)
def minutes(request: Request, territory: str, code: str) -> HttpResponse:
    """The minutes as they stand, and the one thing to do next."""
    place = at_desk(code)
    one = place.meeting
    held = queries.minutes_of(one)
    is_own = held is not None and held.written_by_id == request.actor.person_id
    refusal = rules.refuse_approving(held.stands if held else None, is_own=is_own)
    return shown(
        request,
        "meetings/desk/minutes.html",
        place,
        minutes=held,
        outputs=queries.outputs_of(one),
        follow_ups=queries.follow_ups_of(one),
        organises=request.actor.has_role(request.territory.pk, *ORGANISERS),
        approves=request.actor.has_role(request.territory.pk, *APPROVERS),
        refusal=sentence(refusal) if refusal else "",
    )


@staff_only(*ORGANISERS)
def write(request: Request, territory: str, code: str) -> HttpResponse:
    """Write the minutes."""
    place = at_desk(code)
    form = MinutesForm(typed_in(request), initial=_start(place))
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.write_minutes(
                **facts, account=form.account(), seen=form.cleaned_data["seen"] or 0
            ),
        )
    ):
        return go(request, "desk_minutes", place, _("حُفظ المحضر."))
    return form_page(request, place, form, _("محضر اللقاء"))


def _start(place: Here) -> dict[str, Any]:
    held = queries.minutes_of(place.meeting)
    if held is None:
        return {"seen": 0}
    duties = [
        " | ".join([one.what, one.owner, *([one.due.isoformat()] if one.due else [])])
        for one in queries.follow_ups_of(place.meeting)
    ]
    made = {f"made_{one.product}": one.count for one in queries.outputs_of(place.meeting)}
    return made | {
        "summary": held.summary,
        "decisions": held.decisions,
        "outputs_note": held.outputs_note,
        "duties": "\n".join(duties),
        "seen": held.revision,
    }


@staff_only(*ORGANISERS)
def submit(request: Request, territory: str, code: str) -> HttpResponse:
    """Ask a second person to approve them."""
    place = at_desk(code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.submit_minutes(**facts)):
        return go(request, "desk_minutes", place, _("عُرض المحضر على شخص ثان ليعتمده."))
    lead = _("يعتمده وينشره شخص غير من كتبه.")
    return form_page(request, place, form, _("عرض المحضر للاعتماد"), button=_("اعرضوه"), lead=lead)


@staff_only(*APPROVERS)
def publish(request: Request, territory: str, code: str) -> HttpResponse:
    """Approve and publish them."""
    place = at_desk(code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.publish_minutes(**facts)):
        return go(request, "desk_minutes", place, _("نُشر محضر اللقاء."))
    lead = _("يصير المحضر ظاهرا للعموم، ولا يتغير بعد النشر.")
    return form_page(
        request, place, form, _("اعتماد المحضر ونشره"), button=_("انشروا محضر اللقاء"), lead=lead
    )


@staff_only(*APPROVERS)
def send_back(request: Request, territory: str, code: str) -> HttpResponse:
    """Send them back to who wrote them."""
    place = at_desk(code)
    form = ReasonForm(typed_in(request))
    form.fields["reason"].label = _("ما يجب إصلاحه")
    facts: dict[str, Any] = {"meeting": place.meeting, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.send_back_minutes(**facts, reason=form.cleaned_data["reason"]))
    ):
        return go(request, "desk_minutes", place, _("أُعيد المحضر إلى من كتبه."))
    return form_page(request, place, form, _("إعادة المحضر للإصلاح"), button=_("أعيدوه"))


@staff_only(*ORGANISERS)
def settle(request: Request, territory: str, code: str, position: int) -> HttpResponse:
    """Tell that a follow-up is done."""
    place = at_desk(code)
    found = queries.follow_up_at(place.meeting, position)
    if found is None:
        raise Http404
    form = SettleForm(typed_in(request), initial={"done_on": place.today})
    facts: dict[str, Any] = {"follow_up": found, "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.settle_follow_up(**facts, **form.cleaned_data))
    ):
        return go(request, "desk_minutes", place, _("سُجل الإنجاز."))
    return form_page(request, place, form, _("إنجاز ما تقرر تتبعه"), lead=found.what)
