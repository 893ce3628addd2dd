"""What each service answered, how fast, and what people thought of it: public."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, F, Q
from django.db.models.functions import TruncDate

from tadafor.kernel.clock import CASABLANCA
from tadafor.suggestions import rules
from tadafor.suggestions.models import Suggestion

SMALLEST = 3
_MASKED_BELOW = SMALLEST


@dataclass(frozen=True)
class ServiceFigures:
    """A service in numbers; days are of the middle answer, in calendar days."""

    service: str
    received: int
    answered: int
    in_time: int
    late: int
    median_days: int | None
    rating: float | None
    ratings: int

    @property
    def share_in_time(self) -> int | None:
        """Return the percentage of answers that came in time."""
        return self.in_time * 100 // self.answered if self.answered else None


def by_service(today: date, names: dict[int, str], none: str) -> list[ServiceFigures]:
    """Return each service in numbers; a rating of fewer than three people is not shown (§ suggestions-18)."""
    day = TruncDate("answered_at", tzinfo=CASABLANCA)
    answered = Q(answered_at__isnull=False)
    rows = (
        Suggestion.objects.exclude(state=rules.State.MERGED)
        .annotate(answered_day=day)
        .values("service_id")
        .annotate(
            received=Count("state"),
            answered=Count("state", filter=answered),
            in_time=Count("state", filter=answered & Q(answered_day__lte=F("due_on"))),
            late=Count("state", filter=Q(answered_at=None, due_on__lt=today, state__in=sorted(rules.OPEN))),
            spans=ArrayAgg(F("answered_day") - F("due_from"), filter=answered),
            mean=Avg("rating"),
            ratings=Count("rating"),
        )
        .order_by("-received", "service_id")
    )
    return [_figures(row, names.get(row["service_id"], none)) for row in rows]


def _figures(row: Any, name: str) -> ServiceFigures:  # noqa: ANN401 -- a row of counts
    spans = sorted(getattr(span, "days", span) for span in row["spans"] or [])
    is_shown = row["ratings"] >= _MASKED_BELOW
    return ServiceFigures(
        service=name,
        received=row["received"],
        answered=row["answered"],
        in_time=row["in_time"],
        late=row["late"],
        median_days=spans[len(spans) // 2] if spans else None,
        rating=round(float(row["mean"]), 1) if is_shown else None,
        ratings=row["ratings"],
    )
