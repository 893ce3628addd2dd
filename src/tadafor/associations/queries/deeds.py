"""What one person asked of the register and for whom they speak, for their own page (``kernel.deeds``)."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.associations import rules
from tadafor.associations.models import Association, Mandate
from tadafor.kernel.clock import day_of
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.words import word

_TONES = {rules.State.CONFIRMED: "green", rules.State.ENDED: "plain"}


def deeds(person_id: int, now: datetime) -> list[Heap]:
    """Return the entries that a person asked for and the mandates they hold or held."""
    today = day_of(now)

    def asked(one: Association) -> Deed:
        state = rules.state(one.dates, today=today, warning=timedelta(0))
        return Deed(
            kind=_("طلب تسجيل في سجل الفاعلين"),
            title=one.name,
            address=_page(one) if state in rules.LISTED else "",
            territory_id=one.territory_id,
            at=one.requested_at or now,
            became=word(state),
            tone=_TONES.get(state, "saffron"),
            icon="users",
        )

    def mandate(one: Mandate) -> Deed:
        holds = one.until is None or one.until > now
        listed = rules.state(one.association.dates, today=today, warning=timedelta(0)) in rules.LISTED
        return Deed(
            kind=_("تكليف بالحديث باسم جمعية"),
            title=one.association.name,
            address=_page(one.association) if listed else "",
            territory_id=one.association.territory_id,
            at=one.since,
            became=_("تكليف سار") if holds else _("تكليف منته"),
            tone="green" if holds else "plain",
            icon="users",
        )

    requests = Association.objects.filter(requested_by_id=person_id, requested_at__isnull=False)
    mandates = Mandate.objects.filter(person_id=person_id).select_related("association__territory")
    return [
        Heap(requests.select_related("territory"), "requested_at", asked),
        Heap(mandates, "since", mandate),
    ]


def _page(one: Association) -> str:
    return reverse("associations:actor", args=[one.territory.slug, one.code])
