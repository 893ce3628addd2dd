"""The verbs of the participatory budget, the only place that writes."""

from tadafor.budgets.actions.setting_up import (
    Regulation,
    add_envelope,
    announce_edition,
    change_regulation,
    draft_edition,
    extend_phase,
    remove_envelope,
    set_days,
)
from tadafor.budgets.actions.studying import (
    Opinion,
    ProjectWords,
    answer_study,
    change_project,
    draft_project,
    publish_prices,
    study_project,
)

__all__ = [
    "Opinion",
    "ProjectWords",
    "Regulation",
    "add_envelope",
    "announce_edition",
    "answer_study",
    "change_project",
    "change_regulation",
    "draft_edition",
    "draft_project",
    "extend_phase",
    "publish_prices",
    "remove_envelope",
    "set_days",
    "study_project",
]
