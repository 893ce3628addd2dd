"""What is counted of bodies and their opinions across territories (``kernel.measures``)."""

from datetime import date

from tadafor.councils import rules
from tadafor.councils.models import Body, Opinion
from tadafor.kernel.measures import Measured

# Bodies in which people who were not elected speak with the council; committees of its own are not.
SPACES = (
    rules.BodyKind.EQUALITY,
    rules.BodyKind.YOUTH,
    rules.BodyKind.NEIGHBOURHOOD,
    rules.BodyKind.CITIZENS,
    rules.BodyKind.CIVIL_DIALOGUE,
)


def measures(today: date) -> list[Measured]:
    """Return the spaces of dialogue by kind, and the opinions that bodies adopted."""
    del today
    bodies = Body.objects.filter(kind__in=SPACES, trace__visibility="visible")
    opinions = Opinion.objects.public().filter(trace__visibility="visible")
    return [
        Measured(key="councils.spaces", rows=bodies, day="founded_on"),
        Measured(key="councils.spaces", rows=bodies, day="founded_on", part="kind", by="kind"),
        Measured(key="councils.opinions", rows=opinions, day="adopted_on"),
    ]
