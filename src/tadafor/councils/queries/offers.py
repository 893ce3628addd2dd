"""What the pages on top ask of this room."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils import rules
from tadafor.councils.models import Opinion, Session
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import Became, Outcome
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories import queries as territories
from tadafor.translations.rules import thing_of

ROOM = "councils"
_ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
_BECAME = {
    rules.Answer.FOLLOWED: Became.DONE,
    rules.Answer.PARTLY: Became.PARTLY,
    rules.Answer.NOT_FOLLOWED: Became.REFUSED,
}


def outcomes(territory_id: int | None, limit: int) -> list[Outcome]:
    """Return what the council made of opinions, the latest first."""
    return [_outcome(*row) for row in _answered.all(limit=limit, territory=territory_id)]


@asked_once
def _answered(territory: int | None) -> QuerySet[Opinion, tuple[Any, ...]]:
    found = Opinion.objects.filter(answered_on__isnull=False)
    if territory is not None:
        found = found.filter(territory_id=territory)
    told = ("title", "answer", "body__name", "trace__address", "territory_id", "answered_on", "pk")
    return found.order_by("-answered_on", "-pk").values_list(*told)


def _outcome(  # noqa: PLR0917 -- a row, in the order of its columns
    title: str, made: str, body: str, address: str, territory_id: int, answered_on: date, key: int
) -> Outcome:
    answer = rules.Answer(made)
    return Outcome(
        room=ROOM,
        title=title,
        sentence=f"{word(answer)} · {body}",
        address=address,
        territory_id=territory_id,
        at=start_of(answered_on),
        became=_BECAME[answer],
        titled=thing_of(ROOM, "opinion", key),
    )


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return what awaits those who keep the council's papers."""
    if not actor.has_role(territory_id, *_ORGANISERS):
        return []
    slug = territories.slug_of(territory_id)
    today = day_of(now)
    to_place = Opinion.objects.filter(sent_on__isnull=False, item__isnull=True).count()
    to_answer = Opinion.objects.filter(item__decision__isnull=False, answered_on__isnull=True).count()
    to_hold = Session.objects.filter(convened_on__isnull=False, closed_on__isnull=True, opens_on__lte=today)
    sessions = reverse("councils:desk", args=[slug])
    opinions = reverse("councils:desk_opinions", args=[slug])
    return [
        Task(room=ROOM, title=_("آراء تنتظر إدراجها في جدول أعمال"), address=sessions, count=to_place),
        Task(room=ROOM, title=_("آراء تنتظر جواب المجلس"), address=opinions, count=to_answer),
        Task(room=ROOM, title=_("دورات جارية لم تُختتم"), address=sessions, count=to_hold.count()),
    ]
