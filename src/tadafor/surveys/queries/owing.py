"""The last days of what is asked of people (``kernel.owing``)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.owing import Owed
from tadafor.kernel.together import Telling, together, wanted
from tadafor.surveys.models import Conversation, Survey
from tadafor.surveys.queries.offers import ROOM
from tadafor.translations.rules import thing_of

_TOLD = ("pk", "title", "trace__address", "language", "is_demonstration", "closes_on")


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the last days on which people answer (§ home-owed)."""
    del slug
    facts: dict[str, Any] = {"territory": territory_id, "today": today, "until": until}
    forms, talks = yield [wanted(_forms, **facts), wanted(_talks, **facts)]
    return [
        *(_closing("survey", _("آخر يوم للجواب عن استمارة"), *row) for row in forms),
        *(_closing("conversation", _("آخر يوم للمشاركة في حوار آراء"), *row) for row in talks),
    ]


def _closing(  # noqa: PLR0917 -- a row, in the order of its columns
    kind: str,
    what: str,
    key: int,
    title: str,
    address: str,
    language: str,
    demonstration: bool,  # noqa: FBT001
    closes_on: date,
) -> Owed:
    return Owed(
        room=ROOM,
        kind=kind,
        what=what,
        on=closes_on,
        address=address,
        name=title,
        is_event=True,
        icon="list-checks",
        language=language,
        demonstration=demonstration,
        thing=thing_of(ROOM, kind, key),
    )


@asked_once
def _forms(territory: int, today: date, until: date) -> QuerySet[Survey, tuple[Any, ...]]:
    things = Survey.objects.public().filter(territory_id=territory, results_at__isnull=True)
    return (
        things.filter(closes_on__gte=today, closes_on__lte=until)
        .order_by("closes_on", "pk")
        .values_list(*_TOLD)
    )


@asked_once
def _talks(territory: int, today: date, until: date) -> QuerySet[Conversation, tuple[Any, ...]]:
    things = Conversation.objects.public().filter(territory_id=territory)
    return (
        things.filter(closes_on__gte=today, closes_on__lte=until)
        .order_by("closes_on", "pk")
        .values_list(*_TOLD)
    )
