"""Staff count the vote: settings, simulation, lot, count, publication; then follow the winners."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tadafor.budgets import queries, tasks
from tadafor.budgets.actions import counting, following, simulating
from tadafor.budgets.context import Here, any_here, given, go, shown
from tadafor.budgets.desk.fixed import why_not
from tadafor.budgets.documents import telling
from tadafor.budgets.forms.counting import (
    CountForm,
    DrawForm,
    LotForm,
    ProgressForm,
    SimulationForm,
    StepForm,
)
from tadafor.budgets.queries import results
from tadafor.budgets.queries import simulating as simulations
from tadafor.budgets.queries.following import Followed, followed, followed_of
from tadafor.budgets.rules import publishing
from tadafor.budgets.rules.cycle import Act
from tadafor.budgets.rules.following import Reported, Step
from tadafor.budgets.rules.publishing import LotWay, Sample
from tadafor.kernel.refusals import Refused, sentence
from tadafor.people.actor import Request, staff_only
from tadafor.ui.boxes import status_of, tried, typed_in

COUNTERS = queries.COMMITTEE
FOLLOWERS = tuple({*queries.STUDIERS, *queries.COMMITTEE})


def _said(refusal: Any) -> str:  # noqa: ANN401 -- a refusal of any room, or none
    return sentence(refusal) if refusal else ""


def _refusals(request: Request, place: Here, state: publishing.Counting) -> dict[str, str]:
    roles = request.actor.roles_in(request.territory.pk)
    return {
        "draw": _said(publishing.refuse_draw(state, typed="000000", roles=roles)),
        "count": _said(results.refuse_reading(place.edition) or publishing.refuse_count(state, roles=roles)),
        "publish": _said(publishing.refuse_publication(state, person=request.actor.signer, roles=roles)),
    }


@staff_only(*COUNTERS)
def overview(request: Request, territory: str, slug: str) -> HttpResponse:
    """Where the count stands, and the one thing to do next."""
    place = any_here(slug)
    state = results.state_of(place.edition)
    counting_now = results.counting_of(place.edition)
    projects = queries.projects_of(place.edition)
    response = shown(
        request,
        "budgets/desk/count/overview.html",
        place,
        state=state,
        counting=counting_now,
        lot=results.lot_of(place.edition),
        stated=telling.settings_told(results.settings_of(place.edition), place.edition.marks),
        may_change=place.is_open(Act.SIMULATE),
        found=results.results_of(place.edition, projects) if state.finished else [],
        refused=_refusals(request, place, state),
        on_ballot=queries.on_the_ballot(place.edition),
    )
    if state.asked and not state.finished:
        response.headers["Refresh"] = "3"
    return response


@dataclass(frozen=True)
class _Way:
    """What a form does when it is sent, what is said then, and its page."""

    verb: Callable[[], object]
    said: str
    template: str


def _page(request: Request, place: Here, form: Any, way: _Way, **context: Any) -> HttpResponse:  # noqa: ANN401
    """Show a form; when it is sent and the verb agrees, lead back to the count."""
    if form.is_bound and form.is_valid() and not tried(form, way.verb):
        return go(request, "desk_count", place, way.said)
    return shown(request, way.template, place, form=form, status=status_of(form), **context)


@staff_only(*COUNTERS)
def settings(request: Request, territory: str, slug: str) -> HttpResponse:
    """State how the vote will be counted."""
    place = any_here(slug)
    edition = place.edition
    form = CountForm(
        typed_in(request),
        stated=results.settings_of(edition),
        marks=edition.marks,
        unique_limit=edition.unique_limit,
        full_file_for_all=edition.full_file_for_all,
    )

    def state() -> object:
        return counting.state_count(
            edition=edition, settings=form.settings, unique_limit=form.limit, full_file_for_all=form.for_all,
            reason=form.cleaned_data["reason"], actor=request.actor, now=place.now,
        )  # fmt: skip

    refused = "" if place.is_open(Act.SIMULATE) else sentence(publishing.CountingRefusal.VOTE_BEGAN)
    way = _Way(state, _("حُفظت طريقة الفرز."), "budgets/desk/count/settings.html")
    return _page(request, place, form, way, refused=refused)


@staff_only(*COUNTERS)
def prepare(request: Request, territory: str, slug: str) -> HttpResponse:
    """Say where the chance of the lot will come from."""
    place = any_here(slug)
    title, roles = _("مصدر القرعة"), request.actor.roles_in(request.territory.pk)
    refusal = publishing.refuse_preparing(
        results.state_of(place.edition), LotWay.SEALED, source="", roles=roles
    )
    if settled := why_not(request, place, title, _said(refusal), to="desk_count"):
        return settled
    form = LotForm(typed_in(request))

    def verb() -> object:
        said = form.cleaned_data
        return counting.prepare_lot(
            edition=place.edition, way=LotWay(said["way"]), source=said["source"], actor=request.actor,
            now=place.now,
        )  # fmt: skip

    return _page(
        request, place, form, _Way(verb, _("حُدد مصدر القرعة ونُشر."), "budgets/desk/count/prepare.html")
    )


@staff_only(*COUNTERS)
def draw(request: Request, territory: str, slug: str) -> HttpResponse:
    """Draw the lot."""
    place = any_here(slug)
    why = _refusals(request, place, results.state_of(place.edition))["draw"]
    if settled := why_not(request, place, _("القرعة"), why, to="desk_count"):
        return settled
    lot = results.lot_of(place.edition)
    form = DrawForm(typed_in(request), digits=lot is not None and lot.way == LotWay.DIGITS)

    def verb() -> object:
        typed = form.cleaned_data.get("typed", "")
        return counting.draw_lot(edition=place.edition, typed=typed, actor=request.actor, now=place.now)

    return _page(
        request,
        place,
        form,
        _Way(verb, _("أجريت القرعة ونُشر ترتيبها."), "budgets/desk/count/draw.html"),
        lot=lot,
    )


@staff_only(*COUNTERS)
def simulation(request: Request, territory: str, slug: str) -> HttpResponse:
    """Compare the two rules before the vote, on ballots that nobody cast."""
    place = any_here(slug)
    form = SimulationForm(typed_in(request))

    def verb() -> object:
        said = form.cleaned_data
        made = simulating.ask_to_simulate(
            edition=place.edition, sample=Sample(said["sample"]), voters=said["voters"] or 1_000,
            actor=request.actor, now=place.now,
        )  # fmt: skip
        return tasks.simulate.defer(territory_id=request.territory.pk, key=made.pk)

    if form.is_bound and form.is_valid() and not tried(form, verb):
        return go(request, "desk_simulation", place)
    made = simulations.simulations_of(place.edition) if place.is_open(Act.SIMULATE) else []
    projects = {one.key: one for one in queries.projects_of(place.edition)}
    response = shown(
        request,
        "budgets/desk/count/simulation.html",
        place,
        form=form,
        rows=[telling.simulated(one, projects) for one in made],
        refused="" if place.is_open(Act.SIMULATE) else sentence(publishing.CountingRefusal.VOTE_BEGAN),
        status=status_of(form),
    )
    if any(one.finished_at is None for one in made) and not form.is_bound:
        response.headers["Refresh"] = "3"
    return response


@require_POST
@staff_only(*COUNTERS)
def start(request: Request, territory: str, slug: str) -> HttpResponse:
    """Ask for the count; a job makes it."""
    place = any_here(slug)

    def verb() -> object:
        counting.ask_to_count(edition=place.edition, actor=request.actor, now=place.now)
        return tasks.count.defer(territory_id=request.territory.pk, slug=slug)

    return _done(request, place, verb, _("بدأ الفرز."))


@require_POST
@staff_only(*COUNTERS)
def publish(request: Request, territory: str, slug: str) -> HttpResponse:
    """Publish the result that another person asked for."""
    place = any_here(slug)

    def verb() -> object:
        return counting.publish_result(edition=place.edition, actor=request.actor, now=place.now)

    return _done(request, place, verb, _("نُشرت النتيجة، وأُخبر أصحاب المشاريع ومن يتابعونها."))


def _done(request: Request, place: Here, verb: Callable[[], object], said: str) -> HttpResponse:
    try:
        verb()
    except Refused as refused:
        return go(request, "desk_count", place, refused.sentence)
    return go(request, "desk_count", place, said)


@staff_only(*COUNTERS)
def ballots(request: Request, territory: str, slug: str, position: int) -> HttpResponse:
    """The whole file, for the committee to hand to observers."""
    place = any_here(slug)
    result = results.any_result(place.edition, position)
    if result is None:
        raise Http404
    return given(request, place, result.file, f"{position}.pb")


# ---- after the vote


@staff_only(*FOLLOWERS)
def follow(request: Request, territory: str, slug: str) -> HttpResponse:
    """The winners, and what comes next for each."""
    place = any_here(slug)
    return shown(
        request,
        "budgets/desk/follow/list.html",
        place,
        rows=[(one, one.is_late(place.today)) for one in followed_of(place.edition)],
    )


def _winner(slug: str, number: int) -> tuple[Here, Followed]:
    place = any_here(slug)
    found = followed(place.edition, number)
    if found is None:
        raise Http404
    return place, found


@staff_only(*FOLLOWERS)
def step(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Record the next step of a winner."""
    place, found = _winner(slug, number)
    coming = [found.next_step] if found.next_step else []
    form = StepForm(typed_in(request), steps=coming)

    def verb() -> object:
        said = form.cleaned_data
        return following.record_step(
            project=found.project, step=Step(said["step"]), done_on=said["done_on"],
            reference=said["reference"], actor=request.actor, now=place.now,
        )  # fmt: skip

    if form.is_bound and form.is_valid() and not tried(form, verb):
        return go(request, "desk_follow", place, _("سُجلت الخطوة، وأُخبر من يتابعون المشروع."))
    return shown(
        request, "budgets/desk/follow/form.html", place, form=form, found=found, ended=not coming,
        status=status_of(form),
    )  # fmt: skip


@staff_only(*FOLLOWERS)
def progress(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """Record how far a winner is."""
    place, found = _winner(slug, number)
    form = ProgressForm(typed_in(request), request.FILES or None, initial={"as_of": place.today})

    def verb() -> object:
        said = form.cleaned_data
        told = Reported(said["percent"], said["spent"], said["as_of"], said["late_because"])
        return following.record_progress(
            project=found.project, told=told, note=said["note"], photos=said["photos"] or [],
            actor=request.actor, now=place.now,
        )  # fmt: skip

    if form.is_bound and form.is_valid() and not tried(form, verb):
        return go(request, "desk_follow", place, _("سُجل التقدم، ويراه الجميع."))
    return shown(
        request, "budgets/desk/follow/form.html", place, form=form, found=found, status=status_of(form),
        late=found.is_late(place.today), progress=True,
    )  # fmt: skip
