"""What the participatory budget tells the front pages, the search, the desk and each person."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.budgets.models import Edition, Idea, IdeaSupport, PhaseDays, Project
from tadafor.budgets.queries.editions import ORGANISERS, STUDIERS, WRITERS, cycle_in
from tadafor.budgets.queries.register import votes_held
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.cycle import Act, Phase
from tadafor.budgets.rules.studying import Standing
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.openings import MOST, Found, Opening
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.people.actor import Actor
from tadafor.traces.rules import Visibility
from tadafor.translations.rules import thing_of

ROOM = "budgets"
EXCERPT = 160
_TRACED = ("trace__address", "trace__territory_id", "trace__written_at", "trace__language")
_ACTED_IN = (Phase.IDEAS.value, Phase.VOTE.value)
COMES_SOON = timedelta(days=30)
_ROW = (
    "phase", "opens_on", "closes_on", "edition__title", "edition__trace__address", "edition__territory_id",
    "edition__summary", "edition__language", "edition__is_demonstration", "edition_id",
)  # fmt: skip


@together
def openings(territory_id: int | None, now: datetime) -> Telling[list[Opening]]:
    """Return where people propose or vote now or within a month, the soonest to close first."""
    today = day_of(now)
    soon = today + COMES_SOON
    (rows,) = yield [wanted(_acted_in, limit=MOST, territory=territory_id, today=today, soon=soon)]
    return [_opening(*row) for row in rows]


@asked_once
def _acted_in(territory: int | None, today: date, soon: date) -> QuerySet[PhaseDays, tuple[Any, ...]]:
    things = PhaseDays.objects.filter(
        phase__in=_ACTED_IN,
        opens_on__lte=soon,
        closes_on__gte=today,
        edition__announced_on__isnull=False,
        edition__results_on__isnull=True,
        edition__voided_on__isnull=True,
        edition__trace__visibility="visible",
    )
    if territory is not None:
        things = things.filter(edition__territory_id=territory)
    return things.order_by("closes_on", "pk").values_list(*_ROW)


def _opening(  # noqa: PLR0917 -- a row, in the order of its columns
    phase: str,
    opens_on: date,
    closes_on: date,
    title: str,
    address: str,
    territory_id: int,
    summary: str,
    language: str,
    is_demonstration: bool,  # noqa: FBT001
    key: int,
) -> Opening:
    votes = phase == Phase.VOTE
    return Opening(
        room=ROOM,
        kind=_("تصويت على الميزانية التشاركية") if votes else _("أفكار للميزانية التشاركية"),
        title=title,
        address=address,
        territory_id=territory_id,
        opens_at=start_of(opens_on),
        closes_at=start_of(closes_on + timedelta(days=1)) - timedelta(microseconds=1),
        summary=excerpt(summary, EXCERPT),
        action=_("صوتوا") if votes else _("اقترحوا فكرة"),
        icon="coins",
        accent="terracotta" if votes else "saffron",
        language=language,
        demonstration=is_demonstration,
        thing=thing_of(ROOM, "edition", key),
        summary_of="summary",
    )


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return the projects, then the ideas, that say what is asked."""
    asked = {"limit": limit, "territory": territory_id, **words_of(query)}
    projects, ideas = yield [wanted(_projects, **asked), wanted(_ideas, **asked)]
    told = [_found("project", _("مشروع"), "layers", *row) for row in projects]
    return [*told, *(_found("idea", _("فكرة"), "lightbulb", *row) for row in ideas)][:limit]


def _found(  # noqa: PLR0917 -- a row, in the order of its columns
    what: str,
    kind: str,
    icon: str,
    key: int,
    title: str,
    said: str,
    address: str,
    territory_id: int,
    at: datetime,
    language: str,
) -> Found:
    return Found(
        room=ROOM,
        kind=kind,
        title=title,
        address=address,
        territory_id=territory_id,
        excerpt=excerpt(said, EXCERPT),
        at=at,
        language=language,
        icon=icon,
        thing=thing_of(ROOM, what, key),
    )


@asked_once
def _projects(territory: int | None, **words: Any) -> QuerySet[Project, tuple[Any, ...]]:  # noqa: ANN401
    things = Project.objects.filter(trace__visibility="visible")
    if territory is not None:
        things = things.filter(edition__territory_id=territory)
    return saying(things, words).order_by("-drafted_at").values_list("pk", "title", "description", *_TRACED)


