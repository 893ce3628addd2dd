"""From ideas to prices: the box of ideas, projects, merging, the study of the services."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tadafor.budgets import actions, queries
from tadafor.budgets.context import SEE_OTHER, Here, any_here, go, neighbourhoods, quarters, shown
from tadafor.budgets.desk.fixed import not_now, why_not
from tadafor.budgets.desk.setting_up import form_page
from tadafor.budgets.forms import BoxForm, MergeForm, PlainForm, ProjectForm, StudyForm
from tadafor.budgets.queries import COMMITTEE, ORGANISERS, READERS, STUDIERS, Idea, Project
from tadafor.budgets.rules import studying
from tadafor.budgets.rules.cycle import Act, CycleRefusal, Phase
from tadafor.budgets.rules.studying import Standing
from tadafor.documents.tasks import make_sounds
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Request, staff_only
from tadafor.people.rules import RoleKind
from tadafor.ui.boxes import sent, status_of, tried, typed_in
from tadafor.ui.sound import may_record

CLERKS = (*STUDIERS, RoleKind.CLERK, RoleKind.COMMITTEE)
# What waits for the next idea of the box.
KEPT = ("channel", "received_on", "neighbourhood")


@staff_only(*CLERKS)
def box(request: Request, territory: str, slug: str) -> HttpResponse:
    """Enter the ideas of a box one after the other."""
    place = any_here(slug)
    start = {"channel": "workshop", "received_on": place.today}
    start |= {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    form = BoxForm(
        typed_in(request),
        request.FILES or None,
        neighbourhoods=neighbourhoods(request),
        quarters=quarters(request),
        actor=request.actor,
        territory_id=place.edition.territory_id,
        initial=start,
    )
    made: list[Idea] = []
    if sent(form) and not tried(form, lambda: made.append(_entered(request, place, form))):
        if made[0].is_spoken:
            make_sounds.defer()
        messages.success(
            request, _("سُجلت الفكرة ورقمها %(number)s. هذه ورقة التالية.") % {"number": made[0].number}
        )
        kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
        address = reverse("budgets:desk_box", args=[territory, slug])
        return HttpResponseRedirect(f"{address}?{urlencode(kept)}", status=SEE_OTHER)
    page = shown(
        request,
        "budgets/desk/box.html",
        place,
        form=form,
        lately=queries.viewed(queries.entered_lately(place.edition), place.phase),
        status=status_of(form),
    )
    return may_record(page)


def _entered(request: Request, place: Here, form: BoxForm) -> Idea:
    return actions.enter_idea(
        edition=place.edition,
        words=form.words(),
        received=form.received(),
        actor=request.actor,
        now=place.now,
        token=form.cleaned_data["token"],
        photos=form.cleaned_data.get("photos") or (),
        speech=form.speech(),
    )


@staff_only(*READERS)
def projects(request: Request, territory: str, slug: str) -> HttpResponse:
    """Every project with its study, what waits first; how late the studies are."""
    place = any_here(slug)
    study = place.days(Phase.STUDY)
    waiting = queries.waiting_studies(place.edition)
    return shown(
        request,
        "budgets/desk/projects.html",
        place,
        projects=sorted(queries.projects_of(place.edition), key=lambda one: one.standing != "pending"),
        waiting=len(waiting),
        due=study.closes_on if study else None,
        late=bool(waiting and study and place.today > study.closes_on),
        may_draft=place.is_open(Act.DRAFT_PROJECT)
        and request.actor.has_role(request.territory.pk, *COMMITTEE),
        may_study=place.is_open(Act.STUDY_PROJECT)
        and request.actor.has_role(request.territory.pk, *STUDIERS),
        may_set_aside=place.is_open(Act.SET_ASIDE)
        and request.actor.has_role(request.territory.pk, *ORGANISERS),
        may_merge=place.is_open(Act.MERGE_IDEAS) and request.actor.has_role(request.territory.pk, *COMMITTEE),
    )


def _found(place: Here, number: int) -> Project:
    found = queries.project_numbered(place.edition, number)
    if found is None:
        raise Http404
    return found


def _form(request: Request, place: Here, found: Project | None = None) -> ProjectForm:
    names = (
        "title", "description", "beneficiaries", "marks", "symbol", "colour", "place", "latitude", "longitude"
    )  # fmt: skip
    start = {name: getattr(found, name) for name in names} if found else {}
    if found:
        start |= {"envelope": found.envelope_id, "neighbourhood": found.neighbourhood_id}
    return ProjectForm(
        typed_in(request),
        edition=place.edition,
        envelopes=queries.envelopes_of(place.edition),
        neighbourhoods=neighbourhoods(request),
        quarters=quarters(request),
        initial=start,
    )


def _written(request: Request, place: Here, form: ProjectForm) -> dict[str, Any]:
    chosen = form.cleaned_data["envelope"]
    envelope = next(one for one in queries.envelopes_of(place.edition) if one.pk == chosen)
    return {"envelope": envelope, "words": form.words(), "actor": request.actor, "now": place.now}


@staff_only(*COMMITTEE)
def new_project(request: Request, territory: str, slug: str) -> HttpResponse:
    """Write a project."""
    place = any_here(slug)
    if found := not_now(request, place, Act.DRAFT_PROJECT, _("مشروع جديد"), to="desk_projects"):
        return found
    form = _form(request, place)
    made: list[Project] = []
    if sent(form) and not tried(
        form,
        lambda: made.append(actions.draft_project(edition=place.edition, **_written(request, place, form))),
    ):
        said = _("كُتب المشروع. اجمعوا فيه الأفكار التي جاء منها.")
        return go(request, "desk_merge", place, said, made[0].number)
    return form_page(request, place, form, _("مشروع جديد"))


@staff_only(*COMMITTEE)
def change_project(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Write a project again."""
    place = any_here(slug)
    found = _found(place, number)
    title = _("تعديل المشروع %(number)s") % {"number": number}
    if settled := not_now(request, place, Act.DRAFT_PROJECT, title, to="desk_projects"):
        return settled
    form = _form(request, place, found)
    if sent(form) and not tried(
        form, lambda: actions.change_project(project=found, **_written(request, place, form))
    ):
        return go(request, "desk_projects", place, _("حُفظ المشروع."))
    return form_page(request, place, form, title)


