"""What the territory owes those who write to it, as counts alone (``kernel.owing``)."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.owing import Owed, heaps_by_day
from tadafor.kernel.together import Telling, together, wanted
from tadafor.suggestions.models import Suggestion
from tadafor.suggestions.queries.offers import ROOM


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return how many replies are promised for each day: complaints count too, and are named nowhere.

    § home-owed.
    """
    (rows,) = yield [wanted(_promised, territory=territory_id, until=until)]
    if not rows:
        return []
    address = reverse("suggestions:index", args=[slug])
    return [
        Owed(
            room=ROOM,
            kind="replies",
            what=_("أجوبة عن اقتراحات وملاحظات"),
            on=day,
            count=count,
            address=address,
            icon="inbox",
        )
        for day, count in heaps_by_day(dict(rows), today)
    ]


@asked_once
def _promised(territory: int, until: date) -> QuerySet[Suggestion, tuple[Any, ...]]:
    things = Suggestion.objects.waiting().filter(territory_id=territory, due_on__lte=until)
    return things.order_by("due_on").values("due_on").annotate(n=Count("pk")).values_list("due_on", "n")
