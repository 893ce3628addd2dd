"""What is counted of meetings across territories (``kernel.measures``)."""

from datetime import date

from tadafor.kernel.clock import start_of
from tadafor.kernel.measures import Measured
from tadafor.meetings import rules
from tadafor.meetings.models import HeadCount, Meeting

_PEOPLE = {"day": "meeting__starts_at", "territory": "meeting__territory", "weight": "count"}


def measures(today: date) -> list[Measured]:
    """Return the meetings held on days before, and who came to them as their closed lists tell."""
    held = Meeting.objects.public().filter(cancelled_at__isnull=True, ends_at__lt=start_of(today))
    came = HeadCount.objects.filter(
        meeting__announced_at__isnull=False,
        meeting__cancelled_at__isnull=True,
        meeting__trace__visibility="visible",
    )
    kinds = {"meetings.held": None, "meetings.trainings": rules.Kind.TRAINING}
    kinds["meetings.exchanges"] = rules.Kind.VISIT
    found = [
        Measured(key=key, rows=held.filter(kind=kind) if kind else held, day="starts_at")
        for key, kind in kinds.items()
    ]
    for key, kind in {"meetings.attended": None, "meetings.trained": rules.Kind.TRAINING}.items():
        people = came.filter(meeting__kind=kind) if kind else came
        whole = people.filter(fact=rules.Fact.ALL)
        found.append(Measured(key=key, rows=whole, trace="meeting__trace", **_PEOPLE))
        found += [
            Measured(
                key=key,
                rows=people.filter(fact=fact),
                part=fact.value,
                by="value",
                trace="meeting__trace",
                **_PEOPLE,
            )
            for fact in (rules.Fact.SEX, rules.Fact.AGE)
        ]
    return found
