"""What the digital consultation tells the front pages, the search, the desk and each person."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import MOST, Found, Opening
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import saying, words_of
from tadafor.people.actor import Actor
from tadafor.surveys.models import Conversation, Statement, Survey
from tadafor.surveys.rules.standing import ORGANISERS

ROOM = "surveys"
_UNSEEN = ("search_text", "grams", "trace__text")


def openings(territory_id: int | None, now: datetime) -> list[Opening]:
    """Return what can be answered today, the soonest to close first."""
    facts: dict[str, Any] = {"limit": MOST, "territory": territory_id, "today": day_of(now)}
    asked = [_opening(one, _("استمارة"), _("أجيبوا"), "list-checks") for one in _forms.all(**facts)]
    talks = [
        _opening(one, _("حوار آراء"), _("قولوا رأيكم"), "messages-square") for one in _talks.all(**facts)
    ]
    return asked + talks


@asked_once
def _forms(territory: int | None, today: date) -> QuerySet[Survey]:
    things = Survey.objects.public().filter(opens_on__lte=today, closes_on__gte=today)
    things = things.select_related("trace").defer(*_UNSEEN)
    things = things if territory is None else things.filter(territory_id=territory)
    return things.order_by("closes_on", "pk")


@asked_once
def _talks(territory: int | None, today: date) -> QuerySet[Conversation]:
    things = Conversation.objects.public().filter(opens_on__lte=today, closes_on__gte=today)
    things = things.select_related("trace").defer(*_UNSEEN)
    things = things if territory is None else things.filter(territory_id=territory)
    return things.order_by("closes_on", "pk")


def _opening(one: Survey | Conversation, kind: str, action: str, icon: str) -> Opening:
    opens, closes = one.opens_on, one.closes_on
    assert opens is not None  # noqa: S101 -- a constraint: what was opened has its days
    assert closes is not None  # noqa: S101 -- same
    return Opening(
        room=ROOM,
        kind=kind,
        title=one.title,
        address=one.trace.address,
        territory_id=one.territory_id,
        opens_at=start_of(opens),
        closes_at=start_of(closes + timedelta(days=1)) - timedelta(microseconds=1),
        summary=one.excerpt,
        action=action,
        icon=icon,
        accent="saffron",
        language=one.language,
        demonstration=one.is_demonstration,
    )


def found(query: str, territory_id: int | None, limit: int) -> list[Found]:
    """Return the forms, then the conversations, that say what is asked."""
    facts: dict[str, Any] = {"limit": limit, "territory": territory_id, **words_of(query)}
    rows: list[tuple[str, str, Survey | Conversation]] = [
        (_("استمارة"), "list-checks", one) for one in _said_forms.all(**facts)
    ]
    rows += [(_("حوار آراء"), "messages-square", one) for one in _said_talks.all(**facts)]
    return [
        Found(
            room=ROOM,
            kind=kind,
            title=one.title,
            address=one.trace.address,
            territory_id=one.territory_id,
            excerpt=one.excerpt,
            at=one.trace.written_at,
            language=one.language,
            icon=icon,
        )
        for kind, icon, one in rows[:limit]
    ]


@asked_once
def _said_forms(territory: int | None, **words: Any) -> QuerySet[Survey]:  # noqa: ANN401
    things = Survey.objects.public().select_related("trace").defer(*_UNSEEN)
    things = things if territory is None else things.filter(territory_id=territory)
    return saying(things, words).order_by("-opened_at")


@asked_once
def _said_talks(territory: int | None, **words: Any) -> QuerySet[Conversation]:  # noqa: ANN401
    things = Conversation.objects.public().select_related("trace").defer(*_UNSEEN)
    things = things if territory is None else things.filter(territory_id=territory)
    return saying(things, words).order_by("-opened_at")


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
