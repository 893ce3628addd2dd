"""What the team of a programme types, made into clean values."""

from tadafor.programme.forms.entries import (
    ApproveForm,
    CallOffForm,
    FilterForm,
    PlanForm,
    ProofForm,
    ReturnForm,
    TellForm,
)
from tadafor.programme.forms.frame import (
    ChargeForm,
    CommitteeForm,
    CommuneForm,
    IndicatorForm,
    LeaveForm,
    NodeForm,
    PartnerForm,
    PlainForm,
    ProgrammeForm,
    RegionForm,
    SittingForm,
    TargetsForm,
    TitleForm,
)
from tadafor.programme.forms.maturity import ConfirmForm, EvidenceForm, GridForm
from tadafor.programme.forms.reports import ClaimForm, ReportForm

__all__ = [
    "ApproveForm",
    "CallOffForm",
    "ChargeForm",
    "ClaimForm",
    "CommitteeForm",
    "CommuneForm",
    "ConfirmForm",
    "EvidenceForm",
    "FilterForm",
    "GridForm",
    "IndicatorForm",
    "LeaveForm",
    "NodeForm",
    "PartnerForm",
    "PlainForm",
    "PlanForm",
    "ProgrammeForm",
    "ProofForm",
    "RegionForm",
    "ReportForm",
    "ReturnForm",
    "SittingForm",
    "TargetsForm",
    "TellForm",
    "TitleForm",
]
