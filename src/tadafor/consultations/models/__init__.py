"""The tables of the consultation space: the consultation, its text or cards, the contributions."""

from tadafor.consultations.models.cards import Axis, FiveFields, Round
from tadafor.consultations.models.consultation import (
    Adoption,
    Committee,
    CommitteeMeeting,
    CommitteeMember,
    Conclusion,
    Consultation,
    Delegation,
    Extension,
)
from tadafor.consultations.models.contribution import (
    Change,
    Contribution,
    Decision,
    Group,
    Support,
)
from tadafor.consultations.models.spoken import Spoken
from tadafor.consultations.models.text import (
    Passage,
    Version,
    Wording,
)
from tadafor.consultations.models.workshop import (
    ImportFault,
    PrintedSheet,
    Sheet,
    SheetImport,
    Workshop,
    WorkshopCorrection,
    WorkshopPhoto,
    WorkshopTable,
)

__all__ = [
    "Adoption",
    "Axis",
    "Change",
    "Committee",
    "CommitteeMeeting",
    "CommitteeMember",
    "Conclusion",
    "Consultation",
    "Contribution",
    "Decision",
    "Delegation",
    "Extension",
    "FiveFields",
    "Group",
    "ImportFault",
    "Passage",
    "PrintedSheet",
    "Round",
    "Sheet",
    "SheetImport",
    "Spoken",
    "Support",
    "Version",
    "Wording",
    "Workshop",
    "WorkshopCorrection",
    "WorkshopPhoto",
    "WorkshopTable",
]
