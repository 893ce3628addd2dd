"""The verbs of the participatory budget, the only place that writes."""

from tadafor.budgets.actions.changing import (
    change_idea,
    set_idea_aside,
    set_project_aside,
    take_project_back,
    unmerge_idea,
    withdraw_idea,
)
from tadafor.budgets.actions.ideas import (
    FromABox,
    IdeaWords,
    back_idea,
    enter_idea,
    merge_ideas,
    propose_idea,
    stop_backing,
)
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
from tadafor.budgets.actions.speaking import speak_again, write_down
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
    "FromABox",
    "IdeaWords",
    "Opinion",
    "ProjectWords",
    "Regulation",
    "add_envelope",
    "announce_edition",
    "answer_study",
    "back_idea",
    "change_idea",
    "change_project",
    "change_regulation",
    "draft_edition",
    "draft_project",
    "enter_idea",
    "extend_phase",
    "merge_ideas",
    "propose_idea",
    "publish_prices",
    "remove_envelope",
    "set_days",
    "set_idea_aside",
    "set_project_aside",
    "speak_again",
    "stop_backing",
    "study_project",
    "take_project_back",
    "unmerge_idea",
    "withdraw_idea",
    "write_down",
]
