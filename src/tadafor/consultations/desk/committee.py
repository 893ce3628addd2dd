"""The committee: its foundation, its meetings, and who may approve."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries
from tadafor.consultations.desk.place import ORGANISERS, at, go, shown
from tadafor.consultations.forms import CommitteeForm, DelegationForm, MeetingForm
from tadafor.people import queries as people
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in


@staff_only(*ORGANISERS)
def committee(request: Request, territory: str, slug: str) -> HttpResponse:
    """The committee as it stands."""
    desk = at(slug)
    return shown(
        request,
        "consultations/desk/committee.html",
        desk,
        committee=queries.committee_of(desk.consultation),
        delegations=queries.delegations_of(desk.consultation),
    )


@staff_only(*ORGANISERS)
def found(request: Request, territory: str, slug: str) -> HttpResponse:
    """Record the decision that founded the committee, and its seats."""
    desk = at(slug)
    form = CommitteeForm(typed_in(request), initial=queries.committee_as_typed(desk.consultation))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.found_committee(
                consultation=desk.consultation,
                name=form.cleaned_data["name"],
                founded_by=form.cleaned_data["founded_by"],
                founded_on=form.cleaned_data["founded_on"],
                members=form.seats(),
                actor=request.actor,
                now=desk.now,
            ),
        )
    ):
        return go(request, desk, "committee", _("حُفظت اللجنة."))
    return shown(
        request,
        "consultations/desk/form.html",
        desk,
        form=form,
        title=_("لجنة الدراسة"),
        status=status_of(form),
    )


@staff_only(*ORGANISERS)
def meeting(request: Request, territory: str, slug: str) -> HttpResponse:
    """Record a meeting of the committee."""
    desk = at(slug)
    if queries.committee_of(desk.consultation) is None:
        return go(request, desk, "found_committee")
    form = MeetingForm(typed_in(request), initial={"held_on": desk.today})
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.record_meeting(
                consultation=desk.consultation, **form.cleaned_data, actor=request.actor, now=desk.now
            ),
        )
    ):
        return go(request, desk, "committee", _("سُجل الاجتماع."))
    return shown(
        request,
        "consultations/desk/form.html",
        desk,
        form=form,
        title=_("اجتماع اللجنة"),
        status=status_of(form),
    )


@staff_only(*ORGANISERS)
def delegate(request: Request, territory: str, slug: str) -> HttpResponse:
    """Record a delegation of approval."""
    desk = at(slug)
    staff = people.names_of(people.staff_ids(desk.consultation.territory_id))
    form = DelegationForm(typed_in(request), people=sorted(staff.items(), key=lambda pair: pair[1]))
    if (
        form.is_bound
        and form.is_valid()
        and not tried(
            form,
            lambda: actions.delegate_approval(
                consultation=desk.consultation,
                person_id=form.cleaned_data["person"],
                reference=form.cleaned_data["reference"],
                actor=request.actor,
                now=desk.now,
            ),
        )
    ):
        return go(request, desk, "committee", _("سُجل التفويض."))
    return shown(
        request,
        "consultations/desk/form.html",
        desk,
        form=form,
        title=_("تفويض الاعتماد"),
        status=status_of(form),
    )
