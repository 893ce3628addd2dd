"""What the pages on top ask of this room."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import DateField, DateTimeField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.councils import rules
from tadafor.councils.models import Draw, Opinion, Session
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import MOST, Became, News, Opening, Outcome
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories import queries as territories
from tadafor.translations.rules import thing_of

ROOM = "councils"
_ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
TOLD_FOR = timedelta(days=365)
_BECAME = {
    rules.Answer.FOLLOWED: Became.DONE,
    rules.Answer.PARTLY: Became.PARTLY,
    rules.Answer.NOT_FOLLOWED: Became.REFUSED,
}


@together
def news(territory_id: int | None, now: datetime, limit: int) -> Telling[News]:
    """Return the draws by lot that run or ended within the year, and what the council made of opinions.

    § councils-29. Of all territories, only the draws for which people may still volunteer.
    """
    today = day_of(now)
    asked = {"today": today} if territory_id is None else {"since": start_of(today - TOLD_FOR)}
    (found,) = yield [wanted(_told, territory=territory_id, **asked)]
    rows = [_Row(*row) for row in found]
    opinions = sorted((row for row in rows if row.answered_on), key=lambda row: (row.answered_on, row.pk))
    return News(
        [_opening(row) for row in rows if row.answered_on is None],
        [_outcome(row) for row in reversed(opinions[-limit:])],
    )


class _Row(NamedTuple):
    """A draw or an opinion that was answered, in the order of ``_told``; what the other has is empty."""

    answered_on: date | None
    closes_on: date
    opened_at: datetime
    drawn_at: datetime | None
    pk: int
    number: int
    seats: int
    title: str
    made: str
    body_id: int
    body: str
    address: str
    territory_id: int
    is_demonstration: bool


@asked_once
def _told(
    territory: int | None, since: datetime | None = None, today: date | None = None
) -> QuerySet[Any, tuple[Any, ...]]:
    """Both in one query: the first pages ask few."""
    draws = Draw.objects.filter(cancelled_at__isnull=True, body__trace__visibility="visible")
    opinions = Opinion.objects.filter(answered_on__isnull=False)
    if territory is None:
        draws = draws.filter(frozen_at__isnull=True, closes_on__gte=today)
    else:
        draws = draws.filter(Q(drawn_at__isnull=True) | Q(drawn_at__gte=since), body__territory_id=territory)
        opinions = opinions.filter(territory_id=territory)
    nothing, moment = Value(""), Value(None, DateTimeField())
    drawn = draws.order_by("-opened_at", "-pk").values_list(
        Value(None, DateField()), "closes_on", "opened_at", "drawn_at", "body_id", "number", "seats",
        "body__name", nothing, Value(0), nothing, "body__trace__address", "body__territory_id",
        "body__is_demonstration",
    )  # fmt: skip
    answered = opinions.order_by("-answered_on", "-pk").values_list(
        "answered_on", "begun_on", moment, moment, "pk", Value(0), Value(0),
        "title", "answer", "body_id", "body__name", "trace__address", "territory_id",
        "is_demonstration",
    )  # fmt: skip
    return drawn[:MOST].union(answered[:MOST], all=True)


def _opening(row: _Row) -> Opening:
    said = ngettext(
        "مقعد واحد يُملأ بالقرعة من بين من تطوعوا.",
        "%(count)s مقاعد تُملأ بالقرعة من بين من تطوعوا.",
        row.seats,
    )
    return Opening(
        room=ROOM,
        kind=_("قرعة علنية"),
        title=row.title,
        address=f"{row.address}lots/{row.number}/",
        territory_id=row.territory_id,
        opens_at=row.opened_at,
        closes_at=start_of(row.closes_on + timedelta(days=1)) - timedelta.resolution,
        answered_at=row.drawn_at,
        summary=said % {"count": row.seats},
        action=_("تطوعوا للقرعة"),
        icon="users",
        accent="terracotta",
        demonstration=row.is_demonstration,
        thing=thing_of(ROOM, "body", row.pk),
        title_of="name",
    )


def _outcome(row: _Row) -> Outcome:
    answer = rules.Answer(row.made)
    return Outcome(
        room=ROOM,
        title=row.title,
        sentence=word(answer),
        address=row.address,
        territory_id=row.territory_id,
        at=start_of(row.answered_on or row.closes_on),
        became=_BECAME[answer],
        within=row.body,
        thing=thing_of(ROOM, "body", row.body_id),
        within_of="name",
        titled=thing_of(ROOM, "opinion", row.pk),
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
