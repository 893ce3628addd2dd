"""Named reads of what became of meetings, and the figures of a year."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import ExtractYear

from tadafor.kernel.clock import CASABLANCA, start_of
from tadafor.meetings import rules
from tadafor.meetings.models import FollowUp, HeadCount, Meeting, Minutes, Output


def minutes_of(meeting: Meeting) -> Minutes | None:
    return Minutes.objects.filter(meeting=meeting).first()


def outputs_of(meeting: Meeting) -> list[Output]:
    return list(Output.objects.filter(meeting=meeting))


def follow_ups_of(meeting: Meeting) -> list[FollowUp]:
    return list(FollowUp.objects.filter(meeting=meeting))


def follow_up_at(meeting: Meeting, position: int) -> FollowUp | None:
    found = FollowUp.objects.filter(meeting=meeting, position=position)
    return found.select_related("meeting").first()


@dataclass(frozen=True)
class Year:
    """The meetings held in a year: how many of each kind, who came as far as it is shown, what was made."""

    meetings: int = 0
    counted: int = 0
    participants: int = 0
    women: int = 0
    kinds: list[tuple[rules.Kind, int]] = field(default_factory=list)
    products: list[tuple[rules.Product, int]] = field(default_factory=list)


def years_with_meetings(now: datetime) -> list[int]:
    """Return the years in which meetings were held, the latest first."""
    held = Meeting.objects.public().filter(state=rules.State.ANNOUNCED, ends_at__lte=now)
    at = ExtractYear("starts_at", tzinfo=CASABLANCA)
    years = held.annotate(year=at).values_list("year", flat=True)
    return [int(one) for one in years.distinct().order_by("-year")]


def year_of(year: int, now: datetime) -> Year:
    """Return the figures of a year, from the counts that the meetings show (§ meetings-figures)."""
    held = Meeting.objects.public().filter(
        state=rules.State.ANNOUNCED,
        ends_at__lte=now,
        starts_at__gte=start_of(date(year, 1, 1)),
        starts_at__lt=start_of(date(year + 1, 1, 1)),
    )
    kinds = dict(held.order_by().values_list("kind").annotate(Count("pk")))
    counts: dict[int, rules.Counts] = defaultdict(dict)
    for meeting, fact, value, count in HeadCount.objects.filter(meeting__in=held.order_by()).values_list(
        "meeting_id", "fact", "value", "count"
    ):
        counts[meeting][rules.Fact(fact), value] = count
    shown = [one for each in counts.values() for one in rules.shown(each)]
    made: Counter[str] = Counter()
    published = Output.objects.filter(meeting__in=held.order_by(), meeting__minutes__standing="published")
    for product, count in published.values_list("product", "count"):
        made[product] += count
    return Year(
        meetings=sum(kinds.values()),
        counted=sum((rules.Fact.ALL, "") in each for each in counts.values()),
        participants=_sum(shown, rules.Fact.ALL, ""),
        women=_sum(shown, rules.Fact.SEX, "woman"),
        kinds=[(kind, kinds[kind]) for kind in rules.Kind if kind in kinds],
        products=[(product, made[product]) for product in rules.Product if product in made],
    )


def _sum(shown: list[rules.Shown], fact: rules.Fact, value: str) -> int:
    return sum(one.count or 0 for one in shown if (one.fact, one.value) == (fact, value))
