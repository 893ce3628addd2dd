"""What each room can count of a territory: the shape in which it says so to rooms on top.

``TADAFOR_MEASURES`` in the settings lists functions of this form, each in its room's ``queries``::

    def measures(today: date) -> list[Measured]

It is called with ``everywhere()`` open. One description serves the sums and the rows behind them, so that
a figure and its trace never tell two stories. Only what the public may count; rows are named only where
everybody may read them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth

from tadafor.kernel.offers import offered


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Rows that count: whose they are, of which day, how much each weighs, by what they are told apart."""

    key: str
    rows: QuerySet[Any]
    day: str  # the column of its day or moment
    territory: str = "territory"
    weight: str = ""  # the column that is added up; without one, each row counts for one
    part: str = ""  # what tells them apart ("sex"), with the column that says it
    by: str = ""
    trace: str = "trace"  # where its title and its address are; empty where rows are not for everybody

    def months(self, territory_ids: Iterable[int] | None = None) -> list[tuple[int, str, date, int]]:
        """Return (territory, part, month, value), for these territories or for all."""
        rows = self.rows.order_by()
        if territory_ids is not None:
            rows = rows.filter(**{f"{self.territory}__in": list(territory_ids)})
        value = Sum(self.weight) if self.weight else Count("pk")
        found = (
            rows.annotate(
                _month=TruncMonth(self.day, output_field=DateField()),
                _part=F(self.by) if self.by else Value(""),
            )
            .values_list(self.territory, "_part", "_month")
            .annotate(_value=value)
        )
        return [
            (place, f"{self.part}:{part}" if self.part else "", month, count)
            for place, part, month, count in found
            if count and (part or not self.part)
        ]


def measured(today: date, keys: Collection[str] | None = None) -> list[Measured]:
    """Return what all the rooms count, or some of it: a key begins with the name of its room."""
    told = offered("TADAFOR_MEASURES")
    if keys is None:
        return [one for tell in told for one in tell(today)]
    rooms = {key.partition(".")[0] for key in keys}
    asked = [tell for tell in told if tell.__module__.split(".")[1] in rooms]
    return [one for tell in asked for one in tell(today) if one.key in keys]
