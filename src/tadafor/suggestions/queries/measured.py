"""What is counted of suggestions across territories (``kernel.measures``)."""

from datetime import date

from django.db.models import F
from django.db.models.functions import TruncDate

from tadafor.kernel.clock import CASABLANCA
from tadafor.kernel.measures import Measured
from tadafor.suggestions.models import Suggestion


def measures(today: date) -> list[Measured]:
    """Return what was received, what was answered, and what was answered in time.

    Complaints count too, and nobody but the staff reads them: no row is named.
    """
    del today
    received = Suggestion.objects.filter(merged_into__isnull=True)
    answered = received.filter(answered_at__isnull=False)
    in_time = answered.annotate(_day=TruncDate("answered_at", tzinfo=CASABLANCA)).filter(
        _day__lte=F("due_on")
    )
    return [
        Measured(key="suggestions.received", rows=received, day="received_on", trace=""),
        Measured(key="suggestions.answered", rows=answered, day="answered_at", trace=""),
        Measured(key="suggestions.on_time", rows=in_time, day="answered_at", trace=""),
    ]
