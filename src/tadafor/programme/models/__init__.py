"""Tables of programmes: ``frame``, ``logic``, ``activity``, ``proofs``, ``reports``."""

from tadafor.programme.models.activity import Activity, Count, Counted, Entry, Tally
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
from tadafor.programme.models.proofs import Evidence, Proof
from tadafor.programme.models.reports import Claim, Grid, GridLine, Report

__all__ = [
    "Activity",
    "Claim",
    "Committee",
    "Commune",
    "Count",
    "Counted",
    "Entry",
    "Evidence",
    "Grid",
    "GridLine",
    "Indicator",
    "Node",
    "Partner",
    "Programme",
    "Proof",
    "Region",
    "Report",
    "Role",
    "Sitting",
    "Tally",
    "Target",
]
