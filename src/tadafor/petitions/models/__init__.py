"""The tables of petitions."""

from tadafor.petitions.models.law import LegalRule, SigningLimits
from tadafor.petitions.models.petition import (
    AgentCode,
    ConditionFinding,
    CounterDeposit,
    DeliberationCorrection,
    ListOpening,
    Petition,
    PetitionAnnex,
    PetitionAnswer,
    PetitionFollowUp,
    PetitionParty,
)
from tadafor.petitions.models.signature import (
    Batch,
    LineLook,
    Sheet,
    SheetLine,
    Signature,
    SignatureCount,
    SignatureLetter,
)

__all__ = [
    "AgentCode",
    "Batch",
    "ConditionFinding",
    "CounterDeposit",
    "DeliberationCorrection",
    "LegalRule",
    "LineLook",
    "ListOpening",
    "Petition",
    "PetitionAnnex",
    "PetitionAnswer",
    "PetitionFollowUp",
    "PetitionParty",
    "Sheet",
    "SheetLine",
    "Signature",
    "SignatureCount",
    "SignatureLetter",
    "SigningLimits",
]
