"""Tables of programmes: ``frame``, ``logic``, ``activity``."""

from tadafor.programme.models.activity import Activity, Count, Counted, Entry
from tadafor.programme.models.frame import (
    Committee,
    Commune,
    Partner,
    Programme,
    Region,
    Role,
    Sitting,
)
from tadafor.programme.models.logic import Indicator, Node, Target

__all__ = [
    "Activity",
    "Committee",
    "Commune",
    "Count",
    "Counted",
    "Entry",
    "Indicator",
    "Node",
    "Partner",
    "Programme",
    "Region",
    "Role",
    "Sitting",
    "Target",
]
