"""Imported lists: their counts, and the row that a card opens."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from tadafor.people.models import EligibilityList, ListRow
from tadafor.people.queries.cards import card_hash
from tadafor.people.rules import LinkKind
from tadafor.people.rules.cards import Card


def row_hash(kept: EligibilityList, card: Card) -> str:
    """The pseudonym of a card in one list: two lists cannot be joined."""
    return card_hash(f"list:{kept.pk}", kept.territory_id, card.kind, card.number)


def row_of(territory_id: int, card: Card, *, day: date) -> ListRow | None:
    """The row of a card in a list in use that day, locked."""
    in_use = EligibilityList.objects.confirmed().filter(territory_id=territory_id, holds_until__gte=day)
    for kept in in_use.order_by("pk"):
        rows = ListRow.objects.select_for_update(of=("self",)).select_related("source")
        row = rows.filter(source=kept, card_hash=row_hash(kept, card)).first()
        if row is not None:
            return row
    return None


def lists_here(territory_id: int) -> QuerySet[EligibilityList, EligibilityList]:
    """The lists of a territory, newest first."""
    lists = EligibilityList.objects.filter(territory_id=territory_id)
    return lists.select_related("imported_by").order_by("-pk")


def list_here(territory_id: int, list_id: int) -> EligibilityList | None:
    """One list that was not erased."""
    return lists_here(territory_id).filter(pk=list_id, erased_at__isnull=True).first()


def has_lists(territory_id: int, day: date) -> bool:
    """Whether typing one's number can confirm anything today."""
    return (
        EligibilityList.objects.confirmed().filter(territory_id=territory_id, holds_until__gte=day).exists()
    )


@dataclass(frozen=True)
class Counted:
    """What a list holds, in counts."""

    kind: LinkKind
    neighbourhood: str
    count: int


def counts_of(kept: EligibilityList) -> list[Counted]:
    """How many rows by kind of link and neighbourhood, for the look before use."""
    rows = (
        ListRow.objects.filter(source=kept)
        .values_list("kind", "neighbourhood__name_ar")
        .annotate(many=Count("pk"))
        .order_by("kind", "neighbourhood__name_ar")
    )
    return [Counted(LinkKind(kind), place or "", many) for kind, place, many in rows]
