"""What is counted of participatory budgets across territories (``kernel.measures``)."""

from datetime import date

from tadafor.budgets.models import Idea
from tadafor.kernel.measures import Measured


def measures(today: date) -> list[Measured]:
    """Return the ideas that everybody reads."""
    del today
    rows = Idea.objects.filter(trace__visibility="visible", withdrawn_at__isnull=True)
    return [
        Measured(key="budgets.ideas", rows=rows, day="received_on", territory="edition__territory"),
    ]
