"""The bureau: the list by deadline, the conditions one by one, the decision, the council."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tadafor.kernel import clock, pages
from tadafor.kernel.refusals import Refused, sentence
from tadafor.kernel.words import word
from tadafor.people.actor import Request, staff_only
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.context import Here, any_here, go, shown, voices
from tadafor.petitions.forms import (
    AgendaForm,
    CommitteeForm,
    CorrectDeliberationForm,
    DeliberationForm,
    FindingForm,
    FollowUpForm,
    NoticeForm,
    PlainForm,
    RefusalForm,
    RegisterForm,
)
from tadafor.petitions.queries import BUREAU, CLERKS, READERS
from tadafor.petitions.rules import PathRefusal
from tadafor.ui.boxes import form_page_of, sent, sent_over, tried, typed_in


def at(request: Request, code: str) -> Here:
    """Find a public petition, whatever its state; a draft is nobody's business."""
    place = any_here(request, code)
    if place.petition.opened_at is None:
        raise Http404
    return place


form_page = form_page_of(shown, "petitions/desk/form.html")
_BOXES = {
    PathRefusal.REGISTRY_TAKEN: ("number",),
    PathRefusal.DATE_WRONG: ("on", "held_on", "met_on"),
    PathRefusal.REASON_MISSING: ("note", "reasons", "reason", "words"),
    PathRefusal.TOO_EARLY_SESSION: ("opens_on",),
    PathRefusal.VOTES_WRONG: ("in_favour",),
}


def tried_here(form: Form, verb: Callable[[], object]) -> Refused | None:
    """Try a verb of the bureau; what it refuses is said at the box it speaks of."""
    at = {refusal: name for refusal, names in _BOXES.items() for name in names if name in form.fields}
    return tried(form, verb, at=at)


def not_now(request: Request, place: Here, act: rules.Act) -> str:
    """Return why this act has no place here for this person, said before anything is typed; or nothing."""
    refusal = rules.refuse_act(act, place.petition.standing)
    if refusal is None and queries.parts_of(place.petition, request.actor.person_id):
        refusal = PathRefusal.OWN_PETITION
    return sentence(refusal) if refusal else ""


def _undecided(request: Request, place: Here, act: rules.Act) -> str:
    """Return why the bureau may not decide so yet, before anything is typed; or nothing."""
    found = queries.findings_of(place.petition)
    facts: dict[str, Any] = {
        "conditions": frozenset(one.value for one in place.standing.asked.conditions),
        "findings": {name: rules.Finding(row.finding) for name, row in found.items()},
    }
    state = place.petition.standing
    if act is rules.Act.ACCEPT:
        refusal = rules.refuse_acceptance(state, **facts)
    else:
        refusal = rules.refuse_refusal(state, **facts, reason="-" * rules.SHORTEST_REASON)
    return sentence(refusal) if refusal else not_now(request, place, act)


@staff_only(*READERS)
def index(request: Request, territory: str) -> HttpResponse:
    """Every public petition, the soonest legal deadline first."""
    today = clock.today()
    page = pages.page_of(queries.desk_listed(), request.GET.get("page"))
    rows, things = [], queries.listed_in_language(list(page.object_list))[0]
    for one in things:
        delay = queries.delay_of(one)
        rows.append((one, delay, rules.pace(delay, today=today) if delay else None))
    enters = request.actor.has_role(request.territory.pk, *CLERKS)
    context = {"territory": request.territory, "page": page, "rows": rows, "enters": enters}
    return render(request, "petitions/desk/index.html", context)


@staff_only(*READERS)
def overview(request: Request, territory: str, code: str) -> HttpResponse:
    """Where a petition stands, its clock, and the one thing to do next."""
    place = at(request, code)
    asked = place.standing.asked
    findings = queries.findings_of(place.petition)
    rows = [(condition, findings.get(condition.value)) for condition in asked.conditions]
    counter = place.petition.by_counter
    return shown(
        request,
        "petitions/desk/overview.html",
        place,
        rows=rows,
        found=len(findings),
        unmet=[row for _, row in rows if row and row.finding == rules.Finding.UNMET],
        decides=request.actor.has_role(request.territory.pk, *BUREAU),
        annexes=queries.annexes_of(place.petition) if place.petition.deposited_at else [],
        to_settle=len(queries.lines_to_settle(place.petition)) if place.petition.deposited_at else 0,
        unchecked=queries.unchecked_lines(place.petition),
        suspects=sum(queries.suspects_of(place.petition).values()),
        openings=queries.openings_of(place.petition),
        to_enter=queries.sheets_to_enter(place.petition) if counter else 0,
        parties=queries.parties_of(place.petition) if counter else [],
        lacking=queries.annex_names([one for one in asked.annexes if one not in counter.annexes])
        if counter
        else "",
        register=queries.register_says(place.petition, now=place.now),
    )


