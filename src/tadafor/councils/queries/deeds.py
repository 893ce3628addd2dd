"""The seats of one person in bodies, for their own page (``kernel.deeds``)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.councils.models import Member
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.deeds import Deed, Heap


def deeds(person_id: int, now: datetime) -> list[Heap]:
    """Return the seats that a person holds or held."""
    today = day_of(now)

    def seat(one: Member) -> Deed:
        sits = one.until is None or one.until >= today
        return Deed(
            kind=_("عضوية"),
            title=one.body.name,
            address=reverse("councils:body", args=[one.body.territory.slug, one.body.slug]),
            territory_id=one.body.territory_id,
            at=start_of(one.since),
            became=_("عضوية سارية") if sits else _("عضوية منتهية"),
            tone="green" if sits else "plain",
            icon="landmark",
        )

    seats = Member.objects.filter(person_id=person_id).select_related("body__territory")
    return [Heap(seats, "since", seat)]
