"""What awaits who is charged with something, and activities: planned, told, approved, sent back."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.programme import actions, queries, rules
from tadafor.programme.context import STATES, Here, asked, opened, team, team_only, there, where_is
from tadafor.programme.forms import ApproveForm, CallOffForm, PlanForm, ReturnForm, TellForm
from tadafor.programme.queries import Activity
from tadafor.ui.boxes import typed_in

MOST = 40
_COUNTED = ("count", "women", "young")


def _activity(here: Here, number: int) -> Activity:
    found: Activity = there(queries.activity_numbered(here.programme, number))
    return found


def _at(here: Here, one: Activity) -> str:
    return reverse("programme:team_activity", args=[here.programme.slug, one.number])


@team_only
def overview(request: Request, here: Here) -> HttpResponse:
    """What I am charged with, what waits for me, and the ways to everything else."""
    today = clock.today()
    found = queries.activities(here.programme)
    waiting = [
        one
        for one in found.filter(state=rules.State.WAITING)
        if here.may(rules.Act.APPROVE, where_is(one)) and one.entered_by_id != request.actor.person_id
    ]
    mine = [one for one in queries.late(here.programme, today) if here.may(rules.Act.ENTER, where_is(one))]
    return team(
        request,
        here,
        "overview",
        charges=[word(one.charge) for one in here.held],
        waiting=[_row(one) for one in waiting[:MOST]],
        late=[_row(one) | {"late": True} for one in mine[:MOST]],
        grids=_grids(here, request.actor.person_id),
    )


def _grids(here: Here, person: int | None) -> list[dict[str, Any]]:
    """Return the grids that the reader fills, and those that wait for their confirmation."""
    year = min(clock.today().year, here.programme.ends_on.year)
    found = []
    for one in queries.communes(here.programme):
        where = rules.Where(one.region.place_id, one.pk)
        if one.left_on is None and here.may(rules.Act.ASSESS, where):
            known = {grid.year: grid for grid in one.grids.all()}
            for at in sorted({year, *known}, reverse=True):
                grid = known.get(at)
                opens = grid is None or rules.refuse_filling(grid.standing, year=at, years=[at]) is None
                found.append({"commune": one, "year": at, "grid": grid, "fill": True, "opens": opens})
    for grid in queries.grids_sent(here.programme):
        where = rules.Where(grid.commune.region.place_id, grid.commune_id)
        if here.may(rules.Act.CONFIRM, where) and person not in queries.who_filled(grid):
            found.append({"commune": grid.commune, "year": grid.year, "fill": False})
    return found


def _row(one: Activity) -> dict[str, Any]:
    place = one.commune.place.title if one.commune else one.region.place.title if one.region else ""
    return {"one": one, "place": place, "tone": STATES[one.standing]}


@team_only
def activity(request: Request, here: Here, number: int) -> HttpResponse:
    """One activity with everything that was entered, and what the reader may do with it."""
    one = _activity(here, number)
    enters = here.may(rules.Act.ENTER, where_is(one)) and rules.refuse_change(one.standing) is None
    decides = here.may(rules.Act.APPROVE, where_is(one)) and one.standing is rules.State.WAITING
    own = one.entered_by_id == request.actor.person_id
    return team(
        request,
        here,
        "activity",
        row=_row(one) | {"late": one.is_late(clock.today())},
        entries=list(one.entries.all()),
        proofs=queries.proofs(one),
        brings=enters and bool(one.held_on),
        shows_proofs=here.may(rules.Act.ENTER, where_is(one)),
        moves=here.may(rules.Act.ENTER, where_is(one)) and rules.refuse_replanning(one.standing) is None,
        enters=enters,
        decides=decides,
        refused=word(rules.EntryRefusal.OWN_ENTRY) if decides and own else "",
    )


@team_only
def plan(request: Request, here: Here) -> HttpResponse:
    """Plan an activity where the reader may."""
    if rules.Act.ENTER not in here.acts:
        opened(here, rules.Act.ENTER)
    start = {"token": token()[:32], "kind": rules.ActivityKind.TRAINING}
    form = PlanForm(typed_in(request), **_places(here), initial=start)
    return asked(
        request,
        here,
        form,
        lambda: actions.plan_activity(
            programme=here.programme,
            facts=form.facts(),
            actor=request.actor,
            now=clock.now(),
            token=form.cleaned_data["token"],
        ),
        title=_("نشاط جديد"),
        lead=_("يُبرمج أولا، ثم تُدخل أرقامه بإثباتها بعد إنجازه."),
        said=_("بُرمج النشاط."),
        to=reverse("programme:team", args=[here.programme.slug]),
    )


def _places(here: Here) -> dict[str, Any]:
    """Return where the reader may plan an activity, and what it may serve."""
    communes = [
        one
        for one in queries.communes(here.programme)
        if one.left_on is None and here.may(rules.Act.ENTER, rules.Where(one.region.place_id, one.pk))
    ]
    regions = [
        one for one in queries.regions(here.programme) if here.may(rules.Act.ENTER, rules.Where(one.place_id))
    ]
    whole = here.may(rules.Act.ENTER)
    return {
        "regions": regions,
        "communes": communes,
        "nodes": queries.nodes(here.programme),
        "whole": whole,
        "period": (here.programme.starts_on, here.programme.ends_on),
    }


@team_only
def change(request: Request, here: Here, number: int) -> HttpResponse:
    """Move a plan to another day or place, or word it better."""
    one = _activity(here, number)
    opened(here, rules.Act.ENTER, where_is(one))
    form = PlanForm(typed_in(request), **_places(here), known=one)
    return asked(
        request,
        here,
        form,
        lambda: actions.change_plan(activity=one, facts=form.facts(), actor=request.actor, now=clock.now()),
        title=_("تغيير البرمجة: %(title)s") % {"title": one.title},
        said=_("تغيرت برمجة النشاط."),
        to=_at(here, one),
    )


@team_only
def call_off(request: Request, here: Here, number: int) -> HttpResponse:
    """Say that an activity will not be held, and why."""
    one = _activity(here, number)
    opened(here, rules.Act.ENTER, where_is(one))
    form = CallOffForm(typed_in(request))
    return asked(
        request,
        here,
        form,
        lambda: actions.call_off(activity=one, actor=request.actor, now=clock.now(), **form.cleaned_data),
        title=_("إلغاء النشاط: %(title)s") % {"title": one.title},
        lead=_("يبقى ظاهرا بأنه ألغي مع السبب، ولا يُعد متأخرا بعد ذلك."),
        button=_("ألغوه"),
        tone="danger",
        said=_("أُلغي النشاط."),
        to=_at(here, one),
    )


@team_only
def tell(request: Request, here: Here, number: int) -> HttpResponse:
    """Tell what was done, with its proof and its figures."""
    one = _activity(here, number)
    opened(here, rules.Act.ENTER, where_is(one))
    start: dict[str, Any] = {"held_on": one.held_on or one.planned_on, "proof": one.proof, "link": one.link}
    for entry in one.entries.all():
        start |= {
            f"{name}_{entry.indicator_id}": getattr(entry, name) for name in ("count", "women", "young")
        }
    form = TellForm(typed_in(request), request.FILES or None, indicators=_offered(here, one), initial=start)
    return asked(
        request,
        here,
        form,
        lambda: actions.tell_activity(activity=one, told=form.told(), actor=request.actor, now=clock.now()),
        title=_("ما أُنجز: %(title)s") % {"title": one.title},
        lead=_("تُحتسب الأرقام بعد أن يصادق عليها شخص ثان. ما تعدّه المنصة بنفسها لا يُدخل هنا."),
        button=_("أرسلوها للمصادقة"),
        said=_("أُدخلت الأرقام، وهي تنتظر مصادقة شخص ثان."),
        to=_at(here, one),
    )


def _offered(here: Here, one: Activity) -> list[queries.Indicator]:
    """Return the indicators that may be entered there: none that the platform counts there."""
    counted = one.commune is None or queries.is_on_platform(one.commune)
    return [found for found in queries.indicators(here.programme) if not (counted and found.measure)]


@team_only
def approve(request: Request, here: Here, number: int) -> HttpResponse:
    """Approve figures that somebody else entered."""
    one = _activity(here, number)
    opened(here, rules.Act.APPROVE, where_is(one))
    form = ApproveForm(typed_in(request), initial={"seen": one.revision})
    return asked(
        request,
        here,
        form,
        lambda: actions.approve_activity(
            activity=one, seen=form.cleaned_data["seen"], actor=request.actor, now=clock.now()
        ),
        title=_("المصادقة على أرقام: %(title)s") % {"title": one.title},
        lead=_("قارنوا الأرقام بإثباتها. بعد المصادقة تُحتسب ولا تتغير."),
        button=_("صادقوا عليها"),
        said=_("صودق على الأرقام، وهي محتسبة الآن."),
        to=_at(here, one),
        template="decide",
        row=_row(one),
        entries=list(one.entries.all()),
        proofs=queries.proofs(one),
    )


@team_only
def send_back(request: Request, here: Here, number: int) -> HttpResponse:
    """Send figures back, saying what is to be mended."""
    one = _activity(here, number)
    opened(here, rules.Act.APPROVE, where_is(one))
    form = ReturnForm(typed_in(request), initial={"seen": one.revision})
    return asked(
        request,
        here,
        form,
        lambda: actions.return_activity(
            activity=one, **form.cleaned_data, actor=request.actor, now=clock.now()
        ),
        title=_("إعادة للتصحيح: %(title)s") % {"title": one.title},
        button=_("أعيدوها"),
        tone="danger",
        said=_("أُعيد النشاط إلى من أدخله، مع ما ينبغي تصحيحه."),
        to=_at(here, one),
        template="decide",
        row=_row(one),
        entries=list(one.entries.all()),
        proofs=queries.proofs(one),
    )
