"""Who acts for whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from tadafor.associations import rules
from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import MandateRefusal, Mechanism
from tadafor.kernel.clock import day_of
from tadafor.kernel.scopes import everywhere


def mandates_held(person: OuterRef, now: datetime, today: date) -> ArraySubquery:
    """For whom a person acts and for what, read in the query of the person (``TADAFOR_MANDATES``)."""
    mandates = Mandate.objects.for_acting(now, today).filter(person=person)
    return ArraySubquery(
        mandates.order_by("association__sort_key", "association_id", "pk").values(
            held=JSONObject(
                key="association_id",
                territory="association__territory_id",
                name="association__name",
                limits="mechanisms",
            )
        )
    )


@dataclass(frozen=True)
class Standing:
    """By what a person acts for an association, or why not."""

    mandate: Mandate | None
    refusal: MandateRefusal | None


def mandate_at(
    association_id: int, person_id: int | None, *, mechanism: Mechanism, now: datetime
) -> Standing:
    """Say by which mandate a person does this for an association at ``now`` (§ mandates-again).

    Call it inside the verb's transaction: the mandate is held until the end, so that it is taken back
    before the act or after it. The association's own confirmation counts too.
    """
    held = list(
        Mandate.objects.for_acting(now, day_of(now))
        .select_for_update(of=("self",), no_key=True)
        .filter(association_id=association_id, person_id=person_id or 0)
        .order_by("-is_representative", "pk")
    )
    if not held:
        return Standing(None, MandateRefusal.NO_MANDATE)
    fit = next((one for one in held if mechanism.value in one.mechanisms), None)
    return Standing(fit, None if fit else MandateRefusal.NOT_FOR_THIS)


def speakers(association_ids: Iterable[int], *, now: datetime) -> dict[int, list[Mandate]]:
    """Who acts now for each of these associations, its representative first."""
    found: dict[int, list[Mandate]] = defaultdict(list)
    mandates = Mandate.objects.at(now).filter(association_id__in=list(association_ids))
    for mandate in mandates.select_related("person").order_by("-is_representative", "since", "pk"):
        found[mandate.association_id].append(mandate)
    return dict(found)


def mandate_here(association: Association, mandate_id: int, *, now: datetime) -> Mandate | None:
    """One mandate that holds now."""
    held = Mandate.objects.at(now).filter(association=association, pk=mandate_id)
    return held.select_related("person").first()


def representatives(association: Association, *, now: datetime) -> set[int]:
    """Who represents it now, as keys of people."""
    held = Mandate.objects.at(now).filter(association=association, is_representative=True)
    return set(held.values_list("person_id", flat=True))


def is_representative(association: Association, person_id: int | None, *, now: datetime) -> bool:
    """Whether this person represents the association now."""
    return (
        Mandate.objects.at(now)
        .filter(association=association, person_id=person_id or 0, is_representative=True)
        .exists()
    )


def belongs(association: Association, person_id: int | None, *, now: datetime) -> bool:
    """Whether this person asked for it or acts for it: then others examine it (§ associations-own)."""
    if person_id is None:
        return False
    asked = person_id in {association.requested_by_id, association.renewal_asked_by_id}
    return asked or Mandate.objects.at(now).filter(association=association, person_id=person_id).exists()


@dataclass(frozen=True)
class Mine:
    """An association on the page of somebody who asked for it or acts for it."""

    association: Association
    mandate: Mandate | None
    state: rules.State


def held_data(person_id: int) -> dict[str, Any]:
    """For whom a person spoke and speaks, and what they asked to register (law 09-08, article 7)."""
    with everywhere():
        mandates = Mandate.objects.filter(person_id=person_id).order_by("-since", "-pk")
        asked = Association.objects.filter(requested_by_id=person_id).order_by("requested_at", "pk")
        return {
            "mandates": list(
                mandates.values("association__name", "is_representative", "mechanisms", "since", "until")
            ),
            "associations_asked_for": list(asked.values("name", "receipt_number", "requested_at")),
        }
