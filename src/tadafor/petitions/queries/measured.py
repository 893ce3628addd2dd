"""What is counted of petitions across territories (``kernel.measures``)."""

from datetime import date

from tadafor.kernel.measures import Measured
from tadafor.petitions.models import Petition


def measures(today: date) -> list[Measured]:
    """Return the petitions deposited, each against its receipt."""
    del today
    rows = Petition.objects.public().filter(deposited_at__isnull=False, trace__visibility="visible")
    return [Measured(key="petitions.deposited", rows=rows, day="deposited_at")]
