"""The texts on which somebody must rule, as counts alone (``kernel.owing``)."""

from collections import Counter
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.owing import Owed, heaps_by_day
from tadafor.moderation.queries.appeals import pending_appeals
from tadafor.moderation.queries.cases import open_cases, waiting

ROOM = "moderation"


def owed(territory_id: int, slug: str, today: date, until: date) -> list[Owed]:
    """Return how many rulings and appeals are due for each day, and nothing of what they are about.

    § home-owed.
    """
    cases = waiting(open_cases(), territory_id=territory_id, today=today)
    appeals = pending_appeals(territory_id=territory_id, today=today)
    heaps = [
        ("rulings", _("قرارات في نصوص محتجزة أو مبلغ عنها"), [one.due_on for one in cases]),
        ("appeals", _("أجوبة عن تظلمات"), [one.due_on for one in appeals]),
    ]
    if not cases and not appeals:
        return []
    address = reverse("moderation:figures", args=[slug])
    return [
        Owed(room=ROOM, kind=kind, what=what, on=on, count=count, address=address, icon="shield-check")
        for kind, what, days in heaps
        for on, count in heaps_by_day(Counter(day for day in days if day <= until), today)
    ]
