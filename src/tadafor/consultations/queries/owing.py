"""What the territory owes those who took part in its consultations (``kernel.owing``)."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tadafor.consultations.models import Consultation
from tadafor.consultations.queries.offers import EXAMINATION_PROMISED, ROOM
from tadafor.kernel.asked import asked_once
from tadafor.kernel.owing import Owed
from tadafor.kernel.together import Telling, together, wanted
from tadafor.translations.rules import thing_of


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the closings to come, and the answers promised after them (§ home-owed)."""
    del slug
    (rows,) = yield [wanted(_unanswered, territory=territory_id, until=until)]
    found = []
    for key, title, address, language, demonstration, closes_on, waiting in rows:
        facts: dict[str, Any] = {
            "room": ROOM,
            "address": address,
            "name": title,
            "language": language,
            "demonstration": demonstration,
            "icon": "messages-square",
            "thing": thing_of(ROOM, "consultation", key),
        }
        if closes_on >= today:
            closing = _("آخر يوم للمساهمة في تشاور عمومي")
            found.append(Owed(kind="closing", what=closing, on=closes_on, is_event=True, **facts))
        due = closes_on + EXAMINATION_PROMISED
        if due <= until:
            count = waiting or 1 if closes_on < today else 1
            answers = _("الجواب عن مساهمات تشاور عمومي وتقريره")
            found.append(Owed(kind="answers", what=answers, on=due, count=count, **facts))
    return found


@asked_once
def _unanswered(territory: int, until: date) -> QuerySet[Consultation, tuple[Any, ...]]:
    waiting = Q(contributions__withdrawn_at__isnull=True) & ~Q(
        contributions__decision__approved_at__isnull=False
    )
    things = Consultation.objects.announced().filter(
        territory_id=territory, concluded_on__isnull=True, closes_on__lte=until, trace__visibility="visible"
    )
    told = ("pk", "title", "trace__address", "language", "is_demonstration", "closes_on")
    return (
        things.annotate(waiting=Count("contributions", filter=waiting))
        .order_by("closes_on", "pk")
        .values_list(*told, "waiting")
    )