@staff_only(*CLERKS)
def register(request: Request, territory: str, code: str) -> HttpResponse:
    """Add the number of the registry office."""
    place = at(request, code)
    form = RegisterForm(typed_in(request), initial={"on": place.today})
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried_here(form, lambda: actions.register(**facts, **form.cleaned_data)):
        return go(request, "desk_overview", place, _("سُجل رقم مكتب الضبط."))
    refusal = not_now(request, place, rules.Act.REGISTER)
    return form_page(request, place, form, _("رقم مكتب الضبط"), refusal=refusal)


@staff_only(*BUREAU)
def refer(request: Request, territory: str, code: str) -> HttpResponse:
    """Refer it to the bureau."""
    place = at(request, code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried_here(form, lambda: actions.refer(**facts)):
        return go(request, "desk_overview", place, _("أُحيلت العريضة على مكتب المجلس."))
    refusal = not_now(request, place, rules.Act.REFER)
    return form_page(
        request, place, form, _("الإحالة على مكتب المجلس"), button=_("أحيلوا العريضة"), refusal=refusal
    )


@staff_only(*CLERKS)
def finding(request: Request, territory: str, code: str, condition: str) -> HttpResponse:
    """Record what was found of one condition."""
    place = at(request, code)
    asked = {one.value: one for one in place.standing.asked.conditions}
    if condition not in asked:
        raise Http404
    row = queries.findings_of(place.petition).get(condition)
    start = {"finding": row.finding, "note": row.note} if row else {}
    form = FindingForm(typed_in(request), initial=start)
    if sent(form) and not tried_here(form, lambda: _found(request, place, asked[condition], form)):
        return go(request, "desk_overview", place, _("سُجلت خلاصة الفحص."))
    refusal = not_now(request, place, rules.Act.FIND)
    return form_page(request, place, form, word(asked[condition]), refusal=refusal)


def _found(request: Request, place: Here, condition: rules.Condition, form: FindingForm) -> object:
    return actions.record_finding(
        petition=place.petition,
        condition=condition,
        finding=rules.Finding(form.cleaned_data["finding"]),
        note=form.cleaned_data["note"],
        actor=request.actor,
        now=place.now,
    )


@staff_only(*BUREAU)
def accept(request: Request, territory: str, code: str) -> HttpResponse:
    """Accept."""
    place = at(request, code)
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried_here(form, lambda: actions.accept(**facts)):
        return go(request, "desk_overview", place, _("قُبلت العريضة، وأُخبر وكيلها(تها)."))
    lead = _("كل الشروط مستوفاة: تُعرض العريضة على اللجنة المختصة ثم على أول دورة عادية.")
    refusal = _undecided(request, place, rules.Act.ACCEPT)
    return form_page(
        request, place, form, _("قبول العريضة"), button=_("اقبلوا العريضة"), lead=lead, refusal=refusal
    )


@staff_only(*BUREAU)
def refuse(request: Request, territory: str, code: str) -> HttpResponse:
    """Refuse with reasons."""
    place = at(request, code)
    form = RefusalForm(typed_in(request))
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried_here(form, lambda: actions.refuse(**facts, **form.cleaned_data)):
        return go(request, "desk_overview", place, _("سُجل الرفض المعلل، وأُخبر الوكيل(ة)."))
    refusal = _undecided(request, place, rules.Act.REFUSE)
    return form_page(request, place, form, _("رفض معلل"), button=_("سجّلوا الرفض"), refusal=refusal)


@staff_only(*CLERKS)
def notice(request: Request, territory: str, code: str) -> HttpResponse:
    """Record the day of notification."""
    place = at(request, code)
    form = NoticeForm(typed_in(request), initial={"on": place.today})
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried_here(form, lambda: actions.record_notice(**facts, **form.cleaned_data)):
        return go(request, "desk_overview", place, _("سُجل تاريخ التبليغ."))
    refusal = not_now(request, place, rules.Act.NOTIFY)
    if not refusal and place.answer.notified_on:
        refusal = sentence(PathRefusal.ALREADY_NOTIFIED)
    return form_page(request, place, form, _("تبليغ الرفض"), refusal=refusal)


@staff_only(*BUREAU)
def committee(request: Request, territory: str, code: str) -> HttpResponse:
    """Send to the committee, or record its opinion."""
    place = at(request, code)
    answer = place.answer
    start = (
        {"committee": answer.committee, "met_on": answer.committee_on, "opinion": answer.committee_opinion}
        if answer
        else {}
    )
    form = CommitteeForm(typed_in(request), initial=start)
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried_here(form, lambda: actions.send_to_committee(**facts, **form.cleaned_data)):
        return go(request, "desk_overview", place, _("سُجلت الإحالة على اللجنة."))
    refusal = not_now(request, place, rules.Act.COMMITTEE)
    return form_page(request, place, form, _("اللجنة الدائمة المختصة"), refusal=refusal)


@staff_only(*BUREAU)
def agenda(request: Request, territory: str, code: str) -> HttpResponse:
    """Place on the agenda of the next ordinary session, or of another with a reason."""
    place = at(request, code)
    answer = place.answer
    expected = answer.session_expected_on if answer else None
    form = AgendaForm(typed_in(request), initial={"opens_on": expected})
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried_here(form, lambda: actions.place_on_agenda(**facts, **form.cleaned_data)):
        return go(request, "desk_overview", place, _("أُدرجت العريضة في جدول الأعمال."))
    lead = _("التاريخ المقترح هو أول دورة عادية مقبلة، محسوبا من تقويم الدورات.")
    refusal = not_now(request, place, rules.Act.AGENDA)
    return form_page(request, place, form, _("جدول الأعمال"), lead=lead, refusal=refusal)


@staff_only(*BUREAU)
def deliberation(request: Request, territory: str, code: str) -> HttpResponse:
    """Record what the council decided."""
    place = at(request, code)
    form = DeliberationForm(typed_in(request), initial={"held_on": place.today})
    if sent(form) and not tried_here(form, lambda: _deliberated(request, place, form)):
        return go(request, "desk_overview", place, _("سُجلت المداولة."))
    refusal = not_now(request, place, rules.Act.DELIBERATE)
    return form_page(request, place, form, _("مداولة المجلس"), refusal=refusal)


def _deliberated(request: Request, place: Here, form: DeliberationForm) -> object:
    typed = form.cleaned_data
    return actions.record_deliberation(
        petition=place.petition,
        held_on=typed["held_on"],
        result=rules.Result(typed["result"]),
        votes=form.votes(),
        text=typed["text"],
        decision_number=typed["decision_number"],
        actor=request.actor,
        now=place.now,
    )


@staff_only(*BUREAU)
def correct_deliberation(request: Request, territory: str, code: str) -> HttpResponse:
    """Say what was recorded of a deliberation otherwise, for a reason that everybody reads."""
    place = at(request, code)
    form = CorrectDeliberationForm(typed_in(request), initial=_recorded(place))
    if sent(form):
        refused = tried_here(form, lambda: _corrected(request, place, form))
        if refused is None:
            return go(request, "desk_overview", place, _("حُفظ التصحيح ونُشر سببه."))
        if refused.refusal is PathRefusal.CHANGED_MEANWHILE:
            place.answer.refresh_from_db()
            sent_over(form, seen=_recorded(place)["seen"])
    refusal = not_now(request, place, rules.Act.CORRECT)
    if not refusal and place.answer.by_session:
        refusal = sentence(PathRefusal.BY_SESSION)
    lead = _("يبقى اليوم والنتيجة كما أُخبر بهما. ما كان مسجلا يظهر للعموم مع سبب التصحيح.")
    return form_page(
        request,
        place,
        form,
        _("تصحيح المداولة"),
        lead="" if refusal else lead,
        facts=[] if refusal else _stands(place, form),
        button=_("احفظوا التصحيح"),
        refusal=refusal,
    )


def _stands(place: Here, form: CorrectDeliberationForm) -> list[tuple[str, str]]:
    """Say what is recorded now; its text too where the box holds another."""
    answer = place.answer
    told = [(_("المسجل الآن"), voices(vars(answer)) or _("لم تُسجَّل أصوات ولا رقم مقرر"))]
    if form.is_bound and form["text"].value() != answer.deliberation:
        told.append((_("نص المقرر"), Truncator(answer.deliberation).words(60)))
    return told


def _recorded(place: Here) -> dict[str, Any]:
    answer = place.answer
    if answer is None:
        return {}
    names = ("present", "in_favour", "against", "abstained", "decision_number")
    start = {name: getattr(answer, name) for name in names}
    return start | {"text": answer.deliberation, "seen": len(queries.corrections_of(place.petition))}


def _corrected(request: Request, place: Here, form: CorrectDeliberationForm) -> object:
    typed = form.cleaned_data
    return actions.correct_deliberation(
        petition=place.petition,
        votes=form.votes(),
        text=typed["text"],
        decision_number=typed["decision_number"],
        reason=typed["reason"],
        seen=typed["seen"],
        actor=request.actor,
        now=place.now,
    )


@staff_only(*BUREAU)
def follow_up(request: Request, territory: str, code: str) -> HttpResponse:
    """Tell what was done since."""
    place = at(request, code)
    form = FollowUpForm(typed_in(request), initial={"on": place.today})
    facts: dict[str, Any] = {"petition": place.petition, "actor": request.actor, "now": place.now}
    if sent(form) and not tried_here(form, lambda: actions.follow_up(**facts, **form.cleaned_data)):
        return go(request, "desk_overview", place, _("نُشر المستجد."))
    refusal = not_now(request, place, rules.Act.FOLLOW_UP)
    return form_page(request, place, form, _("تتبع العريضة"), button=_("انشروا المستجد"), refusal=refusal)
