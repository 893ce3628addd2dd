"""The tables of the participatory budget."""

from tadafor.budgets.models.edition import Edition, Envelope, Extension, PhaseDays
from tadafor.budgets.models.project import (
    Idea,
    IdeaSpoken,
    IdeaSupport,
    IdeaVersion,
    Project,
    Study,
    StudyAnswer,
)
from tadafor.budgets.models.result import (
    Counting,
    FollowStep,
    Lot,
    Observer,
    PaperOpened,
    Progress,
    Result,
    Simulation,
)
from tadafor.budgets.models.vote import (
    BallotBatch,
    BatchEntry,
    EditionKey,
    GoneBallot,
    OpenedBallot,
    RegisterLine,
    Rehearsal,
    SealedBallot,
    UrnPublication,
)

__all__ = [
    "BallotBatch",
    "BatchEntry",
    "Counting",
    "Edition",
    "EditionKey",
    "Envelope",
    "Extension",
    "FollowStep",
    "GoneBallot",
    "Idea",
    "IdeaSpoken",
    "IdeaSupport",
    "IdeaVersion",
    "Lot",
    "Observer",
    "OpenedBallot",
    "PaperOpened",
    "PhaseDays",
    "Progress",
    "Project",
    "RegisterLine",
    "Rehearsal",
    "Result",
    "SealedBallot",
    "Simulation",
    "Study",
    "StudyAnswer",
    "UrnPublication",
]
