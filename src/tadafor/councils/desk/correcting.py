"""What was recorded wrongly, corrected at the desk for a reason that everybody reads."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.context import stands, step_stands
from tadafor.councils.desk.place import ORGANISERS, asked, body_of, item_of, meeting_of, said, session_of
from tadafor.councils.desk.seating import members_offered
from tadafor.councils.forms import (
    CorrectAttendanceForm,
    CorrectSittingForm,
    CorrectStepForm,
    CorrectVoteForm,
)
from tadafor.councils.queries import Decision, Meeting, Sitting
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import sent_over, typed_in

Recorded = Meeting | Sitting | Decision


@staff_only(*ORGANISERS)
def attendance(request: Request, territory: str, body: str, number: int) -> HttpResponse:
    """Say otherwise who came to a meeting of a body."""
    found, meeting = body_of(body), meeting_of(body, number)
    came = queries.present_at(meeting)
    offered = members_offered(found, meeting, came)
    seen = queries.corrections_of(meeting).count()
    form = CorrectAttendanceForm(typed_in(request), members=offered, came=came, seen=seen)
    there = reverse("councils:desk_body", args=[request.territory.slug, found.slug])
    return asked(
        request,
        form,
        lambda: _over(
            form,
            meeting,
            actions.correct_attendance,
            meeting=meeting,
            present=form.cleaned_data["present"],
            actor=request.actor,
        ),
        title=_("تصحيح حضور الاجتماع رقم %(number)s") % {"number": meeting.number},
        said=_("صُحّح الحضور، ونُشر السبب."),
        why=queries.bars_attendance(meeting),
        shows=lambda: [*_stands(meeting), *(_who_came(meeting, offered) if form.is_bound else [])],
        to=there,
        back=(found, there),
    )


@staff_only(*ORGANISERS)
def sitting(request: Request, territory: str, session: str, number: int) -> HttpResponse:
    """Say otherwise how many were at a sitting of the council."""
    found = session_of(session)
    one = queries.sitting_numbered(found, number)
    if one is None:
        raise Http404
    start = {name: getattr(one, name) for name in ("present", "women_present", "excused")}
    start["seen"] = queries.corrections_of(one).count()
    form = CorrectSittingForm(typed_in(request), initial=start)
    there = reverse("councils:desk_session", args=[request.territory.slug, found.slug])
    return asked(
        request,
        form,
        lambda: _over(
            form, one, actions.correct_sitting, sitting=one, presence=form.presence(), actor=request.actor
        ),
        title=_("تصحيح الحضور"),
        lead=_("المطلوب لاكتمال النصاب في هذه الجلسة: %(needed)s.") % {"needed": one.needed},
        said=_("صُحّح الحضور، ونُشر السبب."),
        why=queries.bars_sitting(found),
        shows=partial(_stands, one),
        to=there,
        back=(found.name, there),
    )


@staff_only(*ORGANISERS)
def vote(request: Request, territory: str, session: str, item: int) -> HttpResponse:
    """Say otherwise how the council voted on a point."""
    found = item_of(session, item)
    decision = getattr(found, "decision", None)
    start = {name: getattr(decision, name, None) for name in CorrectVoteForm.base_fields}
    start["seen"] = queries.corrections_of(decision).count() if decision else 0
    form = CorrectVoteForm(typed_in(request), initial=start)
    there = reverse("councils:desk_session", args=[request.territory.slug, found.session.slug])
    return asked(
        request,
        form,
        lambda: _over(
            form, decision, actions.correct_vote, item=found, facts=form.facts(), actor=request.actor
        ),
        title=_("تصحيح التصويت: %(title)s") % {"title": said(found).title},
        said=_("صُحّح التصويت، ونُشر السبب."),
        why=queries.bars_vote_correction(found.session, decision),
        shows=partial(_stands, decision),
        to=there,
        back=(found.session.name, there),
    )


@staff_only(*ORGANISERS)
def step(request: Request, territory: str, session: str, item: int, step: str) -> HttpResponse:
    """Date a step after the vote otherwise, or say that it was none."""
    found = item_of(session, item)
    if step not in set(rules.AfterVote) - {rules.AfterVote.VOTED}:
        raise Http404
    which, decision = rules.AfterVote(step), getattr(found, "decision", None)
    taken = queries.step_taken(decision, which)
    if taken is None and typed_in(request) is None:
        raise Http404
    start: dict[str, Any] = {"taken_on": taken.taken_on, "reference": taken.reference} if taken else {}
    start["seen"] = queries.corrections_of(decision).count() if decision else 0
    form = CorrectStepForm(typed_in(request), initial=start)
    where = [request.territory.slug, found.session.slug]
    return asked(
        request,
        form,
        lambda: _over(
            form,
            decision,
            actions.correct_step,
            item=found,
            step=which,
            taken_on=form.day(),
            reference=form.cleaned_data["reference"],
            actor=request.actor,
        ),
        title=_("تصحيح: %(step)s") % {"step": word(which)},
        lead=said(found).title,
        said=_("صُحّحت المرحلة، ونُشر السبب."),
        shows=lambda: _step_stands(decision, which),
        to=reverse("councils:desk_session", args=where),
        back=(found.session.name, reverse("councils:desk_session", args=where)),
    )


def _step_stands(decision: Decision | None, step: rules.AfterVote) -> list[tuple[str, str]]:
    taken = queries.step_taken(decision, step)
    return [(_("المسجل الآن"), step_stands(taken) if taken else _("لا شيء"))]


def _who_came(meeting: Meeting, offered: list[tuple[int, str]]) -> list[tuple[str, str]]:
    came = queries.present_at(meeting)
    return [(_("من حضر؟"), _("، ").join(name for key, name in offered if key in came))]


def _over(form: Form, of: Recorded | None, verb: Callable[..., object], **facts: object) -> object:
    """Correct what is recorded; who is refused over another's correction may send again, having seen it."""
    typed = form.cleaned_data
    try:
        return verb(**facts, reason=typed["reason"], seen=typed["seen"], now=clock.now())
    except Refused as refused:
        if of is not None and refused.refusal is rules.CorrectionRefusal.MEANWHILE:
            sent_over(form, seen=queries.corrections_of(of).count())
        raise


def _stands(of: Recorded | None) -> list[tuple[str, str]]:
    return [(_("المسجل الآن"), stands(of))] if of else []
