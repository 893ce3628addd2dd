"""A territory joins, and keeps its settings."""

from datetime import datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.territories import rules
from tadafor.territories.models import Place, Territory
from tadafor.territories.rules import PlaceKind, Refusal


@transaction.atomic
def join(
    *,
    place_id: str,
    slug: str,
    now: datetime,
    actor: audit.Who = audit.HOUSE,
    languages: tuple[str, ...] = ("ar", "fr"),
    is_demonstration: bool = False,
) -> Territory:
    """Make a tenant of a place, at its own address."""
    place = Place.objects.select_for_update(of=("self",)).select_related("parent").get(pk=place_id)
    kind = PlaceKind(place.kind)
    if refusal := rules.refuse_joining(kind) or rules.refuse_slug(slug):
        raise Refused(refusal)
    if Territory.objects.filter(place=place).exists():
        raise Refused(Refusal.PLACE_JOINED)
    if Territory.objects.filter(slug=slug).exists():
        raise Refused(Refusal.SLUG_TAKEN)
    territory = Territory.objects.create(
        place=place,
        slug=slug,
        joined_on=day_of(now),
        languages=list(languages),
        session_months=list(rules.ORDINARY_MONTHS[kind]),
        is_demonstration=is_demonstration,
    )
    audit.record(
        actor=actor,
        territory_id=territory.pk,
        verb="territories.join",
        subject=f"territory:{territory.pk}",
        now=now,
        content={"place": place_id, "slug": slug},
    )
    return territory
