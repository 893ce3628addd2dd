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
from tadafor.commitments.models.importing import (
    ColumnMapping,
    PlanImport,
)
from tadafor.commitments.models.path import (
    Assessment,
    CommunicationLine,
    PlanStep,
    ResourceLine,
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
from tadafor.commitments.models.yearly import (
    YearlyReport,
)

__all__ = [
    "Assessment",
    "Axis",
    "ColumnMapping",
    "Commitment",
    "CommitmentQuerySet",
    "CommitmentStep",
    "CommunicationLine",
    "Evidence",
    "FundingLine",
    "Indicator",
    "Measure",
    "Milestone",
    "Objective",
    "Plan",
    "PlanImport",
    "PlanMember",
    "PlanQuerySet",
    "PlanStep",
    "Remark",
    "RemarkQuerySet",
    "ResourceLine",
    "YearlyReport",
]
