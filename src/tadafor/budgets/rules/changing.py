"""What may still be undone: an idea written again or set aside, a merge, a project taken back."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.budgets.rules.ideas import IdeaRefusal

MOST_CHANGES = 20
LONGEST_REASON = 1_000


class ChangeRefusal(StrEnum):
    """Why something is not changed, set aside or undone."""

    AWAITS_WORDS = "awaits_words"
    TOO_MANY_CHANGES = "too_many_changes"
    REASON_MISSING = "reason_missing"
    REASON_TOO_LONG = "reason_too_long"
    NOT_IN_PROJECT = "not_in_project"
    STUDIED = "studied"
    NOT_AN_AUTHOR = "not_an_author"
    NOT_THE_ONLY_AUTHOR = "not_the_only_author"
    PROJECT_WITHDRAWN = "project_withdrawn"


@dataclass(frozen=True)
class IdeaFacts:
    """Where an idea stands when somebody wants to change it."""

    is_author: bool = True
    withdrawn: bool = False
    in_a_project: bool = False
    hidden: bool = False
    awaits_words: bool = False
    changes: int = 0


def refuse_change(idea: IdeaFacts) -> IdeaRefusal | ChangeRefusal | None:
    """Say why its author may not write an idea again (§ budgets-changing)."""
    if not idea.is_author:
        return IdeaRefusal.NOT_AUTHOR
    if idea.withdrawn:
        return IdeaRefusal.ALREADY_WITHDRAWN
    if idea.in_a_project:
        return IdeaRefusal.IN_A_PROJECT
    if idea.hidden:
        return IdeaRefusal.NOT_SHOWN
    if idea.awaits_words:
        return ChangeRefusal.AWAITS_WORDS
    return ChangeRefusal.TOO_MANY_CHANGES if idea.changes >= MOST_CHANGES else None


def refuse_setting_aside(
    *, reason: str, withdrawn: bool, in_a_project: bool = False
) -> IdeaRefusal | ChangeRefusal | None:
    """Say why staff may not set an idea or a project aside (§ budgets-setting-aside)."""
    if withdrawn:
        return IdeaRefusal.ALREADY_WITHDRAWN
    if in_a_project:
        return IdeaRefusal.IN_A_PROJECT
    return refuse_reason(reason)


def refuse_reason(reason: str) -> ChangeRefusal | None:
    """Say why a reason is none: it is read by everybody."""
    if not reason.strip():
        return ChangeRefusal.REASON_MISSING
    return ChangeRefusal.REASON_TOO_LONG if len(reason) > LONGEST_REASON else None


def refuse_unmerging(*, in_this_project: bool, studied: bool, reason: str) -> ChangeRefusal | None:
    """Say why an idea may not leave a project: its study was about all of it (§ budgets-unmerging)."""
    if not in_this_project:
        return ChangeRefusal.NOT_IN_PROJECT
    return ChangeRefusal.STUDIED if studied else refuse_reason(reason)


def refuse_taking_back(
    *, is_author: bool, authors: int, withdrawn: bool, studied: bool
) -> IdeaRefusal | ChangeRefusal | None:
    """Say why an author may not take a project back (§ budgets-taking-back)."""
    if not is_author:
        return ChangeRefusal.NOT_AN_AUTHOR
    if withdrawn:
        return IdeaRefusal.ALREADY_WITHDRAWN
    if studied:
        return ChangeRefusal.STUDIED
    return ChangeRefusal.NOT_THE_ONLY_AUTHOR if authors > 1 else None
