"""What is counted of consultations across territories (``kernel.measures``)."""

from datetime import date

from tadafor.consultations.models import Consultation, Contribution
from tadafor.kernel.measures import Measured


def measures(today: date) -> list[Measured]:
    """Return the consultations that were opened, and the contributions everybody reads."""
    opened = Consultation.objects.filter(announced_on__isnull=False, opens_on__lte=today)
    shown = Contribution.objects.filter(trace__visibility="visible", withdrawn_at__isnull=True)
    return [
        Measured(key="consultations.opened", rows=opened, day="opens_on"),
        Measured(
            key="consultations.contributions",
            rows=shown,
            day="received_on",
            territory="consultation__territory",
        ),
    ]
