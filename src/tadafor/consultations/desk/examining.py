"""Examination at the desk: the list, one by one, many at once, groups, and what came on paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.desk.place import DRAFTERS, READERS, Desk, at, go, shown
from tadafor.consultations.forms import BulkForm, DecisionForm, PlainForm, StaffFilterForm
from tadafor.consultations.queries import Contribution
from tadafor.kernel import pages
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in
from tadafor.ui.formatting import labelled


@staff_only(*READERS)
def contributions(request: Request, territory: str, slug: str) -> HttpResponse:
    """Every contribution by twenty, narrowed, chosen for a group or a common decision."""
    desk = at(slug)
    form = StaffFilterForm(
        request.GET,
        articles=articles(desk),
        groups=[
            (str(key), f"{title} ({size})") for key, title, size in queries.sizes_of_groups(desk.consultation)
        ],
        subject=rules.Subject(desk.consultation.subject),
        rounds=desk.consultation.round_number,
    )
    page = pages.page_of(queries.desk_listed(desk.consultation, **form.asked()), request.GET.get("page"))
    return shown(
        request,
        "consultations/desk/contributions.html",
        desk,
        form=form,
        page=page,
        rows=queries.desk_viewed(desk.consultation, list(page.object_list), phase=desk.phase),
        may_draft=queries.may_draft(request.actor, desk.consultation),
        progress=queries.progress_of(desk.consultation),
        bulk=PlainForm(),
    )


def articles(desk: Desk) -> list[tuple[str, str]]:
    version = queries.current_version(desk.consultation)
    if version is None:
        return []
    return [(line.key, labelled(line.label, line.title)) for line in queries.contents(version) if line.label]


def found_in(desk: Desk, number: int) -> Contribution:
    """Return a contribution by its number, or raise Http404."""
    found = queries.numbered(desk.consultation, number)
    if found is None:
        raise Http404
    return found


def _meetings(desk: Desk) -> list[tuple[int, str]]:
    committee = queries.committee_of(desk.consultation)
    meetings = committee.meetings.all() if committee else []
    return [(one.pk, f"{one.held_on:%d/%m/%Y} · {one.place}") for one in meetings]


@staff_only(*DRAFTERS)
def contribution(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One contribution, what is like it, and its decision."""
    desk = at(slug)
    found = found_in(desk, number)
    decision = queries.standing_decision(found)
    form = DecisionForm(typed_in(request), meetings=_meetings(desk), initial=_as_it_stands(decision))
    refused = None
    if form.is_bound and form.is_valid():
        refused = tried(form, lambda: _drafted(request, desk, found, form))
        if refused is None:
            return _next(request, desk, found)
    return shown(
        request,
        "consultations/desk/contribution.html",
        desk,
        view=queries.viewed(desk.consultation, [found], phase=desk.phase, staff=True)[0],
        standing=decision,
        form=form,
        conflict=refused is not None and refused.refusal is rules.DecisionRefusal.CHANGED_MEANWHILE,
        alike=_alike(desk, found),
        sentences=queries.sentences_by_outcome(),
        refusal=_not_now(desk, decision),
        status=409 if refused else status_of(form),
    )


def _as_it_stands(decision: Any) -> dict[str, object]:  # noqa: ANN401 -- a Decision or None
    if decision is None:
        return {"seen": 0}
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "duplicate_of": decision.duplicate_of.number if decision.duplicate_of else None,
        "meeting": decision.meeting_id,
        "in_favour": decision.in_favour or None,
        "against": decision.against or None,
        "abstained": decision.abstained or None,
        "seen": decision.revision,
    }


def _not_now(desk: Desk, decision: Any) -> str:  # noqa: ANN401 -- a Decision or None
    probe = rules.Draft(rules.Outcome.ACCEPTED, "." * 20)
    revision = decision.revision if decision else 0
    refusal = rules.refuse_draft(
        probe,
        phase=desk.phase,
        approved=decision is not None and decision.approved_at is not None,
        seen=revision,
        revision=revision,
    )
    return sentence(refusal) if refusal else ""


def _drafted(request: Request, desk: Desk, found: Contribution, form: DecisionForm) -> object:
    return actions.draft_decision(
        contribution=found,
        draft=form.draft(),
        meeting=queries.meeting_of(desk.consultation, form.cleaned_data["meeting"]),
        seen=form.cleaned_data["seen"] or 0,
        actor=request.actor,
        now=desk.now,
    )


def _next(request: Request, desk: Desk, found: Contribution) -> HttpResponse:
    """Lead to the next one without an answer: a hundred are decided without going back to the list."""
    said = _("أُعدّ جواب المساهمة %(number)s، وهو ينتظر الاعتماد.") % {"number": found.number}
    following = queries.next_undecided(desk.consultation, after=found.number)
    if following is None:
        return go(request, desk, "contributions", said)
    return go(request, desk, "contribution", said, following)


def _alike(desk: Desk, found: Contribution) -> list[queries.ContributionView]:
    words = f"{found.title}\n{found.body}\n{found.proposed}"
    near = [one for one in queries.alike(desk.consultation, words) if one.pk != found.pk]
    return queries.viewed(desk.consultation, near, phase=desk.phase, staff=True)


@staff_only(*DRAFTERS)
def bulk(request: Request, territory: str, slug: str) -> HttpResponse:
    """Decide many together, group them, or take them apart."""
    desk = at(slug)
    chosen = BulkForm(request.POST if request.method == "POST" else request.GET)
    numbers = chosen.numbers()
    what = request.POST.get("what", request.GET.get("what", "decide"))
    if request.method == "POST" and what in {"group", "ungroup"}:
        return _grouped(request, desk, chosen, numbers, what)
    asked = request.method == "POST" and request.POST.get("decided")
    form = DecisionForm(request.POST if asked else None, meetings=_meetings(desk))
    if refusal := rules.refuse_bulk(chosen=len(numbers)):
        form = DecisionForm({}, meetings=_meetings(desk))
        form.errors.clear()
        form.add_error(None, sentence(refusal))
    elif form.is_bound and form.is_valid() and not tried(form, lambda: _all(request, desk, numbers, form)):
        said = _("أُعدّت أجوبة المساهمات المختارة وعددها %(count)s.") % {"count": len(numbers)}
        return go(request, desk, "contributions", said)
    return shown(
        request, "consultations/desk/bulk.html", desk, form=form, numbers=numbers, status=status_of(form)
    )


def _all(request: Request, desk: Desk, numbers: list[int], form: DecisionForm) -> object:
    return actions.decide_in_bulk(
        consultation=desk.consultation,
        numbers=numbers,
        draft=form.draft(),
        meeting=queries.meeting_of(desk.consultation, form.cleaned_data["meeting"]),
        actor=request.actor,
        now=desk.now,
    )


def _grouped(request: Request, desk: Desk, form: BulkForm, numbers: list[int], what: str) -> HttpResponse:
    facts: dict[str, Any] = {"consultation": desk.consultation, "actor": request.actor, "now": desk.now}
    title = form.cleaned_data.get("title", "")
    if what == "group" and not title:
        form.add_error("title", _("اكتبوا اسما للمجموعة."))
        return shown(request, "consultations/desk/group.html", desk, form=form, numbers=numbers, status=400)
    try:
        if what == "group":
            actions.group_together(**facts, numbers=numbers, title=title)
        else:
            actions.ungroup(**facts, numbers=numbers)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return shown(request, "consultations/desk/group.html", desk, form=form, numbers=numbers, status=409)
    return go(request, desk, "contributions", _("حُفظ ترتيب المساهمات في المجموعات."))
