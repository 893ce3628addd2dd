"""Projects in the browser: the list with its map, one of them with its studies, the authors' answer."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.budgets import actions, queries
from tadafor.budgets.context import Here, go, here, points_of, project_here, quarters, read, shown
from tadafor.budgets.forms import StudyAnswerForm
from tadafor.budgets.queries import Edition, Project, Study, Tongue
from tadafor.budgets.queries.in_language import SHOWN
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.studying import Finding
from tadafor.documents import queries as documents
from tadafor.kernel.addresses import in_language
from tadafor.kernel.together import ahead
from tadafor.people.actor import Request
from tadafor.traces import queries as traces
from tadafor.ui.boxes import status_of, tried, typed_in


def projects(request: Request, territory: str, slug: str) -> HttpResponse:
    """Every project by envelope, and where they are."""
    place = here(slug)
    found = [one for one in queries.projects_of(place.edition) if one.trace.visibility == "visible"]
    tongue = queries.tongue_of(place.edition, projects=found)
    found = [tongue.project(one, SHOWN) for one in found]
    found.sort(key=lambda one: (one.envelope.position, one.number))
    by_envelope = groupby(found, key=lambda one: one.envelope)
    return read(
        request,
        "budgets/projects.html",
        place,
        tongue,
        shelves=[(envelope, list(some)) for envelope, some in by_envelope],
        points=points_of(found),
        quarters=quarters(request),
    )


def project(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One project: what it is, what the services found of it, from which ideas it came."""
    place, found = project_here(slug, number)
    with ahead(queries.wanted_around_project(found)):
        return _project(request, place, found)


def _project(request: Request, place: Here, found: Project) -> HttpResponse:
    studies, ideas = queries.studies_of(found), queries.ideas_in(found)
    several = len(queries.envelopes_of(place.edition)) > 1
    tongue = queries.tongue_of(place.edition, projects=[found], ideas=ideas)
    said = tongue.project(found)
    last = studies[-1] if studies else None
    marks = {one["key"]: one["words"] for one in (tongue.worded("marks") if found.marks else [])}
    rules = tongue.told(worded=("study_criteria", "score_grid") if studies else ())
    return read(
        request,
        "budgets/project.html",
        place,
        tongue,
        project=said,
        several_envelopes=several,
        marks=[marks[key] for key in found.marks if key in marks],
        studies=[_told(tongue, rules, one) for one in studies],
        score_total=sum(last.scores.values()) if last else 0,
        score_most=sum(one["most"] for one in place.edition.score_grid),
        ideas=queries.viewed([tongue.idea(one) for one in ideas], place.phase),
        may_answer=_may_answer(request, place, found),
        may_take_back=_may_take_back(request, place, found, studied=bool(studies)),
        follows=traces.follows(found.trace, request.actor.person_id),
        documents=documents.of_trace(found.trace),
        points=points_of([said]),
        quarters=quarters(request),
        address=settings.PUBLIC_ADDRESS.rstrip("/") + in_language(found.trace.address),
    )


def _told(tongue: Tongue, rules: Edition, whole: Study) -> dict[str, Any]:
    """Return a study with the words of the edition's criteria and grid beside what was found."""
    study = tongue.study(whole)
    findings = [
        (one["words"], Finding(said["finding"]), said["note"])
        for one in rules.study_criteria
        if (said := study.findings.get(one["key"]))
    ]
    scores = [
        (one["words"], study.scores[one["key"]], one["most"])
        for one in rules.score_grid
        if one["key"] in study.scores
    ]
    return {"study": study, "findings": findings, "scores": scores, "answers": tongue.answers(whole)}


def _may_answer(request: Request, place: Here, found: Project) -> bool:
    return (
        request.actor.is_signed_in
        and place.is_open(Act.ANSWER_STUDY)
        and request.actor.person_id in queries.authors_of(found)
    )


def _may_take_back(request: Request, place: Here, found: Project, *, studied: bool) -> bool:
    if (
        studied
        or found.withdrawn_at
        or not request.actor.is_signed_in
        or not place.is_open(Act.TAKE_BACK_PROJECT)
    ):
        return False
    return queries.authors_of(found) == [request.actor.person_id]


def answer_study(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Answer the latest study of one's project."""
    place, found = project_here(slug, number)
    studies = queries.studies_of(found)
    if not studies or request.actor.person_id not in queries.authors_of(found):
        raise Http404
    form = StudyAnswerForm(typed_in(request))
    facts: dict[str, Any] = {"study": studies[-1], "actor": request.actor, "now": place.now}
    if (
        form.is_bound
        and form.is_valid()
        and not tried(form, lambda: actions.answer_study(**facts, **form.cleaned_data))
    ):
        return go(request, "project", place, _("نُشر جوابكم تحت الدراسة."), found.number)
    return shown(
        request, "budgets/answer_study.html", place, project=found, form=form, status=status_of(form)
    )