@staff_only(*COMMITTEE)
def merge(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Make ideas part of a project."""
    place = any_here(slug)
    found = _found(place, number)
    if settled := not_now(request, place, Act.MERGE_IDEAS, found.title, to="desk_projects"):
        return settled
    form = MergeForm(typed_in(request))
    if sent(form) and not tried(
        form,
        lambda: actions.merge_ideas(
            project=found, numbers=form.numbers(), actor=request.actor, now=place.now
        ),
    ):
        return go(request, "desk_merge", place, _("جُمعت الأفكار، وأُخبر من اقترحها."), number)
    near = queries.alike(place.edition, f"{found.title} {found.description}")
    return shown(
        request,
        "budgets/desk/merge.html",
        place,
        project=found,
        form=form,
        may_unmerge=not queries.studies_of(found) and place.is_open(Act.MERGE_IDEAS),
        merged=queries.viewed(queries.ideas_in(found), place.phase),
        near=queries.viewed([one for one in near if one.project_id is None], place.phase),
        status=status_of(form),
    )


@staff_only(*STUDIERS)
def study(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Record what a service found; a second opinion when there is one already."""
    place = any_here(slug)
    found = _found(place, number)
    if settled := not_now(request, place, Act.STUDY_PROJECT, found.title, to="desk_projects"):
        return settled
    before = queries.studies_of(found)
    form = StudyForm(typed_in(request), edition=place.edition)
    if sent(form) and not tried(form, lambda: _studied(request, place, found, form)):
        return go(request, "desk_projects", place, _("سُجلت الدراسة ونُشرت، وأُخبر أصحاب المشروع."))
    return shown(
        request,
        "budgets/desk/study.html",
        place,
        project=found,
        form=form,
        before=before,
        status=status_of(form),
    )


def _studied(request: Request, place: Here, found: Project, form: StudyForm) -> object:
    return actions.study_project(project=found, opinion=form.opinion(), actor=request.actor, now=place.now)


@staff_only(*ORGANISERS)
def publish_prices(request: Request, territory: str, slug: str) -> HttpResponse:
    """Publish every price at once."""
    place = any_here(slug)
    title = _("نشر الكلفة")
    why = sentence(CycleRefusal.PRICES_ARE_PUBLIC) if place.edition.prices_on else ""
    if settled := why_not(request, place, title, why) or not_now(request, place, Act.PUBLISH_PRICES, title):
        return settled
    form = PlainForm(typed_in(request))
    facts: dict[str, Any] = {"edition": place.edition, "actor": request.actor, "now": place.now}
    if form.is_bound and not tried(form, lambda: actions.publish_prices(**facts)):
        return go(request, "desk_overview", place, _("نُشرت الكلفة، وأُخبر أصحاب المشاريع."))
    projects = queries.projects_of(place.edition)
    refusal = studying.refuse_prices([Standing(one.standing) for one in projects])
    return shown(
        request,
        "budgets/desk/prices.html",
        place,
        form=form,
        projects=projects,
        refused=sentence(refusal) if refusal else "",
        status=status_of(form),
    )
