"""What meetings tell the front pages, the search, the desk and a person's own page (``kernel.openings``)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.openings import MOST, Found, Opening
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.models import Attendance, Meeting, MeetingQuerySet, Registration
from tadafor.meetings.queries.in_language import thing
from tadafor.meetings.queries.meetings import ORGANISERS
from tadafor.people.actor import Actor

ROOM = "meetings"
EXCERPT = 160
_TOLD = ("kind", "title", "trace__address", "territory_id", "purpose", "starts_at", "language", "pk")


def _public(territory_id: int | None) -> MeetingQuerySet:
    things = Meeting.objects.public()
    return things if territory_id is None else things.filter(territory_id=territory_id)


@together
def openings(territory_id: int | None, now: datetime) -> Telling[list[Opening]]:
    """Return the meetings to come, the soonest first: one can say that one comes until it begins."""
    (rows,) = yield [wanted(_coming, limit=MOST, territory=territory_id, now=now)]
    return [_opening(*row) for row in rows]


@asked_once
def _coming(territory: int | None, now: datetime) -> QuerySet[Meeting, tuple[Any, ...]]:
    things = _public(territory).filter(state=rules.State.ANNOUNCED, starts_at__gt=now)
    told = ("announced_at", "takes_registrations", "is_demonstration")
    return things.order_by("starts_at", "pk").values_list(*_TOLD, *told)


def _opening(  # noqa: PLR0917 -- a row, in the order of its columns
    kind: str,
    title: str,
    address: str,
    territory_id: int,
    purpose: str,
    starts_at: datetime,
    language: str,
    key: int,
    announced_at: datetime,
    takes_registrations: bool,  # noqa: FBT001
    is_demonstration: bool,  # noqa: FBT001
) -> Opening:
    return Opening(
        room=ROOM,
        kind=word(rules.Kind(kind)),
        title=title,
        address=address,
        territory_id=territory_id,
        opens_at=announced_at,
        closes_at=starts_at,
        summary=excerpt(purpose, EXCERPT),
        action=_("سجّلوا حضوركم") if takes_registrations else _("اعرفوا المزيد"),
        icon="calendar-days",
        accent="green",
        language=language,
        demonstration=is_demonstration,
        thing=thing(key),
        summary_of="purpose",
    )


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return the meetings that say what is asked."""
    (rows,) = yield [wanted(_saying, limit=limit, territory=territory_id, **words_of(query))]
    return [
        Found(
            room=ROOM,
            kind=word(rules.Kind(kind)),
            title=title,
            address=address,
            territory_id=of,
            excerpt=excerpt(purpose, EXCERPT),
            at=starts_at,
            language=language,
            icon="calendar-days",
            thing=thing(key),
        )
        for kind, title, address, of, purpose, starts_at, language, key in rows
    ]


@asked_once
def _saying(territory: int | None, **words: Any) -> QuerySet[Meeting, tuple[Any, ...]]:  # noqa: ANN401
    return saying(_public(territory), words).order_by("-starts_at").values_list(*_TOLD)


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return the meetings whose list is still open after they ended."""
    if not actor.has_role(territory_id, *ORGANISERS):
        return []
    held = Meeting.objects.filter(
        territory_id=territory_id,
        state=rules.State.ANNOUNCED,
        ends_at__lte=now,
        list_closed_at__isnull=True,
        source="",
    )
    return [_task(one) for one in held.select_related("territory").defer("search_text", "grams")]


def _task(one: Any) -> Task:  # noqa: ANN401 -- a Meeting with its territory
    return Task(
        room=ROOM,
        title=_("لقاء انعقد ولم تُحفظ أعداد حضوره"),
        address=reverse("meetings:desk_overview", args=[one.territory.slug, one.code]),
        late=0,
        due=one.ends_at,
        detail=one.title,
        icon="calendar-days",
        language=one.language,
    )


def held_data(person_id: int) -> dict[str, Any]:
    """Return where a person registered and was entered as having come, whatever the territory."""
    with everywhere():
        held = Registration.objects.filter(person_id=person_id).order_by("registered_at", "pk")
        came = Attendance.objects.filter(registration__person_id=person_id, undone_at__isnull=True)
        told = ("name", "association", "quality", "group", "holding", "answers", "needs", "photo_consent")
        return {
            "registrations": list(held.values("meeting__title", "number", "registered_at", *told)),
            "attendances": list(came.values("meeting__title", "sex", "age", "entered_at")),
        }


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return the meetings for which a person registered."""
    held = Registration.objects.filter(~Q(holding=rules.Holding.CANCELLED), person_id=person_id)
    return [Heap(held.select_related("meeting__trace"), "registered_at", _registered)]


def _registered(one: Registration) -> Deed:
    return Deed(
        kind=_("تسجيل في لقاء"),
        title=one.meeting.title,
        address=one.meeting.trace.address,
        territory_id=one.meeting.territory_id,
        at=one.registered_at,
        became=word(one.holds),
        tone="green" if one.holds is rules.Holding.SEAT else "saffron",
        icon="calendar-days",
        language=one.meeting.language,
    )
