"""Named reads of associations and mandates."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from tadafor.associations.models import Association, Mandate
from tadafor.kernel.scopes import everywhere


def mandates_held(person: OuterRef, now: datetime) -> ArraySubquery:
    """What a person speaks for, as a part of the query that reads the person (``TADAFOR_MANDATES``)."""
    mandates = Mandate.objects.at(now).filter(person=person).order_by("association__sort_key", "pk")
    return ArraySubquery(
        mandates.values(
            held=JSONObject(
                key="association_id", territory="association__territory_id", name="association__name"
            )
        )
    )


def mandate_at(association_id: int, person_id: int | None, *, now: datetime) -> Mandate | None:
    """Return by which mandate a person acts for an association at ``now``; locked until the act is done."""
    return (
        Mandate.objects.at(now)
        .select_for_update(of=("self",))
        .filter(association_id=association_id, person_id=person_id or 0)
        .first()
    )


def associations_here(territory_id: int) -> QuerySet[Association, Association]:
    """The associations registered here, by name."""
    return Association.objects.filter(territory_id=territory_id).order_by("sort_key", "pk")


def association_here(territory_id: int, association_id: int) -> Association | None:
    """An association registered here."""
    return associations_here(territory_id).filter(pk=association_id).first()


def names_of(association_ids: Iterable[int]) -> dict[int, str]:
    """The names of these associations of the open territory."""
    return dict(Association.objects.filter(pk__in=set(association_ids)).values_list("pk", "name"))


def speakers(association_ids: Iterable[int], *, now: datetime) -> dict[int, list[Mandate]]:
    """Who speaks now for each of these associations."""
    found: dict[int, list[Mandate]] = defaultdict(list)
    mandates = Mandate.objects.at(now).filter(association_id__in=list(association_ids))
    for mandate in mandates.select_related("person").order_by("since", "pk"):
        found[mandate.association_id].append(mandate)
    return dict(found)


def held_data(person_id: int) -> dict[str, Any]:
    """For whom a person spoke and speaks, to take away (law 09-08, article 7)."""
    with everywhere():
        mandates = Mandate.objects.filter(person_id=person_id).order_by("-since", "-pk")
        return {"mandates": list(mandates.values("association__name", "since", "until"))}
