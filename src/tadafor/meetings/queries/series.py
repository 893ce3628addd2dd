"""Named reads of a series: its meetings in their order, and what they come to together."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from tadafor.meetings import rules
from tadafor.meetings.models import HeadCount, Meeting, Output, Series
from tadafor.meetings.queries.meetings import UNSEEN


@dataclass(frozen=True)
class Whole:
    """What the meetings of a series come to: how many were held, who came as far as shown, what was made."""

    meetings: list[Meeting] = field(default_factory=list)
    held: int = 0
    counted: int = 0
    participants: int = 0
    products: list[tuple[rules.Product, int]] = field(default_factory=list)


def series_at(key: int) -> Series | None:
    """Return a series that has an announced meeting."""
    found = Series.objects.filter(pk=key).first()
    return found if found and Meeting.objects.public().filter(series=found).exists() else None


def whole_of(series: Series, now: datetime) -> Whole:
    """Return the announced meetings of a series in their order, and their sums (§ meetings-series)."""
    found = Meeting.objects.public().filter(series=series).select_related("trace", "series").defer(*UNSEEN)
    meetings = list(found.order_by("starts_at", "pk"))
    held = [one.pk for one in meetings if one.stage(now) is rules.Stage.HELD]
    shown = shown_counts(held)
    made: Counter[str] = Counter()
    outputs = Output.objects.filter(meeting__in=held, meeting__minutes__standing=rules.Standing.PUBLISHED)
    for product, count in outputs.values_list("product", "count"):
        made[product] += count
    alls = [one.count for lines in shown.values() for one in lines if one.fact is rules.Fact.ALL]
    return Whole(
        meetings=meetings,
        held=len(held),
        counted=len(alls),
        participants=sum(count or 0 for count in alls),
        products=[(product, made[product]) for product in rules.Product if product in made],
    )


def shown_counts(meetings: list[int]) -> dict[int, list[rules.Shown]]:
    """Return the counts of many meetings as everybody reads them (§ meetings-masking)."""
    counts: dict[int, rules.Counts] = defaultdict(dict)
    rows = HeadCount.objects.filter(meeting__in=meetings)
    for meeting, fact, value, count in rows.values_list("meeting_id", "fact", "value", "count"):
        counts[meeting][rules.Fact(fact), value] = count
    return {meeting: rules.shown(each) for meeting, each in counts.items()}


def published(*, limit: int) -> list[Meeting]:
    """Return the announced meetings, the latest first, for those who take them as data."""
    found = Meeting.objects.public().select_related("trace", "series").defer(*UNSEEN)
    return list(found.order_by("-starts_at", "-pk")[:limit])


def made_by(meetings: list[int]) -> dict[int, dict[str, int]]:
    """Return what the published minutes of many meetings count as made."""
    made: dict[int, dict[str, int]] = defaultdict(dict)
    outputs = Output.objects.filter(meeting__in=meetings, meeting__minutes__standing=rules.Standing.PUBLISHED)
    for meeting, product, count in outputs.values_list("meeting_id", "product", "count"):
        made[meeting][product] = count
    return made
