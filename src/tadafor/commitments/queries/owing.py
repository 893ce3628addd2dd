"""What was promised for a day in plans, and the corrections to answer (``kernel.owing``)."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, Milestone, Remark
from tadafor.commitments.queries.offers import ROOM
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.owing import Owed, heaps_by_day
from tadafor.kernel.together import Telling, together, wanted
from tadafor.translations.rules import thing_of

_OPEN = sorted(rules.OPEN)


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the ends and the milestones that are not kept, and the corrections to answer (§ home-owed)."""
    facts: dict[str, Any] = {"territory": territory_id, "until": until}
    ends, milestones, written = yield [
        wanted(_ends, **facts),
        wanted(_milestones, **facts),
        wanted(_corrections, territory=territory_id),
    ]
    found = [_promised("end", _("إنجاز التزام"), *row) for row in ends]
    found += [
        replace(
            _promised(f"milestone-{at}", _("مرحلة: %(name)s"), *row), part=name, part_of=f"milestone-{at}"
        )
        for at, name, *row in milestones
    ]
    due = Counter(rules.answer_due(day_of(at)) for (at,) in written)
    in_time = {day: count for day, count in due.items() if day <= until}
    if in_time:
        address = reverse("commitments:index", args=[slug])
        found += [_heap(*heap, address) for heap in heaps_by_day(in_time, today)]
    return found


def _promised(  # noqa: PLR0917 -- a row, in the order of its columns
    kind: str,
    what: str,
    on: date,
    key: int,
    title: str,
    address: str,
    language: str,
    demonstration: bool,  # noqa: FBT001
) -> Owed:
    return Owed(
        room=ROOM,
        kind=kind,
        what=what,
        on=on,
        address=address,
        name=title,
        icon="list-checks",
        language=language,
        demonstration=demonstration,
        thing=thing_of(ROOM, "commitment", key),
    )


def _heap(day: date, count: int, address: str) -> Owed:
    what = _("أجوبة عن تصحيحات الناس")
    return Owed(room=ROOM, kind="corrections", what=what, on=day, count=count, address=address, icon="flag")


@asked_once
def _ends(territory: int, until: date) -> QuerySet[Commitment, tuple[Any, ...]]:
    things = Commitment.objects.current().filter(
        plan__territory_id=territory, ends_on__lte=until, status__in=_OPEN, trace__visibility="visible"
    )
    told = ("ends_on", "pk", "title", "trace__address", "language", "is_demonstration")
    return things.order_by("ends_on", "pk").values_list(*told)


@asked_once
def _milestones(territory: int, until: date) -> QuerySet[Milestone, tuple[Any, ...]]:
    things = Milestone.objects.filter(
        commitment__plan__territory_id=territory,
        commitment__plan__published_at__isnull=False,
        commitment__plan__superseded_at__isnull=True,
        commitment__status__in=_OPEN,
        commitment__trace__visibility="visible",
        done_on__isnull=True,
        due_on__lte=until,
    )
    told = ("pk", "title", "trace__address", "language", "is_demonstration")
    return things.order_by("due_on", "pk").values_list(
        "position", "title", "due_on", *(f"commitment__{name}" for name in told)
    )


@asked_once
def _corrections(territory: int) -> QuerySet[Remark, tuple[datetime]]:
    things = Remark.objects.waiting().filter(commitment__plan__territory_id=territory)
    return things.order_by("written_at").values_list("written_at")
