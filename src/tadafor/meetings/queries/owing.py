"""The meetings to come, and what was promised in those that were held (``kernel.owing``)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.owing import Owed
from tadafor.kernel.together import Telling, together, wanted
from tadafor.meetings import rules
from tadafor.meetings.models import FollowUp, Meeting
from tadafor.meetings.queries.in_language import thing
from tadafor.meetings.queries.offers import ROOM


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the meetings announced, and what published minutes promise and nobody did (§ home-owed)."""
    del slug
    facts: dict[str, Any] = {"since": start_of(today), "before": start_of(until + timedelta(days=1))}
    coming, promised = yield [
        wanted(_announced, territory=territory_id, **facts),
        wanted(_promised, territory=territory_id, until=until),
    ]
    return [_meeting(*row) for row in coming] + [_follow_up(*row) for row in promised]


def _meeting(  # noqa: PLR0917 -- a row, in the order of its columns
    key: int,
    title: str,
    address: str,
    language: str,
    demonstration: bool,  # noqa: FBT001
    starts_at: datetime,
) -> Owed:
    return Owed(
        room=ROOM,
        kind="meeting",
        what=_("لقاء"),
        on=day_of(starts_at),
        address=address,
        name=title,
        is_event=True,
        language=language,
        demonstration=demonstration,
        thing=thing(key),
    )


def _follow_up(  # noqa: PLR0917 -- a row, in the order of its columns
    position: int,
    what: str,
    due: date,
    address: str,
    language: str,
    demonstration: bool,  # noqa: FBT001
) -> Owed:
    return Owed(
        room=ROOM,
        kind=f"follow-up-{position}",
        what=_("ما تقرر القيام به بعد لقاء"),
        on=due,
        address=address,
        name=what,
        icon="list-checks",
        language=language,
        demonstration=demonstration,
    )


@asked_once
def _announced(territory: int, since: datetime, before: datetime) -> QuerySet[Meeting, tuple[Any, ...]]:
    things = Meeting.objects.public().filter(
        territory_id=territory, state=rules.State.ANNOUNCED, starts_at__gte=since, starts_at__lt=before
    )
    told = ("pk", "title", "trace__address", "language", "is_demonstration", "starts_at")
    return things.order_by("starts_at", "pk").values_list(*told)


@asked_once
def _promised(territory: int, until: date) -> QuerySet[FollowUp, tuple[Any, ...]]:
    things = FollowUp.objects.filter(
        meeting__territory_id=territory,
        meeting__trace__visibility="visible",
        meeting__minutes__standing=rules.Standing.PUBLISHED,
        done_on__isnull=True,
        due__lte=until,
    )
    told = ("trace__address", "language", "is_demonstration")
    return things.order_by("due", "pk").values_list(
        "position", "what", "due", *(f"meeting__{name}" for name in told)
    )
