"""Activities that nobody types: those that the communes' own records tell (§ programme-6)."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from tadafor.programme import rules
from tadafor.programme.models import Programme
from tadafor.programme.queries.figures import Source, Sources, latest_in, sources_of, spans_of


class Drawn(NamedTuple):
    """What a commune held, as its record tells it."""

    kind: rules.ActivityKind
    source: Source


def drawn(
    programme: Programme,
    today: date,
    *,
    kinds: Collection[rules.ActivityKind] = tuple(rules.DRAWN),
    within: rules.Span | None = None,
    territories: Collection[int] | None = None,
) -> "DrawnList":
    """Return what the communes held while each took part; of some kinds, or between two days, or of some."""
    spans = spans_of(programme, within, territories=territories)
    wanted = {measure.value: one for one, measure in rules.DRAWN.items() if one in kinds}
    found = sources_of(wanted, spans, today) if wanted else {}
    return DrawnList({wanted[key]: rows for key, rows in found.items()})


def drawn_in(
    programme: Programme, territory_id: int, kinds: Collection[rules.ActivityKind], today: date, *, most: int
) -> list[Drawn]:
    """Return what one commune held last, while it took part."""
    known = [
        Drawn(kind, one)
        for span in spans_of(programme, territories=[territory_id])
        for kind in kinds
        for one in latest_in(territory_id, rules.DRAWN[kind].value, span, today, most=most)
    ]
    known.sort(key=lambda one: one.source.day, reverse=True)
    return known[:most]


class DrawnList:
    """What several records tell, as pages are made of it: the latest first."""

    ordered = True

    def __init__(self, found: dict[rules.ActivityKind, Sources]) -> None:
        self.found = found

    def count(self) -> int:
        return sum(rows.count() for rows in self.found.values())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Drawn]:
        known = [Drawn(kind, one) for kind, rows in self.found.items() for one in rows[: part.stop]]
        known.sort(key=lambda one: one.source.day, reverse=True)
        return known[part]
