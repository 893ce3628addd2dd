"""What the team of a programme types, made into clean values."""

from tadafor.programme.forms.entries import ApproveForm, PlanForm, ReturnForm, TellForm
from tadafor.programme.forms.frame import (
    ChargeForm,
    CommitteeForm,
    CommuneForm,
    IndicatorForm,
    NodeForm,
    PartnerForm,
    PlainForm,
    RegionForm,
    SittingForm,
    TargetsForm,
)
from tadafor.programme.forms.maturity import ConfirmForm, GridForm
from tadafor.programme.forms.reports import ClaimForm, ReportForm

__all__ = [
    "ApproveForm",
    "ChargeForm",
    "ClaimForm",
    "CommitteeForm",
    "CommuneForm",
    "ConfirmForm",
    "GridForm",
    "IndicatorForm",
    "NodeForm",
    "PartnerForm",
    "PlainForm",
    "PlanForm",
    "RegionForm",
    "ReportForm",
    "ReturnForm",
    "SittingForm",
    "TargetsForm",
    "TellForm",
]
