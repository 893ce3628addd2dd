"""The tables of commitments."""

from tadafor.commitments.models.commitment import (
    Commitment,
    CommitmentQuerySet,
    CommitmentStep,
    FundingLine,
    Indicator,
    Measure,
    Milestone,
)
from tadafor.commitments.models.plan import (
    Axis,
    Objective,
    Plan,
    PlanMember,
    PlanQuerySet,
)
from tadafor.commitments.models.remark import (
    Evidence,
    Remark,
    RemarkQuerySet,
)

__all__ = [
    "Axis",
    "Commitment",
    "CommitmentQuerySet",
    "CommitmentStep",
    "Evidence",
    "FundingLine",
    "Indicator",
    "Measure",
    "Milestone",
    "Objective",
    "Plan",
    "PlanMember",
    "PlanQuerySet",
    "Remark",
    "RemarkQuerySet",
]
