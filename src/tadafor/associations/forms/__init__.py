"""What people and the desk type about associations."""

from tadafor.associations.forms.changes import AnswerForm, ChangeForm, CorrectionForm
from tadafor.associations.forms.entries import (
    AskForm,
    CheckForm,
    DescribeForm,
    EntryForm,
    FilterForm,
    MandateForm,
    PlainForm,
    ReasonForm,
    RenewalForm,
    SettlingForm,
    initial_of,
    papers,
)
from tadafor.associations.forms.sheets import SheetForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "ChangeForm",
    "CheckForm",
    "CorrectionForm",
    "DescribeForm",
    "EntryForm",
    "FilterForm",
    "MandateForm",
    "PlainForm",
    "ReasonForm",
    "RenewalForm",
    "SettlingForm",
    "SheetForm",
    "initial_of",
    "papers",
]