@asked_once
def _ideas(territory: int | None, **words: Any) -> QuerySet[Idea, tuple[Any, ...]]:  # noqa: ANN401
    things = Idea.objects.filter(trace__visibility="visible", withdrawn_at__isnull=True)
    if territory is not None:
        things = things.filter(edition__territory_id=territory)
    return saying(things, words).order_by("-received_at").values_list("pk", "title", "body", *_TRACED)


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return the studies that a service owes, and the prices that can be published."""
    if not actor.has_role(territory_id, *WRITERS):
        return []
    unwritten = Idea.objects.filter(
        edition=OuterRef("pk"),
        spoken__written_down_at__isnull=True,
        is_spoken=True,
        withdrawn_at__isnull=True,
    )
    today = day_of(now)
    things = (
        Edition.objects.announced()
        .filter(territory_id=territory_id, results_on__isnull=True, voided_on__isnull=True)
        .annotate(
            pending=Count("projects", filter=Q(projects__standing=Standing.PENDING.value)),
            feasible=Count("projects", filter=Q(projects__standing=Standing.FEASIBLE.value)),
            unwritten=Coalesce(
                Subquery(unwritten.order_by().values("edition").annotate(n=Count("pk")).values("n")), 0
            ),
        )
        .select_related("territory")
        .prefetch_related("days")
        .order_by("pk")
    )
    return [task for one in things for task in _tasks(actor, one, today)]


def _tasks(actor: Actor, one: Any, today: date) -> list[Task]:  # noqa: ANN401 -- a row with its counts
    voices = (
        [_task(one, _("أفكار بالصوت تنتظر الكتابة"), "voices", one.unwritten, None, late=False)]
        if one.unwritten
        else []
    )
    return voices + (_of_projects(actor, one, today) if actor.has_role(one.territory_id, *STUDIERS) else [])


def _of_projects(actor: Actor, one: Any, today: date) -> list[Task]:  # noqa: ANN401 -- a row with its counts
    days = cycle_in(one)
    study = next((each for each in days.days if each.phase is Phase.STUDY), None)
    last = study.closes_on if study else None
    if one.pending and cycle.is_open(days, Act.STUDY_PROJECT, today=today):
        late = last is not None and today > last
        return [_task(one, _("مشاريع تنتظر الدراسة التقنية"), "projects", one.pending, last, late=late)]
    priced = one.prices_on is None and cycle.is_open(days, Act.PUBLISH_PRICES, today=today)
    if priced and one.feasible and not one.pending and actor.has_role(one.territory_id, *ORGANISERS):
        return [_task(one, _("كلفة المشاريع جاهزة للنشر"), "prices", 1, None, late=False)]
    return []


def _task(one: Any, title: str, page: str, count: int, last: date | None, *, late: bool) -> Task:  # noqa: ANN401
    return Task(
        room=ROOM,
        title=title,
        address=reverse(f"budgets:desk_{page}", args=[one.territory.slug, one.slug]),
        count=count,
        late=count if late else 0,
        due=start_of(last + timedelta(days=1)) if last else None,
        detail=one.title,
        icon="coins",
        language=one.language,
    )


def held_data(person_id: int) -> dict[str, Any]:
    """Return the ideas a person proposed and backed, and that they voted, whatever the territory.

    Of a ballot nothing is known but its day and its way (§ secrecy-register).
    """
    with everywhere():
        ideas = Idea.objects.filter(author_id=person_id).order_by("received_at", "pk")
        backed = IdeaSupport.objects.filter(person_id=person_id).order_by("supported_at", "pk")
        return {
            "ideas": list(
                ideas.values(
                    "edition__title",
                    "number",
                    "title",
                    "body",
                    "place",
                    "latitude",
                    "longitude",
                    "received_at",
                )
            ),
            "ideas_backed": list(backed.values("idea__edition__title", "idea__title", "supported_at")),
            "votes": votes_held(person_id),
        }


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return the ideas of a person and those they backed, with what became of them."""
    about = ("trace", "project", "edition")
    ideas = Idea.objects.filter(author_id=person_id).select_related(*about)
    backed = IdeaSupport.objects.filter(person_id=person_id)
    return [
        Heap(ideas, "received_at", _proposed, channel="channel"),
        Heap(backed.select_related(*(f"idea__{one}" for one in about)), "supported_at", _backed),
    ]


def _proposed(one: Idea) -> Deed:
    became, tone = _became(one)
    return Deed(
        kind=_("فكرة"),
        title=one.title,
        address=one.trace.address,
        territory_id=one.edition.territory_id,
        at=one.received_at,
        channel=one.channel,
        became=became,
        tone=tone,
        icon="lightbulb",
        language=one.language,
    )


def _backed(given: IdeaSupport) -> Deed:
    one = given.idea
    is_seen = one.trace.visibility == Visibility.VISIBLE and one.withdrawn_at is None
    became, tone = _became(one)
    return Deed(
        kind=_("تأييد فكرة"),
        title=one.title if is_seen else one.edition.title,
        address=one.trace.address if is_seen else "",
        territory_id=one.edition.territory_id,
        at=given.supported_at,
        became=became,
        tone=tone,
        icon="thumbs-up",
        language=one.language,
    )


def _became(one: Idea) -> tuple[str, str]:
    if one.withdrawn_at is not None:
        return _("سُحبت"), "plain"
    if one.trace.visibility != Visibility.VISIBLE:
        return _("في انتظار المراجعة"), "saffron"
    if one.project is not None:
        return _("صارت جزءا من مشروع: %(project)s") % {"project": one.project.title}, "green"
    return _("تنتظر الجمع والصياغة"), "saffron"
