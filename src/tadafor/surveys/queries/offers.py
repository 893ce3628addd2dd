"""What the digital consultation tells the front pages, the search, the desk and each person."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.beside import Beside
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import MOST, Found, Opening
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.people.actor import Actor
from tadafor.surveys.models import Conversation, Statement, Survey, SurveyVersion
from tadafor.surveys.models.survey import EXCERPT
from tadafor.surveys.rules.questions import poll_of, taken_up
from tadafor.surveys.rules.standing import ORGANISERS
from tadafor.translations.rules import thing_of

ROOM, FORM = "surveys", "list-checks"
_TOLD = ("pk", "title", "trace__address", "territory_id", "intro", "language")
_DAYS = ("opens_on", "closes_on", "is_demonstration")


@together
def openings(territory_id: int | None, now: datetime) -> Telling[list[Opening]]:
    """Return what can be answered today, the soonest to close first."""
    facts: dict[str, Any] = {"limit": MOST, "territory": territory_id, "today": day_of(now)}
    forms, talks = yield [wanted(_forms, **facts), wanted(_talks, **facts)]
    return [
        *(_opening(_("استمارة"), _("أجيبوا"), FORM, *row) for row in forms),
        *(_opening(_("حوار آراء"), _("قولوا رأيكم"), "messages-square", *row) for row in talks),
    ]


@asked_once
def _forms(territory: int | None, today: date) -> QuerySet[Survey, tuple[Any, ...]]:
    things = Survey.objects.public().filter(opens_on__lte=today, closes_on__gte=today)
    things = things if territory is None else things.filter(territory_id=territory)
    return things.order_by("closes_on", "pk").values_list(*_TOLD, *_DAYS)


@asked_once
def _talks(territory: int | None, today: date) -> QuerySet[Conversation, tuple[Any, ...]]:
    things = Conversation.objects.public().filter(opens_on__lte=today, closes_on__gte=today)
    things = things if territory is None else things.filter(territory_id=territory)
    return things.order_by("closes_on", "pk").values_list(*_TOLD, *_DAYS)


def _opening(  # noqa: PLR0917 -- a row, in the order of its columns
    kind: str,
    action: str,
    icon: str,
    key: int,
    title: str,
    address: str,
    territory_id: int,
    intro: str,
    language: str,
    opens_on: date,
    closes_on: date,
    is_demonstration: bool,  # noqa: FBT001
) -> Opening:
    return Opening(
        room=ROOM,
        kind=kind,
        title=title,
        address=address,
        territory_id=territory_id,
        opens_at=start_of(opens_on),
        closes_at=start_of(closes_on + timedelta(days=1)) - timedelta(microseconds=1),
        summary=excerpt(intro, EXCERPT),
        action=action,
        icon=icon,
        accent="saffron",
        language=language,
        thing=thing_of(ROOM, "survey" if icon == FORM else "conversation", key),
        summary_of="intro",
        demonstration=is_demonstration,
    )


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return the forms, then the conversations, that say what is asked."""
    facts: dict[str, Any] = {"limit": limit, "territory": territory_id, **words_of(query)}
    forms, talks = yield [wanted(_said_forms, **facts), wanted(_said_talks, **facts)]
    told = [_found(_("استمارة"), FORM, *row) for row in forms]
    return [*told, *(_found(_("حوار آراء"), "messages-square", *row) for row in talks)][:limit]


def _found(  # noqa: PLR0917 -- a row, in the order of its columns
    kind: str,
    icon: str,
    key: int,
    title: str,
    address: str,
    territory_id: int,
    intro: str,
    language: str,
    at: datetime,
) -> Found:
    return Found(
        room=ROOM,
        kind=kind,
        title=title,
        address=address,
        territory_id=territory_id,
        excerpt=excerpt(intro, EXCERPT),
        at=at,
        language=language,
        icon=icon,
        thing=thing_of(ROOM, "survey" if icon == FORM else "conversation", key),
    )


@asked_once
def _said_forms(territory: int | None, **words: Any) -> QuerySet[Survey, tuple[Any, ...]]:  # noqa: ANN401
    things = Survey.objects.public()
    things = things if territory is None else things.filter(territory_id=territory)
    return saying(things, words).order_by("-opened_at").values_list(*_TOLD, "trace__written_at")


@asked_once
def _said_talks(territory: int | None, **words: Any) -> QuerySet[Conversation, tuple[Any, ...]]:  # noqa: ANN401
    things = Conversation.objects.public()
    things = things if territory is None else things.filter(territory_id=territory)
    return saying(things, words).order_by("-opened_at").values_list(*_TOLD, "trace__written_at")


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return the closed forms whose result nobody has published yet."""
    if not actor.has_role(territory_id, *ORGANISERS):
        return []
    closed = Survey.objects.filter(
        territory_id=territory_id,
        opened_at__isnull=False,
        closes_on__lt=day_of(now),
        results_at__isnull=True,
    )
    return [
        Task(
            room=ROOM,
            title=_("استمارة أُغلقت تنتظر نشر نتيجتها"),
            address=reverse("surveys:desk_overview", args=[one.territory.slug, one.slug]),
            late=0,
            due=None,
            detail=one.title,
            icon="list-checks",
            language=one.language,
        )
        for one in closed.select_related("territory").defer("search_text", "grams").order_by("closes_on")
    ]


def held_data(person_id: int) -> dict[str, Any]:
    """Return the statements a person added; answers and votes are kept under pseudonyms."""
    with everywhere():
        rows = Statement.objects.filter(author_id=person_id).order_by("made_at", "pk")
        return {"statements": list(rows.values("body", "conversation__title", "made_at"))}


def beside(trace_id: int, today: date) -> list[Beside]:
    """Return the polls that are asked today beside a trace (§ surveys-polls)."""
    found = []
    for title, address, content, closes_on in _polls.all(trace=trace_id, today=today):
        one = poll_of(taken_up(content))
        if one is not None:
            choices = [(choice.key, choice.words) for choice in one.choices]
            found.append(Beside(title, one.label, one.key, choices, f"{address}answer/", closes_on))
    return found


@asked_once
def _polls(trace: int, today: date) -> QuerySet[SurveyVersion, tuple[Any, ...]]:
    """The version that is asked is the last published one."""
    last = SurveyVersion.objects.filter(survey=OuterRef("survey"), published_at__isnull=False)
    things = SurveyVersion.objects.filter(
        survey__beside=trace,
        survey__opened_at__isnull=False,
        survey__trace__visibility="visible",
        survey__opens_on__lte=today,
        survey__closes_on__gte=today,
        number=Subquery(last.order_by("-number").values("number")[:1]),
    )
    told = ("survey__title", "survey__trace__address", "content", "survey__closes_on")
    return things.order_by("survey__closes_on", "pk").values_list(*told)
