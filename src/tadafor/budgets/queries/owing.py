"""The last days of the phases of participatory budgets, and the studies that are late (``kernel.owing``)."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tadafor.budgets.models import PhaseDays, Project
from tadafor.budgets.queries.offers import ROOM
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.studying import Standing
from tadafor.kernel.asked import asked_once
from tadafor.kernel.owing import Owed
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word

# What the commune does itself in a phase, and is late with when the phase ended and it is not done.
_ITS_OWN = frozenset({Phase.STUDY, Phase.PRICES})


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the last days of phases, and the studies and prices that are still due (§ home-owed)."""
    del slug
    (rows,) = yield [wanted(_phases, territory=territory_id, today=today, until=until)]
    return [_phase(*row) for row in rows]


def _phase(  # noqa: PLR0917 -- a row, in the order of its columns
    phase: str,
    closes_on: date,
    title: str,
    address: str,
    language: str,
    demonstration: bool,  # noqa: FBT001
) -> Owed:
    step = Phase(phase)
    return Owed(
        room=ROOM,
        kind=phase,
        what=_("الميزانية التشاركية، آخر يوم: %(phase)s") % {"phase": word(step)},
        on=closes_on,
        address=address,
        name=title,
        is_event=step not in _ITS_OWN,
        icon="coins",
        language=language,
        demonstration=demonstration,
    )


@asked_once
def _phases(territory: int, today: date, until: date) -> QuerySet[PhaseDays, tuple[Any, ...]]:
    pending = Project.objects.filter(edition=OuterRef("edition"), standing=Standing.PENDING.value)
    late = Q(phase=Phase.STUDY.value, has_pending=True) | Q(
        phase=Phase.PRICES.value, edition__prices_on__isnull=True
    )
    things = PhaseDays.objects.annotate(has_pending=Exists(pending)).filter(
        Q(closes_on__gte=today) | late,
        closes_on__lte=until,
        edition__territory_id=territory,
        edition__announced_on__isnull=False,
        edition__results_on__isnull=True,
        edition__voided_on__isnull=True,
        edition__trace__visibility="visible",
    )
    told = ("title", "trace__address", "language", "is_demonstration")
    return things.order_by("closes_on", "pk").values_list(
        "phase", "closes_on", *(f"edition__{name}" for name in told)
    )
